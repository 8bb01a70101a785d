import { ParameterError, standardDeviation } from '@quantblocks/core';
import { type ExpectedMaxOptions, expectedMaxNormal } from './expected-max-normal.ts';
import { perBarOf, requireEstimates, requireUnit, type SharpeEstimate, type SharpeLevel } from './sharpe-estimate.ts';

/** What was tried beside the chosen strategy, in two numbers. */
export interface TrialSpread {
  /** Number of trials, the chosen one too; an effective number need not be whole. */
  readonly count: number;
  /** Standard deviation of their Sharpe ratios (the root of the cross-trial variance), with its unit. */
  readonly deviation: SharpeLevel;
}

/** The Sharpe ratios of all trials, the chosen one too, or their {@link TrialSpread}. */
export type TrialSharpes = readonly SharpeEstimate[] | TrialSpread;

/**
 * The Sharpe ratio that the best of several trials without any skill is expected to show: {@link expectedMaxNormal} times the
 * deviation of the trials' ratios. One trial has nothing to be the best of: 0.
 *
 * @param trials - Sharpe ratios of all trials, or count and deviation. A trial without a ratio counts, but has no part in the deviation.
 * @returns Per bar; NaN for fewer than two ratios.
 * @throws a {@link ParameterError} if `count` is below 1, the deviation is negative, or trials have bars of different length.
 * @see D. H. Bailey, M. López de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 40 (2014), (1).
 *
 * @example
 * ```ts
 * import { expectedMaxSharpe } from '@quantblocks/validation-guards';
 *
 * const trials = { count: 100, deviation: { perYear: Math.sqrt(0.5), periodsPerYear: 250 } };
 * expectedMaxSharpe(trials, { method: 'approximate' }).toFixed(4); // => '0.1132'
 * ```
 */
export function expectedMaxSharpe(trials: TrialSharpes, options: ExpectedMaxOptions = {}): number {
  const { count, deviation } = isSpread(trials) ? trials : trialSpread(trials);
  if (count === 0 && !isSpread(trials)) return Number.NaN;
  if (!(Number.isFinite(count) && count >= 1)) throw new ParameterError('trials.count', 'a number >= 1', count);
  const expected = expectedMaxNormal(count, options);
  if (count === 1) return 0;
  const scale = perBarOf('trials.deviation', deviation);
  if (scale < 0) throw new ParameterError('trials.deviation', 'a number >= 0', scale);
  return scale * expected;
}

/**
 * Number of trials and deviation (ddof 1) of their Sharpe ratios per bar, to be given with another count: where more was tried than has
 * returns, or where the trials are worth fewer independent ones.
 *
 * @returns The deviation is NaN for fewer than two ratios.
 * @throws a {@link ParameterError} if trials have different `periodsPerYear`: ratios of different bars do not mix.
 *
 * @example
 * ```ts
 * import { expectedMaxSharpe, sharpe, trialSpread } from '@quantblocks/validation-guards';
 *
 * const trials = [[0.01, -0.01, 0.02], [0.01, 0.02, -0.02], [0, 0.01, 0.01]].map((returns) => sharpe(returns));
 * expectedMaxSharpe({ ...trialSpread(trials), count: 50 }) > expectedMaxSharpe(trials); // => true
 * ```
 */
export function trialSpread(trials: readonly SharpeEstimate[]): TrialSpread {
  requireEstimates('trials', trials);
  requireOneUnit(trials);
  const ratios = trials.map(({ perBar }) => perBar).filter(Number.isFinite);
  return { count: trials.length, deviation: { perBar: standardDeviation(ratios) } };
}

/** How many trials, of either form. */
export function trialCount(trials: TrialSharpes): number {
  return isSpread(trials) ? trials.count : trials.length;
}

/** Trials have bars of one length among them, and that of `unit` bars per year if it is known. */
export function requireOneUnit(trials: TrialSharpes, unit: number = Number.NaN): void {
  if (isSpread(trials)) {
    if ('perYear' in trials.deviation) requireUnit('trials.deviation', trials.deviation.periodsPerYear, unit);
    return;
  }
  let known = unit;
  for (const [index, { periodsPerYear }] of trials.entries()) {
    requireUnit(`trials[${index}]`, periodsPerYear, known);
    if (Number.isNaN(known)) known = periodsPerYear;
  }
}

function isSpread(trials: TrialSharpes): trials is TrialSpread {
  if (!Array.isArray(trials) && !(typeof trials === 'object' && trials !== null && 'count' in trials)) {
    throw new ParameterError('trials', 'Sharpe estimates, or { count, deviation }', trials);
  }
  return !Array.isArray(trials);
}
