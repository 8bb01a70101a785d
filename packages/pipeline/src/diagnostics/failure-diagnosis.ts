import { type KeyPart, mean, ParameterError } from '@quantblocks/core';
import { holm } from '@quantblocks/validation-guards';
import { distributionShift } from './distribution-shift.ts';
import {
  type FailureCause,
  type FailureCauseName,
  type FailureEvidence,
  type FailureSettings,
  type Measured,
  requireSeries,
} from './failure-cause.ts';
import { insufficientSample } from './insufficient-sample.ts';
import { overfitting } from './overfitting.ts';
import { parameterInstability } from './parameter-instability.ts';
import { regimeShift } from './regime-shift.ts';
import { temporalDecay } from './temporal-decay.ts';

/** What to do next. */
export type FailureAction =
  | 'reoptimiseConservatively'
  | 'testOtherPeriod'
  | 'increaseData'
  | 'useDiscreteGrid'
  | 'investigateMarketChange'
  | 'considerDead';

/** Options of {@link failureDiagnosis}. */
export interface FailureDiagnosisOptions {
  /** Level of all tests together. @defaultValue `0.05` */
  readonly alpha?: number;
  /** Everything random follows from it. @defaultValue `0` */
  readonly seed?: KeyPart;
  /** Of the tests that resample. @defaultValue `999` */
  readonly resamples?: number;
  /** Smallest relative change of the market's volatility that matters. @defaultValue `0.5` */
  readonly minVolatilityShift?: number;
}

/** Answer of {@link failureDiagnosis}. */
export interface FailureDiagnosis {
  /** All six: found ones first, the strongest first; then those not found; then those without inputs. */
  readonly causes: readonly FailureCause[];
  /** What the causes that were found ask for, without repetition. */
  readonly actions: readonly {
    readonly action: FailureAction;
    readonly because: FailureCauseName;
    readonly text: string;
  }[];
  /** One or two plain sentences. */
  readonly explanation: string;
}

/**
 * Why a strategy failed out of sample: six possible causes, each measured by a test of its own, none by a constant.
 *
 * Overfitting is a fall of the Sharpe ratio from in to out of sample, beside the deflated ratio, the probability of backtest overfitting and the
 * efficiency of the folds; a regime shift is another volatility or a turned trend of the market; an insufficient sample is a test that would
 * miss the promised edge; parameter instability is choices of the folds that are no more alike than random ones; a distribution shift is
 * positions that became worse; temporal decay is a falling line through the returns out of sample. P values are corrected for each other by Holm.
 * Causes do not exclude each other.
 *
 * @param evidence - Whatever is known; what is missing makes causes `insufficient`.
 * @throws a {@link ParameterError} if a number is not finite, a close is not positive or an option is out of range.
 * @remarks Where nothing changed and volatility clusters, each test alone alarms in 4 to 7 % of 300 simulations at a level of 5 %. Luck of one search
 * is hard to tell from one fall: the best of 200 noise strategies over 1000 bars falls by two standard errors on average, so about every second is found.
 * @see S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { failureDiagnosis } from '@quantblocks/pipeline';
 *
 * const rng = createRng(1);
 * const draw = (bars: number, mean: number) => Float64Array.from({ length: bars }, () => mean + 0.01 * rng.normal());
 * const { causes, actions } = failureDiagnosis({
 *   inSample: { returns: draw(2000, 0.002) },
 *   outOfSample: { returns: draw(2000, 0), positions: draw(120, 0) },
 * });
 * [causes[0].cause, causes[0].finding]; // => ['overfitting', 'found']
 * causes.at(-1)?.finding; // => 'insufficient'
 * actions[0].action; // => 'useDiscreteGrid'
 * ```
 */
export function failureDiagnosis(evidence: FailureEvidence, options: FailureDiagnosisOptions = {}): FailureDiagnosis {
  const settings = requireSettings(options);
  const { inSample = {}, outOfSample = {}, walkForward } = evidence;
  const before = requireSeries('inSample.returns', inSample.returns);
  const after = requireSeries('outOfSample.returns', outOfSample.returns ?? walkForward?.returns);
  const positions = requireSeries('outOfSample.positions', outOfSample.positions);
  const count = outOfSample.positions === undefined ? undefined : positions.length;
  const measured: Readonly<Record<FailureCauseName, Measured>> = {
    overfitting: overfitting(before, after, evidence, settings),
    regimeShift: regimeShift(
      requireCloses('inSample.closes', inSample.closes),
      requireCloses('outOfSample.closes', outOfSample.closes),
      settings,
    ),
    insufficientSample: insufficientSample(before, after, count, settings),
    parameterInstability: parameterInstability(evidence, settings),
    distributionShift: distributionShift(requireSeries('inSample.positions', inSample.positions), positions, settings),
    temporalDecay: temporalDecay(after),
  };
  const causes = judge(measured, settings.alpha);
  const found = causes.filter(({ finding }) => finding === 'found');
  const isLost = after.length > 0 && mean(after) <= 0;
  return { causes, actions: actionsFor(causes, isLost), explanation: explain(found, causes) };
}

