import { ParameterError } from '@quantblocks/core';
import { z } from 'zod';
import { REGIMES, type Regime } from './regime-labels.ts';

/** Which sides may signal. */
export type Sides = 'both' | 'long' | 'short';

/** Bear list of an Ichimoku vote: 3 comparisons or 17. */
export type BearList = 'light' | 'strict';

/** `state`: a vote while all components agree; `transition`: only on the bar on which they start to. */
export type FiveInOneMode = 'state' | 'transition';

/** Lengths of an Ichimoku, in bars. The shifts are fixed at 25 and 50 bars. */
export interface IchimokuParams {
  readonly tenkan: number;
  readonly kijun: number;
  /** Length of Senkou span B. The earlier system calls it "displacement", which it is not. */
  readonly senkouB: number;
}

/** The five voters behind a signal; `null` or `false` switches one off. */
export interface FiveInOneParams {
  readonly mode: FiveInOneMode;
  readonly ichimoku: (IchimokuParams & { readonly bear: BearList }) | null;
  /** Mean distance between 19 KAMAs of the OHLC4 price. */
  readonly distance: boolean;
  /** The accumulation/distribution line within its range of `period` bars, or three averages of on-balance volume. */
  readonly volume: { readonly kind: 'adLine'; readonly period: number } | { readonly kind: 'obv' } | null;
  /** Slopes of eight regressions around the 100-bar mean. */
  readonly regressionCloud: boolean;
  readonly kamaOscillator: {
    readonly erPeriod: number;
    readonly fast: number;
    readonly slow: number;
    readonly normPeriod: number;
    readonly normalise: boolean;
  } | null;
}

/** Keeps a signal only if the previous bar's ADX was above the threshold. */
export interface AdxFilterParams {
  readonly period: number;
  /** On ADX's scale of 0 to 100. */
  readonly threshold: number;
  /** The previous bar's +DI must also lie on the signal's side of -DI. */
  readonly directional: boolean;
  /** How DX is smoothed: `sma` is TradingView's line, `rma` Wilder's. */
  readonly smoothing: 'sma' | 'rma';
}

/** Keeps a signal only if the previous bar's ATR(14) lay within these multiples of its 50-bar mean. */
export interface VolatilityFilterParams {
  readonly min: number;
  /** `null`: no upper bound. */
  readonly max: number | null;
}

/** Name of a set of regimes in which signals are kept. */
export type RegimeFilter = 'no_recovery' | 'no_crash' | 'no_recovery_crash' | 'trending_only' | 'momentum_friendly';

/** The regimes each filter keeps. */
export const REGIME_FILTERS: Readonly<Record<RegimeFilter, readonly Regime[]>> = {
  no_recovery: REGIMES.filter((label) => label !== 'RECOVERY'),
  no_crash: REGIMES.filter((label) => label !== 'CRASH'),
  no_recovery_crash: REGIMES.filter((label) => label !== 'RECOVERY' && label !== 'CRASH'),
  trending_only: ['BULL', 'BEAR'],
  momentum_friendly: ['BULL', 'SIDEWAYS', 'HIGH_VOL'],
};

/** Everything FINAL TRIGGER decides by. Plain JSON; travels with an asset through every later step. */
export interface FinalTriggerParams {
  /** The Ichimoku whose events open and close the long and short states. */
  readonly ichimoku: IchimokuParams;
  readonly fiveInOne: FiveInOneParams;
  /** Whether price, MAMA and KAMA must be in order. */
  readonly maFilter: boolean;
  /** Efficiency-ratio length of MAMA, FAMA and KAMA, in bars. */
  readonly erLength: number;
  /** Fraction of the price by which the close must clear MAMA. */
  readonly priceTolerance: number;
  /** FAMA must lie between KAMA and MAMA. */
  readonly requireFamaBetween: boolean;
  /** The five-in-one must vote last, or the side stays locked until the next external event. */
  readonly strictLock: boolean;
  /** Bars a vote may come early under `strictLock`. */
  readonly graceBars: 0 | 1;
  readonly sides: Sides;
  readonly adxFilter: AdxFilterParams | null;
  /** Uses the previous bar's label of {@link regimeLabels}. */
  readonly regimeFilter: RegimeFilter | null;
  readonly volatilityFilter: VolatilityFilterParams | null;
  readonly atrPeriod: number;
  /** Distance of the stop from the entry, in ATR of the decision bar. */
  readonly stopAtr: number;
  /** Distances of the three targets from the entry, in ATR of the decision bar. */
  readonly targetAtr: readonly [number, number, number];
  /** Part of the position closed at each target. */
  readonly legFractions: readonly [number, number, number];
}

/** What a user may write: every field is optional, down to the leaves. */
export type FinalTriggerInput = DeepPartial<FinalTriggerParams>;

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined }
    : T;

const bars = (minimum = 1): z.ZodInt => z.int().min(minimum);
const lengths = { tenkan: bars().default(9), kijun: bars().default(26), senkouB: bars().default(52) };

