import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bars, createBars, ParameterError, shareBars, sliceBars } from '../src/index.ts';

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;
const bars = (length: number): Bars => {
  const price = Float64Array.from({ length }, (_, i) => 10 + i);
  const time = price.map((_, i) => i * 1000);
  return createBars({
    symbol: 'A',
    timeframeMs: 1000,
    time,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: price,
  });
};

describe('sliceBars', () => {
  it('is a view that shares memory in every column', () => {
    const whole = bars(5);
    const part = sliceBars(whole, 1, 4);
    expect(part).toMatchObject({ symbol: 'A', timeframeMs: 1000, length: 3 });
    for (const name of COLUMNS) {
      expect(part[name].buffer).toBe(whole[name].buffer);
      expect(part[name]).toEqual(whole[name].slice(1, 4));
    }
    expect(Object.isFrozen(part)).toBe(true);
  });
  it('is everything by default, and composes', () => {
    expect(sliceBars(bars(3))).toEqual(bars(3));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 5, max: 9 }), (start, end) => {
        const nested = sliceBars(sliceBars(bars(12), 1, 11), start, end);
        expect(nested).toEqual(sliceBars(bars(12), start + 1, end + 1));
      }),
    );
  });
  it.each([
    [-1, 2],
    [2, 2],
    [3, 2],
    [0, 6],
    [0.5, 2],
    [Number.NaN, 2],
  ])('refuses the range %d to %d', (start, end) => {
    expect(() => sliceBars(bars(5), start, end)).toThrow(ParameterError);
  });
});

describe('shareBars', () => {
  it('copies all columns to one shared buffer', () => {
    const whole = bars(4);
    const shared = shareBars(whole);
    expect(shared.close.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(new Set(COLUMNS.map((name) => shared[name].buffer)).size).toBe(1);
    for (const name of COLUMNS) expect([...shared[name]]).toEqual([...whole[name]]);
    whole.close[0] = 99;
    expect(shared.close[0]).toBe(10);
  });
  it('returns shared bars as they are', () => {
    const shared = shareBars(bars(4));
    expect(shareBars(shared)).toBe(shared);
    expect(sliceBars(shared, 1).close.buffer).toBe(shared.close.buffer);
  });
});
