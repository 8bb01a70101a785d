import { ParameterError } from '@quantblocks/core';
import { barRange, requireInteger } from './checks.ts';
import type { BarRange, Fold } from './fold.ts';
import { type CrossValidationOptions, resolveDistance, trainAround } from './train-around.ts';

/** 16 groups with 8 tested, the largest split in common use, have 12,870 folds; each holds some twenty ranges. */
const MAX_FOLDS = 20_000;

/** Options of {@link combinatorialPurgedSplits}. */
export interface CombinatorialOptions extends CrossValidationOptions {
  /** Number of groups, whose sizes then differ by at most one bar, or one past the last bar of each group. */
  groups: number | ArrayLike<number>;
  /** Groups tested together in a fold. */
  testGroups: number;
}

/**
 * Combinatorial purged cross-validation: the bars are cut into `N` groups, and every choice of `k` of them is tested once while
 * the others train. Each group is tested `C(N-1, k-1)` times, so that {@link backtestPaths} can assemble as many histories.
 *
 * Training loses `purge` bars before and after each test group, and then the embargo. Folds are in lexicographic order of their groups;
 * a test range is one group, also where two tested groups are neighbours.
 *
 * @param length - Bars of the series.
 * @param options - Groups, and the distance between training and test.
 * @returns `C(N, k)` folds.
 * @throws a {@link ParameterError} if groups are fewer than 2 or more than the bars, there are more than 20,000 folds, or a fold has no
 * training left.
 * @remarks Most folds train on bars that come after a test. That asks how robust a choice is; what it would have earned is for
 * {@link rollingSplits}. Time is proportional to the ranges that are made, not to the bars.
 * @see M. López de Prado, "Advances in Financial Machine Learning", Wiley 2018, chapters 7 and 12.
 *
 * @example
 * ```ts
 * import { combinatorialPurgedSplits } from '@quantblocks/walk-forward';
 *
 * const folds = combinatorialPurgedSplits(60, { groups: 6, testGroups: 2, purge: 2, embargo: 3 });
 * folds.length; // => 15
 * const [, second] = folds;
 * second.test.map(({ start, end }) => [start, end]); // => [[0, 10], [20, 30]]
 * second.train.map(({ start, end }) => [start, end]); // => [[15, 18], [35, 60]]
 * ```
 */
export function combinatorialPurgedSplits(length: number, options: CombinatorialOptions): Fold[] {
  const { testGroups } = options;
  requireInteger(length, 'length', 0);
  const distance = resolveDistance(length, options);
  const groups = groupRanges(options.groups, length, distance.warmup);
  requireInteger(testGroups, 'testGroups', 1);
  if (testGroups >= groups.length) {
    throw new ParameterError('testGroups', `fewer than the groups (${groups.length})`, testGroups);
  }
  if (choices(groups.length, testGroups) > MAX_FOLDS) {
    throw new ParameterError(
      'testGroups',
      `at most ${MAX_FOLDS} ways to choose them from ${groups.length} groups`,
      testGroups,
    );
  }
  return combinations(groups.length, testGroups).map((tested, index) => {
    const test = tested.map((group) => groups[group]);
    const train = trainAround(test, length, distance);
    if (train.length === 0) {
      const where = test.map(({ start, end }) => `[${start}, ${end})`).join(' ');
      throw new ParameterError('length', `bars left to train beside test ${where}, purge and embargo`, length);
    }
    return { index, train, test, isPartial: false };
  });
}

function groupRanges(groups: number | ArrayLike<number>, length: number, warmup: number): BarRange[] {
  const ends = typeof groups === 'number' ? evenEnds(groups, length) : Array.from(groups);
  const isCovering =
    ends.length >= 2 &&
    ends.at(-1) === length &&
    ends.every((end, i) => Number.isInteger(end) && end > (ends[i - 1] ?? 0));
  if (!isCovering)
    throw new ParameterError('groups', `two or more increasing ends, the last at length (${length})`, ends);
  return ends.map((end, i) => barRange(i === 0 ? 0 : ends[i - 1], end, warmup));
}

/** The first `length % count` groups are one bar longer. */
function evenEnds(count: number, length: number): number[] {
  requireInteger(count, 'groups', 2);
  if (length < count) throw new ParameterError('length', `at least ${count} bars, one per group`, length);
  const size = Math.floor(length / count);
  return Array.from({ length: count }, (_, i) => (i + 1) * size + Math.min(i + 1, length % count));
}

function choices(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) count = (count * (n - i + 1)) / i;
  return count;
}

/** Every ascending choice of `k` of the numbers below `n`, in lexicographic order. */
function combinations(n: number, k: number): number[][] {
  const all: number[][] = [];
  const chosen = Array.from({ length: k }, (_, i) => i);
  for (;;) {
    all.push([...chosen]);
    let i = k - 1;
    while (i >= 0 && chosen[i] === n - k + i) i--;
    if (i < 0) return all;
    chosen[i]++;
    for (let j = i + 1; j < k; j++) chosen[j] = chosen[j - 1] + 1;
  }
}
