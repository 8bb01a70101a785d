import { mean, standardDeviation } from '@quantblocks/core';
import { overDeviation, perPeriodRate, requireNumbers } from '../checks.ts';
import { type ConventionOptions, type RiskFreeOptions, rulesOf } from '../conventions.ts';
import { autocorrelationPenalty } from './autocorrelation-penalty.ts';

/** Options of ratios of return to risk. */
export interface RatioOptions extends RiskFreeOptions, ConventionOptions {}

/**
 * Sharpe ratio per year: `mean(r - riskFree) / std(r) * sqrt(periodsPerYear)`, standard deviation with ddof 1
 * (`finalTriggerV2`: ddof 0).
 *
 * @param returns - Simple returns per period, fractions, of ALL periods: flat ones too.
 * @returns The ratio; NaN for fewer than two returns or none that differ.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @see W. F. Sharpe, "The Sharpe ratio", Journal of Portfolio Management 21 (1994).
 *
 * @example
 * ```ts
 * import { sharpeRatio } from '@quantblocks/metrics';
 *
 * sharpeRatio([0.01, 0.02, 0.03], { periodsPerYear: 4 }).toFixed(12); // => '4.000000000000'
 * sharpeRatio([0.01, 0.01, 0.01], { periodsPerYear: 4 }); // => NaN
 * ```
 */
export function sharpeRatio(returns: ArrayLike<number>, options: RatioOptions): number {
  const { periodsPerYear, riskFree = 0, convention = 'standard' } = options;
  const rate = perPeriodRate(riskFree, periodsPerYear);
  const values = requireNumbers(returns);
  const deviation = standardDeviation(values, { ddof: rulesOf(convention).sharpeDdof });
  return overDeviation(mean(values) - rate, deviation) * Math.sqrt(periodsPerYear);
}

/**
 * {@link sharpeRatio} divided by the {@link autocorrelationPenalty}: smoothed returns look safer than they are.
 *
 * @example
 * ```ts
 * import { sharpeRatio, smartSharpeRatio } from '@quantblocks/metrics';
 *
 * const trending = [0.01, 0.02, 0.03, 0.02, 0.01, 0, 0.01];
 * smartSharpeRatio(trending, { periodsPerYear: 365 }) < sharpeRatio(trending, { periodsPerYear: 365 }); // => true
 * ```
 */
export function smartSharpeRatio(returns: ArrayLike<number>, options: RatioOptions): number {
  return sharpeRatio(returns, options) / autocorrelationPenalty(returns);
}

/**
 * Mean return over its standard deviation (ddof 1), per period: a Sharpe ratio that is not annualised.
 *
 * @example
 * ```ts
 * import { riskReturnRatio } from '@quantblocks/metrics';
 *
 * riskReturnRatio([0.01, 0.02, 0.03]).toFixed(12); // => '2.000000000000'
 * ```
 */
export function riskReturnRatio(returns: ArrayLike<number>): number {
  return sharpeRatio(returns, { periodsPerYear: 1 });
}
