import { ParameterError } from '@quantblocks/core';
import type { BarRange, Fold } from './fold.ts';

/** A stretch of a {@link BacktestPath}: test range number `block` of `folds[fold]`. */
export interface PathBlock extends BarRange {
  readonly fold: number;
  readonly block: number;
}

/** One out-of-sample history, in time order. */
export type BacktestPath = readonly PathBlock[];

/**
 * The out-of-sample histories that folds can be stitched into. Walk-forward and k-fold splits have one; combinatorial ones have
 * `k/N * C(N, k)`, and the path of a test is the number of earlier folds that test the same bars.
 *
 * @param folds - Folds whose test ranges are either the same or apart, each tested equally often.
 * @returns Paths; each holds every tested bar once.
 * @throws a {@link ParameterError} if test ranges overlap without being the same, or one is tested more often than another.
 * @see M. López de Prado, "Advances in Financial Machine Learning", Wiley 2018, section 12.4.
 *
 * @example
 * ```ts
 * import { backtestPaths, combinatorialPurgedSplits } from '@quantblocks/walk-forward';
 *
 * const paths = backtestPaths(combinatorialPurgedSplits(40, { groups: 4, testGroups: 2 }));
 * paths.length; // => 3
 * paths[1].map(({ fold, block }) => [fold, block]); // => [[1, 0], [3, 0], [3, 1], [4, 1]]
 * ```
 */
export function backtestPaths(folds: readonly Fold[]): BacktestPath[] {
  const tests = new Map<number, PathBlock[]>();
  folds.forEach(({ test }, fold) => {
    test.forEach((range, block) => {
      const same = tests.get(range.start) ?? [];
      tests.set(range.start, same);
      same.push({ ...range, fold, block });
    });
  });
  const inTimeOrder = [...tests.values()].sort(([a], [b]) => a.start - b.start);
  let tested = 0;
  for (const blocks of inTimeOrder) {
    const [{ start, end }] = blocks;
    if (start < tested || blocks.some((block) => block.end !== end)) {
      throw new ParameterError('folds', 'test ranges that are the same or apart', `an overlap at bar ${start}`);
    }
    if (blocks.length !== inTimeOrder[0].length) {
      const received = `${inTimeOrder[0].length} tests of bar ${inTimeOrder[0][0].start} and ${blocks.length} of bar ${start}`;
      throw new ParameterError('folds', 'tests of all bars equally often', received);
    }
    tested = end;
  }
  return (inTimeOrder[0] ?? []).map((_, path) => inTimeOrder.map((blocks) => blocks[path]));
}

/**
 * The returns of one path, end to end.
 *
 * @param path - One of {@link backtestPaths}.
 * @param returns - Per fold, per test range: the returns of its bars.
 * @returns One return per bar of the path. Compound them; do not add them.
 * @throws a {@link ParameterError} if a test range does not have one return per bar.
 *
 * @example
 * ```ts
 * import { backtestPaths, rollingSplits, stitchReturns } from '@quantblocks/walk-forward';
 *
 * const [path] = backtestPaths(rollingSplits(7, { train: 3, test: 2 }));
 * stitchReturns(path, [[[0.1, 0.2]], [[0.3, 0.4]]]); // => Float64Array.of(0.1, 0.2, 0.3, 0.4)
 * ```
 */
export function stitchReturns(path: BacktestPath, returns: readonly (readonly ArrayLike<number>[])[]): Float64Array {
  const stitched = new Float64Array(path.reduce((bars, { start, end }) => bars + end - start, 0));
  let at = 0;
  for (const { fold, block, start, end } of path) {
    const part = returns[fold]?.[block];
    if (part?.length !== end - start) {
      throw new ParameterError(`returns[${fold}][${block}]`, `${end - start} values, one per tested bar`, part?.length);
    }
    stitched.set(part, at);
    at += part.length;
  }
  return stitched;
}
