import { ParameterError } from '@quantblocks/core';
import { errorOf, marketDataFile, readTable } from '@quantblocks/test-kit';
import { assertNoLeak, type CalendarSplitOptions, calendarSplits, type Fold } from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, bounds } from './bar-sets.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const every = (step: number, from: string, until: string): number[] => {
  const start = Date.parse(from);
  return Array.from({ length: Math.ceil((Date.parse(until) - start) / step) }, (_, i) => start + i * step);
};
/** First and last day of a fold's ranges. */
const days = (time: readonly number[], { train, test }: Fold): string[] =>
  [train[0].start, train[0].end - 1, test[0].start, test[0].end - 1].map((bar) =>
    new Date(time[bar]).toISOString().slice(0, 10),
  );

describe('calendarSplits', () => {
  it('trains on all past years and tests the next, leap day and last of December included', () => {
    const time = every(DAY, '2019-01-01', '2022-01-01');
    const folds = calendarSplits(time, { unit: 'year', trainUnits: 1, anchored: true });
    expect(folds.map((fold) => days(time, fold))).toEqual([
      ['2019-01-01', '2019-12-31', '2020-01-01', '2020-12-31'],
      ['2019-01-01', '2020-12-31', '2021-01-01', '2021-12-31'],
    ]);
    expect(folds.map(({ test }) => barsOf(test).length)).toEqual([366, 365]);
    expect(folds.some(({ isPartial }) => isPartial)).toBe(false);
  });

  it('rolls over months and quarters', () => {
    const time = every(DAY, '2024-01-01', '2025-01-01');
    const monthly = calendarSplits(time, { unit: 'month', trainUnits: 2, testUnits: 1 });
    expect(monthly).toHaveLength(10);
    expect(days(time, monthly[0])).toEqual(['2024-01-01', '2024-02-29', '2024-03-01', '2024-03-31']);
    expect(days(time, monthly[9])).toEqual(['2024-10-01', '2024-11-30', '2024-12-01', '2024-12-31']);
    const quarterly = calendarSplits(time, { unit: 'quarter', trainUnits: 1, testUnits: 2 });
    expect(quarterly.map((fold) => [...days(time, fold), fold.isPartial])).toEqual([
      ['2024-01-01', '2024-03-31', '2024-04-01', '2024-09-30', false],
      ['2024-07-01', '2024-09-30', '2024-10-01', '2024-12-31', true],
    ]);
  });

  it('puts a bar into the unit in which it opens, to the millisecond', () => {
    const bound = Date.UTC(2024, 1, 1);
    const [fold] = calendarSplits([bound - 2, bound - 1, bound, bound + 1], { unit: 'month', trainUnits: 1 });
    expect(bounds([...fold.train, ...fold.test])).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });

  it('knows no daylight saving: a UTC month of hours has 24 of them a day', () => {
    const time = every(HOUR, '2024-02-01', '2024-12-01');
    const folds = calendarSplits(time, { unit: 'month', trainUnits: 1 });
    const hours = folds.map(({ test }) => barsOf(test).length);
    expect(hours).toEqual([31, 30, 31, 30, 31, 31, 30, 31, 30].map((length) => length * 24));
  });

  it('keeps units that the data do not fill, and marks the last test; or drops them at both ends', () => {
    const time = every(HOUR, '2020-03-05T07:00Z', '2020-07-30T22:00Z');
    const kept = calendarSplits(time, { unit: 'month', trainUnits: 1 });
    expect(kept.map((fold) => [...days(time, fold), fold.isPartial])).toEqual([
      ['2020-03-05', '2020-03-31', '2020-04-01', '2020-04-30', false],
      ['2020-04-01', '2020-04-30', '2020-05-01', '2020-05-31', false],
      ['2020-05-01', '2020-05-31', '2020-06-01', '2020-06-30', false],
      ['2020-06-01', '2020-06-30', '2020-07-01', '2020-07-30', true],
    ]);
    const dropped = calendarSplits(time, { unit: 'month', trainUnits: 1, partial: 'drop' });
    expect(dropped.map((fold) => days(time, fold))).toEqual(kept.slice(1, 3).map((fold) => days(time, fold)));
    expect(dropped[0].train[0].warmupStart).toBe(0); // dropped bars are still history
    const anchored = calendarSplits(time, { unit: 'month', trainUnits: 1, anchored: true, partial: 'drop' });
    expect(days(time, anchored[1])).toEqual(['2020-04-01', '2020-05-31', '2020-06-01', '2020-06-30']);
  });

  it('misses a single bar at either end', () => {
    const firstTest = (from: string, until: string): string[] =>
      calendarSplits(every(HOUR, from, until), { unit: 'month', trainUnits: 1, partial: 'drop' }).map(({ test }) =>
        new Date(Date.parse(from) + test[0].start * HOUR).toISOString().slice(0, 7),
      );
    expect(firstTest('2020-01-01T00:00Z', '2020-05-01T00:00Z')).toEqual(['2020-02', '2020-03', '2020-04']);
    expect(firstTest('2020-01-01T01:00Z', '2020-05-01T00:00Z')).toEqual(['2020-03', '2020-04']);
    expect(firstTest('2020-01-01T00:00Z', '2020-04-30T23:00Z')).toEqual(['2020-02', '2020-03']);
  });

  it('calls years of a market with weekends complete though they begin and end without a bar', () => {
    const weekdays = every(DAY, '2022-01-03', '2023-12-30').filter((t) => new Date(t).getUTCDay() % 6 !== 0);
    expect(new Date(weekdays.at(-1) as number).toISOString()).toContain('2023-12-29');
    const folds = calendarSplits(weekdays, { unit: 'year', trainUnits: 1, partial: 'drop' });
    expect(folds.map((fold) => [...days(weekdays, fold), fold.isPartial])).toEqual([
      ['2022-01-03', '2022-12-30', '2023-01-02', '2023-12-29', false],
    ]);
  });

  it('leaves out tests without a bar', () => {
    const time = [...every(DAY, '2020-01-01', '2020-03-01'), ...every(DAY, '2020-04-01', '2020-06-01')];
    const folds = calendarSplits(time, { unit: 'month', trainUnits: 1, anchored: true });
    expect(folds.map((fold) => days(time, fold)[2])).toEqual(['2020-02-01', '2020-04-01', '2020-05-01']);
    expect(folds.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('covers every bar after the first training once, by the calendar of any start and step', () => {
    const some = fc.record({
      start: fc.integer({ min: Date.UTC(1969, 0), max: Date.UTC(2100, 0) }),
      step: fc.constantFrom(HOUR, 7 * HOUR, DAY, 3 * DAY),
      length: fc.integer({ min: 900, max: 1200 }),
      unit: fc.constantFrom<('month' | 'quarter' | 'year')[]>('month', 'quarter', 'year'),
      trainUnits: fc.integer({ min: 1, max: 3 }),
      testUnits: fc.integer({ min: 1, max: 3 }),
      anchored: fc.boolean(),
      purge: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(some, ({ start, step, length, ...options }) => {
        const time = Float64Array.from({ length }, (_, i) => start + i * step);
        const months = { month: 1, quarter: 3, year: 12 }[options.unit];
        const unitOf = (stamp: number): number => {
          const [year, month] = new Date(stamp)
            .toISOString()
            .split(/(?<=\d)-/)
            .map(Number);
          return Math.floor((year * 12 + month - 1) / months);
        };
        const units = Array.from(time, (stamp) => unitOf(stamp) - unitOf(start));
        fc.pre(units[length - 1] + 1 >= options.trainUnits + options.testUnits);
        // A first unit of a few bars may be shorter than the purge: that is refused, and tested elsewhere.
        fc.pre(units.filter((unit) => unit < options.trainUnits).length > options.purge);
        const folds = calendarSplits(time, options);
        const tested = folds.flatMap(({ test }) => barsOf(test));
        const expected = units.flatMap((unit, bar) => (unit >= options.trainUnits ? [bar] : []));
        expect(tested).toEqual(expected);
        assertNoLeak(folds, { purge: options.purge, embargo: Number.POSITIVE_INFINITY });
        for (const [k, { train, test }] of folds.entries()) {
          const first = options.trainUnits + k * options.testUnits;
          const from = options.anchored ? 0 : first - options.trainUnits;
          expect(barsOf(test).every((bar) => units[bar] >= first && units[bar] < first + options.testUnits)).toBe(true);
          expect(train[0].start).toBe(units.findIndex((unit) => unit >= from));
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it.each<[string, number[], Partial<CalendarSplitOptions>, string]>([
    ['a word', [0, 1], { unit: 'week' as 'year' }, 'unit: expected one of month, quarter, year, got "week"'],
    ['no training', [0, 1], { trainUnits: 0 }, 'trainUnits: expected an integer >= 1, got 0'],
    ['no test', [0, 1], { testUnits: 0.5 }, 'testUnits: expected an integer >= 1, got 0.5'],
    ['time that stands', [0, DAY, DAY], {}, 'time: expected more than 86400000 at 2, got 86400000'],
    ['time that is none', [0, Number.NaN], {}, 'time: expected epoch milliseconds at 1, got NaN'],
    ['nanoseconds', [1.7e18], {}, 'time: expected epoch milliseconds at 0, got 1700000000000000000'],
    ['no bars', [], {}, 'time: expected at least 3 months of bars (train 2, test 1), got 0'],
    [
      'too little',
      every(DAY, '2020-01-15', '2020-02-20'),
      {},
      'time: expected at least 3 months of bars (train 2, test 1), got 2',
    ],
    [
      'a gap as long as a training',
      [0, 1, 2, 100, 101, 102].map((day) => Date.UTC(2024, 0, 1 + day)),
      { unit: 'month', trainUnits: 1 },
      'time: expected bars to train on in the 1 month(s) before the test from 2024-04-10T00:00:00.000Z, got "a gap"',
    ],
    [
      'a purge of all',
      every(DAY, '2020-01-01', '2020-04-01'),
      { purge: 60 },
      'purge: expected fewer bars than the training of fold 0 (60), got 60',
    ],
  ])('refuses %s', (_, time, options, message) => {
    const split = (): Fold[] => calendarSplits(time, { unit: 'month', trainUnits: 2, ...options });
    const error = errorOf(split);
    expect(error.message).toBe(message);
    expect(error).toBeInstanceOf(ParameterError);
  });

  const bitcoin = marketDataFile('BTC_USD_2h.csv');
  it.skipIf(bitcoin === undefined)('cuts 14 years of real 2h bars into 14 anchored tests that lose no bar', () => {
    const time = readTable(bitcoin as string).timestamp.map((stamp) => Date.parse(`${stamp.replace(' ', 'T')}Z`));
    const folds = calendarSplits(time, { unit: 'year', trainUnits: 1, anchored: true });
    expect(folds.map((fold) => days(time, fold)[2])).toEqual(all(14).map((i) => `${2012 + i}-01-01`));
    expect(folds.map(({ test }) => barsOf(test).length).slice(0, 3)).toEqual([366 * 12, 365 * 12, 365 * 12]);
    expect(folds.map(({ isPartial }) => isPartial)).toEqual(all(14).map((i) => i === 13));
  });
});

function all(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
