import { mean, standardDeviation } from '@quantblocks/core';
import { overDeviation, perPeriodRate, requireNumbers } from '../checks.ts';
import { rulesOf } from '../conventions.ts';
import { autocorrelationPenalty } from './autocorrelation-penalty.ts';
import type { RatioOptions } from './sharpe-ratio.ts';
import { semideviation } from './volatility.ts';

/**
 * Sortino ratio per year: `mean(r - riskFree) / sqrt(mean(min(r - riskFree, 0)^2)) * sqrt(periodsPerYear)`.
 *
 * The mean square runs over ALL returns. (`finalTriggerV2` divides by the standard deviation, ddof 0, of the negative returns
 * alone: a different quantity, far off for sparse series.)
 *
 * @param returns - Simple returns per period, fractions, of ALL periods.
 * @returns The ratio; NaN if no return falls short (`finalTriggerV2`: none is negative).
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @see F. A. Sortino, R. van der Meer, "Downside risk", Journal of Portfolio Management 17 (1991).
 *
 * @example
 * ```ts
 * import { sortinoRatio } from '@quantblocks/metrics';
 *
 * sortinoRatio([0.75, -0.5, 0.5, 0.25], { periodsPerYear: 1 }); // => 1
 * ```
 */
export function sortinoRatio(returns: ArrayLike<number>, options: RatioOptions): number {
  const { periodsPerYear, riskFree = 0, convention = 'standard' } = options;
  const rate = perPeriodRate(riskFree, periodsPerYear);
  const values = requireNumbers(returns);
  const deviation =
    rulesOf(convention).sortino === 'semideviation'
      ? semideviation(values, rate)
      : standardDeviation(
          values.filter((r) => r - rate < 0),
          { ddof: 0 },
        );
  return overDeviation(mean(values) - rate, deviation) * Math.sqrt(periodsPerYear);
}

/**
 * {@link sortinoRatio} divided by the {@link autocorrelationPenalty}.
 *
 * @example
 * ```ts
 * import { smartSortinoRatio, sortinoRatio } from '@quantblocks/metrics';
 *
 * const trending = [0.01, 0.02, 0.03, 0.02, 0.01, -0.01, 0];
 * smartSortinoRatio(trending, { periodsPerYear: 365 }) < sortinoRatio(trending, { periodsPerYear: 365 }); // => true
 * ```
 */
export function smartSortinoRatio(returns: ArrayLike<number>, options: RatioOptions): number {
  return sortinoRatio(returns, options) / autocorrelationPenalty(returns);
}

/**
 * {@link sortinoRatio} over the square root of 2, which makes it comparable with a Sharpe ratio when returns are symmetric.
 *
 * @see T. Rollinger, S. Hoffman, "Sortino: a 'sharper' ratio" (2013).
 *
 * @example
 * ```ts
 * import { adjustedSortinoRatio } from '@quantblocks/metrics';
 *
 * adjustedSortinoRatio([0.75, -0.5, 0.5, 0.25], { periodsPerYear: 2 }).toFixed(12); // => '1.000000000000'
 * ```
 */
export function adjustedSortinoRatio(returns: ArrayLike<number>, options: RatioOptions): number {
  return sortinoRatio(returns, options) / Math.SQRT2;
}
