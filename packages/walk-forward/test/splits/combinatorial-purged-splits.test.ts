import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { describeGolden, errorOf, readJson } from '@quantblocks/test-kit';
import {
  assertNoLeak,
  backtestPaths,
  type CombinatorialOptions,
  combinatorialPurgedSplits,
  type Embargo,
  type Fold,
  purgedKFold,
} from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, bounds } from './bar-sets.ts';

const all = (length: number): number[] => Array.from({ length }, (_, i) => i);

describe('combinatorialPurgedSplits', () => {
  it('tests every pair of four groups, in lexicographic order', () => {
    const folds = combinatorialPurgedSplits(8, { groups: 4, testGroups: 2 });
    expect(folds.map(({ test }) => test.map(({ start }) => start / 2))).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });

  it('purges before and after every tested group, and embargoes behind the purge', () => {
    // Groups of 10; 1 and 3 are tested. Bars 8, 9 reach into the first; 20, 21 are reached by it; 22, 23, 24 are the embargo.
    const fold = combinatorialPurgedSplits(50, { groups: 5, testGroups: 2, purge: 2, embargo: 3 })[5];
    expect(bounds(fold.test)).toEqual([
      [10, 20],
      [30, 40],
    ]);
    expect(bounds(fold.train)).toEqual([
      [0, 8],
      [25, 28],
      [45, 50],
    ]);
  });

  it('keeps neighbouring groups apart as tests, with nothing to train between them', () => {
    const [fold] = combinatorialPurgedSplits(50, { groups: 5, testGroups: 2, purge: 1 });
    expect(bounds(fold.test)).toEqual([
      [0, 10],
      [10, 20],
    ]);
    expect(bounds(fold.train)).toEqual([[21, 50]]);
  });

  it('takes an embargo as a share of all bars, rounded down', () => {
    const byShare = combinatorialPurgedSplits(159, { groups: 5, testGroups: 2, embargo: { fraction: 0.05 } });
    expect(byShare).toEqual(combinatorialPurgedSplits(159, { groups: 5, testGroups: 2, embargo: 7 }));
  });

  it('makes the first groups longer where bars do not divide, or cuts where it is told', () => {
    const sizes = (folds: Fold[]): number[][] => folds.flatMap(({ test }) => bounds(test));
    expect(sizes(purgedKFold(8, { folds: 3 }))).toEqual([
      [0, 3],
      [3, 6],
      [6, 8],
    ]);
    expect(sizes(purgedKFold(8, { folds: [1, 6, 8] }))).toEqual([
      [0, 1],
      [1, 6],
      [6, 8],
    ]);
  });

  it('purges by labels: what reaches the test goes, and what the test reaches', () => {
    // Labels end 2 bars on, but that of bar 1 ends at 6 and that of bar 7 at 11.
    const labelEnds = all(15).map((i) => (i === 1 ? 6 : i === 7 ? 11 : Math.min(i + 2, 14)));
    const [, middle] = purgedKFold(15, { folds: 3, labelEnds });
    expect(bounds(middle.test)).toEqual([[5, 10]]);
    expect(bounds(middle.train)).toEqual([
      [0, 1],
      [12, 15],
    ]);
  });

  it('purges labels of one horizon like as many bars', () => {
    const labelEnds = all(60).map((i) => i + 4);
    const options = { groups: 6, testGroups: 2, embargo: 2 };
    expect(combinatorialPurgedSplits(60, { ...options, labelEnds })).toEqual(
      combinatorialPurgedSplits(60, { ...options, purge: 4 }),
    );
  });

  it('is as quick for many bars as for few', () => {
    const folds = combinatorialPurgedSplits(50_000_000, { groups: 16, testGroups: 8, purge: 24, embargo: 240 });
    expect(folds).toHaveLength(12_870);
  });
});

const someCombinations = fc.integer({ min: 2, max: 7 }).chain((groups) =>
  fc.record({
    length: fc.integer({ min: groups * 12, max: groups * 20 }),
    groups: fc.constant(groups),
    testGroups: fc.integer({ min: 1, max: groups - 1 }),
    purge: fc.integer({ min: 0, max: 3 }),
    embargo: fc.oneof<fc.Arbitrary<Embargo>[]>(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 3 }).map((percent) => ({ fraction: percent / 100 })),
    ),
  }),
);
const inBars = (embargo: Embargo, length: number): number =>
  typeof embargo === 'number' ? embargo : Math.floor((Math.round(embargo.fraction * 100) * length) / 100);

