import { mean, ParameterError } from '@quantblocks/core';
import { requireSeries } from '../checks.ts';
import type { Covariance } from '../covariance/covariance.ts';

/** Two series and how they move together. */
export interface CorrelatedPair {
  /** Index of the series, below `second`. */
  readonly first: number;
  readonly second: number;
  readonly correlation: number;
}

/** Answer of {@link correlation}: `values` holds the Pearson correlation of series i and j at `i * n + j`, NaN where one never varies. */
export interface Correlation extends Covariance {
  /** Pairs above the limit, the closest first. */
  readonly pairs: readonly CorrelatedPair[];
  /** Mean over all pairs; NaN for one series, or while a pair has none. */
  readonly mean: number;
  /** Largest over all pairs; NaN as `mean`. */
  readonly highest: number;
}

/** Options of {@link correlation}. */
export interface CorrelationOptions {
  /** Correlations above it are listed; negative ones never are, they diversify. @defaultValue `0.75` */
  limit?: number;
}

/**
 * Pearson correlation of every two series, and the pairs that are hardly two.
 *
 * A series that never varies has no correlation, neither with others nor with itself: NaN, and so are the mean and the highest, which would
 * flatter the portfolio if they left it out.
 *
 * @param returns - One series per asset, of equal length: simple returns per bar.
 * @param options - Limit of the list.
 * @throws a {@link ParameterError} if there is no series, lengths differ, a return is not finite or the limit is outside [-1, 1].
 *
 * @example
 * ```ts
 * import { correlation } from '@quantblocks/portfolio';
 *
 * const { n, values, pairs } = correlation([
 *   [0.01, -0.01, 0.02],
 *   [0.02, -0.02, 0.04],
 *   [-0.01, 0.01, -0.02],
 * ]);
 * values[0 * n + 2].toFixed(12); // => '-1.000000000000'
 * pairs.map(({ first, second }) => [first, second]); // => [[0, 1]]
 * ```
 */
export function correlation(returns: readonly ArrayLike<number>[], options: CorrelationOptions = {}): Correlation {
  const { limit = 0.75 } = options;
  if (!(limit >= -1 && limit <= 1)) throw new ParameterError('limit', 'a number in [-1, 1]', limit);
  const units = requireSeries('returns', returns).map(unitDeviations);
  const n = units.length;
  const values = new Float64Array(n * n);
  const all: CorrelatedPair[] = [];
  for (const [second, b] of units.entries()) {
    values[second * n + second] = Number.isNaN(b[0]) ? Number.NaN : 1;
    for (let first = 0; first < second; first++) {
      const value = Math.max(-1, Math.min(1, dot(units[first], b)));
      values[first * n + second] = value;
      values[second * n + first] = value;
      all.push({ first, second, correlation: value });
    }
  }
  const between = all.map((pair) => pair.correlation);
  return {
    n,
    values,
    pairs: all.filter((pair) => pair.correlation > limit).sort((a, b) => b.correlation - a.correlation),
    mean: mean(between),
    highest: between.reduce((most, value) => Math.max(most, value), between.length === 0 ? Number.NaN : -1),
  };
}

/** Deviations from the mean, scaled to length 1, so that a correlation is a dot product; NaN throughout for no spread. */
function unitDeviations(values: Float64Array): Float64Array {
  const isFlat = values.every((value) => value === values[0]);
  if (isFlat) return new Float64Array(Math.max(1, values.length)).fill(Number.NaN);
  const centre = mean(values);
  const deviations = values.map((value) => value - centre);
  // Divided by the largest first: squares of tiny returns would vanish.
  const largest = deviations.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scaled = deviations.map((value) => value / largest);
  const norm = Math.sqrt(dot(scaled, scaled));
  return scaled.map((value) => value / norm);
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
