import { createRng } from '@quantblocks/core';
import { parseCsv } from '@quantblocks/data';
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
