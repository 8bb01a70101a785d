/** Return of one month or year; a bar belongs to the month in which it opens, UTC. */
export interface PeriodReturn {
  readonly year: number;
  /** 1..12, or 0 for a whole year. */
  readonly month: number;
  /** Fraction. */
  readonly value: number;
  /** Whether data cover the whole calendar period. */
  readonly complete: boolean;
}

/** Compound return of every calendar month between the first and the last bar. */
export function monthlyReturns(
  time: ArrayLike<number>,
  equity: ArrayLike<number>,
  initialCapital: number,
): PeriodReturn[] {
  return byPeriod(time, equity, initialCapital, 1);
}

/** Compound return of every calendar year between the first and the last bar. */
export function yearlyReturns(
  time: ArrayLike<number>,
  equity: ArrayLike<number>,
  initialCapital: number,
): PeriodReturn[] {
  return byPeriod(time, equity, initialCapital, 12);
}

function byPeriod(
  time: ArrayLike<number>,
  equity: ArrayLike<number>,
  initialCapital: number,
  months: 1 | 12,
): PeriodReturn[] {
  const n = equity.length;
  const out: PeriodReturn[] = [];
  if (n === 0) return out;
  const step = n > 1 ? time[1] - time[0] : 0;
  let before = initialCapital;
  for (let i = 0; i < n; ) {
    const first = new Date(time[i]);
    const year = first.getUTCFullYear();
    const month = months === 12 ? 0 : first.getUTCMonth();
    const start = Date.UTC(year, month, 1);
    const end = Date.UTC(year, month + months, 1);
    const from = i;
    while (i < n && time[i] < end) i++;
    const after = equity[i - 1];
    // After ruin there is nothing left to earn or lose.
    const value = before > 0 ? after / before - 1 : 0;
    const complete = time[from] - start <= step && (i < n || time[i - 1] + 2 * step > end);
    out.push({ year, month: months === 12 ? 0 : month + 1, value, complete });
    before = after;
  }
  return out;
}
