import { basename } from 'node:path';
import { DataError } from '@quantblocks/core';
import type { Compressors, SchemaElement } from 'hyparquet';
import { type BarColumnName, type ColumnChoice, planColumns } from './csv/header.ts';
import { numberOf } from './csv/number.ts';
import { epochToMs, stampOf, type TimeUnit } from './csv/stamp.ts';
import { createTable, type Table } from './csv/table.ts';
import { barsOfTable } from './load-bars.ts';
import type { CleanOptions, CleanResult } from './quality/clean-bars.ts';

/** How to read a Parquet file. */
export interface ParquetOptions<Name extends string = BarColumnName> {
  /** Which columns to read; as in `parseCsv`. @defaultValue the candle columns; volume may be absent */
  columns?: ColumnChoice<Name>;
  /** Unit of stamps that the file stores as plain numbers. @defaultValue `'auto'`: by magnitude */
  timeUnit?: TimeUnit | 'auto';
  /** Decompressors beyond Snappy, for example `compressors` of the package hyparquet-compressors. */
  compressors?: Record<string, (input: Uint8Array, outputLength: number) => Uint8Array>;
  /** Name of the data in messages. @defaultValue the file's name */
  source?: string;
}

/** Stamps leave the decoder as epoch milliseconds: a Date would lose the microseconds, a BigInt the speed. */
const STAMPS_IN_MS = {
  timestampFromMilliseconds: (ms: bigint): number => Number(ms),
  timestampFromMicroseconds: (us: bigint): number => Number(us) / 1e3,
  timestampFromNanoseconds: (ns: bigint): number => Number(ns / 1000n) / 1e3,
  dateFromDays: (days: number): number => days * 86_400_000,
};

/**
 * Reads the numeric columns of a Parquet file through the optional package `hyparquet`.
 *
 * Time may be a TIMESTAMP of any unit, INT96, DATE, a plain epoch number, or ISO text. Null becomes NaN.
 *
 * @param path - A Parquet file.
 * @throws a {@link DataError} if hyparquet is not installed, the file is no Parquet, a column is missing, or a value is no number.
 */
export async function readParquet<const Name extends string = BarColumnName>(
  path: string,
  options: ParquetOptions<Name> = {},
): Promise<Table<Name>> {
  const { source = basename(path), timeUnit = 'auto', compressors } = options;
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } = await loadHyparquet();
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    throw new DataError('a Parquet file', message(error), { source });
  });
  const elements = parquetSchema(metadata).children.map(({ element }) => element);
  const header = elements.map(({ name }) => name);
  const plan = planColumns(header, options.columns, { source });
  const rows = Number(metadata.num_rows);
  if (rows === 0) throw new DataError('rows', 'none', { source });
  const values = plan.names.map(() => new Float64Array(rows).fill(Number.NaN));
  // An error thrown inside the decoder's callback would be an unhandled rejection: the first is kept and thrown after.
  let failure: DataError | undefined;
  await parquetRead({
    file,
    metadata,
    columns: [...new Set(plan.fields.filter((field) => field >= 0).map((field) => header[field]))],
    parsers: STAMPS_IN_MS,
    ...(compressors === undefined ? {} : { compressors: compressors as Compressors }),
    onChunk({ columnName, columnData, rowStart }) {
      plan.fields.forEach((field, i) => {
        if (field < 0 || header[field] !== columnName) return;
        failure ??= fill(values[i], columnData as ArrayLike<unknown>, rowStart, plan.names[i], source);
      });
    },
  }).catch((error: unknown) => {
    throw new DataError('readable Parquet pages', message(error), { source });
  });
  if (failure !== undefined) throw failure;
  const timeIndex = plan.names.indexOf('time' as Name);
  if (timeIndex >= 0) {
    const time = values[timeIndex];
    const missing = time.findIndex((stamp) => Number.isNaN(stamp));
    if (missing >= 0) throw new DataError('a time stamp', 'none', { source, row: missing + 1, column: 'time' });
    if (isPlainNumber(elements[plan.fields[timeIndex]])) {
      epochToMs(time, timeUnit, { source, column: 'time', lineOf: (row) => row + 1 });
    }
  }
  return createTable(source, header, plan.names, values, { count: rows, shifts: [], isReversed: false });
}

/**
 * `loadBars` for Parquet: reads, reports the quality, and makes bars by explicit policies.
 *
 * @throws a {@link DataError} as {@link readParquet} and `cleanBars` do.
 */
export async function loadParquet(
  path: string,
  options: ParquetOptions & Omit<CleanOptions, 'lineOf'> = {},
): Promise<CleanResult> {
  return barsOfTable(await readParquet(path, options), path, options);
}

/** Converts one chunk; returns what is wrong with it, if anything. */
function fill(
  out: Float64Array,
  data: ArrayLike<unknown>,
  start: number,
  column: string,
  source: string,
): DataError | undefined {
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (typeof value === 'number') out[start + i] = value;
    else if (typeof value === 'bigint') out[start + i] = Number(value);
    else if (value !== null && value !== undefined) {
      const number = typeof value === 'string' ? textValue(value, column) : undefined;
      if (number === undefined) {
        const expected = column === 'time' ? 'a time stamp' : 'a number';
        return new DataError(expected, value, { source, row: start + i + 1, column });
      }
      out[start + i] = number;
    }
  }
  return undefined;
}

function textValue(text: string, column: string): number | undefined {
  if (column !== 'time') return numberOf(text);
  const stamp = stampOf(text);
  return Number.isNaN(stamp) ? undefined : stamp;
}

/** Whether the file does not say that the column is time: then its unit is judged by magnitude. */
function isPlainNumber({ type, logical_type: logical, converted_type: converted }: SchemaElement): boolean {
  const isStamp =
    logical?.type === 'TIMESTAMP' || logical?.type === 'DATE' || /^(TIMESTAMP_|DATE$)/.test(converted ?? '');
  return !isStamp && (type === 'INT32' || type === 'INT64' || type === 'FLOAT' || type === 'DOUBLE');
}

async function loadHyparquet(): Promise<typeof import('hyparquet')> {
  try {
    return await import('hyparquet');
  } catch (error) {
    const expected = 'the package hyparquet, which reads Parquet (npm install hyparquet)';
    throw new DataError(expected, message(error), { source: '@quantblocks/data' });
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
