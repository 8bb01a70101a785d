import { combinatorialPurgedSplits } from './combinatorial-purged-splits.ts';
import type { Fold } from './fold.ts';
import type { CrossValidationOptions } from './train-around.ts';

/** Options of {@link purgedKFold}. */
export interface KFoldOptions extends CrossValidationOptions {
  /** Number of folds, whose sizes then differ by at most one bar, or one past the last bar of each. */
  folds: number | ArrayLike<number>;
}

/**
 * Purged k-fold cross-validation: each block is tested once, the bars on both sides train, less `purge` bars on either side of the
 * block and then the embargo after it.
 *
 * @param length - Bars of the series.
 * @param options - Folds, and the distance between training and test.
 * @returns One fold per block, in time order.
 * @throws a {@link ParameterError} if folds are fewer than 2 or more than the bars, or a fold has no training left.
 * @see M. López de Prado, "Advances in Financial Machine Learning", Wiley 2018, chapter 7.
 *
 * @example
 * ```ts
 * import { purgedKFold } from '@quantblocks/walk-forward';
 *
 * const [, second] = purgedKFold(1000, { folds: 5, purge: 10, embargo: { fraction: 0.01 } });
 * second.train.map(({ start, end }) => [start, end]); // => [[0, 190], [420, 1000]]
 * ```
 */
export function purgedKFold(length: number, options: KFoldOptions): Fold[] {
  const { folds, ...distance } = options;
  return combinatorialPurgedSplits(length, { ...distance, groups: folds, testGroups: 1 });
}
