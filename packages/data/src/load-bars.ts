import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { IntegrityError, ParameterError } from '@quantblocks/core';
import { readColumns, writeColumns } from './column-cache.ts';
import type { CsvOptions } from './csv/csv-parser.ts';
import { readCsv } from './csv/read-csv.ts';
import { lineOfRow, type RowLines, type Table } from './csv/table.ts';
import { type CleanOptions, type CleanResult, cleanBars } from './quality/clean-bars.ts';
import { symbolOfPath } from './symbol-of-path.ts';

/** How to read a file of candles and what to do about its flaws. */
export interface LoadBarsOptions extends CsvOptions, Omit<CleanOptions, 'lineOf'> {
  /** Folder for binary copies of parsed files. A copy is used only for the very same bytes and options. @defaultValue no cache */
  cache?: string;
}

/** What the cache did: found a good copy, none, one of another state of the file, or a damaged one. All but `hit` parse. */
export type CacheState = 'hit' | 'miss' | 'stale' | 'damaged';

/** Result of {@link loadBars}. */
export interface LoadedBars extends CleanResult {
  /** Present if a cache was asked for. */
  readonly cache?: CacheState;
}

/**
 * Reads a CSV file of candles, reports its quality, and makes {@link Bars} of it by explicit policies.
 *
 * @param path - CSV in any layout that `parseCsv` reads. The symbol defaults to the file's name without extension and timeframe.
 * @throws a {@link DataError} as `readCsv` and `cleanBars` do.
 *
 * @example
 * ```ts
 * import { writeFileSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { formatQuality, loadBars } from '@quantblocks/data';
 *
 * const path = join(tmpdir(), 'DEMO_USDT_1h.csv');
 * writeFileSync(path, 'timestamp,open,high,low,close,volume\n1704067200,10,12,9,11,5\n1704070800,11,13,10,12,0\n');
 * const { bars, quality } = loadBars(path);
 * bars.symbol; // => 'DEMO_USDT'
 * const line = formatQuality(quality, { style: 'line' });
 * line; // => 'DEMO_USDT_1h.csv: 2 rows of 1h, 2024-01-01 00:00 .. 2024-01-01 01:00 UTC, 1 zero volume'
 * ```
 */
export function loadBars(path: string, options: LoadBarsOptions = {}): LoadedBars {
  const { cache } = options;
  if (/\.parquet$/i.test(path)) throw new ParameterError('path', 'a CSV file; Parquet is read by loadParquet', path);
  if (cache === undefined) return barsOfTable(readCsv(path, csvOptions(options)), path, options);
  const { table, state } = readCached(path, cache, csvOptions(options));
  return { ...barsOfTable(table, path, options), cache: state };
}

/** The last step of every file reader: symbol and source from the path, lines from the table. */
export function barsOfTable(table: Table, path: string, options: Omit<CleanOptions, 'lineOf'>): CleanResult {
  const { symbol = symbolOfPath(path), source = table.source } = options;
  const { policies, timeframeMs, now, outlierSigmas, outlierWindow, largeMove, openJump } = options;
  const given = { policies, timeframeMs, now, outlierSigmas, outlierWindow, largeMove, openJump };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return cleanBars(table.columns, { ...set, symbol, source, lineOf: (row) => lineOfRow(table.lines, row) });
}

/** Only what changes the parsed numbers: the rest must not split the cache. */
function csvOptions({ columns, header, delimiter, timeUnit, order, source }: LoadBarsOptions): CsvOptions {
  const given = { columns, header, delimiter, timeUnit, order, source };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

interface CacheMeta {
  readonly key: string;
  readonly fingerprint: string;
  readonly table: { readonly source: string; readonly header: readonly string[]; readonly lines: RowLines };
}

function readCached(path: string, folder: string, options: CsvOptions): { table: Table; state: CacheState } {
  const key = JSON.stringify([resolve(path), options]);
  const name = `${basename(path, extname(path))}-${crc32(key).toString(16).padStart(8, '0')}.qbc`;
  const file = join(folder, name);
  const fingerprint = fingerprintOf(path);
  const found = lookUp(file, key, fingerprint);
  if (typeof found !== 'string') return { table: found, state: 'hit' };
  const table = readCsv(path, options);
  const meta: CacheMeta = {
    key,
    fingerprint,
    table: { source: table.source, header: table.header, lines: table.lines },
  };
  writeColumns(file, table.columns, meta);
  return { table, state: found };
}

function lookUp(file: string, key: string, fingerprint: string): Table | Exclude<CacheState, 'hit'> {
  try {
    const stored = readColumns(file);
    const meta = stored.meta as CacheMeta;
    if (meta.key !== key || meta.fingerprint !== fingerprint) return 'stale';
    return { ...meta.table, rows: stored.rows, columns: stored.columns as Table['columns'] };
  } catch (error) {
    if (error instanceof IntegrityError) return 'damaged';
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'miss';
    throw error;
  }
}

/** Size, time and CRC-32 of the content: an edit that keeps size and time is still seen. */
function fingerprintOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size, mtimeMs } = fstatSync(file);
    const block = new Uint8Array(1 << 20);
    let checksum = 0;
    for (let got = readSync(file, block); got > 0; got = readSync(file, block)) {
      checksum = crc32(block.subarray(0, got), checksum);
    }
    return `${size}-${mtimeMs}-${checksum}`;
  } finally {
    closeSync(file);
  }
}
