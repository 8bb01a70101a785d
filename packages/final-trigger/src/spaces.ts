import { ParameterError } from '@quantblocks/core';
import {
  type FloatParameter,
  float,
  type IntParameter,
  int,
  type LessThan,
  type OrdinalParameter,
  ordinal,
  type Space,
  space,
} from '@quantblocks/optimizer';
import type { FinalTriggerParams } from './params.ts';

/** What an exit search varies, in ATR. */
export type ExitName = 'stopAtr' | 'target1' | 'target2' | 'target3';

/** What an Ichimoku search varies, in bars; `five...` are the lengths of the five-in-one. */
export type IchimokuName = 'tenkan' | 'kijun' | 'fiveTenkan' | 'fiveKijun';

/** A sampled point of any of the spaces. */
export type SpacePoint = Readonly<Partial<Record<ExitName | IchimokuName | 'senkouB', number>>>;

/** How far an exit space reaches: the whole range, a class of assets by their volatility, or a coarse grid. */
export type ExitSpaceName =
  | 'baseline'
  | 'moderate'
  | 'highVolatility'
  | 'mediumVolatility'
  | 'lowVolatility'
  | 'conservative';

/** How far an Ichimoku space reaches: the whole range, or a coarse grid. */
export type IchimokuSpaceName = 'baseline' | 'conservative';

type Ranges<Name extends string> = Readonly<Record<Name, FloatParameter | IntParameter | OrdinalParameter<number>>>;

/** Closer targets are one exit in two fills; the earlier system, and its published searches, refuse them too. */
const gap = 0.5;

const LADDER: readonly LessThan[] = [
  { less: 'target1', than: 'target2', gap },
  { less: 'target2', than: 'target3', gap },
];

const FAST_BELOW_SLOW: readonly LessThan[] = [
  { less: 'tenkan', than: 'kijun' },
  { less: 'fiveTenkan', than: 'fiveKijun' },
];

const EXITS: Readonly<Record<ExitSpaceName, Ranges<ExitName>>> = {
  baseline: exits([1.5, 5], [1.5, 5], [3, 12], [2, 10]),
  moderate: exits([2, 4.75], [2, 4.75], [3.5, 10], [5, 11]),
  highVolatility: exits([1.5, 3.5], [1.5, 3], [2.5, 7], [4, 10]),
  mediumVolatility: exits([2, 4.5], [2, 4], [3.5, 10], [5, 12]),
  lowVolatility: exits([3, 5.5], [3, 5.5], [5, 12], [7, 15]),
  conservative: {
    stopAtr: ordinal([3, 3.5, 4, 4.5, 5]),
    target1: ordinal([3, 3.5, 4, 4.5, 5]),
    target2: ordinal([3, 4, 5, 6]),
    target3: ordinal([6, 7, 8, 9]),
  },
};

const ICHIMOKUS: Readonly<Record<IchimokuSpaceName, Ranges<IchimokuName>>> = {
  baseline: { tenkan: int(5, 20), kijun: int(20, 40), fiveTenkan: int(8, 16), fiveKijun: int(15, 30) },
  conservative: {
    tenkan: ordinal([9, 13, 18]),
    kijun: ordinal([26, 34, 42]),
    fiveTenkan: ordinal([9, 13, 18]),
    fiveKijun: ordinal([21, 26, 34]),
  },
};

/**
 * Lengths of Senkou span B worth trying, one search for each; the earlier system's "displacement" (26 on meme coins).
 *
 * @example
 * ```ts
 * import { SENKOU_B_GRID } from '@quantblocks/final-trigger/search';
 *
 * SENKOU_B_GRID.choices; // => [26, 39, 52, 65, 78]
 * ```
 */
export const SENKOU_B_GRID: OrdinalParameter<number> = ordinal([26, 39, 52, 65, 78]);

