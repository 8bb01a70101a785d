import { divide, requireNumbers } from '../checks.ts';
import { type AnnualOptions, type ConventionOptions, rulesOf } from '../conventions.ts';
import { cagr } from '../growth/total-return.ts';

/**
 * Share of periods with a return other than zero. `quantstats`: rounded up to whole percents.
 *
 * An estimate from returns alone; {@link timeInMarket} knows from the positions.
 *
 * @returns A fraction in [0, 1]; NaN for no returns.
 * @throws a {@link ParameterError} if a return is not finite.
 *
 * @example
 * ```ts
 * import { exposure } from '@quantblocks/metrics';
 *
 * exposure([0.5, 0, 0, -0.25]); // => 0.5
 * ```
 */
export function exposure(returns: ArrayLike<number>, options: ConventionOptions = {}): number {
  const values = requireNumbers(returns);
  let active = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) active++;
  const share = divide(active, values.length);
  return rulesOf(options.convention ?? 'standard').exposure === 'exact' ? share : Math.ceil(share * 100) / 100;
}

/** Options of {@link returnOverExposure}. */
export interface ReturnOverExposureOptions extends AnnualOptions, ConventionOptions {}

/**
 * {@link cagr} over {@link exposure}: what a year fully in the market would have earned, if that were possible.
 *
 * @returns A fraction per year; NaN without exposure.
 *
 * @example
 * ```ts
 * import { returnOverExposure } from '@quantblocks/metrics';
 *
 * returnOverExposure([0.5, 0], { periodsPerYear: 2 }); // => 1
 * ```
 */
export function returnOverExposure(returns: ArrayLike<number>, options: ReturnOverExposureOptions): number {
  return divide(cagr(returns, options), exposure(returns, options));
}
