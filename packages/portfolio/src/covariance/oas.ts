import { requireColumns } from '../inputs.ts';
import type { ShrunkCovariance } from './covariance.ts';
import { centre, crossProducts } from './cross-products.ts';
import { meanVarianceOf, shrink, squaredNorm } from './shrink.ts';

/**
 * Oracle approximating shrinkage: as {@link ledoitWolf}, with the weight that is best for normal returns and few bars.
 *
 * @param returns - One series per asset, of one length T.
 * @returns Covariances per bar, divided by T, and the weight of the target.
 * @throws a {@link ParameterError} if the series differ in length, have fewer than 2 values, or a value is not finite.
 * @remarks The convention of scikit-learn, which leaves out the factor `1 - 2/n` of the paper's weight.
 * @see Y. Chen, A. Wiesel, Y. Eldar, A. Hero, "Shrinkage algorithms for MMSE covariance estimation", IEEE Transactions on Signal
 * Processing 58 (2010), 5016-5029.
 *
 * @example
 * ```ts
 * import { oas } from '@quantblocks/portfolio';
 *
 * oas([[0.01, -0.02, 0.03, 0, 0.02, -0.01], [0.02, -0.01, 0.02, -0.01, 0.01, -0.03]]).shrinkage.toFixed(4); // => '0.8079'
 * ```
 */
export function oas(returns: readonly ArrayLike<number>[]): ShrunkCovariance {
  const columns = requireColumns('returns', returns);
  centre(columns);
  const n = columns.length;
  const values = crossProducts(columns, columns[0].length);
  const meanSquare = squaredNorm(values) / (n * n);
  const target = meanVarianceOf(values, n) ** 2;
  const distance = (columns[0].length + 1) * (meanSquare - target / n);
  return shrink(values, n, distance > 0 ? Math.min(1, (meanSquare + target) / distance) : 1);
}
