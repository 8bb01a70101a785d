import { divide, requireAligned, requireNumbers } from '../checks.ts';

/**
 * Beta fragility heuristic: how far the returns at the benchmark's worst and best period, weighted to its middle period, lie
 * from the return in that middle period. Negative = losses grow faster than the benchmark's moves.
 *
 * @param returns - Simple returns per period, fractions.
 * @param benchmark - Returns of the same periods.
 * @returns A return; NaN for fewer than three periods or a benchmark that does not move.
 * @throws a {@link ParameterError} if a return is not finite or the lengths differ.
 * @see N. N. Taleb, R. Douady, "Mathematical definition, mapping, and detection of (anti)fragility", Quantitative Finance 13 (2013),
 * in the form of empyrical's `beta_fragility_heuristic`.
 *
 * @example
 * ```ts
 * import { betaFragility } from '@quantblocks/metrics';
 *
 * betaFragility([-1, -0.25, 0, 0.5], [-0.5, -0.25, 0, 0.5]); // => -0.25
 * ```
 */
export function betaFragility(returns: ArrayLike<number>, benchmark: ArrayLike<number>): number {
  const ours = requireNumbers(returns);
  const n = ours.length;
  const theirs = requireAligned(benchmark, n, 'benchmark');
  if (n < 3) return Number.NaN;
  const sorted = theirs.slice().sort();
  const start = theirs.indexOf(sorted[0]);
  const end = theirs.lastIndexOf(sorted[n - 1]);
  const middle = indexOfRank(theirs, sorted, halfToEven(n));
  const range = theirs[end] - theirs[start];
  const startWeight = divide(theirs[middle] - theirs[start], range);
  const endWeight = divide(theirs[end] - theirs[middle], range);
  return startWeight * ours[start] + endWeight * ours[end] - ours[middle];
}

// Where the value of a rank stands in the series; equal values rank in their order in time.
function indexOfRank(values: Float64Array, sorted: Float64Array, rank: number): number {
  let index = values.indexOf(sorted[rank]);
  for (let k = sorted.indexOf(sorted[rank]); k < rank; k++) index = values.indexOf(sorted[rank], index + 1);
  return index;
}

// n / 2 rounded to the nearest integer, ties to the even one.
function halfToEven(n: number): number {
  const below = n >> 1;
  return n % 2 === 0 || below % 2 === 0 ? below : below + 1;
}
