import { kurtosis, skewness } from '@quantblocks/core';
import { requireNumbers } from '../checks.ts';
import { type ConventionOptions, type ConventionRules, rulesOf } from '../conventions.ts';

/**
 * Skewness of returns: the plain moment ratio (as empyrical, SciPy); `quantstats`: bias-corrected (as pandas, Excel).
 *
 * @returns NaN for fewer than three returns or none that differ.
 * @throws a {@link ParameterError} if a return is not finite.
 *
 * @example
 * ```ts
 * import { returnSkewness } from '@quantblocks/metrics';
 *
 * returnSkewness([-0.5, 0, 0.5]); // => 0
 * ```
 */
export function returnSkewness(returns: ArrayLike<number>, options: ConventionOptions = {}): number {
  return skewnessOf(requireNumbers(returns), rulesOf(options.convention ?? 'standard'));
}

/**
 * EXCESS kurtosis of returns, 0 for a normal distribution; `quantstats`: bias-corrected.
 *
 * @returns NaN for fewer than four returns or none that differ.
 * @throws a {@link ParameterError} if a return is not finite.
 *
 * @example
 * ```ts
 * import { returnKurtosis } from '@quantblocks/metrics';
 *
 * returnKurtosis([-0.5, 0.5, -0.5, 0.5]); // => -2
 * ```
 */
export function returnKurtosis(returns: ArrayLike<number>, options: ConventionOptions = {}): number {
  return kurtosisOf(requireNumbers(returns), rulesOf(options.convention ?? 'standard'));
}

export function skewnessOf(returns: Float64Array, rules: ConventionRules): number {
  return skewness(returns, { biased: rules.biasedShape });
}

export function kurtosisOf(returns: Float64Array, rules: ConventionRules): number {
  return kurtosis(returns, { biased: rules.biasedShape });
}
