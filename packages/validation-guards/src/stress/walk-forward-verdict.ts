import {
  createVerdict,
  type KeyPart,
  ParameterError,
  quantileSorted,
  type Verdict,
  type VerdictStatus,
} from '@quantblocks/core';
import {
  type EfficiencyRatio,
  type FoldReturns,
  type OutOfSampleTest,
  outOfSampleTest,
  type WalkForwardEfficiency,
  walkForwardEfficiency,
} from '@quantblocks/walk-forward';
import { requireDraws, requireOpenUnit, requireReturns, requireWhole } from '../checks.ts';
import { percent, short } from '../words.ts';
import { resampleFolds } from './resample-folds.ts';

/** The part of a `WalkForwardResult` that is read. */
export interface WalkForwardReturns {
  readonly folds: readonly {
    readonly choice: { readonly inSample: { readonly returns: ArrayLike<number> } } | null;
    readonly outOfSample: { readonly returns: ArrayLike<number> };
  }[];
}

/** Options of {@link walkForwardVerdict}. */
export interface WalkForwardVerdictOptions {
  /** Smallest efficiency, out-of-sample over in-sample return. @defaultValue `0.5` */
  minEfficiency?: number;
  /** Smallest share of tests that earned. @defaultValue `0.5` */
  minProfitable?: number;
  /** Level at which the out-of-sample mean must be above zero. @defaultValue `0.05` */
  alpha?: number;
  /** Of the intervals. @defaultValue `0.95` */
  confidence?: number;
  /** Resamples of folds. @defaultValue `999` */
  resamples?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Folds below which there is no verdict. @defaultValue `4` */
  minFolds?: number;
}

/** A ratio with its interval; ends are NaN where it does not exist. */
export interface RatioInterval {
  readonly ratio: EfficiencyRatio;
  readonly lower: number;
  readonly upper: number;
  /** Share of resamples in which the in-sample figure was no gain, and the ratio did not exist. */
  readonly undefinedShare: number;
}

/** Answer of {@link walkForwardVerdict}; `value` is the ratio of returns, `pValue` that of the out-of-sample mean, `n` counts folds. */
export interface WalkForwardVerdict extends Verdict {
  /** Pardo's: mean return out of sample over that in sample. */
  readonly returns: RatioInterval;
  /** Sharpe ratio out of sample over that in sample. */
  readonly sharpe: RatioInterval;
  /** Share of tests that earned; NaN without folds. */
  readonly profitableFolds: number;
  /** Of the stitched tests. */
  readonly test: OutOfSampleTest;
  /** In every other definition, with simple returns. */
  readonly efficiency: WalkForwardEfficiency;
}

/**
 * Whether a walk-forward kept what its searches promised: significant out of sample, efficient enough, and in enough windows.
 *
 * Efficiency alone lets noise through: with one window, more than a quarter of pure luck keeps over 60 %. So the mean of the stitched
 * tests must be above zero as well, with a Newey-West error. The intervals resample whole folds.
 *
 * @param walk - A `WalkForwardResult`, or the returns of each fold in and out of sample, in time order.
 * @param options - Thresholds.
 * @returns `undefined` where the searches did not earn in sample, `insufficient` with too few folds or a missing one.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks Returns are compared as simple means per bar, so no year is needed. In-sample windows overlap: resampled folds are not quite
 * independent, and the intervals are somewhat narrow.
 * @see R. Pardo, "The Evaluation and Optimization of Trading Strategies", 2nd ed., Wiley 2008, chapter 11.
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { walkForwardVerdict } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(3);
 * const draw = (bars: number, mean: number) => Float64Array.from({ length: bars }, () => mean + 0.01 * rng.normal());
 * const folds = Array.from({ length: 8 }, () => ({ inSample: draw(300, 0.002), outOfSample: draw(100, 0.0015) }));
 * const verdict = walkForwardVerdict(folds);
 * verdict.status; // => 'pass'
 * verdict.returns.lower < verdict.value && verdict.value < verdict.returns.upper; // => true
 * ```
 */
