import { DataError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { displace, ichimoku } from '../../src/index.ts';
import { pointBars } from '../bars.ts';

describe('ichimoku', () => {
  it('is half the sum of the extremes of each window, and of the first two lines', () => {
    const bars = { high: [3, 5, 4, 6, 5], low: [1, 2, 3, 4, 2] };
    const { tenkan, kijun, spanA, spanB } = ichimoku(bars, { tenkan: 2, kijun: 3, senkouB: 4 });
    expect(Array.from(tenkan)).toEqual([Number.NaN, 3, 3.5, 4.5, 4]);
    expect(Array.from(kijun)).toEqual([Number.NaN, Number.NaN, 3, 4, 4]);
    expect(Array.from(spanA)).toEqual([Number.NaN, Number.NaN, 3.25, 4.25, 4]);
    expect(Array.from(spanB)).toEqual([Number.NaN, Number.NaN, Number.NaN, 3.5, 4]);
  });

  it('is undefined exactly while a gap is in the window of a line', () => {
    const { tenkan, kijun, spanA } = ichimoku(
      { high: [2, 4, Number.NaN, 6, 8, 4], low: [2, 4, 1, 6, 8, 4] },
      { tenkan: 1, kijun: 2, senkouB: 3 },
    );
    expect(Array.from(tenkan)).toEqual([2, 4, Number.NaN, 6, 8, 4]);
    expect(Array.from(kijun)).toEqual([Number.NaN, 3, Number.NaN, Number.NaN, 7, 6]);
    expect(Array.from(spanA)).toEqual([Number.NaN, 3.5, Number.NaN, Number.NaN, 7.5, 5]);
  });

  it('accepts lengths in any order', () => {
    const { spanA, spanB } = ichimoku(
      pointBars(3, (i) => i),
      { tenkan: 3, kijun: 2, senkouB: 1 },
    );
    expect(Array.from(spanA)).toEqual([Number.NaN, Number.NaN, 1.25]);
    expect(Array.from(spanB)).toEqual([0, 1, 2]);
  });

  it('is the price where the market stands still', () => {
    for (const line of Object.values(ichimoku(pointBars(60, () => 7)))) expect(line[59]).toBe(7);
  });
});

describe('displace', () => {
  it('moves a series later, gaps and all', () => {
    expect(Array.from(displace([1, Number.NaN, 3], 1))).toEqual([Number.NaN, 1, Number.NaN]);
    expect(Array.from(displace([1, 2], 0))).toEqual([1, 2]);
    expect(Array.from(displace([1, 2], 5))).toEqual([Number.NaN, Number.NaN]);
    expect(displace([], 3)).toEqual(new Float64Array(0));
  });

  it('works in place', () => {
    const series = Float64Array.of(1, 2, 3, 4);
    expect(displace(series, 2, series)).toBe(series);
    expect(Array.from(series)).toEqual([Number.NaN, Number.NaN, 1, 2]);
  });

  it('refuses to look ahead, and buffers that do not fit', () => {
    expect(() => displace([1, 2], -1)).toThrow(/bars/);
    expect(() => displace([1, 2], 0.5)).toThrow(/bars/);
    expect(() => displace([1, 2], 1, new Float64Array(3))).toThrow(/out/);
    expect(() => displace(null as never, 1)).toThrow(DataError);
  });
});
