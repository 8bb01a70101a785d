import { DataError } from '@quantblocks/core';
import Papa from 'papaparse';
import { type AnyRow, type ColumnKind, type Columns, type RowOf, requireRow } from './columns.ts';

/**
 * A table as RFC 4180 text with `\n` line ends: numbers in their shortest form that reads back the same, NaN and unknown flags as empty cells.
 *
 * @param columns - Of the file, in this order.
 * @param rows - One value per column, no more and no fewer.
 * @throws a {@link ParameterError} if a row has another column or a value of another kind.
 *
 * @example
 * ```ts
 * import { formatCsv } from '@quantblocks/pipeline';
 *
 * formatCsv({ asset: 'text', sharpe: 'number' }, [{ asset: 'BTC', sharpe: NaN }]); // => 'asset,sharpe\nBTC,\n'
 * ```
 */
export function formatCsv<C extends Columns>(columns: C, rows: readonly RowOf<C>[]): string {
  const names = Object.keys(columns);
  const lines = [names.map(quoted).join(',')];
  for (const [index, row] of rows.entries()) {
    requireRow(`rows[${index}]`, columns, row as AnyRow);
    lines.push(names.map((name) => cellText((row as AnyRow)[name])).join(','));
  }
  return `${lines.join('\n')}\n`;
}

function cellText(value: AnyRow[string]): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || Number.isNaN(value)) return '';
  return Object.is(value, -0) ? '-0' : String(value);
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What {@link formatCsv} wrote.
 *
 * @param source - Name of the file, for errors.
 * @throws a {@link DataError} with file and line if the header is another one, a row is too short or too long, or a cell does not fit its column.
 *
 * @example
 * ```ts
 * import { parseTable } from '@quantblocks/pipeline';
 *
 * parseTable('asset,sharpe\nBTC,1.5\n', { asset: 'text', sharpe: 'number' }, 'scan.csv'); // => [{ asset: 'BTC', sharpe: 1.5 }]
 * parseTable('asset\nBTC\n', { asset: 'text', sharpe: 'number' }, 'scan.csv'); // => throws DataError
 * ```
 */
export function parseTable<C extends Columns>(text: string, columns: C, source: string): RowOf<C>[] {
  const names = Object.keys(columns);
  const [header, ...records] = parseRecords(text, source);
  const same = header?.cells.length === names.length && names.every((name, i) => name === header.cells[i]);
  if (!same)
    throw new DataError(`the columns ${names.join(', ')}`, describeHeader(header?.cells, names), { source, row: 1 });
  return records.map(({ line, cells }) => {
    requireWidth(cells, names.length, { source, row: line });
    return Object.fromEntries(
      names.map((column, i) => [column, parseCell(cells[i], columns[column], { source, row: line, column })]),
    ) as RowOf<C>;
  });
}

/** The first difference says more than two long lists. */
function describeHeader(found: readonly string[] | undefined, wanted: readonly string[]): string {
  if (found === undefined) return 'an empty file';
  const at = wanted.findIndex((name, i) => name !== found[i]);
  return at < 0 ? `also ${found.slice(wanted.length).join(', ')}` : `${found[at] ?? 'nothing'} in place ${at + 1}`;
}

/** A row of a file: the line on which it begins, and its cells as written. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows of RFC 4180 text, the header among them; line ends of either kind, a byte order mark is skipped.
 *
 * @throws a {@link DataError} if a quote is opened and not closed as it has to be.
 */
export function parseRecords(text: string, source: string): CsvRecord[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',' });
  const records: CsvRecord[] = [];
  let line = 1;
  for (const cells of data) {
    records.push({ line, cells });
    // A quoted cell may hold line breaks of its own.
    line += cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 1);
  }
  const [error] = errors;
  if (error !== undefined) {
    const row = error.row === undefined ? undefined : records[Math.min(error.row, records.length - 1)]?.line;
    throw new DataError('cells with quotes in pairs', error.message, { source, row });
  }
  // The line break at the end is no row.
  const last = records.at(-1);
  if (last !== undefined && last.cells.length === 1 && last.cells[0] === '') records.pop();
  return records;
}

/** @throws a {@link DataError} unless a row has as many cells as there are columns. */
export function requireWidth(
  cells: readonly string[],
  width: number,
  location: { readonly source: string; readonly row: number },
): void {
  if (cells.length !== width) throw new DataError(`${width} cells`, cells.length, location);
}

const NUMBER = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|-?Infinity)$/i;

function parseCell(
  text: string,
  kind: ColumnKind,
  location: { readonly source: string; readonly row: number; readonly column: string },
): AnyRow[string] {
  if (kind === 'text') return text;
  if (text === '') return kind === 'number' ? Number.NaN : null;
  if (kind === 'number') {
    // Number() would read 0x10, and blanks as 0.
    if (NUMBER.test(text)) return Number(text);
    throw new DataError('a number or nothing', text, location);
  }
  if (text === 'true' || text === 'false') return text === 'true';
  throw new DataError('true, false or nothing', text, location);
}
