import { mean, standardDeviation } from '@quantblocks/core';
import { overDeviation, requireAligned, requireNumbers, requirePositive } from '../checks.ts';
import type { AnnualOptions } from '../conventions.ts';

/**
 * Information ratio per year: mean over standard deviation (ddof 1) of `returns - benchmark`, times `sqrt(periodsPerYear)`.
 *
 * QuantStats and empyrical do not annualise it: pass `periodsPerYear: 1` for their value.
 *
 * @param returns - Simple returns per period, fractions.
 * @param benchmark - Returns of the same periods.
 * @returns The ratio; NaN if the difference never changes.
 * @throws a {@link ParameterError} if a return is not finite, the lengths differ or `periodsPerYear` is not positive.
 *
 * @example
 * ```ts
 * import { informationRatio } from '@quantblocks/metrics';
 *
 * informationRatio([0.02, 0.04, 0.03], [0.01, 0.02, 0], { periodsPerYear: 1 }).toFixed(12); // => '2.000000000000'
 * ```
 */
export function informationRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options: AnnualOptions,
): number {
  const periodsPerYear = requirePositive(options.periodsPerYear, 'periodsPerYear');
  const active = activeReturns(returns, benchmark);
  return overDeviation(mean(active), standardDeviation(active)) * Math.sqrt(periodsPerYear);
}

/**
 * Tracking error per year: standard deviation (ddof 1) of `returns - benchmark`, times `sqrt(periodsPerYear)`.
 *
 * @example
 * ```ts
 * import { trackingError } from '@quantblocks/metrics';
 *
 * trackingError([0.02, 0.04, 0.03], [0.01, 0.02, 0], { periodsPerYear: 4 }).toFixed(12); // => '0.020000000000'
 * ```
 */
export function trackingError(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options: AnnualOptions,
): number {
  const periodsPerYear = requirePositive(options.periodsPerYear, 'periodsPerYear');
  return standardDeviation(activeReturns(returns, benchmark)) * Math.sqrt(periodsPerYear);
}

function activeReturns(returns: ArrayLike<number>, benchmark: ArrayLike<number>): Float64Array {
  const values = requireNumbers(returns);
  const market = requireAligned(benchmark, values.length, 'benchmark');
  const active = new Float64Array(values.length);
  for (let i = 0; i < active.length; i++) active[i] = values[i] - market[i];
  return active;
}
