import * as m from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;

describe('calendar', () => {
  it('a bar belongs to the UTC period in which it opens', () => {
    const time = [Date.UTC(2023, 11, 31, 23), Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1)];
    const table = m.monthlyReturnTable([0.1, 0.2, -0.1, 0.5], time);
    expect(table.map((row) => row.year)).toEqual([2023, 2024]);
    expectClose(table[0].months[11], 0.1);
    expect(table[0].months.filter((month) => !Number.isNaN(month))).toHaveLength(1);
    expectClose(table[1].months.slice(0, 3), [0.2, -0.1, 0.5]);
    expectClose(table[1].total, 1.2 * 0.9 * 1.5 - 1);
  });

  it('days, months and years compound to the same total', () => {
    const path = fc.array(fc.integer({ min: -300, max: 400 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(path, fc.integer({ min: 1, max: 400 }), (steps, hours) => {
        const returns = steps.map((step) => step / 1000);
        const time = returns.map((_, i) => Date.UTC(2019, 5, 1) + i * hours * HOUR);
        for (const period of ['day', 'month', 'year'] as const) {
          const rows = m.periodReturns(returns, time, { period });
          const total = rows.reduce((growth, row) => growth * (1 + row.return), 1) - 1;
          expectClose(total, m.totalReturn(returns), { rtol: 1e-9, atol: 1e-12 });
          for (const row of rows) expect(Date.UTC(row.year, row.month - 1, row.day)).toBe(row.time);
        }
      }),
    );
  });

  it('weekdays begin on Monday, also before the epoch', () => {
    const monday = Date.UTC(2024, 0, 1);
    const week = Array.from({ length: 7 }, (_, i) => monday + i * 24 * HOUR);
    expect([...m.weekdayAverages([0, 1, 2, 3, 4, 5, 6], week)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(m.weekdayAverages([0.5], [Date.UTC(1969, 11, 29, 5)])[0]).toBe(0.5);
  });

  it('hour blocks cover the day; blocks without a bar are not known', () => {
    const time = [0, 3, 4, 23].map((hour) => Date.UTC(2024, 0, 1, hour));
    expect([...m.hourBlockAverages([1, 3, 5, 7], time)]).toEqual([2, 5, Number.NaN, Number.NaN, Number.NaN, 7]);
    expect(m.hourBlockAverages([1], [Date.UTC(1969, 11, 31, 23)], { blockHours: 1 })[23]).toBe(1);
  });
});
