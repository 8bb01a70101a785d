import { ParameterError } from '@quantblocks/core';
import { calendarRuns } from '../calendar/calendar-runs.ts';
import { divide, requireAligned, requireNumbers } from '../checks.ts';

/** Options of {@link gainToPainRatio}. */
export interface GainToPainOptions {
  /** What one gain or one pain is: a period, or the sum of a UTC day or month. @defaultValue `'period'` */
  per?: 'period' | 'day' | 'month';
  /** Epoch milliseconds of each return, increasing; needed for days and months. */
  time?: ArrayLike<number>;
}

/**
 * Gain-to-pain ratio: sum of all returns over the absolute sum of the losing ones, on periods, days or months.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A ratio >= -1; NaN without a loss.
 * @throws a {@link ParameterError} if a return is not finite, or days are asked for without `time`.
 * @see J. D. Schwager, "Hedge Fund Market Wizards" (2012), appendix A (there on months; QuantStats uses days).
 *
 * @example
 * ```ts
 * import { gainToPainRatio } from '@quantblocks/metrics';
 *
 * gainToPainRatio([0.5, -0.25, 0.25]); // => 2
 * ```
 */
export function gainToPainRatio(returns: ArrayLike<number>, options: GainToPainOptions = {}): number {
  const { per = 'period', time } = options;
  const values = requireNumbers(returns);
  let gain = 0;
  let pain = 0;
  const add = (result: number): void => {
    gain += result;
    if (result < 0) pain -= result;
  };
  if (per === 'period') for (let i = 0; i < values.length; i++) add(values[i]);
  else {
    if (time === undefined) throw new ParameterError('time', `one time stamp per return to sum per ${per}`, time);
    for (const run of calendarRuns(requireAligned(time, values.length, 'time'), per)) {
      let result = 0;
      for (let i = run.start; i < run.end; i++) result += values[i];
      add(result);
    }
  }
  return divide(gain, pain);
}
