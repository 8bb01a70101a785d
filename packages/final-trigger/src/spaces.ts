import { ParameterError } from '@quantblocks/core';
import { ladderToTargets } from './ladder.ts';
import type { FinalTriggerParams } from './params.ts';

/** One dimension of a search, as plain data. */
export type Dimension =
  /** `low, low + step, ..., high`. */
  | { readonly kind: 'float'; readonly low: number; readonly high: number; readonly step: number }
  | { readonly kind: 'int'; readonly low: number; readonly high: number }
  | { readonly kind: 'choice'; readonly values: readonly number[] };

/** Named dimensions. */
export type Space<Name extends string = string> = Readonly<Record<Name, Dimension>>;

/** What an exit search varies; targets are a first distance and two gaps, so that every sample is a valid ladder. */
export type ExitName = 'stopAtr' | 'first' | 'gap12' | 'gap23';

/** What an Ichimoku search varies; `five...` are the lengths of the five-in-one. */
export type IchimokuName = 'tenkan' | 'kijun' | 'fiveTenkan' | 'fiveKijun';

/** A sampled point of any of the spaces. */
export type SpacePoint = Readonly<Partial<Record<ExitName | IchimokuName | 'senkouB', number>>>;

const float = (low: number, high: number, step: number): Dimension => ({ kind: 'float', low, high, step });
const int = (low: number, high: number): Dimension => ({ kind: 'int', low, high });
const choice = (...values: number[]): Dimension => ({ kind: 'choice', values });

/**
 * Exit spaces, in ATR. The earlier system sampled three target distances from overlapping ranges and threw 42 % of its
 * trials away as invalid; here every valid ladder of those ranges can be sampled, and every sample is valid. A sample may
 * put its last target beyond the old range.
 */
export const EXIT_SPACES: Readonly<
  Record<
    'baseline' | 'moderate' | 'highVolatility' | 'mediumVolatility' | 'lowVolatility' | 'conservative',
    Space<ExitName>
  >
> = {
  baseline: {
    stopAtr: float(1.5, 5, 0.25),
    first: float(1.5, 5, 0.25),
    gap12: float(0.5, 8, 0.25),
    gap23: float(0.5, 7, 0.5),
  },
  moderate: {
    stopAtr: float(2, 4.75, 0.25),
    first: float(2, 4.75, 0.25),
    gap12: float(0.5, 8, 0.25),
    gap23: float(0.5, 7.5, 0.5),
  },
  highVolatility: {
    stopAtr: float(1.5, 3.5, 0.25),
    first: float(1.5, 3, 0.25),
    gap12: float(0.5, 5.5, 0.25),
    gap23: float(0.5, 7.5, 0.5),
  },
  mediumVolatility: {
    stopAtr: float(2, 4.5, 0.25),
    first: float(2, 4, 0.25),
    gap12: float(0.5, 8, 0.25),
    gap23: float(0.5, 8.5, 0.5),
  },
  lowVolatility: {
    stopAtr: float(3, 5.5, 0.25),
    first: float(3, 5.5, 0.25),
    gap12: float(0.5, 9, 0.25),
    gap23: float(0.5, 10, 0.5),
  },
  conservative: {
    stopAtr: choice(3, 3.5, 4, 4.5, 5),
    first: choice(3, 3.5, 4, 4.5, 5),
    gap12: choice(0.5, 1, 1.5, 2, 2.5, 3),
    gap23: choice(1, 2, 3, 4, 5),
  },
};

/** Ichimoku spaces, in bars. The ranges keep tenkan below kijun, except 20/20 of `baseline`. */
export const ICHIMOKU_SPACES: Readonly<Record<'baseline' | 'conservative', Space<IchimokuName>>> = {
  baseline: { tenkan: int(5, 20), kijun: int(20, 40), fiveTenkan: int(8, 16), fiveKijun: int(15, 30) },
  conservative: {
    tenkan: choice(9, 13, 18),
    kijun: choice(26, 34, 42),
    fiveTenkan: choice(9, 13, 18),
    fiveKijun: choice(21, 26, 34),
  },
};

/** Lengths of Senkou span B worth trying as an outer grid; the earlier system's "displacement". */
export const SENKOU_B_VALUES: readonly number[] = [26, 39, 52, 65, 78];

/**
 * Parameters with a sampled point put in. `senkouB` sets both Ichimokus, as the outer grid does.
 *
 * @throws a {@link ParameterError} if only a part of a target ladder is given, or a length is for a voter that is off.
 *
 * @example
 * ```ts
 * import { finalTrigger, withPoint } from '@quantblocks/final-trigger';
 *
 * const params = withPoint(finalTrigger.defaults, { stopAtr: 2.5, first: 2, gap12: 3, gap23: 1, kijun: 30 });
 * params.targetAtr; // => [2, 5, 6]
 * params.ichimoku.kijun; // => 30
 * ```
 */
export function withPoint(params: FinalTriggerParams, point: SpacePoint): FinalTriggerParams {
  const { stopAtr = params.stopAtr, first, gap12, gap23, tenkan, kijun, fiveTenkan, fiveKijun, senkouB } = point;
  const { ichimoku, fiveInOne } = params;
  const five = fiveInOne.ichimoku;
  if (five === null && (fiveTenkan ?? fiveKijun) !== undefined) {
    throw new ParameterError('fiveTenkan, fiveKijun', 'the Ichimoku of the five-in-one to be on', 'off');
  }
  return {
    ...params,
    stopAtr,
    targetAtr:
      first === undefined && gap12 === undefined && gap23 === undefined
        ? params.targetAtr
        : ladder(first, gap12, gap23),
    ichimoku: {
      tenkan: tenkan ?? ichimoku.tenkan,
      kijun: kijun ?? ichimoku.kijun,
      senkouB: senkouB ?? ichimoku.senkouB,
    },
    fiveInOne: {
      ...fiveInOne,
      ichimoku: five && {
        ...five,
        tenkan: fiveTenkan ?? five.tenkan,
        kijun: fiveKijun ?? five.kijun,
        senkouB: senkouB ?? five.senkouB,
      },
    },
  };
}

function ladder(first = Number.NaN, gap12 = Number.NaN, gap23 = Number.NaN): FinalTriggerParams['targetAtr'] {
  return ladderToTargets({ first, gap12, gap23 });
}
