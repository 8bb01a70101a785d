import { describe, expect, it } from 'vitest';
import { type BarColumns, createBars, DataError, emptyBars, ParameterError } from '../src/index.ts';

const HOUR = 3_600_000;
const good = (): Required<BarColumns> => ({
  symbol: 'TEST',
  timeframeMs: HOUR,
  time: [0, HOUR, 2 * HOUR],
  open: [10, 11, 12],
  high: [12, 13, 14],
  low: [9, 10, 11],
  close: [11, 12, 13],
  volume: [1, 0, Number.NaN],
});

describe('createBars', () => {
  it('keeps every column and freezes the bars', () => {
    const bars = createBars(good());
    expect(bars).toMatchObject({ symbol: 'TEST', timeframeMs: HOUR, length: 3 });
    expect(bars.high).toEqual(Float64Array.of(12, 13, 14));
    expect(Object.isFrozen(bars)).toBe(true);
  });
  it('takes Float64Array columns over without a copy', () => {
    const close = Float64Array.of(11, 12, 13);
    expect(createBars({ ...good(), close }).close).toBe(close);
  });
  it('infers the timeframe, names the symbol and marks volume as not known', () => {
    const { symbol, timeframeMs, volume, ...columns } = good();
    const bars = createBars(columns);
    expect([bars.symbol, bars.timeframeMs]).toEqual(['UNKNOWN', HOUR]);
    expect(bars.volume.every(Number.isNaN)).toBe(true);
  });
  it('accepts gaps, equal prices and one bar of a known timeframe', () => {
    expect(createBars({ ...good(), time: [0, HOUR, 9 * HOUR] }).length).toBe(3);
    const one = { time: [5], open: [1], high: [1], low: [1], close: [1] };
    expect(createBars({ ...one, timeframeMs: 60 }).timeframeMs).toBe(60);
    expect(() => createBars(one)).toThrow('timeframeMs');
  });

  const inf = Number.POSITIVE_INFINITY;
  it.each<[defect: string, change: Partial<BarColumns>, message: string]>([
    [
      'no bars',
      { time: [], open: [], high: [], low: [], close: [], volume: [] },
      'TEST: expected at least one bar, got 0',
    ],
    ['a missing column', { open: undefined as never }, 'TEST, column open: expected a column, got undefined'],
    ['no time', { time: null as never }, 'TEST, column time: expected a column, got null'],
    ['a short column', { low: [9, 10] }, 'TEST, column low: expected 3 values, as many as in column time, got 2'],
    [
      'a long volume',
      { volume: [1, 2, 3, 4] },
      'TEST, column volume: expected 3 values, as many as in column time, got 4',
    ],
    [
      'a repeated stamp',
      { time: [0, HOUR, HOUR] },
      'TEST, row 2, column time: expected time to increase strictly after 3600000',
    ],
    ['unsorted stamps', { time: [HOUR, 0, 2 * HOUR] }, 'TEST, row 1, column time: expected time to increase strictly'],
    ['a NaN stamp', { time: [0, Number.NaN, HOUR] }, 'TEST, row 1, column time: expected epoch milliseconds, got NaN'],
    [
      'an infinite stamp',
      { time: [0, HOUR, inf] },
      'TEST, row 2, column time: expected epoch milliseconds, got Infinity',
    ],
    ['a NaN price', { open: [10, Number.NaN, 12] }, 'TEST, row 1, column open: expected a finite price > 0, got NaN'],
    ['a zero price', { low: [9, 0, 11] }, 'TEST, row 1, column low: expected a finite price > 0, got 0'],
    ['a negative price', { close: [11, 12, -13] }, 'TEST, row 2, column close: expected a finite price > 0, got -13'],
    [
      'an infinite high',
      { high: [12, inf, 14] },
      'TEST, row 1, column high: expected a finite price > 0, got Infinity',
    ],
    [
      'a high below the open',
      { open: [12.5, 11, 12] },
      'TEST, row 0, column high: expected high >= max(open, close) = 12.5, got 12',
    ],
    [
      'a high below the close',
      { close: [11, 13.5, 13] },
      'TEST, row 1, column high: expected high >= max(open, close) = 13.5, got 13',
    ],
    [
      'a low above the open',
      { open: [10, 9.5, 12] },
      'TEST, row 1, column low: expected low <= min(open, close) = 9.5, got 10',
    ],
    [
      'a low above the close',
      { close: [11, 12, 10.5] },
      'TEST, row 2, column low: expected low <= min(open, close) = 10.5, got 11',
    ],
    [
      'a negative volume',
      { volume: [1, -1, 0] },
      'TEST, row 1, column volume: expected a volume >= 0, or NaN where it is not known, got -1',
    ],
    ['an infinite volume', { volume: [inf, 1, 0] }, 'TEST, row 0, column volume: expected a volume >= 0'],
  ])('refuses %s', (_, change, message) => {
    const create = (): unknown => createBars({ ...good(), ...change });
    expect(create).toThrow(DataError);
    expect(create).toThrow(message);
  });
  it.each([0, -1, Number.NaN, inf])('refuses a timeframe of %d', (timeframeMs) => {
    expect(() => createBars({ ...good(), timeframeMs })).toThrow(ParameterError);
  });
});

describe('emptyBars', () => {
  it('has columns of no length', () => {
    const bars = emptyBars('BTC', HOUR);
    expect([bars.length, bars.time.length, bars.volume.length, bars.symbol, bars.timeframeMs]).toEqual([
      0,
      0,
      0,
      'BTC',
      HOUR,
    ]);
    expect(Object.isFrozen(bars)).toBe(true);
  });
});
