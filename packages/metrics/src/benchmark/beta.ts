import { divide, perPeriodRate, requireAligned, requireNumbers } from '../checks.ts';
import { type Comoments, comoments, slope, squaredCorrelation } from '../comoments.ts';
import { type ConventionOptions, type RiskFreeOptions, rulesOf } from '../conventions.ts';
import { cagr, totalReturn } from '../growth/total-return.ts';

/** Options of regressions on a benchmark that are stated per year. */
export interface BenchmarkOptions extends RiskFreeOptions, ConventionOptions {}

/**
 * Beta: covariance of returns and benchmark over the variance of the benchmark.
 *
 * @param returns - Simple returns per period, fractions.
 * @param benchmark - Returns of the same periods.
 * @returns NaN for fewer than two periods or a benchmark that does not move.
 * @throws a {@link ParameterError} if a return is not finite or the lengths differ.
 *
 * @example
 * ```ts
 * import { beta } from '@quantblocks/metrics';
 *
 * beta([0.5, -0.5, 0.25], [0.25, -0.25, 0.125]); // => 2
 * ```
 */
export function beta(returns: ArrayLike<number>, benchmark: ArrayLike<number>): number {
  return slope(pair(returns, benchmark));
}

/**
 * Jensen's alpha per year: `(mean(r - riskFree) - beta * mean(b - riskFree)) * periodsPerYear`; `empyrical`: compounded,
 * `(1 + a)^periodsPerYear - 1`.
 *
 * @returns A fraction per year; NaN where {@link beta} is.
 * @throws a {@link ParameterError} if a return is not finite, the lengths differ or an option is out of range.
 * @see M. C. Jensen, "The performance of mutual funds in the period 1945-1964", Journal of Finance 23 (1968).
 *
 * @example
 * ```ts
 * import { alpha } from '@quantblocks/metrics';
 *
 * alpha([0.5, 0, 0.25], [0.25, -0.25, 0], { periodsPerYear: 4 }); // => 1
 * ```
 */
export function alpha(returns: ArrayLike<number>, benchmark: ArrayLike<number>, options: BenchmarkOptions): number {
  const { periodsPerYear, riskFree = 0, convention = 'standard' } = options;
  const rate = perPeriodRate(riskFree, periodsPerYear);
  const both = pair(returns, benchmark);
  const perPeriod = both.meanX - rate - slope(both) * (both.meanY - rate);
  return rulesOf(convention).alpha === 'arithmetic'
    ? perPeriod * periodsPerYear
    : (1 + perPeriod) ** periodsPerYear - 1;
}

/**
 * Squared correlation of returns and benchmark.
 *
 * @returns A fraction in [0, 1]; NaN if one of them does not move.
 *
 * @example
 * ```ts
 * import { rSquared } from '@quantblocks/metrics';
 *
 * rSquared([0.5, -0.5, 0.25], [0.25, -0.25, 0.125]).toFixed(12); // => '1.000000000000'
 * ```
 */
export function rSquared(returns: ArrayLike<number>, benchmark: ArrayLike<number>): number {
  return squaredCorrelation(pair(returns, benchmark));
}

/**
 * Treynor ratio: `(cagr - riskFree) / beta`. `quantstats`: TOTAL return over beta, not annualised.
 *
 * @returns A ratio; NaN where {@link beta} is NaN or 0.
 * @see J. L. Treynor, "How to rate management of investment funds", Harvard Business Review 43 (1965).
 *
 * @example
 * ```ts
 * import { treynorRatio } from '@quantblocks/metrics';
 *
 * treynorRatio([1, -0.5, 0.5], [0.5, -0.25, 0.25], { periodsPerYear: 3 }); // => 0.25
 * ```
 */
export function treynorRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options: BenchmarkOptions,
): number {
  const { periodsPerYear, riskFree = 0, convention = 'standard' } = options;
  perPeriodRate(riskFree, periodsPerYear);
  const annual = rulesOf(convention).numerator === 'annual';
  const gain = annual ? cagr(returns, options) - riskFree : totalReturn(returns);
  return divide(gain, beta(returns, benchmark));
}

function pair(returns: ArrayLike<number>, benchmark: ArrayLike<number>): Comoments {
  const values = requireNumbers(returns);
  return comoments(values, requireAligned(benchmark, values.length, 'benchmark'));
}
