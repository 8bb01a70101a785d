import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { donchian, donchianMiddle, RollingMax, RollingMin, rollingMax, rollingMin } from '../../src/index.ts';

/** Extreme of every window by looking at all of it. */
function scan(x: readonly number[], period: number, extreme: (...values: number[]) => number): number[] {
  return x.map((_, i) => (i < period - 1 ? Number.NaN : extreme(...x.slice(i - period + 1, i + 1))));
}

const series = fc.oneof(
  fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 }),
  fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { maxLength: 60 }).map((x) => x.sort((a, b) => a - b)),
  fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { maxLength: 60 }).map((x) => x.sort((a, b) => b - a)),
);
const plain = (x: ArrayLike<number>): number[] => Array.from(x, (value) => value + 0);

describe('rollingMax and rollingMin', () => {
  it('are the extremes of the window', () => {
    expect(Array.from(rollingMax([3, 1, 2, 5, 4], { period: 3 }))).toEqual([Number.NaN, Number.NaN, 3, 5, 5]);
    expect(Array.from(rollingMin([3, 1, 2, 5, 4], { period: 3 }))).toEqual([Number.NaN, Number.NaN, 1, 1, 2]);
    expect(Array.from(rollingMax([3, 1], { period: 1 }))).toEqual([3, 1]);
  });

  it('are what a look at the whole window finds, in batch and in streams, on rising, falling and mixed series', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 70 }), (x, period) => {
        const highest = plain(scan(x, period, Math.max));
        const lowest = plain(scan(x, period, Math.min));
        const max = new RollingMax({ period });
        const min = new RollingMin({ period });
        expect(plain(rollingMax(x, { period }))).toEqual(highest);
        expect(plain(rollingMin(x, { period }))).toEqual(lowest);
        expect(plain(x.map((value) => max.update(value)))).toEqual(highest);
        expect(plain(x.map((value) => min.update(value)))).toEqual(lowest);
        const { upper, middle, lower } = donchian({ high: x, low: x.map((value) => value - 1) }, { period });
        const mean = highest.map((value, i) => (value + (lowest[i] - 1)) / 2);
        expect(plain(upper)).toEqual(highest);
        expect(plain(middle)).toEqual(plain(mean));
        expect(plain(donchianMiddle({ high: x, low: x.map((value) => value - 1) }, { period }))).toEqual(plain(mean));
        expect(lower.length).toBe(x.length);
      }),
      { numRuns: 200 },
    );
  });
});
