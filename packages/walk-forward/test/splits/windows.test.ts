import { ParameterError } from '@quantblocks/core';
import { errorOf } from '@quantblocks/test-kit';
import { anchoredSplits, assertNoLeak, type Fold, rollingSplits, type WindowOptions } from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, bounds, hasLeak } from './bar-sets.ts';

const summary = (folds: readonly Fold[]): number[][] =>
  folds.map(({ train, test }) => [train[0].start, train[0].end, test[0].start, test[0].end]);

describe('rollingSplits', () => {
  it('rolls a training window of fixed length in steps of the test', () => {
    expect(summary(rollingSplits(10, { train: 4, test: 2 }))).toEqual([
      [0, 4, 4, 6],
      [2, 6, 6, 8],
      [4, 8, 8, 10],
    ]);
  });

  it('purges the end of the training, not its beginning', () => {
    expect(summary(rollingSplits(8, { train: 4, test: 2, purge: 3 }))).toEqual([
      [0, 1, 4, 6],
      [2, 3, 6, 8],
    ]);
  });

  it('tests the bars that remain in a shorter last fold, and says so', () => {
    const folds = rollingSplits(9, { train: 4, test: 2 });
    expect(bounds(folds[2].test)).toEqual([[8, 9]]);
    expect(folds.map(({ isPartial }) => isPartial)).toEqual([false, false, true]);
    expect(rollingSplits(9, { train: 4, test: 2, partial: 'drop' })).toEqual(folds.slice(0, 2));
  });

  it('leaves holes with a longer step and overlaps with a shorter one', () => {
    expect(rollingSplits(20, { train: 4, test: 2, step: 6 }).flatMap(({ test }) => bounds(test))).toEqual([
      [4, 6],
      [10, 12],
      [16, 18],
    ]);
    expect(rollingSplits(10, { train: 4, test: 4, step: 1 }).flatMap(({ test }) => bounds(test))).toEqual([
      [4, 8],
      [5, 9],
      [6, 10],
    ]);
    expect(rollingSplits(9, { train: 4, test: 3, step: 4 }).flatMap(({ test }) => bounds(test))).toEqual([
      [4, 7],
      [8, 9],
    ]);
  });

  it('lets indicators read all earlier bars, or as many as asked where the data have them', () => {
    const starts = (folds: Fold[]): number[][] =>
      folds.map(({ train, test }) => [train[0].warmupStart, test[0].warmupStart]);
    expect(starts(rollingSplits(10, { train: 4, test: 3 }))).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(starts(rollingSplits(10, { train: 4, test: 3, warmup: 2 }))).toEqual([
      [0, 2],
      [1, 5],
    ]);
    expect(starts(rollingSplits(10, { train: 4, test: 3, warmup: 0 }))).toEqual([
      [0, 4],
      [3, 7],
    ]);
  });
});

describe('anchoredSplits', () => {
  it('trains from the first bar on, with the tests of a rolling split', () => {
    expect(summary(anchoredSplits(10, { train: 4, test: 2, purge: 1 }))).toEqual([
      [0, 3, 4, 6],
      [0, 5, 6, 8],
      [0, 7, 8, 10],
    ]);
  });
});

const someWindows = fc
  .record({ train: fc.integer({ min: 1, max: 40 }), test: fc.integer({ min: 1, max: 20 }) })
  .chain(({ train, test }) =>
    fc.record({
      length: fc.integer({ min: train + test, max: train + test + 150 }),
      train: fc.constant(train),
      test: fc.constant(test),
      purge: fc.integer({ min: 0, max: train - 1 }),
      warmup: fc.integer({ min: 0, max: 80 }),
      anchored: fc.boolean(),
    }),
  );
const split = ({ length, anchored, ...options }: WindowOptions & { length: number; anchored: boolean }): Fold[] =>
  anchored ? anchoredSplits(length, options) : rollingSplits(length, options);

describe('properties of walk-forward splits', () => {
  it('tests cover every bar after the first training exactly once', () => {
    fc.assert(
      fc.property(someWindows, (windows) => {
        const tested = split(windows).flatMap(({ test }) => barsOf(test));
        expect(tested).toEqual(Array.from({ length: windows.length - windows.train }, (_, i) => windows.train + i));
      }),
      { seed: 1 },
    );
  });

  it('no training bar is a test bar, within the purge of one, or after one', () => {
    fc.assert(
      fc.property(someWindows, (windows) => {
        const folds = split(windows);
        for (const fold of folds) expect(hasLeak(fold, windows.purge, windows.length)).toBe(false);
        assertNoLeak(folds, { purge: windows.purge, embargo: Number.POSITIVE_INFINITY });
      }),
      { seed: 2 },
    );
  });

  it('every training is as long as asked, counted to the test', () => {
    fc.assert(
      fc.property(someWindows, (windows) => {
        for (const { train, test } of split(windows)) {
          expect(train).toHaveLength(1);
          expect(train[0].end).toBe(test[0].start - windows.purge);
          expect(train[0].start).toBe(windows.anchored ? 0 : test[0].start - windows.train);
        }
      }),
      { seed: 3 },
    );
  });

  it('warm-up is history: before its range, never before the first bar', () => {
    fc.assert(
      fc.property(someWindows, (windows) => {
        for (const { train, test } of split(windows)) {
          for (const { start, warmupStart } of [...train, ...test]) {
            expect(warmupStart).toBe(Math.max(0, start - windows.warmup));
          }
        }
      }),
      { seed: 4 },
    );
  });

  it('more data never change an earlier fold', () => {
    fc.assert(
      fc.property(someWindows, fc.integer({ min: 1, max: 50 }), (windows, more) => {
        const whole = split(windows).filter(({ isPartial }) => !isPartial);
        expect(split({ ...windows, length: windows.length + more }).slice(0, whole.length)).toEqual(whole);
      }),
      { seed: 5 },
    );
  });
});

describe('misuse of walk-forward splits', () => {
  it.each<[string, number, WindowOptions, string]>([
    ['a train of 0', 100, { train: 0, test: 5 }, 'train: expected an integer >= 1, got 0'],
    ['a broken test', 100, { train: 10, test: 2.5 }, 'test: expected an integer >= 1, got 2.5'],
    ['a step of 0', 100, { train: 10, test: 5, step: 0 }, 'step: expected an integer >= 1, got 0'],
    ['a negative purge', 100, { train: 10, test: 5, purge: -1 }, 'purge: expected an integer >= 0, got -1'],
    ['a negative warm-up', 100, { train: 10, test: 5, warmup: -1 }, 'warmup: expected an integer >= 0, got -1'],
    ['a purge of all', 100, { train: 10, test: 5, purge: 10 }, 'purge: expected fewer bars than train (10), got 10'],
    ['no length', Number.NaN, { train: 10, test: 5 }, 'length: expected an integer >= 0, got NaN'],
    ['too few bars', 14, { train: 10, test: 5 }, 'length: expected at least 15 bars (train 10, test 5), got 14'],
    ['a word', 99, { train: 9, test: 5, partial: 'cut' as 'keep' }, 'partial: expected one of keep, drop, got "cut"'],
  ])('refuses %s', (_, length, options, message) => {
    for (const splits of [rollingSplits, anchoredSplits]) {
      const error = errorOf(() => splits(length, options));
      expect(error.message).toBe(message);
      expect(error).toBeInstanceOf(ParameterError);
    }
  });
});
