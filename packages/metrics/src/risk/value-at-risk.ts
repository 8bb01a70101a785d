import { mean, normalQuantile, ParameterError, quantileSorted, standardDeviation } from '@quantblocks/core';
import { sortedNumbers } from '../checks.ts';
import { type ConventionOptions, rulesOf } from '../conventions.ts';

/** Options of {@link valueAtRisk} and {@link conditionalValueAtRisk}. */
export interface TailOptions extends ConventionOptions {
  /** Share of the worst returns, in (0, 1). @defaultValue `0.05` */
  cutoff?: number;
}

/**
 * Value at risk of one period, as a RETURN (negative = loss): the `cutoff` quantile of the returns, linear between
 * neighbours. `quantstats`: of a normal distribution with their mean and standard deviation (ddof 1).
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A fraction per period; NaN for no returns.
 * @throws a {@link ParameterError} if a return is not finite or the cutoff is outside (0, 1).
 *
 * @example
 * ```ts
 * import { valueAtRisk } from '@quantblocks/metrics';
 *
 * valueAtRisk([-0.5, -0.25, 0, 0.25, 0.5], { cutoff: 0.25 }); // => -0.25
 * ```
 */
export function valueAtRisk(returns: ArrayLike<number>, options: TailOptions = {}): number {
  return valueAtRiskOf(sortedNumbers(returns), options);
}

/**
 * Conditional value at risk (expected shortfall) of one period, as a RETURN: mean of the worst `floor((n - 1) cutoff) + 1` returns.
 *
 * Counting the worst keeps it right when many returns are equal, as the zeros of a sparse strategy are. `finalTriggerV2`: mean of all
 * at or below the historical value at risk; `quantstats`: mean of all below the parametric one (itself if there is none).
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A fraction per period, at most the historical value at risk; NaN for no returns.
 * @throws a {@link ParameterError} if a return is not finite or the cutoff is outside (0, 1).
 * @see R. T. Rockafellar, S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2 (2000).
 *
 * @example
 * ```ts
 * import { conditionalValueAtRisk } from '@quantblocks/metrics';
 *
 * conditionalValueAtRisk([-0.5, -0.25, 0, 0.25, 0.5], { cutoff: 0.25 }); // => -0.375
 * ```
 */
export function conditionalValueAtRisk(returns: ArrayLike<number>, options: TailOptions = {}): number {
  return conditionalValueAtRiskOf(sortedNumbers(returns), options);
}

export function valueAtRiskOf(sorted: Float64Array, options: TailOptions): number {
  const { cutoff = 0.05, convention = 'standard' } = options;
  requireCutoff(cutoff);
  const historical = rulesOf(convention).valueAtRisk === 'historical';
  return historical ? quantileSorted(sorted, cutoff) : parametric(sorted, cutoff);
}

export function conditionalValueAtRiskOf(sorted: Float64Array, options: TailOptions): number {
  const { cutoff = 0.05, convention = 'standard' } = options;
  requireCutoff(cutoff);
  const kind = rulesOf(convention).conditionalValueAtRisk;
  if (kind === 'worstShare') return mean(sorted.subarray(0, Math.floor((sorted.length - 1) * cutoff) + 1));
  const limit = kind === 'atOrBelow' ? quantileSorted(sorted, cutoff) : parametric(sorted, cutoff);
  let worst = 0;
  while (worst < sorted.length && (kind === 'atOrBelow' ? sorted[worst] <= limit : sorted[worst] < limit)) worst++;
  return worst > 0 ? mean(sorted.subarray(0, worst)) : limit;
}

function parametric(values: Float64Array, cutoff: number): number {
  return mean(values) + normalQuantile(cutoff) * standardDeviation(values);
}

function requireCutoff(cutoff: number): void {
  if (!(cutoff > 0 && cutoff < 1)) throw new ParameterError('cutoff', 'a share in (0, 1)', cutoff);
}
