import { mean, normalQuantile, standardDeviation, sum } from '@quantblocks/core';
import { divide, overDeviation, perPeriodRate, requireNumbers } from '../checks.ts';
import { type ConventionOptions, type RiskFreeOptions, rulesOf } from '../conventions.ts';
import { cagr, totalReturn } from '../growth/total-return.ts';
import { drawdownSeries } from './drawdown-series.ts';

/**
 * Ulcer index: root mean square of the drawdown series, with divisor `n - 1`. Depth and length of drawdowns in one number.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A fraction >= 0; NaN for fewer than two returns.
 * @throws a {@link ParameterError} if a return is not finite.
 * @see P. G. Martin, B. B. McCann, "The Investor's Guide to Fidelity Funds" (1989), chapter 12.
 *
 * @example
 * ```ts
 * import { ulcerIndex } from '@quantblocks/metrics';
 *
 * ulcerIndex([0.5, -0.5]); // => 0.5
 * ```
 */
export function ulcerIndex(returns: ArrayLike<number>): number {
  return ulcerOf(drawdownSeries(returns));
}

/** Options of {@link ulcerPerformanceIndex}. */
export interface UlcerOptions extends RiskFreeOptions, ConventionOptions {}

/**
 * Ulcer performance index (Martin ratio): `(cagr - riskFree) / ulcerIndex`. `quantstats`: TOTAL return, not annualised.
 *
 * @returns A ratio; NaN without a drawdown.
 *
 * @example
 * ```ts
 * import { ulcerPerformanceIndex } from '@quantblocks/metrics';
 *
 * ulcerPerformanceIndex([0.5, -0.5, 1], { periodsPerYear: 3 }); // => 1.414213562373095
 * ```
 */
export function ulcerPerformanceIndex(returns: ArrayLike<number>, options: UlcerOptions): number {
  const { periodsPerYear, riskFree = 0, convention = 'standard' } = options;
  perPeriodRate(riskFree, periodsPerYear);
  const annual = rulesOf(convention).numerator === 'annual';
  return divide(annual ? cagr(returns, options) - riskFree : totalReturn(returns), ulcerIndex(returns));
}

/**
 * Serenity index: sum of returns over ulcer index times pitfall, where the pitfall is the expected shortfall of the DRAWDOWN
 * series (mean of what lies below its normal 5 % quantile, or that quantile) over the standard deviation of returns.
 *
 * @returns A ratio; NaN without a drawdown or without spread.
 * @see KeyQuant, "The serenity ratio" (2015), as implemented by QuantStats.
 *
 * @example
 * ```ts
 * import { serenityIndex } from '@quantblocks/metrics';
 *
 * serenityIndex([0.02, 0.01, 0.03]); // => NaN
 * ```
 */
export function serenityIndex(returns: ArrayLike<number>): number {
  const values = requireNumbers(returns);
  return serenityOf(values, drawdownSeries(values));
}

export function serenityOf(values: Float64Array, series: Float64Array): number {
  const limit = mean(series) + normalQuantile(0.05) * standardDeviation(series);
  let total = 0;
  let below = 0;
  for (let i = 0; i < series.length; i++) {
    if (series[i] >= limit) continue;
    total += series[i];
    below++;
  }
  const shortfall = below > 0 ? total / below : limit;
  const pitfall = overDeviation(-shortfall, standardDeviation(values));
  return divide(sum(values), ulcerOf(series) * pitfall);
}

export function ulcerOf(series: Float64Array): number {
  if (series.length < 2) return Number.NaN;
  let squares = 0;
  for (let i = 0; i < series.length; i++) squares += series[i] * series[i];
  return Math.sqrt(squares / (series.length - 1));
}
