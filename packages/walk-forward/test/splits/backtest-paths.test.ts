import { ParameterError } from '@quantblocks/core';
import {
  backtestPaths,
  combinatorialPurgedSplits,
  purgedKFold,
  rollingSplits,
  stitchReturns,
} from '@quantblocks/walk-forward';
import { describe, expect, it } from 'vitest';
import { barsOf, foldOf } from './bar-sets.ts';

describe('backtestPaths', () => {
  it('stitches walk-forward and k-fold tests into the one history they have', () => {
    const walk = rollingSplits(23, { train: 5, test: 4 });
    expect(backtestPaths(walk)).toHaveLength(1);
    expect(barsOf(backtestPaths(walk)[0])).toEqual(Array.from({ length: 18 }, (_, i) => 5 + i));
    const [path, ...others] = backtestPaths(purgedKFold(10, { folds: 3 }));
    expect(others).toEqual([]);
    expect(path.map(({ fold, start, end }) => [fold, start, end])).toEqual([
      [0, 0, 4],
      [1, 4, 7],
      [2, 7, 10],
    ]);
  });

  it('gives the n-th path the n-th test of every group', () => {
    const paths = backtestPaths(combinatorialPurgedSplits(6, { groups: 3, testGroups: 2 }));
    // Folds test groups 01, 02, 12.
    expect(paths.map((path) => path.map(({ fold, block }) => `${fold}.${block}`))).toEqual([
      ['0.0', '0.1', '1.1'],
      ['1.0', '2.0', '2.1'],
    ]);
  });

  it('puts stretches in time order, whatever the order of folds', () => {
    const folds = rollingSplits(11, { train: 5, test: 2 });
    const [path] = backtestPaths([...folds].reverse());
    expect(path.map(({ fold, start }) => [fold, start])).toEqual([
      [2, 5],
      [1, 7],
      [0, 9],
    ]);
  });

  it('has no path for no folds', () => {
    expect(backtestPaths([])).toEqual([]);
  });

  it.each([
    ['tests that overlap', [foldOf([], [[0, 10]]), foldOf([], [[5, 15]])], 'an overlap at bar 5'],
    ['tests of other lengths', [foldOf([], [[0, 10]]), foldOf([], [[0, 9]])], 'an overlap at bar 0'],
    [
      'unequal counts',
      [
        foldOf(
          [],
          [
            [0, 5],
            [5, 9],
          ],
        ),
        foldOf([], [[0, 5]]),
      ],
      '2 tests of bar 0 and 1 of bar 5',
    ],
  ])('refuses %s', (_, folds, received) => {
    expect(() => backtestPaths(folds)).toThrow(received);
    expect(() => backtestPaths(folds)).toThrow(ParameterError);
  });
});

describe('stitchReturns', () => {
  it('takes each stretch from its fold, in time order', () => {
    const folds = combinatorialPurgedSplits(6, { groups: 3, testGroups: 2 });
    // Fold f, bar b earns f + b / 10.
    const returns = folds.map(({ test }, fold) => test.map((range) => barsOf([range]).map((bar) => fold + bar / 10)));
    const [first, second] = backtestPaths(folds).map((path) => [...stitchReturns(path, returns)]);
    expect(first).toEqual([0, 0.1, 0.2, 0.3, 1.4, 1.5]);
    expect(second).toEqual([1, 1.1, 2.2, 2.3, 2.4, 2.5]);
  });

  it('refuses returns that are not one per tested bar', () => {
    const [path] = backtestPaths(rollingSplits(7, { train: 3, test: 2 }));
    expect(() => stitchReturns(path, [[[0.1, 0.2]], [[0.3]]])).toThrow(
      'returns[1][0]: expected 2 values, one per tested bar, got 1',
    );
    expect(() => stitchReturns(path, [[[0.1, 0.2]]])).toThrow(ParameterError);
  });
});