function judge(measured: Readonly<Record<FailureCauseName, Measured>>, alpha: number): FailureCause[] {
  const names = Object.keys(measured) as FailureCauseName[];
  const tested = names.filter((name) => !Number.isNaN(measured[name].pValue));
  const adjusted = holm(tested.map((name) => measured[name].pValue));
  const causes = names.map((cause): FailureCause => {
    const { isMaterial, details = [], ...rest } = measured[cause];
    const at = tested.indexOf(cause);
    const adjustedPValue = at < 0 ? Number.NaN : adjusted[at];
    const isFound = isMaterial && (at < 0 || adjustedPValue <= alpha);
    const finding = Number.isNaN(rest.strength) ? 'insufficient' : isFound ? 'found' : 'not found';
    return { cause, finding, ...rest, adjustedPValue, details };
  });
  const rank = { found: 0, 'not found': 1, insufficient: 2 };
  return causes.sort((a, b) => rank[a.finding] - rank[b.finding] || (b.strength || 0) - (a.strength || 0));
}

const ACTIONS: Readonly<Record<FailureCauseName, readonly FailureAction[]>> = {
  overfitting: ['useDiscreteGrid', 'reoptimiseConservatively'],
  regimeShift: ['investigateMarketChange', 'testOtherPeriod'],
  insufficientSample: ['increaseData'],
  parameterInstability: ['reoptimiseConservatively', 'useDiscreteGrid'],
  distributionShift: ['investigateMarketChange'],
  temporalDecay: ['considerDead', 'testOtherPeriod'],
};

const TEXTS: Readonly<Record<FailureAction, string>> = {
  reoptimiseConservatively: 'Search again over the conservative grid, with every variant counted as a trial.',
  testOtherPeriod: 'Test on another period that nothing was chosen on.',
  increaseData: 'Get more history before judging.',
  useDiscreteGrid: 'Search on a coarse grid with fewer parameters.',
  investigateMarketChange: 'Find out what changed in the market before anything is searched again.',
  considerDead: 'Consider giving the asset up for this strategy.',
};

function actionsFor(causes: readonly FailureCause[], isLost: boolean): FailureDiagnosis['actions'] {
  const found = causes.filter(({ finding }) => finding === 'found').map(({ cause }) => cause);
  const wanted = found.flatMap((cause) => ACTIONS[cause].map((action) => ({ action, because: cause })));
  // A promise that was luck, a test large enough to say so, and nothing earned.
  const isEnough = causes.some(({ cause, finding }) => cause === 'insufficientSample' && finding === 'not found');
  if (isLost && isEnough && found.includes('overfitting'))
    wanted.push({ action: 'considerDead', because: 'overfitting' });
  return wanted
    .filter(({ action }, i) => wanted.findIndex((other) => other.action === action) === i)
    .map((entry) => ({ ...entry, text: TEXTS[entry.action] }));
}

const WORDS: Readonly<Record<FailureCauseName, string>> = {
  overfitting: 'overfitting',
  regimeShift: 'a market that changed',
  insufficientSample: 'a sample that is too small',
  parameterInstability: 'unstable parameters',
  distributionShift: 'positions that became worse',
  temporalDecay: 'an edge that decays',
};

function explain(found: readonly FailureCause[], causes: readonly FailureCause[]): string {
  const missing = causes.filter(({ finding }) => finding === 'insufficient');
  const words = (list: readonly FailureCause[]): string => list.map(({ cause }) => WORDS[cause]).join(', ');
  const result =
    found.length > 0
      ? `The figures show ${words(found)}.`
      : missing.length === causes.length
        ? 'Nothing could be measured.'
        : 'None of the causes that could be measured shows: there may simply be no edge.';
  return missing.length === 0 || missing.length === causes.length
    ? result
    : `${result} Not measured: ${words(missing)}.`;
}

function requireSettings(options: FailureDiagnosisOptions): FailureSettings {
  const { alpha = 0.05, seed = 0, resamples = 999, minVolatilityShift = 0.5 } = options;
  if (!(alpha > 0 && alpha < 0.5)) throw new ParameterError('alpha', 'a number in (0, 0.5)', alpha);
  const least = Math.ceil(1 / alpha - 1);
  if (!(Number.isSafeInteger(resamples) && resamples >= least && resamples <= 1_000_000))
    throw new ParameterError('resamples', `a whole number in ${least} .. 1000000`, resamples);
  if (!(minVolatilityShift >= 0 && minVolatilityShift < Number.POSITIVE_INFINITY))
    throw new ParameterError('minVolatilityShift', 'a number >= 0', minVolatilityShift);
  return { alpha, seed, resamples, minVolatilityShift };
}

function requireCloses(name: string, closes: ArrayLike<number> | undefined): Float64Array {
  const values = requireSeries(name, closes);
  const bad = values.findIndex((close) => !(close > 0));
  if (bad >= 0) throw new ParameterError(name, 'prices above 0', `${values[bad]} at ${bad}`);
  return values;
}
