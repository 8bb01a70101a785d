import { DataError, ParameterError } from '@quantblocks/core';
import { fieldsAt, isLineEnd } from './field.ts';
import { type BarColumnName, type ColumnChoice, type ColumnPlan, looksLikeData, planColumns } from './header.ts';
import { RowScanner } from './row-scanner.ts';
import { epochToMs, type TimeUnit } from './stamp.ts';
import { createTable, type Table } from './table.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** How to read a CSV file; the defaults read candles of any of the usual exports. */
export interface CsvOptions<Name extends string = BarColumnName> {
  /** Which columns to read, by name, other spelling or position. The one called `time` is read as stamps. @defaultValue the candle columns; volume may be absent */
  columns?: ColumnChoice<Name>;
  /** Names of the fields of a file that has no header line. @defaultValue the first line is the header */
  header?: readonly string[];
  /** One ASCII character. @defaultValue whichever of comma, semicolon, tab and bar is commonest in the first line */
  delimiter?: string;
  /** Unit of numeric stamps. @defaultValue `'auto'`: by magnitude, the same in all rows */
  timeUnit?: TimeUnit | 'auto';
  /** Order of the rows in the file; `'newest-first'` is turned round. @defaultValue `'oldest-first'` */
  order?: 'oldest-first' | 'newest-first';
  /** Name of the data in messages. @defaultValue the file's name, or `'csv'` */
  source?: string;
}

/** Parses CSV that arrives in blocks: header first, then rows, each block from where the last one stopped. */
export class CsvParser<Name extends string> {
  private readonly options: CsvOptions<Name>;
  private readonly source: string;
  private readonly totalBytes: number;
  private header: readonly string[] = [];
  private plan: ColumnPlan<Name> | undefined;
  private scanner: RowScanner | undefined;

  /** @param totalBytes - Length of the whole data, to make room for the rows at once. */
  constructor(totalBytes: number, options: CsvOptions<Name>) {
    const { delimiter, source = 'csv' } = options;
    if (delimiter !== undefined && (delimiter.length !== 1 || /[\s\w."+-]/.test(delimiter.replace('\t', ',')))) {
      throw new ParameterError('delimiter', 'one ASCII punctuation character or a tab', delimiter);
    }
    this.options = options;
    this.source = source;
    this.totalBytes = totalBytes;
  }

  /** Parses the complete lines of a block. @returns how many bytes were used; the rest belongs before the next block. */
  push(bytes: Uint8Array): number {
    const to = lastLineEnd(bytes);
    const from = this.scanner === undefined ? this.readHeader(bytes, to) : 0;
    if (this.scanner === undefined) return 0;
    return from < to ? this.scanner.scan(bytes, from, to) : from;
  }

  /** Parses what the last {@link push} left over, which may lack its line break, and returns the table. */
  finish(rest: Uint8Array): Table<Name> {
    if (rest.length > 0 || this.scanner === undefined) {
      const bytes = new Uint8Array(rest.length + 1);
      bytes.set(rest);
      bytes[rest.length] = 10;
      const isHeaderOnly = this.scanner === undefined;
      const used = this.push(bytes);
      if (this.scanner === undefined || used < bytes.length) {
        const row = isHeaderOnly && this.scanner === undefined ? 1 : this.scanner?.line;
        throw new DataError('a closing quote', 'the end of the data', { source: this.source, row });
      }
    }
    return this.table();
  }

  private readHeader(bytes: Uint8Array, to: number): number {
    const { source } = this;
    let p = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    let line = 1;
    for (; p < to && (isLineEnd(bytes[p]) || bytes[p] === 32); p++) {
      if (bytes[p] === 10 || (bytes[p] === 13 && bytes[p + 1] !== 10)) line++;
    }
    if (p >= to) {
      if (this.totalBytes <= bytes.length) throw new DataError('a header line and rows', 'an empty file', { source });
      return 0;
    }
    const delimiter = this.options.delimiter?.charCodeAt(0) ?? commonestDelimiter(bytes, p);
    const first = fieldsAt(bytes, p, to, delimiter);
    if (first === undefined) return 0;
    const isNamed = this.options.header === undefined;
    this.header = this.options.header ?? first.fields;
    if (isNamed && looksLikeData(this.header)) {
      const expected = 'a header line (if the file has none, name its fields by the option header)';
      throw new DataError(expected, this.header.join(','), { source, row: line });
    }
    this.plan = planColumns(this.header, this.options.columns, { source, row: isNamed ? line : undefined });
    const scanner = new RowScanner({
      source,
      delimiter,
      width: this.header.length,
      columns: this.plan,
      firstLine: line,
      capacity: estimateRows(bytes, p, to, this.totalBytes),
    });
    this.scanner = scanner;
    return isNamed ? scanner.endLine(bytes, first.end, to) : p;
  }

  private table(): Table<Name> {
    const { scanner, plan, source } = this;
    const { timeUnit = 'auto', order = 'oldest-first' } = this.options;
    if (scanner === undefined || plan === undefined || scanner.rows === 0) {
      throw new DataError('rows after the header', 'none', { source });
    }
    const columns = scanner.finish();
    const lines = { count: scanner.rows, shifts: scanner.lineShifts, isReversed: order === 'newest-first' };
    columns.forEach((column, i) => {
      if (plan.fields[i] < 0) column.fill(Number.NaN);
      else if (plan.names[i] === 'time' && scanner.isEpoch) {
        epochToMs(column, timeUnit, { source, column: 'time', lineOf: (row) => scanner.lineOf(row) });
      }
      if (lines.isReversed) column.reverse();
    });
    return createTable(source, this.header, plan.names, columns, lines);
  }
}

/** One past the last line break; a CR at the very end waits, because its LF may be in the next block. */
function lastLineEnd(bytes: Uint8Array): number {
  const lf = bytes.lastIndexOf(10);
  return lf >= 0 ? lf + 1 : bytes.lastIndexOf(13, bytes.length - 2) + 1;
}

function commonestDelimiter(bytes: Uint8Array, from: number): number {
  const counts = new Int32Array(128);
  let isQuoted = false;
  for (let p = from; p < bytes.length && (isQuoted || !isLineEnd(bytes[p])); p++) {
    if (bytes[p] === 34) isQuoted = !isQuoted;
    else if (!isQuoted && bytes[p] < 128) counts[bytes[p]]++;
  }
  const codes = DELIMITERS.map((character) => character.charCodeAt(0));
  return codes.reduce((best, code) => (counts[code] > counts[best] ? code : best));
}

/** Rows of the whole by the mean length of the first lines, and 2 % more so that growing is rare. */
function estimateRows(bytes: Uint8Array, from: number, to: number, totalBytes: number): number {
  const sample = Math.min(to, from + 65_536);
  let lines = 0;
  for (let p = from; p < sample; p++) if (bytes[p] === 10 || bytes[p] === 13) lines++;
  return Math.ceil((1.02 * (Math.max(1, lines) * totalBytes)) / Math.max(1, sample - from)) + 16;
}
