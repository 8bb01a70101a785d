import { sum } from '@quantblocks/core';
import { divide, requireNumbers } from '../checks.ts';
import { type AnnualOptions, type ConventionOptions, rulesOf } from '../conventions.ts';
import { maxDrawdown } from '../drawdown/drawdown-series.ts';
import { cagr, totalReturn } from '../growth/total-return.ts';

/**
 * Calmar ratio: {@link cagr} over the size of the {@link maxDrawdown}, both from the initial capital over the whole series.
 *
 * @returns A ratio; NaN without a drawdown.
 * @throws a {@link ParameterError} if a return is not finite or `periodsPerYear` is not positive.
 * @see T. W. Young, "Calmar ratio: a smoother tool", Futures 20 (1991); there over 36 months.
 *
 * @example
 * ```ts
 * import { calmarRatio } from '@quantblocks/metrics';
 *
 * calmarRatio([1, -0.5, 0.5], { periodsPerYear: 3 }); // => 1
 * ```
 */
export function calmarRatio(returns: ArrayLike<number>, options: AnnualOptions): number {
  return divide(cagr(returns, options), -maxDrawdown(returns));
}

/**
 * Recovery factor: total return over the size of the maximum drawdown. (`quantstats`: absolute SUM of returns.)
 *
 * @returns A ratio; NaN without a drawdown.
 *
 * @example
 * ```ts
 * import { recoveryFactor } from '@quantblocks/metrics';
 *
 * recoveryFactor([1, -0.5, 0.5]); // => 1
 * ```
 */
export function recoveryFactor(returns: ArrayLike<number>, options: ConventionOptions = {}): number {
  const annual = rulesOf(options.convention ?? 'standard').numerator === 'annual';
  const gain = annual ? totalReturn(returns) : Math.abs(sum(requireNumbers(returns)));
  return divide(gain, -maxDrawdown(returns));
}