/**
 * Stop and targets to search, in ATR. Targets are at least half an ATR apart, by constraint: the earlier system drew them
 * from the same overlapping ranges and threw 42 % of its trials away.
 *
 * @param name - How far it reaches. @defaultValue `'baseline'`
 * @returns A new space; sampled points go through {@link withPoint}.
 * @throws a {@link ParameterError} if there is no space of that name.
 *
 * @example
 * ```ts
 * import { exitSpace } from '@quantblocks/final-trigger/search';
 *
 * const space = exitSpace('highVolatility');
 * space.size; // => 9 * 7 * 10 * 13
 * space.encode({ stopAtr: 2, target1: 2.75, target2: 3, target3: 4 }); // => throws ParameterError
 * ```
 */
export function exitSpace(name: ExitSpaceName = 'baseline'): Space<Readonly<Record<ExitName, number>>> {
  return space(rangesOf(EXITS, name), { constraints: LADDER });
}

/**
 * Lengths of both Ichimokus to search, in bars, each tenkan below its kijun. Senkou span B is not among them: see
 * {@link SENKOU_B_GRID}.
 *
 * @param name - How far it reaches. @defaultValue `'baseline'`
 * @returns A new space; sampled points go through {@link withPoint}.
 * @throws a {@link ParameterError} if there is no space of that name.
 *
 * @example
 * ```ts
 * import { ichimokuSpace } from '@quantblocks/final-trigger/search';
 *
 * ichimokuSpace().size; // => 16 * 21 * 9 * 16
 * ichimokuSpace('conservative').size; // => 81
 * ```
 */
export function ichimokuSpace(name: IchimokuSpaceName = 'baseline'): Space<Readonly<Record<IchimokuName, number>>> {
  return space(rangesOf(ICHIMOKUS, name), { constraints: FAST_BELOW_SLOW });
}

/**
 * Parameters with a sampled point put in; what the point does not name stays. `senkouB` sets both Ichimokus, as the outer
 * grid does.
 *
 * @throws a {@link ParameterError} if a length is for a voter that is off.
 *
 * @example
 * ```ts
 * import { finalTrigger } from '@quantblocks/final-trigger';
 * import { withPoint } from '@quantblocks/final-trigger/search';
 *
 * const params = withPoint(finalTrigger.defaults, { stopAtr: 2.5, target1: 2.5, target2: 5, kijun: 30 });
 * params.targetAtr; // => [2.5, 5, 10]
 * params.ichimoku.kijun; // => 30
 * ```
 */
export function withPoint(params: FinalTriggerParams, point: SpacePoint): FinalTriggerParams {
  const { ichimoku, fiveInOne } = params;
  const [first, second, third] = params.targetAtr;
  const { stopAtr = params.stopAtr, target1 = first, target2 = second, target3 = third } = point;
  const { tenkan = ichimoku.tenkan, kijun = ichimoku.kijun, senkouB = ichimoku.senkouB } = point;
  const five = fiveInOne.ichimoku;
  if (five === null && (point.fiveTenkan ?? point.fiveKijun) !== undefined) {
    throw new ParameterError('fiveTenkan, fiveKijun', 'the Ichimoku of the five-in-one to be on', 'off');
  }
  return {
    ...params,
    stopAtr,
    targetAtr: [target1, target2, target3],
    ichimoku: { tenkan, kijun, senkouB },
    fiveInOne: {
      ...fiveInOne,
      ichimoku: five && {
        ...five,
        tenkan: point.fiveTenkan ?? five.tenkan,
        kijun: point.fiveKijun ?? five.kijun,
        senkouB: point.senkouB ?? five.senkouB,
      },
    },
  };
}

type Range = readonly [low: number, high: number];

// The first target shares the stop's fine steps; the far ones move by half an ATR.
function exits(stop: Range, first: Range, second: Range, third: Range): Ranges<ExitName> {
  return {
    stopAtr: float(...stop, { step: 0.25 }),
    target1: float(...first, { step: 0.25 }),
    target2: float(...second, { step: 0.5 }),
    target3: float(...third, { step: 0.5 }),
  };
}

function rangesOf<Name extends string, R>(spaces: Readonly<Record<Name, R>>, name: Name): R {
  if (!Object.hasOwn(spaces, name)) {
    throw new ParameterError('name', `one of ${Object.keys(spaces).join(', ')}`, name);
  }
  return spaces[name];
}
