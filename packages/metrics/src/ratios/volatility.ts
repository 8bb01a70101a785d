import { standardDeviation } from '@quantblocks/core';
import { perPeriodRate, requireNumbers, requirePositive } from '../checks.ts';
import type { AnnualOptions, RiskFreeOptions } from '../conventions.ts';

/**
 * Standard deviation of returns per year: `std(ddof 1) * sqrt(periodsPerYear)`.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A fraction per square root of a year; NaN for fewer than two returns.
 * @throws a {@link ParameterError} if a return is not finite or `periodsPerYear` is not positive.
 *
 * @example
 * ```ts
 * import { volatility } from '@quantblocks/metrics';
 *
 * volatility([0.01, 0.02, 0.03], { periodsPerYear: 4 }).toFixed(12); // => '0.020000000000'
 * ```
 */
export function volatility(returns: ArrayLike<number>, options: AnnualOptions): number {
  const periodsPerYear = requirePositive(options.periodsPerYear, 'periodsPerYear');
  return standardDeviation(requireNumbers(returns)) * Math.sqrt(periodsPerYear);
}

/**
 * Downside deviation per year: root mean square of `min(r - riskFree, 0)` over ALL returns, times `sqrt(periodsPerYear)`.
 *
 * @returns A fraction; 0 without a losing period, NaN for no returns.
 *
 * @example
 * ```ts
 * import { downsideDeviation } from '@quantblocks/metrics';
 *
 * downsideDeviation([0.5, -0.25, 0.5, -0.25, 0.5, 0.5, 0.5, 0.5], { periodsPerYear: 4 }); // => 0.25
 * ```
 */
export function downsideDeviation(returns: ArrayLike<number>, options: RiskFreeOptions): number {
  const { periodsPerYear, riskFree = 0 } = options;
  const rate = perPeriodRate(riskFree, periodsPerYear);
  return semideviation(requireNumbers(returns), rate) * Math.sqrt(periodsPerYear);
}

/** Root mean square of `min(r - target, 0)` over all returns. */
export function semideviation(returns: Float64Array, target: number): number {
  let squares = 0;
  for (let i = 0; i < returns.length; i++) {
    const shortfall = returns[i] - target;
    if (shortfall < 0) squares += shortfall * shortfall;
  }
  return Math.sqrt(squares / returns.length);
}