export function walkForwardVerdict(
  walk: readonly FoldReturns[] | WalkForwardReturns,
  options: WalkForwardVerdictOptions = {},
): WalkForwardVerdict {
  const { minEfficiency = 0.5, minProfitable = 0.5, alpha = 0.05, confidence = 0.95 } = options;
  const { resamples = 999, seed = 0, minFolds = 4 } = options;
  if (!(minEfficiency >= 0 && Number.isFinite(minEfficiency))) {
    throw new ParameterError('minEfficiency', 'a number >= 0', minEfficiency);
  }
  if (!(minProfitable >= 0 && minProfitable <= 1)) {
    throw new ParameterError('minProfitable', 'a number in [0, 1]', minProfitable);
  }
  requireOpenUnit('alpha', alpha);
  requireOpenUnit('confidence', confidence);
  requireDraws('resamples', resamples);
  requireWhole('minFolds', minFolds, 2);
  const folds = foldReturns(walk);
  const n = folds.length;
  const efficiency = walkForwardEfficiency(folds, { periodsPerYear: 1, annualisation: 'simple' });
  const test = outOfSampleTest(Float64Array.from(folds.flatMap(({ outOfSample }) => [...outOfSample])));
  const draws = resampleFolds(folds, resamples, seed);
  const returns = interval(efficiency.pardo, draws.returns, confidence);
  const sharpe = interval(efficiency.sharpeRatio, draws.sharpe, confidence);
  const profitableFolds = efficiency.profitableFolds.status === 'ok' ? efficiency.profitableFolds.value : Number.NaN;
  const pValue = test.neweyWest.status === 'ok' ? test.neweyWest.pValue : Number.NaN;
  const value = returns.ratio.status === 'ok' ? returns.ratio.value : Number.NaN;
  const { status, explanation } = judge();
  return {
    ...createVerdict({
      name: 'walkForwardVerdict',
      question: 'Does it earn out of sample what it promised in sample?',
      status,
      value,
      pValue,
      n,
      explanation,
      assumptions: ['Folds are exchangeable; parameters were chosen on the in-sample bars alone.'],
      warnings:
        status !== 'undefined' && returns.undefinedShare > 0
          ? [`In ${percent(returns.undefinedShare)} of the resamples the in-sample return is no gain.`]
          : [],
    }),
    returns,
    sharpe,
    profitableFolds,
    test,
    efficiency,
  };

  function judge(): { status: VerdictStatus; explanation: string } {
    const missing = folds.findIndex(({ inSample, outOfSample }) => inSample.length === 0 || outOfSample.length === 0);
    if (missing >= 0) return { status: 'insufficient', explanation: `Fold ${missing} has no returns on one side.` };
    if (n < minFolds) return { status: 'insufficient', explanation: `${minFolds} folds are needed, not ${n}.` };
    if (returns.ratio.status !== 'ok')
      return { status: 'undefined', explanation: `There is no efficiency: ${returns.ratio.reason}.` };
    if (test.neweyWest.status !== 'ok') {
      return { status: 'undefined', explanation: `The tests have no t statistic: ${test.neweyWest.reason}.` };
    }
    const isPass = pValue <= alpha && value >= minEfficiency && profitableFolds >= minProfitable;
    const range = `${percent(confidence)} interval ${short(returns.lower)} to ${short(returns.upper)}`;
    return {
      status: isPass ? 'pass' : 'fail',
      explanation: `Out of sample it kept ${percent(value)} of the in-sample return (${range}; ${percent(minEfficiency)} are asked) and earned in ${percent(profitableFolds)} of ${n} tests. A mean as large has p = ${short(pValue)} by luck.`,
    };
  }
}

function foldReturns(
  walk: readonly FoldReturns[] | WalkForwardReturns,
): { inSample: Float64Array; outOfSample: Float64Array }[] {
  if (typeof walk !== 'object' || walk === null) {
    throw new ParameterError('walk', 'a walk-forward result, or the returns of its folds', walk);
  }
  const folds: readonly FoldReturns[] =
    'folds' in walk
      ? walk.folds.map(({ choice, outOfSample }) => ({
          inSample: choice?.inSample.returns ?? [],
          outOfSample: outOfSample.returns,
        }))
      : walk;
  return folds.map(({ inSample, outOfSample }, fold) => ({
    inSample: requireReturns(`folds[${fold}].inSample`, inSample),
    outOfSample: requireReturns(`folds[${fold}].outOfSample`, outOfSample),
  }));
}

function interval(ratio: EfficiencyRatio, draws: Float64Array, confidence: number): RatioInterval {
  const known = draws.filter((value) => !Number.isNaN(value)).sort();
  const end = (probability: number): number =>
    ratio.status === 'ok' ? quantileSorted(known, probability) : Number.NaN;
  const tail = (1 - confidence) / 2;
  return { ratio, lower: end(tail), upper: end(1 - tail), undefinedShare: 1 - known.length / draws.length };
}
