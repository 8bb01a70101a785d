import { requireColumns } from '../inputs.ts';
import type { ShrunkCovariance } from './covariance.ts';
import { centre, crossProducts } from './cross-products.ts';
import { meanVarianceOf, shrink, squaredNorm } from './shrink.ts';

/**
 * Covariances shrunk towards `m I`, with `m` the mean variance, by the weight that is best for many bars and assets.
 *
 * @param returns - One series per asset, of one length T.
 * @returns Covariances per bar, divided by T, never singular unless nothing varies; and the weight of the target.
 * @throws a {@link ParameterError} if the series differ in length, have fewer than 2 values, or a value is not finite.
 * @remarks The convention of scikit-learn.
 * @see O. Ledoit, M. Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", Journal of Multivariate
 * Analysis 88 (2004), 365-411.
 *
 * @example
 * ```ts
 * import { ledoitWolf } from '@quantblocks/portfolio';
 *
 * const { shrinkage, values } = ledoitWolf([[0.01, -0.02, 0.03, 0], [0.02, -0.01, 0.01, -0.02]]);
 * [shrinkage.toFixed(4), values[1].toFixed(6)]; // => ['0.4829', '0.000090']
 * ```
 */
export function ledoitWolf(returns: readonly ArrayLike<number>[]): ShrunkCovariance {
  const columns = requireColumns('returns', returns);
  centre(columns);
  const n = columns.length;
  const length = columns[0].length;
  const values = crossProducts(columns, length);
  let fourth = 0;
  for (let t = 0; t < length; t++) {
    let square = 0;
    for (const column of columns) square += column[t] * column[t];
    fourth += square * square;
  }
  const norm = squaredNorm(values);
  const target = meanVarianceOf(values, n);
  const distance = norm - n * target * target;
  const noise = (fourth / length - norm) / length;
  // One asset, or equal variances without correlation: the target is reached already.
  return shrink(values, n, distance > 0 && noise > 0 ? Math.min(1, noise / distance) : 0);
}
