import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { DataError } from '@quantblocks/core';
import { type CsvOptions, CsvParser } from './csv-parser.ts';
import type { BarColumnName } from './header.ts';
import type { Table } from './table.ts';

const BLOCK_BYTES = 1 << 20;
const MAX_ROW_BYTES = 1 << 26;

/**
 * {@link parseCsv} of a file. It passes through one small buffer, so that a file of any size is read without a string or
 * a copy of it in memory.
 *
 * @param path - File of UTF-8 text.
 * @throws a {@link DataError} as `parseCsv` does; the file system's own error if the file cannot be read.
 *
 * @example
 * ```ts
 * import { writeFileSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readCsv } from '@quantblocks/data';
 *
 * const path = join(tmpdir(), 'quantblocks-read-csv-example.csv');
 * writeFileSync(path, 'timestamp,funding_rate\n2024-01-01 00:00:00.010,0.0001\n');
 * const { rows, columns } = readCsv(path, { columns: ['time', 'funding_rate'] });
 * rows; // => 1
 * columns.time[0]; // => 1704067200010
 * ```
 */
export function readCsv<const Name extends string = BarColumnName>(
  path: string,
  options: CsvOptions<Name> = {},
): Table<Name> {
  const source = options.source ?? basename(path);
  const file = openSync(path, 'r');
  try {
    const parser = new CsvParser(fstatSync(file).size, { ...options, source });
    let buffer = new Uint8Array(BLOCK_BYTES);
    let kept = 0;
    for (;;) {
      const got = readSync(file, buffer, kept, buffer.length - kept, null);
      const filled = kept + got;
      if (got === 0) return parser.finish(buffer.subarray(0, filled));
      const used = parser.push(buffer.subarray(0, filled));
      kept = filled - used;
      buffer.copyWithin(0, used, filled);
      if (kept === buffer.length) buffer = grown(buffer, source);
    }
  } finally {
    closeSync(file);
  }
}

function grown(buffer: Uint8Array<ArrayBuffer>, source: string): Uint8Array<ArrayBuffer> {
  if (buffer.length >= MAX_ROW_BYTES) {
    throw new DataError(`rows below ${MAX_ROW_BYTES} bytes`, 'a longer one; is a quote not closed?', { source });
  }
  const larger = new Uint8Array(2 * buffer.length);
  larger.set(buffer);
  return larger;
}
