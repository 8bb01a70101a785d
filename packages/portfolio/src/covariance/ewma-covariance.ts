import { ParameterError } from '@quantblocks/core';
import { requireColumns } from '../inputs.ts';
import type { Covariance } from './covariance.ts';
import { crossProducts } from './cross-products.ts';

/** Options of {@link ewmaCovariance}. */
export interface EwmaCovarianceOptions {
  /** Weight of a bar relative to the next one, in (0, 1]. @defaultValue `0.94` */
  decay?: number;
}

/**
 * Covariances around zero with exponentially falling weights that sum to 1, the last bar's the largest.
 *
 * @param returns - One series per asset, of one length, in time order.
 * @param options - Decay.
 * @returns Covariances per bar.
 * @throws a {@link ParameterError} if the series differ in length, have fewer than 2 values, a value is not finite, or the decay is not in (0, 1].
 * @see J.P. Morgan, Reuters, "RiskMetrics Technical Document", 4th ed., 1996, section 5.2.
 *
 * @example
 * ```ts
 * import { ewmaCovariance } from '@quantblocks/portfolio';
 *
 * // Weights 1/3 and 2/3.
 * [...ewmaCovariance([[3, 0], [3, 3]], { decay: 0.5 }).values.map(Math.round)]; // => [3, 3, 3, 9]
 * ```
 */
export function ewmaCovariance(returns: readonly ArrayLike<number>[], options: EwmaCovarianceOptions = {}): Covariance {
  const { decay = 0.94 } = options;
  if (!(decay > 0 && decay <= 1)) throw new ParameterError('decay', 'a number in (0, 1]', decay);
  const columns = requireColumns('returns', returns);
  let weight = 1;
  let total = 0;
  for (let t = columns[0].length - 1; t >= 0; t--) {
    const root = Math.sqrt(weight);
    for (const column of columns) column[t] *= root;
    total += weight;
    weight *= decay;
  }
  return { n: columns.length, values: crossProducts(columns, total) };
}
