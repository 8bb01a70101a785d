import { type Bars, createBars, DataError } from '@quantblocks/core';
import { type CsvRow, csvRows } from './csv-rows.ts';

/** Chart data as TradingView exports them ("Export chart data"). */
export interface TradingViewExport {
  /** Candles; volume is NaN if the file has none. */
  readonly bars: Bars;
  readonly hasVolume: boolean;
  /** Headers of the file, trimmed, in its order. A second plot of the same name is called `name (2)`. */
  readonly names: readonly string[];
  /** Every column but the time, under its trimmed header; an empty cell is NaN. A column that the file has not is `undefined`. */
  readonly columns: Readonly<Record<string, Float64Array | undefined>>;
}

/**
 * Reads a TradingView export: RFC 4180 text with the columns time, open, high, low and close, and one for every plot.
 *
 * @param text - The whole file. `time` is epoch seconds or an ISO date, which is UTC unless it carries an offset.
 * @returns Candles with `time` in epoch milliseconds, and the plots as series of the same length.
 * @throws a {@link DataError} naming the line if a cell is no number, a row has another width than the header, a quote is not closed, prices
 * contradict each other or time does not advance; naming the column if it is missing.
 * @see RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", 2005.
 *
 * @example
 * ```ts
 * import { parseTradingViewExport } from '@quantblocks/final-trigger/pine';
 *
 * const text = 'time,open,high,low,close,"All Confimed"\r\n1755381600,5,7,4,6,\r\n1755385200,6,8,5,7,1\r\n';
 * const { bars, columns } = parseTradingViewExport(text);
 * bars.time[1]; // => 1755385200000
 * Array.from(columns['All Confimed'] ?? []); // => [NaN, 1]
 * columns.MAMA; // => undefined
 * parseTradingViewExport('time,open,high,low,close\n1755381600,5,7,4,six\n'); // => throws DataError
 * ```
 */
export function parseTradingViewExport(text: string): TradingViewExport {
  const [header, ...rows] = csvRows(text);
  if (header === undefined || rows.length === 0) {
    throw new DataError('a header line and rows', header === undefined ? 'nothing' : 'a header line', {
      source: SOURCE,
    });
  }
  const names = distinct(header.cells);
  for (const { cells, line } of rows) {
    if (cells.length !== names.length) {
      throw new DataError(`${names.length} cells as in the header`, cells.length, { source: SOURCE, row: line });
    }
  }
  const entries = names.map((name, k) => {
    const read = name === 'time' ? timeOf : numberOf;
    return [name, Float64Array.from(rows, ({ cells, line }) => read(cells[k], line, name))] as const;
  });
  const { time, ...columns }: Record<string, Float64Array | undefined> = Object.fromEntries(entries);
  const volume = columns.Volume ?? columns.volume;
  return { bars: candles(time, columns, volume, rows), hasVolume: volume !== undefined, names, columns };
}

const SOURCE = 'export';

function candles(
  time: Float64Array | undefined,
  { open, high, low, close }: Readonly<Record<string, Float64Array | undefined>>,
  volume: Float64Array | undefined,
  rows: readonly CsvRow[],
): Bars {
  const columns = { time, open, high, low, close };
  for (const [column, values] of Object.entries(columns)) {
    if (values === undefined) throw new DataError('a column', undefined, { source: SOURCE, column });
  }
  const given = columns as Record<keyof typeof columns, Float64Array>;
  rows.forEach(({ line }, i) => {
    const [o, h, l, c] = [given.open[i], given.high[i], given.low[i], given.close[i]];
    if (!(l > 0 && l <= Math.min(o, c) && h >= Math.max(o, c))) {
      throw new DataError('0 < low <= open, close <= high', `${o}, ${h}, ${l}, ${c}`, { source: SOURCE, row: line });
    }
    if (i > 0 && !(given.time[i] > given.time[i - 1])) {
      throw new DataError('a later time than in the row before', given.time[i], {
        source: SOURCE,
        row: line,
        column: 'time',
      });
    }
  });
  return createBars({ symbol: SOURCE, ...given, ...(volume && { volume }) });
}

function distinct(headers: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headers.map((header) => {
    const name = header.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function numberOf(cell: string, line: number, column: string): number {
  const text = cell.trim();
  if (text === '' || text === 'NaN') return Number.NaN;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    throw new DataError('a number or an empty cell', cell, { source: SOURCE, row: line, column });
  }
  return Number(text);
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

function timeOf(cell: string, line: number, column: string): number {
  const text = cell.trim();
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const [, day, clock = '00:00', zone = 'Z'] = ISO.exec(text) ?? [];
  const time = Number.isNaN(seconds) ? Date.parse(`${day}T${clock}${zone}`) : seconds * 1000;
  if (Number.isNaN(time)) {
    throw new DataError('epoch seconds or an ISO date', cell, { source: SOURCE, row: line, column });
  }
  return time;
}
