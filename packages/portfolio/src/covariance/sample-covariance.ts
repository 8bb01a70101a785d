import { type MomentOptions, ParameterError } from '@quantblocks/core';
import { requireColumns } from '../inputs.ts';
import type { Covariance } from './covariance.ts';
import { centre, crossProducts } from './cross-products.ts';

/**
 * Covariances around the means, the estimate without any assumption.
 *
 * @param returns - One series per asset, of one length T.
 * @param options - The divisor `T - ddof`.
 * @returns Covariances per bar.
 * @throws a {@link ParameterError} if the series differ in length, have fewer than 2 values, or a value is not finite.
 * @remarks Singular for fewer than `n + 1` bars, and noisy for fewer than some ten per asset: then use {@link ledoitWolf}.
 *
 * @example
 * ```ts
 * import { sampleCovariance } from '@quantblocks/portfolio';
 *
 * [...sampleCovariance([[1, 2, 3], [2, 0, 4]]).values]; // => [1, 1, 1, 4]
 * ```
 */
export function sampleCovariance(returns: readonly ArrayLike<number>[], options: MomentOptions = {}): Covariance {
  const { ddof = 1 } = options;
  if (ddof !== 0 && ddof !== 1) throw new ParameterError('ddof', '0 or 1', ddof);
  const columns = requireColumns('returns', returns);
  centre(columns);
  return { n: columns.length, values: crossProducts(columns, columns[0].length - ddof) };
}
