import { assertCausal, type Bars, createBars, createRng, DataError, ParameterError } from '@quantblocks/core';
import { alignSeries, resample } from '@quantblocks/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2024, 0, 1);

/** Hourly bars of a random walk; `present` says which hours after `start` exist. */
function hourly(hours: number, start = MONDAY, present: (hour: number) => boolean = () => true): Bars {
  const rng = createRng(1, 'resample.test');
  const rows: number[][] = [];
  let price = 100;
  for (let hour = 0; hour < hours; hour++) {
    const open = price;
    price *= Math.exp(0.01 * rng.normal());
    const spread = 1 + 0.01 * rng.next();
    const row = [
      start + hour * HOUR,
      open,
      Math.max(open, price) * spread,
      Math.min(open, price) / spread,
      price,
      rng.next(),
    ];
    if (present(hour)) rows.push(row);
  }
  const [time, open, high, low, close, volume] = [0, 1, 2, 3, 4, 5].map((k) => rows.map((row) => row[k]));
  return createBars({ symbol: 'TEST', timeframeMs: HOUR, time, open, high, low, close, volume });
}

/** By grouping, the plain way; whole buckets only. */
function naive(bars: Bars, timeframeMs: number): number[][] {
  const buckets = new Map<number, number[]>();
  bars.time.forEach((t, i) => {
    const key = t - (t % timeframeMs);
    buckets.set(key, [...(buckets.get(key) ?? []), i]);
  });
  const end = bars.time[bars.length - 1] + bars.timeframeMs;
  return [...buckets]
    .filter(([key]) => key >= bars.time[0] && key + timeframeMs <= end)
    .map(([key, rows]) => [
      key,
      bars.open[rows[0]],
      Math.max(...rows.map((i) => bars.high[i])),
      Math.min(...rows.map((i) => bars.low[i])),
      bars.close[rows[rows.length - 1]],
      rows.reduce((total, i) => total + bars.volume[i], 0),
    ]);
}

function rowsOf({ time, open, high, low, close, volume, length }: Bars): number[][] {
  return Array.from({ length }, (_, i) => [time[i], open[i], high[i], low[i], close[i], volume[i]]);
}

describe('resample', () => {
  it('takes first open, highest high, lowest low, last close and the sum of volume', () => {
    const bars = createBars({
      time: [0, 1, 2, 3],
      open: [5, 6, 7, 8],
      high: [9, 7, 8, 8],
      low: [4, 3, 7, 6],
      close: [6, 7, 8, 7],
      volume: [1, 2, 3, 4],
    });
    expect(rowsOf(resample(bars, 2))).toEqual([
      [0, 5, 9, 3, 7, 3],
      [2, 7, 8, 6, 7, 7],
    ]);
    expect(rowsOf(resample(bars, 1))).toEqual(rowsOf(bars));
  });

  it('agrees with grouping row by row, for any start, length, gaps and factor', () => {
    const shape = fc.record({
      start: fc.nat(50),
      hours: fc.integer({ min: 60, max: 200 }),
      factor: fc.constantFrom(1, 2, 3, 4, 6, 12, 24),
      gaps: fc.array(fc.nat(200), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(shape, ({ start, hours, factor, gaps }) => {
        const bars = hourly(hours, MONDAY + start * HOUR, (hour) => !gaps.includes(hour));
        const resampled = resample(bars, factor * HOUR);
        expect(rowsOf(resampled)).toEqual(naive(bars, factor * HOUR));
        expect(resampled.timeframeMs).toBe(factor * HOUR);
      }),
    );
  });

  it('begins weeks on Monday and follows an offset', () => {
    const weeks = resample(hourly(24 * 21, MONDAY - 3 * DAY), 7 * DAY);
    expect([...weeks.time]).toEqual([MONDAY, MONDAY + 7 * DAY]);
    const sessions = resample(hourly(72), DAY, { offsetMs: 8 * HOUR });
    expect([...sessions.time]).toEqual([MONDAY + 8 * HOUR, MONDAY + 32 * HOUR]);
  });

  it('drops partial buckets at both ends, or keeps them on request', () => {
    const bars = hourly(30, MONDAY + 23 * HOUR);
    expect([...resample(bars, DAY).time]).toEqual([MONDAY + DAY]);
    expect([...resample(bars, DAY, { partial: 'keep' }).time]).toEqual([MONDAY, MONDAY + DAY, MONDAY + 2 * DAY]);
  });

  it('gives no bars while no bucket is complete', () => {
    expect(resample(hourly(23), DAY)).toMatchObject({ length: 0, timeframeMs: DAY, symbol: 'TEST' });
    expect([...alignSeries([], resample(hourly(2), DAY), hourly(2))]).toEqual([Number.NaN, Number.NaN]);
  });

  it('keeps unknown volume unknown', () => {
    const price = [1, 1, 1, 1];
    const bars = createBars({ time: [0, 1, 2, 3], open: price, high: price, low: price, close: price });
    expect([...resample(bars, 2).volume]).toEqual([Number.NaN, Number.NaN]);
  });

  it('refuses timeframes that are no multiples and bars across borders', () => {
    const bars = hourly(48);
    expect(() => resample(bars, 1.5 * HOUR)).toThrow(ParameterError);
    expect(() => resample(bars, HOUR / 2)).toThrow(ParameterError);
    expect(() => resample(bars, Number.NaN)).toThrow(ParameterError);
    expect(() => resample(bars, DAY, { offsetMs: Number.NaN })).toThrow(ParameterError);
    expect(() => resample(bars, DAY, { partial: 'yes' as 'keep' })).toThrow(ParameterError);
    expect(() => resample(bars, 2 * HOUR, { offsetMs: HOUR / 2 })).toThrow(DataError);
  });
});

describe('alignSeries', () => {
  it('shows a longer bar when it has ended, at the close of the bar that ends with it', () => {
    const bars = hourly(49);
    const days = resample(bars, DAY);
    const aligned = alignSeries(days.close, days, bars);
    expect([aligned[22], aligned[23], aligned[46], aligned[47], aligned[48]]).toEqual([
      Number.NaN,
      days.close[0],
      days.close[0],
      days.close[1],
      days.close[1],
    ]);
    expect(days.close[0]).toBe(bars.close[23]);
  });

  it('makes resampling causal', () => {
    const slowHigh = (bars: Bars): Float64Array => {
      const days = resample(bars, 4 * HOUR);
      return alignSeries(days.high, days, bars);
    };
    assertCausal(slowHigh, hourly(200, MONDAY + HOUR));
  });

  it('refuses a series of another length', () => {
    const bars = hourly(3);
    expect(() => alignSeries([1], bars, bars)).toThrow(ParameterError);
  });
});
