import type { Fold } from './fold.ts';
import { slideWindows, type WindowOptions } from './windows.ts';

/**
 * Walk-forward folds whose training always begins at the first bar and grows: all that was known before each test.
 * Tests are those of {@link rollingSplits}.
 *
 * @param length - Bars of the series.
 * @param options - Windows in bars; `train` is the training before the first test.
 * @returns Folds in time order.
 * @throws a {@link ParameterError} if a window is not a positive integer, `purge` leaves no training, or the series is shorter than one
 * training and one test.
 *
 * @example
 * ```ts
 * import { anchoredSplits } from '@quantblocks/walk-forward';
 *
 * const folds = anchoredSplits(220, { train: 100, test: 60, warmup: 50 });
 * folds.map(({ train, test }) => [train[0].end, test[0].warmupStart, test[0].start, test[0].end]);
 * // => [[100, 50, 100, 160], [160, 110, 160, 220]]
 * ```
 */
export function anchoredSplits(length: number, options: WindowOptions): Fold[] {
  return slideWindows(length, options, () => 0);
}
