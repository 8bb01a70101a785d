import { mean, quantile, standardDeviation } from '@quantblocks/core';
import { combinatorialPurgedSplits } from '@quantblocks/walk-forward';
import { requireMatrix } from '../checks.ts';
import { firstMaximum, RangeSums, relativeRank, shareAboveHalf } from './range-sums.ts';

/** Answer of {@link originalCpcv}. */
export interface OriginalCpcv {
  /** Share of splits on which the training winner is in the worse half of the test; NaN with one trial or too few bars. */
  readonly pbo: number;
  readonly medianRank: number;
  readonly pass: boolean;
  /** Below 0.15, 0.30, 0.50, or not. */
  readonly tier: 'pass' | 'marginal' | 'fail' | 'critical';
  /** Relative rank of the winner per split, 0 the best; the earlier system called these logits. */
  readonly ranks: Float64Array;
  /** Mean Sharpe ratio per bar over all trials and splits. */
  readonly inSampleSharpe: number;
  readonly outOfSampleSharpe: number;
  /** Their ratio. */
  readonly walkForwardEfficiency: number;
  readonly worstCase: OriginalWorstCase;
}

/** The training winners of {@link originalCpcv} in their tests. */
export interface OriginalWorstCase {
  /** Sharpe ratio per bar of each split's winner in the test. */
  readonly sharpes: Float64Array;
  readonly worst: number;
  /** Standard deviation (ddof 0) over mean; infinite if the mean is not positive. */
  readonly fragility: number;
  /** Below 0.3, up to 0.5, or above. */
  readonly verdict: 'ROBUST' | 'ACCEPTABLE' | 'FRAGILE';
}

const GROUPS = 6;
const PURGE = 3;
const RULES = { ddof: 1, plus: 1e-10 } as const;

/**
 * Combinatorial purged cross-validation and worst-case path of the earlier system, report only: 6 groups of which 2 are tested, 3 bars
 * purged, 1 % of the bars embargoed. Training sides are twice as long as tests, so the share has no symmetric null.
 *
 * The embargo begins where a test ends and so contains the purge there.
 *
 * @param trialReturns - Returns per bar of every trial.
 * @throws a {@link ParameterError} if the series differ in length or a return is not finite.
 *
 * @example
 * ```ts
 * import { originalCpcv } from '@quantblocks/validation-guards';
 *
 * const wave = (phase: number) => Array.from({ length: 120 }, (_, i) => Math.sin(i + phase));
 * const { pbo, worstCase } = originalCpcv([wave(0), wave(1).map((x) => x + 1)]);
 * [pbo, worstCase.verdict]; // => [0, 'ROBUST']
 * ```
 */
export function originalCpcv(trialReturns: readonly ArrayLike<number>[]): OriginalCpcv {
  const matrix = requireMatrix('trialReturns', trialReturns);
  const bars = matrix[0].length;
  // Below this a group is no longer than what is purged around it.
  if (matrix.length < 2 || bars < GROUPS * 3 * PURGE) return answer(new Float64Array(0), [], [], []);
  const splits = combinatorialPurgedSplits(bars, {
    groups: GROUPS,
    testGroups: 2,
    purge: PURGE,
    embargo: Math.max(0, Math.floor(0.01 * bars) - PURGE),
  });
  const inSample = new Float64Array(matrix.length);
  const outOfSample = new Float64Array(matrix.length);
  const allInSample: number[] = [];
  const allOutOfSample: number[] = [];
  const winners: number[] = [];
  const ranks = splits.map(({ train, test }) => {
    const sums = new RangeSums(matrix, [...train, ...test]);
    const ranges = [...Array(train.length + test.length).keys()];
    sums.sharpes(inSample, ranges.slice(0, train.length), RULES);
    sums.sharpes(outOfSample, ranges.slice(train.length), RULES);
    allInSample.push(...inSample);
    allOutOfSample.push(...outOfSample);
    const winner = firstMaximum(inSample);
    winners.push(outOfSample[winner]);
    return relativeRank(outOfSample, winner);
  });
  return answer(Float64Array.from(ranks), allInSample, allOutOfSample, winners);
}

function answer(
  ranks: Float64Array,
  inSample: readonly number[],
  outOfSample: readonly number[],
  winners: readonly number[],
): OriginalCpcv {
  const pbo = shareAboveHalf(ranks);
  const inSampleSharpe = mean(inSample);
  const outOfSampleSharpe = mean(outOfSample);
  return {
    pbo,
    medianRank: quantile(ranks, 0.5),
    pass: pbo < 0.15,
    tier: pbo < 0.15 ? 'pass' : pbo < 0.3 ? 'marginal' : pbo < 0.5 ? 'fail' : 'critical',
    ranks,
    inSampleSharpe,
    outOfSampleSharpe,
    walkForwardEfficiency: outOfSampleSharpe / inSampleSharpe,
    worstCase: worstCase(Float64Array.from(winners)),
  };
}

function worstCase(sharpes: Float64Array): OriginalWorstCase {
  const centre = mean(sharpes);
  const fragility = centre > 0 ? standardDeviation(sharpes, { ddof: 0 }) / centre : Number.POSITIVE_INFINITY;
  return {
    sharpes,
    worst: sharpes.length === 0 ? Number.NaN : Math.min(...sharpes),
    fragility,
    verdict: fragility < 0.3 ? 'ROBUST' : fragility <= 0.5 ? 'ACCEPTABLE' : 'FRAGILE',
  };
}
