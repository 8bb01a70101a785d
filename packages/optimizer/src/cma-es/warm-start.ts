import { ParameterError } from '@quantblocks/core';
import { PrincipalAxes } from './principal-axes.ts';
import { rankLosses } from './rank-losses.ts';

/** Options of {@link warmStart}. */
export interface WarmStartOptions {
  /** Share of the points, the best ones, that the distribution is made of; at least one point is. @defaultValue `0.1` */
  readonly gamma?: number;
  /** Standard deviation, in every direction, that is added about each of them. @defaultValue `0.1` */
  readonly alpha?: number;
}

/** Where to start CMA-ES; options of {@link CmaEs}. */
export interface WarmStart {
  readonly mean: Float64Array;
  readonly sigma: number;
  /** Row-major, with determinant 1. */
  readonly covariance: Float64Array;
}

/**
 * A start of CMA-ES from points already evaluated: the normal distribution nearest to a mixture of equal ones about the best.
 *
 * @param points - In the unit cube.
 * @param losses - One per point; NaN ranks last.
 * @throws a {@link ParameterError} if there are no points, lengths differ, or an option is out of range.
 * @see M. Nomura, S. Watanabe, Y. Akimoto, Y. Ozaki, M. Onishi, "Warm Starting CMA-ES for Hyperparameter Optimization", AAAI
 * 2021, equations 10-12.
 */
export function warmStart(
  points: readonly Float64Array[],
  losses: ArrayLike<number>,
  options: WarmStartOptions = {},
): WarmStart {
  const { gamma = 0.1, alpha = 0.1 } = options;
  if (points.length === 0 || points.length !== losses.length) {
    throw new ParameterError('points, losses', 'as many of each, at least one', [points.length, losses.length]);
  }
  if (!(gamma > 0 && gamma <= 1)) throw new ParameterError('gamma', 'a number in (0, 1]', gamma);
  if (!(alpha > 0 && alpha < Number.POSITIVE_INFINITY)) throw new ParameterError('alpha', 'a finite number > 0', alpha);

  const n = points[0].length;
  const count = Math.max(1, Math.floor(gamma * points.length));
  const best = Array.from(rankLosses(losses).subarray(0, count), (i) => points[i]);
  const mean = Float64Array.from({ length: n }, (_, j) => average(best, (point) => point[j]));
  const covariance = Float64Array.from({ length: n * n }, (_, at) => {
    const j = at % n;
    const k = (at - j) / n;
    const spread = average(best, (point) => (point[j] - mean[j]) * (point[k] - mean[k]));
    return spread + (j === k ? alpha * alpha : 0);
  });
  // The geometric mean of the deviations, so that what is left has determinant 1.
  const { deviations } = new PrincipalAxes(covariance, n);
  const sigma = Math.exp(average(deviations, Math.log));
  return { mean, sigma, covariance: covariance.map((value) => value / (sigma * sigma)) };
}

function average<T>(values: ArrayLike<T>, of: (value: T) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += of(values[i]);
  return sum / values.length;
}
