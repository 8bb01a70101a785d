import { normalCdf, ParameterError } from '@quantblocks/core';
import { perPeriodRate, requireNumbers } from '../checks.ts';
import { rulesOf } from '../conventions.ts';
import { kurtosisOf, skewnessOf } from '../risk/shape.ts';
import { type RatioOptions, sharpeRatio } from './sharpe-ratio.ts';
import { sortinoRatio } from './sortino-ratio.ts';

/** Options of {@link probabilisticSharpeRatio} and {@link probabilisticSortinoRatio}. */
export interface ProbabilisticOptions extends RatioOptions {
  /** ANNUAL ratio that the true one should exceed. @defaultValue `0` */
  benchmarkRatio?: number;
}

/**
 * Probability that the true Sharpe ratio exceeds a benchmark, given length, skewness and kurtosis of the track record:
 * `Phi((s - s0) sqrt(n - 1) / sqrt(1 - skew s + (kurtosis + 2) / 4 s^2))`, `s` per period, kurtosis excess.
 *
 * One series, chosen before looking. After a search, deflate by the number of trials.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A probability; NaN for fewer than four returns or none that differ.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks `quantstats` reproduces that library: it takes 3 off a kurtosis that is already excess and subtracts the ANNUAL
 * risk-free rate from the ratio per period.
 * @see D. H. Bailey, M. López de Prado, "The Sharpe ratio efficient frontier", Journal of Risk 15 (2012).
 *
 * @example
 * ```ts
 * import { probabilisticSharpeRatio } from '@quantblocks/metrics';
 *
 * probabilisticSharpeRatio([0.01, -0.01, 0.01, -0.01], { periodsPerYear: 365 }); // => 0.5
 * ```
 */
export function probabilisticSharpeRatio(returns: ArrayLike<number>, options: ProbabilisticOptions): number {
  return probability(returns, options, sharpeRatio);
}

/**
 * {@link probabilisticSharpeRatio} with the Sortino ratio in place of the Sharpe ratio.
 *
 * The standard error is the Sharpe ratio's, so this is a rough extension (introduced by QuantStats), kept for comparison.
 *
 * @example
 * ```ts
 * import { probabilisticSortinoRatio } from '@quantblocks/metrics';
 *
 * probabilisticSortinoRatio([0.01, -0.01, 0.01, -0.01], { periodsPerYear: 365 }); // => 0.5
 * ```
 */
export function probabilisticSortinoRatio(returns: ArrayLike<number>, options: ProbabilisticOptions): number {
  return probability(returns, options, sortinoRatio);
}

function probability(
  returns: ArrayLike<number>,
  options: ProbabilisticOptions,
  ratioOf: (returns: ArrayLike<number>, options: RatioOptions) => number,
): number {
  const { periodsPerYear, riskFree = 0, benchmarkRatio = 0, convention = 'standard' } = options;
  const rules = rulesOf(convention);
  perPeriodRate(riskFree, periodsPerYear);
  if (!Number.isFinite(benchmarkRatio)) throw new ParameterError('benchmarkRatio', 'a finite number', benchmarkRatio);
  const values = requireNumbers(returns);
  const twice = rules.probabilistic === 'subtractTwice';
  const inside = twice ? 0 : (1 + riskFree) ** (1 / periodsPerYear) - 1;
  const perPeriod = ratioOf(values, { periodsPerYear: 1, riskFree: inside, convention });
  const target = benchmarkRatio / Math.sqrt(periodsPerYear) + (twice ? riskFree : 0);
  const skew = skewnessOf(values, rules);
  const excess = kurtosisOf(values, rules) - (twice ? 3 : 0);
  const variance = 1 + perPeriod ** 2 / 2 - skew * perPeriod + (excess / 4) * perPeriod ** 2;
  return variance > 0
    ? normalCdf(((perPeriod - target) * Math.sqrt(values.length - 1)) / Math.sqrt(variance))
    : Number.NaN;
}
