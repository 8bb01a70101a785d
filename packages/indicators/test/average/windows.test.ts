import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { alma, hma, trima, vwma, wma } from '../../src/index.ts';

const EXACT = { rtol: 1e-14 };

describe('wma', () => {
  it('weighs the newest value most', () => {
    // (1 * 1 + 2 * 2 + 3 * 4) / 6, then (1 * 2 + 2 * 4 + 3 * 8) / 6.
    expectClose(wma([1, 2, 4, 8], { period: 3 }), [Number.NaN, Number.NaN, 17 / 6, 34 / 6], EXACT);
  });

  it('is the series itself with period 1', () => {
    expect(Array.from(wma([3, 1, 2], { period: 1 }))).toEqual([3, 1, 2]);
  });

  it('is the weighted sum over the window after thousands of bars, too', () => {
    const rng = createRng(1, 'wma');
    const x = Float64Array.from({ length: 3000 }, () => 100 + rng.normal());
    for (const period of [1, 2, 30, 1500]) {
      const actual = wma(x, { period });
      for (const i of [1499, 1500, 2047, 2048, 2049, 2999]) {
        let sum = 0;
        for (let age = 0; age < period; age++) sum += (period - age) * x[i - age];
        expect(actual[i] / (sum / ((period * (period + 1)) / 2))).toBeCloseTo(1, 12);
      }
    }
  });

  it('forgets a spike where the sums are taken afresh', () => {
    const x = new Float64Array(1100).fill(7);
    x[500] = 1e15;
    expect(Array.from(wma(x, { period: 10 }).subarray(1024))).toEqual(Array.from(x.subarray(1024)));
  });
});

describe('hma', () => {
  it('averages the difference of two weighted averages', () => {
    // Period 4: half 2, root 2. Half: 20/3 and 40/3. Full: (1 + 4 + 12 + 32) / 10 and (2 + 8 + 24 + 64) / 10.
    // Differences 40/3 - 4.9 = 253/30 and 80/3 - 9.8 = 506/30; (253/30 + 2 * 506/30) / 3 = 1265/90.
    const nan = Number.NaN;
    expectClose(hma([1, 2, 4, 8, 16], { period: 4 }), [nan, nan, nan, nan, 1265 / 90], EXACT);
  });

  it('follows a straight line without lag, but for rounding of the lengths', () => {
    // Lags of wma are (length - 1) / 3: 2 * 4 / 3 - 8 / 3 = 0 before the last average, whose lag is 2 / 3 * 1.
    const line = Float64Array.from({ length: 60 }, (_, i) => i);
    expect(hma(line, { period: 9 })[50]).toBeCloseTo(50 - (2 * (4 - 1)) / 3 + (9 - 1) / 3 - (3 - 1) / 3, 10);
  });
});

describe('trima', () => {
  it('has weights that rise and fall', () => {
    // Period 4: 1, 2, 2, 1 over 6. Period 5: 1, 2, 3, 2, 1 over 9.
    expectClose(trima([1, 2, 4, 8], { period: 4 }).subarray(3), [21 / 6], EXACT);
    expectClose(trima([1, 2, 4, 8, 16], { period: 5 }).subarray(4), [49 / 9], EXACT);
  });

  it('is the series itself with period 1 and a simple mean with period 2', () => {
    expect(Array.from(trima([3, 1], { period: 1 }))).toEqual([3, 1]);
    expect(Array.from(trima([3, 1], { period: 2 }))).toEqual([Number.NaN, 2]);
  });
});

describe('vwma', () => {
  it('weighs closes by volume', () => {
    // (10 * 1 + 12 * 3) / 4, (12 * 3 + 20 * 1) / 4.
    const bars = { close: [10, 12, 20], volume: [1, 3, 1] };
    expect(Array.from(vwma(bars, { period: 2 }))).toEqual([Number.NaN, 11.5, 14]);
  });

  it('is the close where nothing was traded in the window', () => {
    const bars = { close: [10, 12, 14, 16], volume: [0.3, 0, 0, 0.1] };
    // The window of bar 2 has no volume at all; that of bar 3 has the volume of bar 3 alone.
    expectClose(vwma(bars, { period: 2 }), [Number.NaN, 10, 14, 16], EXACT);
  });

  it('does not take what is left of a running sum for volume', () => {
    for (let key = 0; key < 10; key++) {
      const rng = createRng(key, 'vwma');
      const volume = Float64Array.from({ length: 30 }, (_, i) => (i < 20 ? Math.exp(5 * rng.normal()) : 0));
      const close = volume.map((_, i) => 100 + i);
      const actual = vwma({ close, volume }, { period: 4 });
      expect(actual.subarray(23)).toEqual(close.subarray(23));
    }
  });
});

describe('alma', () => {
  it('has the weights of a bell', () => {
    // Period 3, offset 1, sigma 6: middle 2, width 1/2, weights exp(-8), exp(-2), 1.
    const [a, b] = [Math.exp(-8), Math.exp(-2)];
    expectClose(
      alma([1, 2, 3], { period: 3, offset: 1, sigma: 6 }).subarray(2),
      [(a + 2 * b + 3) / (a + b + 1)],
      EXACT,
    );
  });

  it('takes the value nearest to the middle of a narrow bell', () => {
    // Middle 0.85 * 2 = 1.7 is nearest to 2, the newest value; 0.4 * 2 = 0.8 to the one before.
    const last = (offset: number): number => alma([5, 7, 11], { period: 3, offset, sigma: 1000 })[2];
    expect(last(0.85)).toBe(11);
    expect(last(0.4)).toBe(7);
    expect(last(0)).toBe(5);
  });

  it('is nearly a simple mean with a wide bell', () => {
    expect(alma([1, 2, 6], { period: 3, sigma: 0.001 })[2]).toBeCloseTo(3, 5);
  });
});
