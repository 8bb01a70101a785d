import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Bars, createBars } from '@quantblocks/core';
import { goldenRoot, readFloat64, readInt8, readJson } from '@quantblocks/test-kit';

/** The price series a golden set was made on; times become milliseconds. */
export function goldenBars(name: string): Bars {
  const folder = join(goldenRoot, 'final-trigger/ohlcv', name);
  const column = (file: string): Float64Array => readFloat64(join(folder, `${file}.f64`));
  return createBars({
    symbol: name,
    time: column('time').map((seconds) => seconds * 1000),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  });
}

/** What `params.json` of a set says about itself. */
export interface SetFile {
  readonly ohlcv: string;
  readonly series: readonly string[];
  readonly params: {
    readonly enable_long: boolean;
    readonly enable_short: boolean;
    readonly grace_bars: 0 | 1;
    readonly use_mama_kama_filter: boolean;
    readonly strict_lock_5in1_last: boolean;
  };
}

/** A set's parameters and lazy access to its series. */
export function goldenSet(path: string): {
  file: SetFile;
  has(name: string): boolean;
  flags(name: string): Int8Array;
  values(name: string): Float64Array;
} {
  const at = (name: string): string => join(path, 'series', name);
  return {
    file: readJson<SetFile>(join(path, 'params.json')),
    has: (name) => existsSync(at(`${name}.i8`)) || existsSync(at(`${name}.f64`)),
    flags: (name) => readInt8(at(`${name}.i8`)),
    values: (name) => readFloat64(at(`${name}.f64`)),
  };
}

/** First index at which two series differ, with both values; `null` if they are equal. */
export function firstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): string | null {
  if (actual.length !== expected.length) return `length ${actual.length}, expected ${expected.length}`;
  for (let i = 0; i < actual.length; i++)
    if (actual[i] !== expected[i]) return `bar ${i}: got ${actual[i]}, expected ${expected[i]}`;
  return null;
}
