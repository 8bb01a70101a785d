import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBars, createRng } from '@quantblocks/core';
import { loadBars, parseCsv, qualityReport, readColumns, readCsv, resample, writeColumns } from '@quantblocks/data';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import { compare, requireEqual } from './harness.ts';

const ROWS = 1_000_000;

const text = candles(ROWS, (ms) => String(ms));
const bytes = new TextEncoder().encode(text);
console.log(`${ROWS} generated candles, ${(bytes.length / 1e6).toFixed(1)} MB of CSV`);

const parser = initParser(inferSchema(text));

const quantblocks = (): number => {
  const { close, volume } = parseCsv(bytes).columns;
  return total(close) + total(volume);
};
const udsv = (): number => {
  const columns = parser.typedCols(text) as number[][];
  return total(columns[4]) + total(columns[5]);
};
const papaparse = (): number => {
  const { data } = Papa.parse<number[]>(text, { dynamicTyping: true, skipEmptyLines: true });
  let sum = 0;
  let volume = 0;
  for (let i = 1; i < data.length; i++) {
    sum += data[i][4];
    volume += data[i][5];
  }
  return sum + volume;
};
const split = (): number => {
  const lines = text.split('\n');
  const columns = Array.from({ length: 6 }, () => new Float64Array(ROWS));
  for (let i = 0; i < ROWS; i++) {
    const fields = lines[i + 1].split(',');
    for (let k = 0; k < 6; k++) columns[k][i] = Number(fields[k]);
  }
  return total(columns[4]) + total(columns[5]);
};
const expected = split();
for (const [name, run] of Object.entries({ quantblocks, udsv, papaparse })) requireEqual(name, run(), expected, 0);

compare(
  'parse candles into typed columns',
  [
    { name: 'quantblocks parseCsv (from bytes)', run: quantblocks },
    { name: 'uDSV typedCols (from a string)', run: udsv },
    { name: 'papaparse dynamicTyping (from a string)', run: papaparse },
    { name: "split('\\n'), split(','), Number", run: split },
  ],
  { items: ROWS, rounds: 5, repeats: 1 },
);

const isoBytes = new TextEncoder().encode(
  candles(ROWS, (ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')),
);
requireEqual('ISO stamps', total(parseCsv(isoBytes).columns.time), total(parseCsv(bytes).columns.time), 0);

const folder = mkdtempSync(join(tmpdir(), 'quantblocks-bench-'));
try {
  const csv = join(folder, 'BENCH_1m.csv');
  const binary = join(folder, 'BENCH_1m.qbc');
  const cache = join(folder, 'cache');
  writeFileSync(csv, bytes);
  const { columns } = readCsv(csv);
  writeColumns(binary, columns);
  requireEqual('column cache', total(readColumns(binary).columns.close), total(columns.close), 0);
  requireEqual('loadBars, cold', total(loadBars(csv, { cache }).bars.close), total(columns.close), 0);
  if (loadBars(csv, { cache }).cache !== 'hit') throw new Error('the cache was not used');
  compare(
    'read a file',
    [
      { name: 'readColumns (checked binary)', run: () => total(readColumns(binary).columns.close) },
      { name: 'readCsv, epoch stamps', run: () => total(readCsv(csv).columns.close) },
      { name: 'parseCsv of bytes, ISO stamps', run: () => total(parseCsv(isoBytes).columns.close) },
      { name: 'loadBars from the cache (with quality)', run: () => loadBars(csv, { cache }).bars.length },
      { name: 'loadBars without cache', run: () => loadBars(csv).bars.length },
      { name: 'qualityReport alone', run: () => qualityReport(columns).rows },
    ],
    { items: ROWS, rounds: 5, repeats: 1 },
  );

  const bars = createBars({ symbol: 'BENCH', timeframeMs: 60_000, ...columns });
  const hour = 3_600_000;
  const grouped = (): number => {
    const buckets = new Map<number, number[]>();
    for (let i = 0; i < bars.length; i++) {
      const key = Math.floor(bars.time[i] / hour);
      const rows = buckets.get(key);
      if (rows === undefined) buckets.set(key, [i]);
      else rows.push(i);
    }
    let sum = 0;
    for (const rows of buckets.values()) sum += Math.max(...rows.map((i) => bars.high[i]));
    return sum;
  };
  requireEqual('resample', total(resample(bars, hour, { partial: 'keep' }).high), grouped(), 1e-12);
  compare(
    'resample 1m to 1h',
    [
      { name: 'quantblocks resample (five columns)', run: () => resample(bars, hour, { partial: 'keep' }).length },
      { name: 'Map of buckets (high only)', run: grouped },
    ],
    { items: ROWS, rounds: 5 },
  );
} finally {
  rmSync(folder, { recursive: true });
}

function candles(rows: number, stamp: (ms: number) => string): string {
  const rng = createRng(1, 'data.bench');
  const lines = ['open_time,open,high,low,close,volume'];
  let close = 20_000;
  for (let i = 0; i < rows; i++) {
    const open = close;
    close *= 1 + 0.002 * (rng.next() - 0.5);
    const high = Math.max(open, close) * (1 + 0.001 * rng.next());
    const low = Math.min(open, close) * (1 - 0.001 * rng.next());
    const prices = [open, high, low, close].map((price) => price.toFixed(2)).join(',');
    lines.push(`${stamp(1_500_000_000_000 + i * 60_000)},${prices},${(100 * rng.next()).toFixed(6)}`);
  }
  return `${lines.join('\n')}\n`;
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
