import type { Fold } from './fold.ts';
import { slideWindows, type WindowOptions } from './windows.ts';

/**
 * Walk-forward folds with a training window of fixed length that rolls with the tests. With the default `step` the tests are
 * contiguous and cover every bar from `train` on exactly once.
 *
 * There is no embargo here: it protects training that comes AFTER a test, and a walk-forward fold has none.
 *
 * @param length - Bars of the series.
 * @param options - Windows in bars.
 * @returns Folds in time order.
 * @throws a {@link ParameterError} if a window is not a positive integer, `purge` leaves no training, or the series is shorter than one
 * training and one test.
 * @see R. Pardo, "The Evaluation and Optimization of Trading Strategies", 2nd ed., Wiley 2008, chapter 11.
 *
 * @example
 * ```ts
 * import { formatFolds, rollingSplits } from '@quantblocks/walk-forward';
 *
 * const folds = rollingSplits(250, { train: 100, test: 60, purge: 5 });
 * folds.map(({ train, test }) => [train[0].start, train[0].end, test[0].start, test[0].end]);
 * // => [[0, 95, 100, 160], [60, 155, 160, 220], [120, 215, 220, 250]]
 * folds[2].isPartial; // => true
 * ```
 */
export function rollingSplits(length: number, options: WindowOptions): Fold[] {
  return slideWindows(length, options, (test) => test - options.train);
}
