import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, ParameterError } from '@quantblocks/core';
import { loadBars } from '@quantblocks/data';
import { marketDataFile } from '@quantblocks/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const CSV = `timestamp,open,high,low,close,volume

2024-01-01 00:00:00,10,12,9,11,5
2024-01-01 01:00:00,11,13,10,12,6
2024-01-01 02:00:00,12,11,10,12,6
`;

let folder = '';
let path = '';
let cache = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantblocks-load-bars-'));
  path = join(folder, 'BTC_USDT_1h.csv');
  cache = join(folder, 'cache');
  writeFileSync(path, CSV);
});
afterEach(() => rmSync(folder, { recursive: true }));

const drop = { policies: { impossibleOhlc: 'drop' } } as const;

describe('loadBars', () => {
  it('reads, reports and builds bars; the symbol comes from the file name', () => {
    const { bars, quality } = loadBars(path, drop);
    expect([bars.symbol, bars.length, bars.timeframeMs]).toEqual(['BTC_USDT', 2, 3_600_000]);
    expect(quality.dropped).toEqual([{ row: 2, line: 5, time: Date.UTC(2024, 0, 1, 2), finding: 'impossibleOhlc' }]);
    expect(loadBars(path, { ...drop, symbol: 'BTC', timeframeMs: 60_000 }).bars).toMatchObject({
      symbol: 'BTC',
      timeframeMs: 60_000,
    });
  });

  it('names file, line and values of a row it refuses', () => {
    expect(() => loadBars(path)).toThrow(DataError);
    expect(() => loadBars(path)).toThrow(
      'BTC_USDT_1h.csv, row 5: expected low <= open, close <= high (impossibleOhlc), got "2024-01-01T02:00:00.000Z 12 11 10 12 6"',
    );
  });

  it('points to loadParquet', () => {
    expect(() => loadBars('x.parquet')).toThrow(ParameterError);
  });
});

describe('the cache of loadBars', () => {
  it('gives the same bars and report, and the same errors, without parsing', () => {
    const plain = loadBars(path, drop);
    expect(loadBars(path, { ...drop, cache })).toEqual({ ...plain, cache: 'miss' });
    expect(loadBars(path, { ...drop, cache })).toEqual({ ...plain, cache: 'hit' });
    expect(() => loadBars(path, { cache })).toThrow('BTC_USDT_1h.csv, row 5: expected low');
    expect(readdirSync(cache).length).toBe(1);
  });

  it('sees an edit that keeps size and time', () => {
    // Whole seconds: utimes cannot give a file its fraction of a millisecond back.
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const before = statSync(path);
    loadBars(path, { ...drop, cache });
    writeFileSync(path, CSV.replace('12,9,11,5', '12,9,11,7'));
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    expect(statSync(path)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs });
    const { bars, cache: state } = loadBars(path, { ...drop, cache });
    expect([state, bars.volume[0]]).toEqual(['stale', 7]);
    expect(loadBars(path, { ...drop, cache }).cache).toBe('hit');
  });

  it('parses again when the copy is damaged, and mends it', () => {
    loadBars(path, { ...drop, cache });
    const copy = join(cache, readdirSync(cache)[0]);
    writeFileSync(copy, 'not a column file');
    expect(loadBars(path, { ...drop, cache })).toMatchObject({ cache: 'damaged', bars: { length: 2 } });
    expect(loadBars(path, { ...drop, cache }).cache).toBe('hit');
  });

  it('keeps options that change the numbers apart, and others together', () => {
    const other = { time: 0, open: 2, high: 2, low: 3, close: 4, volume: 5 };
    const swapped = { ...other, open: 4, close: 1 };
    expect(() => loadBars(path, { ...drop, cache, columns: other })).toThrow(ParameterError);
    expect(loadBars(path, { ...drop, cache, columns: swapped }).bars.open[0]).toBe(11);
    expect(loadBars(path, { ...drop, cache })).toMatchObject({ cache: 'miss' });
    expect(loadBars(path, { ...drop, cache, symbol: 'OTHER', largeMove: 0.01 })).toMatchObject({ cache: 'hit' });
  });
});

const REAL: [file: string, symbol: string, bars: number][] = [
  ['BTC_USDT_2h.csv', 'BTC_USDT', 35_123],
  ['BTC_USD_2h.csv', 'BTC_USD', 61_465],
  ['BTC_FUSED_2h.csv', 'BTC_FUSED', 61_465],
  ['Binance_XRPUSDT_1h.csv', 'Binance_XRPUSDT', 17_521],
  ['tradingview_BYBIT_BTCUSDT_60.csv', 'tradingview_BYBIT_BTCUSDT', 2_500],
];

describe('loadBars of real files', () => {
  for (const [file, symbol, length] of REAL) {
    const real = marketDataFile(file);
    it.skipIf(real === undefined)(
      `loads ${file}${real === undefined ? ' (skipped: no market data folder)' : ''}`,
      () => {
        const { bars, quality } = loadBars(real as string);
        expect([bars.symbol, bars.length, quality.dropped]).toEqual([symbol, length, []]);
        expect(quality.isMixedVenues).toBe(file === 'BTC_FUSED_2h.csv');
      },
    );
  }

  const fused = marketDataFile('BTC_FUSED_2h.csv');
  it.skipIf(fused === undefined)('can refuse mixed venues', () => {
    expect(() => loadBars(fused as string, { policies: { mixedVenues: 'throw' } })).toThrow(
      'BTC_FUSED_2h.csv: expected rows of one venue (mixedVenues)',
    );
  });
});
