import { ParameterError } from '@quantblocks/core';
import { errorOf } from '@quantblocks/test-kit';
import { assertNoLeak, type BarRange, type HoldoutOptions, holdoutSplit } from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from './bar-sets.ts';

const parts = (length: number, options: HoldoutOptions): number[][] => {
  const { train, validation, test } = holdoutSplit(length, options);
  return bounds([...train, validation, ...test].filter((range): range is BarRange => range !== undefined));
};

describe('holdoutSplit', () => {
  it('ends parts at the whole number of bars below their share', () => {
    expect(parts(17321, { fractions: [0.6, 0.2, 0.2] })).toEqual([
      [0, 10392],
      [10392, 13856],
      [13856, 17321],
    ]);
    expect(parts(1009, { fractions: [0.7, 0.15, 0.15] })).toEqual([
      [0, 706],
      [706, 857],
      [857, 1009],
    ]);
  });

  it('is not a bar short where shares do not add up exactly', () => {
    expect(0.1 + 0.7).toBeLessThan(0.8);
    expect(parts(10, { fractions: [0.1, 0.7, 0.2] })).toEqual([
      [0, 1],
      [1, 8],
      [8, 10],
    ]);
  });

  it('has no validation where only two parts are asked for', () => {
    expect(holdoutSplit(10, { fractions: [0.5, 0.5] })).toEqual({
      index: 0,
      train: [{ start: 0, end: 5, warmupStart: 0 }],
      test: [{ start: 5, end: 10, warmupStart: 0 }],
      isPartial: false,
    });
  });

  it('leaves the bars beyond the last part unseen', () => {
    expect(parts(100, { fractions: [0.5, 0.25] })).toEqual([
      [0, 50],
      [50, 75],
    ]);
  });

  it('takes ends as they are, purges before each judgement, and warms up from before', () => {
    const { train, validation, test } = holdoutSplit(100, { ends: [60, 80, 95], purge: 4, warmup: 30 });
    expect(train).toEqual([{ start: 0, end: 56, warmupStart: 0 }]);
    expect(validation).toEqual({ start: 60, end: 76, warmupStart: 30 });
    expect(test).toEqual([{ start: 80, end: 95, warmupStart: 50 }]);
  });

  it('leaks nothing for any shares, and agrees with integer truncation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 100_000 }),
        fc.constantFrom([60, 20, 20], [70, 15, 15], [50, 25, 25], [80, 10, 10]),
        fc.integer({ min: 0, max: 9 }),
        (length, percent, purge) => {
          const fold = holdoutSplit(length, { fractions: percent.map((p) => p / 100), purge });
          assertNoLeak([fold], { purge, embargo: Number.POSITIVE_INFINITY });
          expect(fold.validation?.start).toBe(Math.floor((percent[0] * length) / 100));
          expect(fold.test[0].start).toBe(Math.floor(((percent[0] + percent[1]) * length) / 100));
          expect(fold.test[0].end).toBe(length);
        },
      ),
      { seed: 1 },
    );
  });

  it.each<[string, HoldoutOptions, string]>([
    ['one part', { fractions: [0.5] }, 'fractions: expected two or three parts, got [0.5]'],
    ['no parts', {} as HoldoutOptions, 'fractions: expected two or three parts, got undefined'],
    [
      'more than the whole',
      { fractions: [0.7, 0.2, 0.2] },
      'fractions: expected a sum of at most 1, got [0.7, 0.2, 0.2]',
    ],
    ['an empty share', { fractions: [1, 0] }, 'fractions: expected shares between 0 and 1, got [1, 0]'],
    [
      'ends past the data',
      { ends: [50, 101] },
      'ends: expected increasing bar numbers from 1 to length (100), got [50, 101]',
    ],
    [
      'ends that fall',
      { ends: [80, 60, 100] },
      'ends: expected increasing bar numbers from 1 to length (100), got [80, 60, 100]',
    ],
    [
      'a purge of all',
      { ends: [60, 80, 100], purge: 20 },
      'length: expected enough bars for a validation part of at least 1 bar after a purge of 20, got 100',
    ],
  ])('refuses %s', (_, options, message) => {
    const error = errorOf(() => holdoutSplit(100, options));
    expect(error.message).toBe(message);
    expect(error).toBeInstanceOf(ParameterError);
  });
});
