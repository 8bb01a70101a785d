import type { ColumnComparison, TradingViewComparison } from './compare-tradingview.ts';

/**
 * A comparison as a table of text: one line per column, its first divergences under it, then what was left out and why.
 *
 * @param comparison - As {@link compareTradingView} gives it.
 * @returns Lines that end in a line break each.
 *
 * @example
 * ```ts
 * import { compareTradingView, formatComparison, parseTradingViewExport } from '@quantblocks/final-trigger/pine';
 *
 * const rows = Array.from({ length: 400 }, (_, i) => `${3600 * i},100,101,99,100,100`);
 * const exported = parseTradingViewExport(['time,open,high,low,close,MAMA', ...rows].join('\n'));
 * const [title, header, mama] = formatComparison(compareTradingView(exported)).split('\n');
 * title; // => '400 bars'
 * header; // => 'column        status          skipped  compared  equal    match  max error  median error'
 * mama; // => 'MAMA          match               300       100    100  100.00%          0             0'
 * ```
 */
export function formatComparison({ bars, columns, leftOut }: TradingViewComparison): string {
  const lines = [
    `${bars} bars`,
    row(['column', 'status', 'skipped', 'compared', 'equal', 'match', 'max error', 'median error']),
  ];
  for (const column of columns) lines.push(...columnLines(column));
  for (const { name, status, reason } of leftOut) lines.push(`${row([name, status])}  ${reason}`);
  return `${lines.join('\n')}\n`;
}

const WIDTHS = [12, 14, 7, 8, 5, 7, 9, 12];

function columnLines(column: ColumnComparison): string[] {
  const { name, status, skipped, compared, equal, matchRate, note, divergences } = column;
  if (compared === 0) return [`${row([name, status])}  ${note}`.trimEnd()];
  const rate = `${(100 * matchRate).toFixed(2)}%`;
  const figures = [skipped, compared, equal, rate, short(column.maxAbsError), short(column.medianAbsError)];
  return [
    `${row([name, status, ...figures.map(String)])}${note === '' ? '' : `  ${note}`}`,
    ...divergences.map(({ bar, time, ours, theirs }) => {
      return `  bar ${bar}, ${new Date(time).toISOString()}: ours ${ours}, theirs ${theirs}`;
    }),
  ];
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, k) => (k < 2 ? cell.padEnd(WIDTHS[k]) : cell.padStart(WIDTHS[k])))
    .join('  ')
    .trimEnd();
}

function short(value: number): string {
  return value === 0 || Number.isNaN(value) ? String(value) : value.toExponential(2);
}
