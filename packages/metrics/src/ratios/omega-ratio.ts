import { divide, perPeriodRate, requireNumbers } from '../checks.ts';
import type { RiskFreeOptions } from '../conventions.ts';

/** Options of {@link omegaRatio}. */
export interface OmegaOptions extends RiskFreeOptions {
  /** Return per YEAR that separates gains from losses, on top of `riskFree`. @defaultValue `0` */
  requiredReturn?: number;
}

/**
 * Omega ratio: sum of returns above the threshold over the sum of those below it.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A ratio > 0; NaN if no return falls below the threshold.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @see C. Keating, W. F. Shadwick, "A universal performance measure", Journal of Performance Measurement 6 (2002).
 *
 * @example
 * ```ts
 * import { omegaRatio } from '@quantblocks/metrics';
 *
 * omegaRatio([0.5, -0.25, 0.25], { periodsPerYear: 365 }); // => 3
 * ```
 */
export function omegaRatio(returns: ArrayLike<number>, options: OmegaOptions): number {
  const { periodsPerYear, riskFree = 0, requiredReturn = 0 } = options;
  const values = requireNumbers(returns);
  const threshold =
    perPeriodRate(riskFree, periodsPerYear) + perPeriodRate(requiredReturn, periodsPerYear, 'requiredReturn');
  let gains = 0;
  let losses = 0;
  for (let i = 0; i < values.length; i++) {
    const excess = values[i] - threshold;
    if (excess > 0) gains += excess;
    else losses -= excess;
  }
  return divide(gains, losses);
}
