import { join } from 'node:path';
import { describeGolden, expectClose, readJson, readTable } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import type { TestBars } from './bars.ts';
import { averageTable } from './golden/average.ts';
import { channelTable } from './golden/channel.ts';
import { cycleTable } from './golden/cycle.ts';
import { fiveInOneTable } from './golden/five-in-one.ts';
import { momentumTable } from './golden/momentum.ts';
import { statisticsTable } from './golden/statistics.ts';
import type { Column, Compute, Reader, Table } from './golden/table.ts';
import { trendTable } from './golden/trend.ts';
import { volatilityTable } from './golden/volatility.ts';
import { volumeTable } from './golden/volume.ts';

interface Manifest {
  readonly input: { readonly file: string };
  readonly files: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<string, Readonly<Record<string, Column>>>>;
}

const tables: readonly Table[] = [
  averageTable,
  momentumTable,
  trendTable,
  volatilityTable,
  channelTable,
  volumeTable,
  statisticsTable,
  cycleTable,
  fiveInOneTable,
];
const computeOf = (source: string, name: string): Compute | undefined =>
  tables.map((table) => table[source as keyof Table]?.[name]).find((compute) => compute !== undefined);

/** From the golden README. A relative 1e-10 of a value near zero means nothing, hence the share of the largest value. */
const tolerances: Record<string, { rtol: number; atol: number; ofLargest: number }> = {
  talib: { rtol: 1e-9, atol: 0, ofLargest: 1e-12 },
  tulip: { rtol: 1e-9, atol: 0, ofLargest: 1e-12 },
  pine: { rtol: 1e-7, atol: 1e-9, ofLargest: 0 },
  textbook: { rtol: 1e-10, atol: 0, ofLargest: 1e-9 },
  ff: { rtol: 1e-9, atol: 1e-15, ofLargest: 0 },
};
/**
 * Running sums of the references themselves are this far off. Tulip's variances: 2.2e-9 at bar 848 of the hourly set, where our value is
 * within 5e-14 of the textbook column, which was summed in long double.
 */
const looser: Record<string, number> = {
  'talib:STDDEV': 1e-7,
  'talib:VAR': 1e-7,
  'tulip:STDDEV': 3e-9,
  'tulip:STDERR': 3e-9,
  'tulip:VAR': 3e-9,
  'tulip:LINREG_SLOPE': 1e-6,
};

/** Parameters of a column that has none of its own: those of the column before it that has (`FF_FAMA` belongs to `FF_MAMA`). */
function readerOf(columns: readonly [string, Column][], at: number): Reader {
  const call = Array.from((columns[at][1].function ?? '').matchAll(/(?<![\w.])\d+(?:\.\d+)?/g), ([digits]) =>
    Number(digits),
  );
  const given = columns.slice(0, at + 1).reverse();
  return (key) => {
    if (typeof key === 'number' && call[key] !== undefined) return call[key];
    for (const [, { params = {} }] of given) {
      // A list inside the parameters is read by position: `p0` is the first of `p`.
      const flat = Object.entries(params).flatMap(([name, value]) =>
        Array.isArray(value) ? value.map((item, i) => [`${name}${i}`, item]) : [[name, value]],
      );
      const value = Object.fromEntries(flat)[key];
      if (typeof value === 'number') return value;
    }
    throw new Error(`${columns[at][0]} states no parameter ${key}`);
  };
}

/** The column whose parameters hold for this one: itself, or the last before it that states any. */
function ownerOf(columns: readonly [string, Column][], at: number): Column {
  const owner = columns.slice(0, at + 1).findLast(([, { params = {} }]) => Object.keys(params).length > 0);
  return (owner ?? columns[at])[1];
}

const numbers = (cells: readonly string[]): Float64Array =>
  Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Number(cell)));

/** UTC stamps without a zone are UTC. */
const timeOf = (stamp: string): number => Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(stamp) ? stamp : `${stamp}Z`);

describeGolden('indicators/sets', {}, (set) => {
  const manifest = readJson<Manifest>(join(set.path, 'manifest.json'));
  const input = readTable(join(set.path, manifest.input.file));
  const bars = {
    time: Float64Array.from(input.timestamp, timeOf),
    ...Object.fromEntries(['open', 'high', 'low', 'close', 'volume'].map((name) => [name, numbers(input[name])])),
  } as TestBars;
  const failures: string[] = [];
  const missing: string[] = [];
  let compared = 0;
  for (const [source, file] of Object.entries(manifest.files)) {
    const table = readTable(join(set.path, file));
    const kept = numbers(table.bar);
    const columns = Object.entries(manifest.columns[source] ?? {});
    columns.forEach(([name, column], at) => {
      const label = `${source}:${name}`;
      const compute = computeOf(source, name);
      if (compute === undefined) {
        missing.push(label);
        return;
      }
      try {
        const actual = compute(bars, readerOf(columns, at), ownerOf(columns, at));
        const expected = numbers(table[name]);
        const largest = expected.reduce((max, value) => Math.max(max, Number.isNaN(value) ? 0 : Math.abs(value)), 0);
        const { rtol, atol, ofLargest } = tolerances[source];
        const first = Array.from(actual).findIndex((value) => !Number.isNaN(value));
        if (first !== column.warmup) failures.push(`${label}: first bar ${first}, expected ${column.warmup}`);
        const options = { rtol: looser[label] ?? rtol, atol: atol + ofLargest * largest, label };
        expectClose(
          kept.map((bar) => actual[bar]),
          expected,
          options,
        );
        compared++;
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    });
  }
  expect(failures, `${compared} columns agree`).toEqual([]);
  expect(missing, 'columns without an indicator').toEqual([]);
});
