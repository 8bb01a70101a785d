import { mean, ParameterError, quantileSorted, standardDeviation } from '@quantblocks/core';
import { requireMatrix, requireWhole } from '../checks.ts';
import { eachCombination } from './combinations.ts';
import { judge, missing, type OriginalGuard } from './original-guard.ts';
import { firstMaximum, RangeSums } from './range-sums.ts';

/** Options of {@link originalPbo}. */
export interface OriginalPboOptions {
  /** Even; the later versions of the earlier system took 10. @defaultValue `16` */
  folds?: number;
  /** Bars dropped on both sides of a border between in-sample and out-of-sample folds; later 120. @defaultValue `24` */
  purge?: number;
  /** A path with fewer bars on either side is left out. @defaultValue `500` */
  minBars?: number;
}

/** Answer of {@link originalPbo}. */
export interface OriginalPbo extends OriginalGuard {
  readonly trials: number;
  readonly bars: number;
  /** Per path, rank of the in-sample winner out of sample over `trials + 1`: towards 1 is good. */
  readonly omega: Float64Array;
  /** Logit of `omega`. */
  readonly lambda: Float64Array;
  readonly omegaSummary: OriginalRankSummary;
  readonly lambdaSummary: OriginalRankSummary;
  /** Mean of the winner's out-of-sample over in-sample Sharpe ratio, over paths with a positive one in sample. */
  readonly degradation: number;
}

/** Distribution of a rank over paths; the deviation has ddof 0. */
export interface OriginalRankSummary {
  readonly mean: number;
  readonly median: number;
  readonly standardDeviation: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/**
 * Guard 008 of the earlier system: combinatorially symmetric cross-validation; passes if the in-sample winner is in the worse half out of
 * sample on less than half of the paths.
 *
 * Folds have `floor(n / folds)` bars and the last one the rest. Sharpe ratios have ddof 1 and are 0 for a deviation below 1e-10; the first
 * of equal winners wins; ties out of sample count for the winner, so that duplicates look good.
 *
 * @param trialReturns - Returns per bar of every trial.
 * @returns The guard; `insufficient` with a single trial or without a path that has `minBars`.
 * @throws a {@link ParameterError} if the series differ in length, a return is not finite or an option is out of range.
 * @remarks 16 folds are 12,870 paths, each `16 * trials` additions.
 * @see D. H. Bailey, J. M. Borwein, M. López de Prado, Q. J. Zhu, "The probability of backtest overfitting", Journal of Computational
 * Finance 20 (2017), for the method without these choices.
 *
 * @example
 * ```ts
 * import { originalPbo } from '@quantblocks/validation-guards';
 *
 * const wave = (phase: number) => Array.from({ length: 400 }, (_, i) => Math.sin(i + phase));
 * const trials = [wave(0).map((x) => x + 0.5), wave(1), wave(2).map((x) => x - 0.5)];
 * const { value, omega } = originalPbo(trials, { folds: 4, purge: 2, minBars: 100 });
 * [value, omega.length, omega[0]]; // => [0, 6, 0.75]
 * ```
 */
export function originalPbo(trialReturns: readonly ArrayLike<number>[], options: OriginalPboOptions = {}): OriginalPbo {
  const matrix = requireMatrix('trialReturns', trialReturns);
  const folds = requireWhole('folds', options.folds ?? 16, 2, 20);
  if (folds % 2 === 1) throw new ParameterError('folds', 'an even number', folds);
  const purge = requireWhole('purge', options.purge ?? 24, 0);
  const minBars = requireWhole('minBars', options.minBars ?? 500, 2);
  const trials = matrix.length;
  const bars = matrix[0].length;
  const sums = new RangeSums(matrix, purgedFolds(bars, folds, purge));
  const omegas: number[] = [];
  const degradations: number[] = [];
  const inSample = new Float64Array(trials);
  const outOfSample = new Float64Array(trials);
  const isInSample = new Uint8Array(folds);
  const half = folds / 2;
  const sides = [new Int32Array(half), new Int32Array(half)];
  const rules = { ddof: 1, zeroBelow: 1e-10 } as const;
  eachCombination(folds, half, (chosen) => {
    isInSample.fill(0);
    for (const fold of chosen) isInSample[fold] = 1;
    const filled = [0, 0];
    for (let fold = 0; fold < folds; fold++) {
      const side = isInSample[fold];
      const left = fold > 0 && isInSample[fold - 1] !== side ? 1 : 0;
      const right = fold < folds - 1 && isInSample[fold + 1] !== side ? 2 : 0;
      sides[side][filled[side]++] = 4 * fold + left + right;
    }
    const [out, within] = sides;
    if (Math.min(sums.count(within), sums.count(out)) < minBars) return;
    sums.sharpes(inSample, within, rules);
    sums.sharpes(outOfSample, out, rules);
    const winner = firstMaximum(inSample);
    let rank = 0;
    for (let t = 0; t < trials; t++) if (outOfSample[t] <= outOfSample[winner]) rank++;
    omegas.push(rank / (trials + 1));
    if (inSample[winner] > 0) degradations.push(outOfSample[winner] / inSample[winner]);
  });
  const omega = Float64Array.from(omegas);
  const lambda = omega.map((rank) => Math.log(rank / (1 - rank)));
  return {
    ...verdict(lambda, trials, minBars),
    trials,
    bars,
    omega,
    lambda,
    omegaSummary: rankSummary(omega),
    lambdaSummary: rankSummary(lambda),
    degradation: mean(degradations),
  };
}

function verdict(lambda: Float64Array, trials: number, minBars: number): OriginalGuard {
  if (trials < 2) return missing('008', 'One trial cannot be ranked.');
  const paths = lambda.length;
  if (paths === 0) return missing('008', `No path has ${minBars} bars on either side.`);
  const below = lambda.reduce((count, value) => (value < 0 ? count + 1 : count), 0);
  const explanation = `The best of ${trials} trials in sample is in the worse half out of sample on ${below} of ${paths} paths.`;
  return judge('008', { value: below / paths, n: paths, explanation });
}

/** Each fold four times: whole, without its first bars (1), without its last (2), without both (3). */
function purgedFolds(bars: number, folds: number, purge: number): { start: number; end: number }[] {
  const size = Math.floor(bars / folds);
  return Array.from({ length: 4 * folds }, (_, index) => {
    const fold = index >> 2;
    const start = fold * size + (index & 1 ? purge : 0);
    const end = (fold === folds - 1 ? bars : (fold + 1) * size) - (index & 2 ? purge : 0);
    return { start, end: Math.max(start, end) };
  });
}

function rankSummary(values: Float64Array): OriginalRankSummary {
  const sorted = values.slice().sort();
  return {
    mean: mean(sorted),
    median: quantileSorted(sorted, 0.5),
    standardDeviation: standardDeviation(sorted, { ddof: 0 }),
    lowerQuartile: quantileSorted(sorted, 0.25),
    upperQuartile: quantileSorted(sorted, 0.75),
  };
}
