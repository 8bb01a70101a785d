import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@quantblocks/core';
import { loadParquet, readParquet } from '@quantblocks/data';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type WriteOptions = Parameters<typeof parquetWriteFile>[0];
type Column = WriteOptions['columnData'][number];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantblocks-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const START = Date.UTC(2024, 0, 1);
const HOUR = 3_600_000;
const hours = [0, 1, 2].map((i) => START + i * HOUR);
const prices: Column[] = [
  { name: 'Open', data: [10, 11, 12], type: 'DOUBLE' },
  { name: 'High', data: [12, 13, 14], type: 'INT32' },
  { name: 'Low', data: [9n, 10n, 11n], type: 'INT64' },
  { name: 'Close', data: [11, 12, 13], type: 'FLOAT' },
  { name: 'Volume BTC', data: [5, null, 7], type: 'DOUBLE' },
];

async function write(name: string, time: Column, options: Partial<WriteOptions> = {}): Promise<string> {
  const filename = join(folder, name);
  const columns = [time, ...prices];
  // With a schema of its own the writer wants no types.
  const columnData =
    options.schema === undefined ? columns : columns.map(({ name: column, data }) => ({ name: column, data }));
  await parquetWriteFile({ filename, columnData, ...options });
  return filename;
}

const unit = (unitName: 'MILLIS' | 'MICROS' | 'NANOS'): Partial<WriteOptions> => ({
  schema: [
    { name: 'root', num_children: 6 },
    {
      name: 'timestamp',
      type: 'INT64',
      repetition_type: 'REQUIRED',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: unitName },
    },
    { name: 'Open', type: 'DOUBLE', repetition_type: 'REQUIRED' },
    { name: 'High', type: 'INT32', repetition_type: 'REQUIRED' },
    { name: 'Low', type: 'INT64', repetition_type: 'REQUIRED' },
    { name: 'Close', type: 'FLOAT', repetition_type: 'REQUIRED' },
    { name: 'Volume BTC', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  ],
});

describe('readParquet', () => {
  const stamps: [title: string, time: Column, options?: Partial<WriteOptions>][] = [
    ['dates', { name: 'timestamp', data: hours.map((ms) => new Date(ms)), type: 'TIMESTAMP' }],
    ['TIMESTAMP milliseconds', { name: 'timestamp', data: hours.map((ms) => BigInt(ms)) }, unit('MILLIS')],
    ['TIMESTAMP microseconds', { name: 'timestamp', data: hours.map((ms) => BigInt(ms) * 1_000n) }, unit('MICROS')],
    ['TIMESTAMP nanoseconds', { name: 'timestamp', data: hours.map((ms) => BigInt(ms) * 1_000_000n) }, unit('NANOS')],
    ['plain INT64 milliseconds', { name: 'open_time', data: hours.map((ms) => BigInt(ms)), type: 'INT64' }],
    [
      'plain INT64 nanoseconds',
      { name: '__index_level_0__', data: hours.map((ms) => BigInt(ms) * 1_000_000n), type: 'INT64' },
    ],
    ['plain INT32 seconds', { name: 'time', data: hours.map((ms) => ms / 1000), type: 'INT32' }],
    ['plain DOUBLE seconds', { name: 'unix', data: hours.map((ms) => ms / 1000), type: 'DOUBLE' }],
    ['ISO text', { name: 'Date', data: hours.map((ms) => new Date(ms).toISOString()), type: 'STRING' }],
  ];
  for (const [title, time, options] of stamps) {
    it(`reads stamps stored as ${title}`, async () => {
      const { bars, quality } = await loadParquet(await write('ETH_USDT_1h.parquet', time, options));
      expect([...bars.time]).toEqual(hours);
      expect([...bars.low]).toEqual([9, 10, 11]);
      expect([...bars.close]).toEqual([11, 12, 13]);
      expect([...bars.volume]).toEqual([5, Number.NaN, 7]);
      expect([bars.symbol, quality.source, quality.rows]).toEqual(['ETH_USDT', 'ETH_USDT_1h.parquet', 3]);
    });
  }

  it('reads chosen columns over several row groups', async () => {
    const rows = 5_000;
    const filename = join(folder, 'funding.parquet');
    const time = Array.from({ length: rows }, (_, i) => new Date(START + i * HOUR));
    await parquetWriteFile({
      filename,
      rowGroupSize: 700,
      columnData: [
        { name: 'timestamp', data: time, type: 'TIMESTAMP' },
        { name: 'note', data: time.map(String), type: 'STRING' },
        { name: 'funding_rate', data: time.map((_, i) => i * 1e-6), type: 'DOUBLE' },
      ],
    });
    const table = await readParquet(filename, { columns: ['time', 'funding_rate'] });
    expect(table.rows).toBe(rows);
    expect([...table.columns.funding_rate]).toEqual(time.map((_, i) => i * 1e-6));
    expect([...table.columns.time]).toEqual(time.map(Number));
  });

  it('says what is wrong with a file', async () => {
    const text = join(folder, 'text.parquet');
    writeFileSync(text, 'time,open,high,low,close\n');
    await expect(readParquet(text)).rejects.toThrow(DataError);
    await expect(readParquet(text)).rejects.toThrow('text.parquet: expected a Parquet file');
    const path = await write('wrong.parquet', { name: 'when', data: [1, 2, 3], type: 'INT32' });
    await expect(readParquet(path)).rejects.toThrow(
      'wrong.parquet: expected column time in the header, got "when, Open',
    );
    const words = await write('words.parquet', { name: 'time', data: ['a', 'b', 'c'], type: 'STRING' });
    await expect(readParquet(words)).rejects.toThrow(
      'words.parquet, row 1, column time: expected a time stamp, got "a"',
    );
    const holes = await write('holes.parquet', { name: 'time', data: [1, null, 3], type: 'INT32' });
    await expect(readParquet(holes)).rejects.toThrow('holes.parquet, row 2, column time: expected a time stamp');
  });
});
