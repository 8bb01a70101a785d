import { requireAligned, requireNumbers } from '../checks.ts';
import { growthFactor } from '../growth/total-return.ts';
import { type CalendarPeriod, calendarRuns } from './calendar-runs.ts';

/** Compounded return of one UTC day, month or year. */
export interface PeriodReturn {
  /** First moment of the period, epoch milliseconds UTC. */
  readonly time: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** Day of the month; 1 for months and years. */
  readonly day: number;
  /** A fraction. */
  readonly return: number;
}

/** Options of {@link periodReturns}. */
export interface PeriodOptions {
  period: CalendarPeriod;
}

/**
 * Compounded returns per UTC day, month or year; a return belongs to the period of its time stamp.
 *
 * @param returns - Simple returns per bar, fractions.
 * @param time - Epoch milliseconds of each return (bar opens), strictly increasing.
 * @returns One row per period that has a bar, in order; the first and the last may be incomplete.
 * @throws a {@link ParameterError} if a return is not finite, lengths differ or time does not increase.
 *
 * @example
 * ```ts
 * import { periodReturns } from '@quantblocks/metrics';
 *
 * const time = [Date.UTC(2024, 0, 30), Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 1)];
 * const months = periodReturns([0.5, -0.5, 0.25], time, { period: 'month' });
 * months.map((row) => [row.year, row.month, row.return]); // => [[2024, 1, -0.25], [2024, 2, 0.25]]
 * ```
 */
export function periodReturns(
  returns: ArrayLike<number>,
  time: ArrayLike<number>,
  options: PeriodOptions,
): PeriodReturn[] {
  const values = requireNumbers(returns);
  const stamps = requireAligned(time, values.length, 'time');
  return calendarRuns(stamps, options.period).map((run) => {
    const date = new Date(run.time);
    return {
      time: run.time,
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      return: growthFactor(values.subarray(run.start, run.end)) - 1,
    };
  });
}

/** One row of a {@link monthlyReturnTable}. */
export interface YearOfReturns {
  readonly year: number;
  /** January to December, fractions; NaN for a month without a bar. */
  readonly months: readonly number[];
  /** Compounded over the year's bars. */
  readonly total: number;
}

/**
 * The usual table of years and months (UTC).
 *
 * @param returns - Simple returns per bar, fractions.
 * @param time - Epoch milliseconds of each return (bar opens), strictly increasing.
 * @throws a {@link ParameterError} if a return is not finite, lengths differ or time does not increase.
 *
 * @example
 * ```ts
 * import { monthlyReturnTable } from '@quantblocks/metrics';
 *
 * const time = [Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 1)];
 * const [year] = monthlyReturnTable([0.5, -0.5], time);
 * [year.year, year.months[0], year.months[1], year.total]; // => [2024, 0.5, -0.5, -0.25]
 * ```
 */
export function monthlyReturnTable(returns: ArrayLike<number>, time: ArrayLike<number>): YearOfReturns[] {
  const months = periodReturns(returns, time, { period: 'month' });
  return periodReturns(returns, time, { period: 'year' }).map((row) => {
    const cells = new Array<number>(12).fill(Number.NaN);
    for (const month of months) if (month.year === row.year) cells[month.month - 1] = month.return;
    return { year: row.year, months: cells, total: row.return };
  });
}
