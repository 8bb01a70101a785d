import type { BarRange, Fold } from './fold.ts';

/** Options of {@link formatFolds}. */
export interface FormatFoldsOptions {
  /** Opening time of each bar, epoch milliseconds: first and last bar of each range are then shown as UTC. */
  time?: ArrayLike<number>;
}

/**
 * Folds as a table to read: each fold's ranges and how many bars they hold.
 *
 * @param folds - Folds of any split.
 * @returns Lines of text; ranges are half-open bar numbers, or first and last bar in UTC.
 *
 * @example
 * ```ts
 * import { formatFolds, rollingSplits } from '@quantblocks/walk-forward';
 *
 * const [header, first, second] = formatFolds(rollingSplits(140, { train: 80, test: 40, purge: 5 })).split('\n');
 * header; // => 'fold  train      bars  test        bars'
 * first; //  => '0     [0, 75)    75    [80, 120)   40'
 * second; // => '1     [40, 115)  75    [120, 140)  20    partial'
 * ```
 */
export function formatFolds(folds: readonly Fold[], options: FormatFoldsOptions = {}): string {
  const { time } = options;
  const hasValidation = folds.some(({ validation }) => validation !== undefined);
  const cells = (ranges: readonly BarRange[]): string[] => [
    ranges.map((range) => rangeText(range, time)).join(' + '),
    String(ranges.reduce((bars, { start, end }) => bars + end - start, 0)),
  ];
  const rows = folds.map(({ index, train, validation, test, isPartial }) => [
    String(index),
    ...cells(train),
    ...(hasValidation ? cells(validation === undefined ? [] : [validation]) : []),
    ...cells(test),
    isPartial ? 'partial' : '',
  ]);
  const header = ['fold', 'train', 'bars', ...(hasValidation ? ['validation', 'bars'] : []), 'test', 'bars', ''];
  const table = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rangeText({ start, end }: BarRange, time: ArrayLike<number> | undefined): string {
  return time === undefined ? `[${start}, ${end})` : `${utc(time[start])} .. ${utc(time[end - 1])}`;
}

function utc(stamp: number): string {
  return new Date(stamp).toISOString().slice(0, 16).replace('T', ' ');
}
