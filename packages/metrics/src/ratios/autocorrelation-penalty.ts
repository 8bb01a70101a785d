import { requireNumbers } from '../checks.ts';
import { comoments, squaredCorrelation } from '../comoments.ts';

/**
 * Factor by which first-order autocorrelation understates risk: `sqrt(1 + 2 sum_k (n - k) / n |rho|^k)`, at least 1.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A factor >= 1; NaN if the autocorrelation does not exist (fewer than three returns, no spread).
 * @throws a {@link ParameterError} if a return is not finite.
 * @see A. W. Lo, "The statistics of Sharpe ratios", Financial Analysts Journal 58 (2002), here with rho_k = |rho_1|^k.
 *
 * @example
 * ```ts
 * import { autocorrelationPenalty } from '@quantblocks/metrics';
 *
 * autocorrelationPenalty([1, -1, -1, 1, 1, -1, -1, 1, 1]); // => 1
 * ```
 */
export function autocorrelationPenalty(returns: ArrayLike<number>): number {
  const values = requireNumbers(returns);
  const n = values.length;
  if (n < 3) return Number.NaN;
  const rho = Math.sqrt(squaredCorrelation(comoments(values.subarray(1), values.subarray(0, n - 1))));
  if (Number.isNaN(rho)) return Number.NaN;
  let total = 0;
  let power = 1;
  // Terms fall geometrically: what is left is far below rounding once a power is.
  for (let k = 1; k < n && power > 1e-20; k++) {
    power *= rho;
    total += ((n - k) / n) * power;
  }
  return Math.sqrt(1 + 2 * total);
}
