import type { Bars } from './bars.ts';
import { DataError, ParameterError } from './errors.ts';

/** Milliseconds of the Julian year of 365.25 days, the year of every annualisation here. */
export const MS_PER_YEAR: number = 365.25 * 24 * 3600 * 1000;

/**
 * Bars of one timeframe in a year of a market that never closes: `365.25 days / timeframe`.
 *
 * Markets with sessions have fewer: pass your own number (252 for daily stocks) to the metrics instead.
 *
 * @param bars - Bars, or a timeframe in milliseconds.
 * @returns Periods per year, for example 8766 for one hour.
 * @throws a {@link ParameterError} if the timeframe is not a positive number.
 *
 * @example
 * ```ts
 * import { periodsPerYear } from '@quantblocks/core';
 *
 * periodsPerYear(3_600_000); // => 8766
 * ```
 */
export function periodsPerYear(bars: Pick<Bars, 'timeframeMs'> | number): number {
  const timeframeMs = typeof bars === 'number' ? bars : bars.timeframeMs;
  if (!(timeframeMs > 0 && timeframeMs < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('timeframeMs', 'a positive number of milliseconds', timeframeMs);
  }
  return MS_PER_YEAR / timeframeMs;
}

/**
 * The timeframe of a series of time stamps: the median step, which gaps do not move.
 *
 * @param time - Epoch milliseconds, strictly increasing, at least two.
 * @returns Milliseconds between neighbouring bars (lower median).
 * @throws a {@link DataError} if there are fewer than two stamps.
 *
 * @example
 * ```ts
 * import { inferTimeframe } from '@quantblocks/core';
 *
 * inferTimeframe([0, 60, 120, 900]); // => 60
 * ```
 */
export function inferTimeframe(time: ArrayLike<number>): number {
  const n = time.length;
  if (n < 2) throw new DataError('at least two bars to infer timeframeMs from', n, { column: 'time' });
  const steps = new Float64Array(n - 1);
  for (let i = 1; i < n; i++) steps[i - 1] = time[i] - time[i - 1];
  steps.sort();
  return steps[(n - 2) >> 1];
}
