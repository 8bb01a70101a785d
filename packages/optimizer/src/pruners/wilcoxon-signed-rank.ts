import { normalCdf, ParameterError } from '@quantblocks/core';

/** What {@link wilcoxonSignedRank} finds. */
export interface SignedRankTest {
  /** Sum of the ranks of the positive differences, and half of the ranks of zeros. */
  readonly statistic: number;
  /** Probability of a statistic as large or larger if every difference could as well have had the other sign. */
  readonly pValue: number;
  readonly method: 'exact' | 'normal';
}

/** Non-zero differences up to which the distribution is exact: 2^50 patterns are still counted in whole doubles. */
const EXACT = 50;

/**
 * One-sided Wilcoxon signed-rank test of whether paired differences tend to be positive.
 *
 * Differences are ranked by size, equal ones share their mean rank, and the ranks of zeros are split evenly between
 * both signs. Given the ranks each sign of a non-zero difference is a fair coin under the null hypothesis. For up to 50
 * such differences their patterns are counted, ties and zeros included; beyond, the sum of ranks is taken as normal
 * with the mean and variance it has given the ranks, which is what corrects for ties and zeros, without a continuity
 * correction.
 *
 * @param differences - Finite numbers, at least one.
 * @throws a {@link ParameterError} if there is no difference or one is not finite.
 * @remarks SciPy's `wilcoxon(alternative='greater', zero_method='zsplit')` gives the same without ties and zeros and,
 * with them, for up to 13 differences. Beyond 13 it takes the normal distribution where there is a tie or a zero, and
 * lets zeros add to the variance.
 * @see F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945); J. W. Pratt, "Remarks on
 * zeros and ties in the Wilcoxon signed rank procedures", JASA 54 (1959).
 *
 * @example
 * ```ts
 * import { wilcoxonSignedRank } from '@quantblocks/optimizer';
 *
 * wilcoxonSignedRank([0.1, 0.3, 0.2]); // => { statistic: 6, pValue: 0.125, method: 'exact' }
 * ```
 */
export function wilcoxonSignedRank(differences: ArrayLike<number>): SignedRankTest {
  const n = differences.length;
  const bad = Array.prototype.find.call(differences, (value: number) => !Number.isFinite(value));
  if (n === 0 || bad !== undefined) throw new ParameterError('differences', 'finite numbers, at least one', bad);
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => Math.abs(differences[i]) - Math.abs(differences[j]),
  );
  // Twice the ranks, and twice their sums: whole numbers whatever the ties.
  const ranks = new Float64Array(n);
  let nonZero = 0;
  let positive = 0;
  let halves = 0;
  for (let start = 0, end = 0; start < n; start = end) {
    const size = Math.abs(differences[order[start]]);
    while (end < n && Math.abs(differences[order[end]]) === size) end++;
    const rank = start + end + 1;
    if (size === 0) halves = (rank * end) / 2;
    for (let k = start; k < end && size > 0; k++) {
      ranks[nonZero++] = rank;
      if (differences[order[k]] > 0) positive += rank;
    }
  }
  const isExact = nonZero <= EXACT;
  const pValue = (isExact ? countedTail : normalTail)(ranks.subarray(0, nonZero), positive);
  return { statistic: (positive + halves) / 2, pValue, method: isExact ? 'exact' : 'normal' };
}

/** Share of the sign patterns whose positive ranks sum to at least `least`. */
function countedTail(ranks: Float64Array, least: number): number {
  // counts[s] = patterns of the ranks seen so far with sum s.
  const counts = new Float64Array(ranks.reduce((total, rank) => total + rank, 0) + 1);
  counts[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    for (let s = reached; s >= 0; s--) counts[s + rank] += counts[s];
    reached += rank;
  }
  let tail = 0;
  for (let s = least; s < counts.length; s++) tail += counts[s];
  return tail / 2 ** ranks.length;
}

function normalTail(ranks: Float64Array, sum: number): number {
  let mean = 0;
  let variance = 0;
  for (const rank of ranks) {
    mean += rank / 2;
    variance += (rank * rank) / 4;
  }
  return normalCdf((mean - sum) / Math.sqrt(variance));
}
