import { requireNumbers } from '../checks.ts';
import { comoments, squaredCorrelation } from '../comoments.ts';

/**
 * Stability of growth: R squared of a straight line through the cumulative LOG return over time.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A fraction in [0, 1], 1 for steady growth or decline; NaN for fewer than two returns, no change, or a loss of everything.
 * @throws a {@link ParameterError} if a return is not finite.
 *
 * @example
 * ```ts
 * import { stabilityOfReturns } from '@quantblocks/metrics';
 *
 * stabilityOfReturns([0.01, 0.01, 0.01]).toFixed(12); // => '1.000000000000'
 * ```
 */
export function stabilityOfReturns(returns: ArrayLike<number>): number {
  const values = requireNumbers(returns);
  const growth = new Float64Array(values.length);
  const index = new Float64Array(values.length);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    total += Math.log1p(values[i]);
    growth[i] = total;
    index[i] = i;
  }
  return squaredCorrelation(comoments(index, growth));
}
