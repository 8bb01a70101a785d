import { ParameterError } from '@quantblocks/core';

/** Length of a calendar period. */
export type CalendarPeriod = 'day' | 'month' | 'year';

/** Neighbouring bars `start .. end - 1` that lie in one calendar period. */
export interface CalendarRun {
  /** First moment of the period, epoch milliseconds UTC. */
  readonly time: number;
  readonly start: number;
  /** One past the last bar. */
  readonly end: number;
}

const DAY = 86_400_000;

/** Cuts increasing time stamps into UTC days, months or years; periods without a bar do not appear. */
export function calendarRuns(time: Float64Array, period: CalendarPeriod): CalendarRun[] {
  if (period !== 'day' && period !== 'month' && period !== 'year') {
    throw new ParameterError('period', 'day, month or year', period);
  }
  for (let i = 1; i < time.length; i++) {
    if (!(time[i] > time[i - 1])) throw new ParameterError('time', `more than ${time[i - 1]} at ${i}`, time[i]);
  }
  const runs: CalendarRun[] = [];
  for (let start = 0; start < time.length; ) {
    const [from, until] = bounds(time[start], period);
    let end = start + 1;
    while (end < time.length && time[end] < until) end++;
    runs.push({ time: from, start, end });
    start = end;
  }
  return runs;
}

function bounds(stamp: number, period: CalendarPeriod): [number, number] {
  if (period === 'day') {
    const from = Math.floor(stamp / DAY) * DAY;
    return [from, from + DAY];
  }
  const date = new Date(stamp);
  const year = date.getUTCFullYear();
  if (period === 'year') return [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
  const month = date.getUTCMonth();
  return [Date.UTC(year, month), Date.UTC(year, month + 1)];
}
