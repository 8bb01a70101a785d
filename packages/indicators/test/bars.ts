import { createRng } from '@quantblocks/core';
import type { Columns, IndicatorEntry } from '../src/registry.ts';

/** Columns of made-up bars; tests put gaps into them. */
export type TestBars = { [Name in keyof Required<Columns>]: Float64Array };
export type Row = { [Name in keyof TestBars]: number };

const NAMES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
const HOUR = 3_600_000;

/** Columns made bar by bar. */
export function barsOf(length: number, bar: (i: number) => Omit<Row, 'time'>): TestBars {
  const columns = Object.fromEntries(NAMES.map((name) => [name, new Float64Array(length)])) as unknown as TestBars;
  for (let i = 0; i < length; i++) {
    const row = { time: Date.UTC(2024, 0, 1) + i * HOUR, ...bar(i) };
    for (const name of NAMES) columns[name][i] = row[name];
  }
  return columns;
}

/** A deterministic random walk with flat stretches, unchanged closes, bars without range and bars without volume. */
export function walk(length: number, key: number): TestBars {
  const rng = createRng(key, 'indicators test');
  let price = 100;
  return barsOf(length, () => {
    const open = price;
    if (rng.next() > 0.1) price *= Math.exp(0.02 * rng.normal());
    const quiet = rng.next() < 0.05;
    return {
      open,
      close: price,
      high: Math.max(open, price) * (quiet ? 1 : 1 + 0.01 * rng.next()),
      low: Math.min(open, price) * (quiet ? 1 : 1 - 0.01 * rng.next()),
      volume: rng.next() < 0.05 ? 0 : 1000 * rng.next(),
    };
  });
}

/** Bars whose four prices are one. */
export function pointBars(length: number, price: (i: number) => number): TestBars {
  return barsOf(length, (i) => ({ open: price(i), high: price(i), low: price(i), close: price(i), volume: 7 }));
}

/** What a stream of the entry takes: a number, or the bar. */
export function inputAt(entry: IndicatorEntry, bars: TestBars, i: number): unknown {
  if (entry.inputs.length === 1) return bars[entry.inputs[0]][i];
  return Object.fromEntries(NAMES.map((name) => [name, bars[name][i]]));
}

/** The first `length` bars. */
export function head(bars: TestBars, length: number): TestBars {
  return Object.fromEntries(NAMES.map((name) => [name, bars[name].slice(0, length)])) as unknown as TestBars;
}

/** Same value, where NaN is NaN; the sign of zero does not matter. */
export function same(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
