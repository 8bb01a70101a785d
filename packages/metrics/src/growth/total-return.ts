import { requireNumbers, requirePositive } from '../checks.ts';
import type { AnnualOptions } from '../conventions.ts';

/**
 * Compounded return over all periods: `prod(1 + r) - 1`. Compounding ends with the capital: see {@link isRuined}.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A fraction; 0 for no periods, -1 or less after ruin.
 * @throws a {@link ParameterError} if a return is not finite.
 *
 * @example
 * ```ts
 * import { totalReturn } from '@quantblocks/metrics';
 *
 * totalReturn([0.5, -0.5]); // => -0.25
 * ```
 */
export function totalReturn(returns: ArrayLike<number>): number {
  return growthFactor(requireNumbers(returns)) - 1;
}

/**
 * Whether the compounded capital reached zero or less at the end of some period. What happens later does not undo it.
 *
 * @example
 * ```ts
 * import { isRuined } from '@quantblocks/metrics';
 *
 * // The product of (1 + r) is positive again, the money is not.
 * isRuined([-1.5, -3]); // => true
 * ```
 */
export function isRuined(returns: ArrayLike<number>): boolean {
  return growthFactor(requireNumbers(returns)) <= 0;
}

/**
 * Compound annual growth rate: `(1 + total)^(periodsPerYear / n) - 1`, and exactly -1 when nothing or less is left.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A fraction per year; NaN for no periods, or if the yearly rate of a short, steep series exceeds all numbers.
 * @throws a {@link ParameterError} if a return is not finite or `periodsPerYear` is not positive.
 *
 * @example
 * ```ts
 * import { cagr } from '@quantblocks/metrics';
 *
 * cagr([0.21, 0], { periodsPerYear: 1 }).toFixed(12); // => '0.100000000000'
 * ```
 */
export function cagr(returns: ArrayLike<number>, options: AnnualOptions): number {
  const periodsPerYear = requirePositive(options.periodsPerYear, 'periodsPerYear');
  return annualised(growthFactor(requireNumbers(returns)), returns.length, periodsPerYear);
}

/**
 * Geometric mean return per period: `(1 + total)^(1 / n) - 1`, the steady return that ends at the same value.
 *
 * @returns A fraction per period; NaN for no periods, -1 after ruin.
 *
 * @example
 * ```ts
 * import { geometricMean } from '@quantblocks/metrics';
 *
 * geometricMean([3, -0.75]); // => 0
 * ```
 */
export function geometricMean(returns: ArrayLike<number>): number {
  return annualised(growthFactor(requireNumbers(returns)), returns.length, 1);
}

/** Value of 1 invested before the first period; compounding stops at zero or less. */
export function growthFactor(returns: Float64Array): number {
  let wealth = 1;
  for (let i = 0; i < returns.length && wealth > 0; i++) wealth *= 1 + returns[i];
  return wealth;
}

/** Growth factor of `periods` periods as a rate per year of `periodsPerYear` periods. */
export function annualised(growth: number, periods: number, periodsPerYear: number): number {
  if (periods === 0) return Number.NaN;
  if (growth <= 0) return -1;
  const rate = growth ** (periodsPerYear / periods) - 1;
  return Number.isFinite(rate) ? rate : Number.NaN;
}
