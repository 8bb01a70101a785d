import type { BarRange, Fold } from './fold.ts';

/**
 * Folds inside a training range, in bars of the whole series: parameters are chosen on inner tests, so that the outer test is read once.
 *
 * @param outer - The training range of an outer fold.
 * @param split - Splits that many bars.
 * @returns The inner folds. Their warm-up may reach back as far as that of the range.
 *
 * @example
 * ```ts
 * import { anchoredSplits, nestedFolds, rollingSplits } from '@quantblocks/walk-forward';
 *
 * const [, outer] = rollingSplits(300, { train: 100, test: 50 });
 * const inner = nestedFolds(outer.train[0], (length) => anchoredSplits(length, { train: 60, test: 20 }));
 * inner.map(({ train, test }) => [train[0].start, train[0].end, test[0].start, test[0].end]);
 * // => [[50, 110, 110, 130], [50, 110 + 20, 130, 150]]
 * ```
 */
export function nestedFolds(outer: BarRange, split: (length: number) => readonly Fold[]): Fold[] {
  const shift = ({ start, end, warmupStart }: BarRange): BarRange => ({
    start: outer.start + start,
    end: outer.start + end,
    // A warm-up that was cut off where the range begins goes on before it.
    warmupStart: warmupStart === 0 ? outer.warmupStart : outer.start + warmupStart,
  });
  return split(outer.end - outer.start).map(({ train, validation, test, ...rest }) => ({
    ...rest,
    train: train.map(shift),
    ...(validation === undefined ? {} : { validation: shift(validation) }),
    test: test.map(shift),
  }));
}
