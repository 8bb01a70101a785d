import { ParameterError } from '@quantblocks/core';
import type { PerformanceSummary } from '@quantblocks/metrics';
import { formatNumber } from './format.ts';

/** How a number is printed: `percent` and `ratio` as such, `money` grouped, `count` without decimals. */
export type TableFormat = 'percent' | 'ratio' | 'money' | 'count' | 'text';

/** One line of a table: a label and one value per column. */
export interface TableRow {
  readonly label: string;
  readonly values: readonly (number | string)[];
  /** @defaultValue `'ratio'` */
  readonly format?: TableFormat;
  /** Print `+` and colour by sign. @defaultValue `false` */
  readonly signed?: boolean;
}

/** Options of {@link formatTable}. */
export interface FormatTableOptions {
  /** Column heads, one per value. */
  readonly columns: readonly string[];
  /** Characters of a line; narrower tables are printed one column after the other. @defaultValue `80` */
  readonly width?: number;
  /** Colours a text, for example with picocolors. @defaultValue no colours */
  readonly paint?: (text: string, tone: 'gain' | 'loss' | 'muted' | 'strong') => string;
}

/**
 * A small table for the terminal: labels left, numbers right.
 *
 * @param rows - Lines of the table.
 * @param options - Column heads, width and colours.
 * @returns Lines joined by `\n`, without a last line break.
 * @throws a {@link ParameterError} if a row has not one value per column.
 *
 * @example
 * ```ts
 * import { formatTable } from '@quantblocks/report';
 *
 * const rows = [{ label: 'Return', values: [0.123, -0.05], format: 'percent', signed: true } as const];
 * formatTable(rows, { columns: ['safe', 'hold'] }).split('\n'); // => ['          safe   hold', 'Return  +12.3%  -5.0%']
 * ```
 */
export function formatTable(rows: readonly TableRow[], options: FormatTableOptions): string {
  const { columns, width = 80, paint = (text) => text } = options;
  for (const { label, values } of rows) {
    if (values.length !== columns.length) {
      throw new ParameterError(`row ${label}`, `${columns.length} values, one per column`, values.length);
    }
  }
  const cells = rows.map((row) => row.values.map((value) => print(value, row)));
  const labelWidth = Math.max(0, ...rows.map((row) => row.label.length));
  const widths = columns.map((head, c) => Math.max(head.length, ...cells.map((line) => line[c].length)));
  const total = widths.reduce((sum, w) => sum + 2 + w, labelWidth);
  if (total > width && columns.length > 1) {
    return columns
      .map((_, c) => {
        const only = rows.map((row) => ({ ...row, values: [row.values[c]] }));
        return formatTable(only, { ...options, columns: [columns[c]] });
      })
      .join('\n\n');
  }
  const head = columns.map((name, c) => `  ${paint(name.padStart(widths[c]), 'strong')}`).join('');
  const lines = rows.map((row, r) => {
    const values = cells[r].map((cell, c) => {
      const value = row.values[c];
      const tone = row.signed && typeof value === 'number' ? toneOf(value) : undefined;
      const text = cell.padStart(widths[c]);
      return `  ${tone === undefined ? text : paint(text, tone)}`;
    });
    return row.label.padEnd(labelWidth) + values.join('');
  });
  return [' '.repeat(labelWidth) + head, ...lines].join('\n');
}

/** The rows most people want to see first, for one or several summaries side by side. */
export function keyRows(summaries: readonly PerformanceSummary[]): TableRow[] {
  const row = (label: string, field: keyof PerformanceSummary, format: TableFormat, signed = false): TableRow => ({
    label,
    values: summaries.map((summary) => Number(summary[field])),
    format,
    signed,
  });
  return [
    row('Total return', 'totalReturn', 'percent', true),
    row('Growth per year', 'cagr', 'percent', true),
    row('Maximum drawdown', 'maxDrawdown', 'percent'),
    row('Volatility', 'volatility', 'percent'),
    row('Sharpe ratio', 'sharpe', 'ratio'),
    row('Sortino ratio', 'sortino', 'ratio'),
    row('Calmar ratio', 'calmar', 'ratio'),
    row('Positions', 'positions', 'count'),
    row('Winners', 'positionWinRate', 'percent'),
    row('Profit factor', 'positionProfitFactor', 'ratio'),
    row('Average in R', 'expectancyR', 'ratio', true),
  ];
}

function toneOf(value: number): 'gain' | 'loss' | undefined {
  return value > 0 ? 'gain' : value < 0 ? 'loss' : undefined;
}

function print(value: number | string, { format = 'ratio', signed = false }: TableRow): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-' : String(value);
  const digits = { percent: 1, ratio: 2, money: Math.abs(value) >= 1000 ? 0 : 2, count: 0, text: 2 }[format];
  // Terminals and logs are searched for ASCII signs.
  const text = formatNumber(format === 'percent' ? value * 100 : value, digits).replace('\u2212', '-');
  const sign = signed && value > 0 && /[1-9]/.test(text) ? '+' : '';
  return `${sign}${text}${format === 'percent' ? '%' : ''}`;
}
