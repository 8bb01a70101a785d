import { type CsvOptions, CsvParser } from './csv-parser.ts';
import type { BarColumnName } from './header.ts';
import type { Table } from './table.ts';

/**
 * Reads the numeric columns of CSV text. Numbers are exact: each is bit for bit `Number(text)`.
 *
 * Understands a byte order mark, CRLF, CR and LF, quotes, blank lines, unused columns, ISO dates (UTC unless they carry an
 * offset) and epoch seconds to nanoseconds. An empty field, `NaN`, `null` and the like become NaN.
 *
 * @param data - UTF-8 bytes, or a string.
 * @throws a {@link DataError} naming source, line, column and text, if a field is no number or no time stamp, a row has another number of
 * fields than the header, a column is missing, or there is no row.
 *
 * @example
 * ```ts
 * import { parseCsv } from '@quantblocks/data';
 *
 * const { columns } = parseCsv('Date;Open;High;Low;Close\r\n2024-01-01 01:00;9.5;11;9;10.25\r\n');
 * columns.time[0]; // => 1704070800000
 * columns.close[0]; // => 10.25
 *
 * const funding = parseCsv('timestamp,funding_rate\n1704067200,-2.907e-05\n', { columns: ['time', 'funding_rate'] });
 * funding.columns.funding_rate[0]; // => -2.907e-5
 * ```
 */
export function parseCsv<const Name extends string = BarColumnName>(
  data: Uint8Array | string,
  options: CsvOptions<Name> = {},
): Table<Name> {
  const given = typeof data === 'string' ? Buffer.from(data) : data;
  // A plain view: the parser's inner loop is faster when it only ever meets one kind of array.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const parser = new CsvParser(bytes.length, options);
  return parser.finish(bytes.subarray(parser.push(bytes)));
}