const adLine = z.strictObject({ kind: z.literal('adLine'), period: bars().default(50) });
const obv = z.strictObject({ kind: z.literal('obv') });

const kamaOscillator = z.strictObject({
  erPeriod: bars().default(8),
  fast: bars().default(7),
  slow: bars().default(19),
  normPeriod: bars(2).default(50),
  normalise: z.boolean().default(true),
});

const fiveInOne = z.strictObject({
  mode: z.enum(['state', 'transition']).default('state'),
  ichimoku: z
    .strictObject({ ...lengths, bear: z.enum(['light', 'strict']).default('light') })
    .nullable()
    .prefault({}),
  distance: z.boolean().default(false),
  volume: z.discriminatedUnion('kind', [adLine, obv]).nullable().default(null),
  regressionCloud: z.boolean().default(false),
  kamaOscillator: kamaOscillator.nullable().default(null),
});

const adxFilter = z.strictObject({
  period: bars().default(14),
  threshold: z.number().min(0).max(100).default(25),
  directional: z.boolean().default(false),
  smoothing: z.enum(['sma', 'rma']).default('sma'),
});

const fraction = z.number().positive().max(1);

/** The one source of validation, defaults and JSON Schema of {@link FinalTriggerParams}. */
export const finalTriggerSchema: z.ZodType<FinalTriggerParams, FinalTriggerInput> = z.strictObject({
  ichimoku: z.strictObject(lengths).prefault({}),
  fiveInOne: fiveInOne.prefault({}),
  maFilter: z.boolean().default(false),
  erLength: bars().default(20),
  priceTolerance: z.number().min(0).max(1).default(0),
  requireFamaBetween: z.boolean().default(false),
  strictLock: z.boolean().default(false),
  graceBars: z.union([z.literal(0), z.literal(1)]).default(1),
  sides: z.enum(['both', 'long', 'short']).default('both'),
  adxFilter: adxFilter.nullable().default(null),
  regimeFilter: z
    .enum(Object.keys(REGIME_FILTERS) as [RegimeFilter, ...RegimeFilter[]])
    .nullable()
    .default(null),
  volatilityFilter: z
    .strictObject({ min: z.number().min(0).default(0.5), max: z.number().positive().nullable().default(1.5) })
    .nullable()
    .default(null),
  atrPeriod: bars().default(14),
  stopAtr: z.number().positive().default(3),
  targetAtr: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).default([2, 6, 10]),
  legFractions: z
    .tuple([fraction, fraction, fraction])
    .refine((legs) => legs[0] + legs[1] + legs[2] <= 1 + 1e-12, 'fractions that sum to at most 1')
    .default([0.5, 0.3, 0.2]),
});

/** JSON Schema of what a user may write, for forms and editors. */
export function finalTriggerJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(finalTriggerSchema, { io: 'input' });
}

/** How {@link parseFinalTriggerParams} treats a target ladder that is out of order. */
export interface ParseOptions {
  /** `ordered` refuses it; `literal` keeps it, as the earlier system did. @defaultValue `'ordered'` */
  readonly ladder?: 'ordered' | 'literal';
}

/**
 * Completes and checks parameters.
 *
 * @param input - Any subset of the fields; the rest takes its default (the BASELINE filter mode with 9/26/52).
 * @throws a {@link ParameterError} naming the first field that is out of its domain, or unknown, or a target ladder that does not rise.
 *
 * @example
 * ```ts
 * import { parseFinalTriggerParams } from '@quantblocks/final-trigger';
 *
 * const params = parseFinalTriggerParams({ ichimoku: { tenkan: 10 }, stopAtr: 2.5 });
 * params.ichimoku; // => { tenkan: 10, kijun: 26, senkouB: 52 }
 * params.targetAtr; // => [2, 6, 10]
 * ```
 */
export function parseFinalTriggerParams(input: FinalTriggerInput = {}, options: ParseOptions = {}): FinalTriggerParams {
  const { ladder = 'ordered' } = options;
  const result = finalTriggerSchema.safeParse(input);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = issue.path.length === 0 ? 'params' : issue.path.join('.');
    throw new ParameterError(name, expectation(issue), valueAt(input, issue.path));
  }
  if (ladder === 'ordered') requireRisingLadder(result.data.targetAtr);
  return result.data;
}

/** @throws a {@link ParameterError} unless every target lies beyond the one before it. */
export function requireRisingLadder(targetAtr: FinalTriggerParams['targetAtr']): void {
  const [first, second, third] = targetAtr;
  if (!(first < second && second < third)) {
    throw new ParameterError('targetAtr', 'each target beyond the one before it', targetAtr.join(' / '));
  }
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `no field named ${issue.keys.join(', ')}`;
  return issue.message
    .replace(/^Invalid (input|option): expected /, '')
    .replace(/^Too (small|big): expected \w+ to be /, '')
    .replace(/, received .*$/, '');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[part];
  return value;
}