describe('properties of combinatorial purged splits', () => {
  it('no training bar is within the purge of a test bar or in the embargo behind one, and no other bar is lost', () => {
    fc.assert(
      fc.property(someCombinations, ({ length, ...options }) => {
        const embargo = inBars(options.embargo, length);
        const folds = combinatorialPurgedSplits(length, options);
        assertNoLeak(folds, { purge: options.purge, embargo: options.embargo });
        for (const fold of folds) {
          const tested = barsOf(fold.test);
          const isTooNear = (bar: number, other: number): boolean =>
            other >= bar ? other - bar <= options.purge : bar - other <= options.purge + embargo;
          const free = all(length).filter((bar) => !tested.some((other) => isTooNear(bar, other)));
          expect(barsOf(fold.train)).toEqual(free);
        }
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('every group is tested C(N-1, k-1) times, and every path holds every bar once', () => {
    fc.assert(
      fc.property(someCombinations, ({ length, ...options }) => {
        const folds = combinatorialPurgedSplits(length, options);
        const choose = (n: number, k: number): number => (k === 0 ? 1 : (n * choose(n - 1, k - 1)) / k);
        const { groups, testGroups } = options;
        expect(folds).toHaveLength(Math.round(choose(groups, testGroups)));
        const paths = backtestPaths(folds);
        expect(paths).toHaveLength(Math.round((testGroups / groups) * folds.length));
        expect(paths).toHaveLength(Math.round(choose(groups - 1, testGroups - 1)));
        for (const path of paths) expect(barsOf(path)).toEqual(all(length));
        const used = paths.flat().map(({ fold, block }) => `${fold}/${block}`);
        expect(new Set(used).size).toBe(folds.length * testGroups);
      }),
      { seed: 2 },
    );
  });

  it('purging by labels leaves no bar whose label meets the label of a test bar', () => {
    const someLabels = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 40, maxLength: 60 });
    fc.assert(
      fc.property(someLabels, fc.integer({ min: 0, max: 3 }), (horizons, embargo) => {
        const labelEnds = horizons.map((horizon, bar) => bar + horizon);
        for (const { train, test } of combinatorialPurgedSplits(horizons.length, {
          groups: 4,
          testGroups: 2,
          labelEnds,
          embargo,
        })) {
          const tested = barsOf(test);
          const isTooNear = (bar: number, other: number): boolean =>
            bar < other ? labelEnds[bar] >= other : bar <= labelEnds[other] + embargo;
          expect(barsOf(train).some((bar) => tested.some((other) => isTooNear(bar, other)))).toBe(false);
        }
      }),
      { seed: 3, numRuns: 40 },
    );
  });
});

describe('misuse of cross-validation', () => {
  it.each<[string, number, Partial<CombinatorialOptions>, string]>([
    ['one group', 50, { groups: 1 }, 'groups: expected an integer >= 2, got 1'],
    ['fewer bars than groups', 3, {}, 'length: expected at least 5 bars, one per group, got 3'],
    ['all groups tested', 50, { testGroups: 5 }, 'testGroups: expected fewer than the groups (5), got 5'],
    ['no group tested', 50, { testGroups: 0 }, 'testGroups: expected an integer >= 1, got 0'],
    [
      'more folds than can be meant',
      50,
      { groups: 20, testGroups: 10 },
      'testGroups: expected at most 20000 ways to choose them from 20 groups, got 10',
    ],
    [
      'ends that miss the end',
      50,
      { groups: [10, 40] },
      'groups: expected two or more increasing ends, the last at length (50), got [10, 40]',
    ],
    ['a broken embargo', 50, { embargo: 1.5 }, 'embargo: expected an integer >= 0, got 1.5'],
    ['an embargo of all', 50, { embargo: { fraction: 1 } }, 'embargo.fraction: expected a share in [0, 1), got 1'],
    [
      'a label before its bar',
      50,
      { labelEnds: new Int32Array(50) },
      'labelEnds: expected a bar number >= 1 at 1, got 0',
    ],
    ['too few labels', 50, { labelEnds: [1] }, 'labelEnds: expected 50 values, one per bar, got 1'],
    [
      'no training left',
      50,
      { purge: 30 },
      'length: expected bars left to train beside test [0, 10) [10, 20), purge and embargo, got 50',
    ],
  ])('refuses %s', (_, length, options, message) => {
    const splits = (): Fold[] => combinatorialPurgedSplits(length, { groups: 5, testGroups: 2, ...options });
    const error = errorOf(splits);
    expect(error.message).toBe(message);
    expect(error).toBeInstanceOf(ParameterError);
  });
});

interface GoldenSplit {
  test_folds: number[];
  train: number[];
  test: number[];
}
interface GoldenFile {
  gap_cases: {
    n: number;
    n_test: number;
    purge: number;
    embargo: number;
    expected: { bounds: number[][]; n_paths: number; path_id: number[][]; splits: GoldenSplit[] };
  }[];
  span_cases: { n: number; n_folds: number; n_test: number; embargo: number; t1: number[]; expected: GoldenSplit[] }[];
}

const file = 'cpcv_splits.json';
describeGolden('validation/sets', { accept: ({ path }) => existsSync(join(path, file)) }, ({ path }) => {
  const golden = readJson<GoldenFile>(join(path, file));
  const compare = (folds: readonly Fold[], expected: readonly GoldenSplit[]): void => {
    expect(folds.map(({ train }) => barsOf(train))).toEqual(expected.map(({ train }) => train));
    expect(folds.map(({ test }) => barsOf(test))).toEqual(expected.map(({ test }) => test));
  };
  for (const { n, n_test, purge, embargo, expected } of golden.gap_cases) {
    const groups = expected.bounds.map(([, end]) => end);
    const folds = combinatorialPurgedSplits(n, { groups, testGroups: n_test, purge, embargo });
    compare(folds, expected.splits);
    const paths = backtestPaths(folds);
    expect(paths).toHaveLength(expected.n_paths);
    const pathOf = folds.map(({ test }, fold) =>
      test.map((_, block) => paths.findIndex((stretch) => stretch.some((b) => b.fold === fold && b.block === block))),
    );
    expect(pathOf).toEqual(expected.path_id);
  }
  for (const { n, n_folds, n_test, embargo, t1, expected } of golden.span_cases) {
    compare(combinatorialPurgedSplits(n, { groups: n_folds, testGroups: n_test, embargo, labelEnds: t1 }), expected);
  }
});
