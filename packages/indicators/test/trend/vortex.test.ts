import { describe, expect, it } from 'vitest';
import { vortex } from '../../src/index.ts';
import { barsOf, pointBars } from '../bars.ts';

describe('vortex', () => {
  it('is the sum of either movement over the sum of true ranges', () => {
    // Bar          1   2   3
    // plus         4   1   4
    // minus        0   3   1
    // true range   3   3   3
    const bars = { high: [4, 6, 5, 7], low: [2, 4, 3, 4], close: [3, 6, 4, 5] };
    const { plus, minus } = vortex(bars, { period: 2 });
    expect(Array.from(plus)).toEqual([Number.NaN, Number.NaN, 5 / 6, 5 / 6]);
    expect(Array.from(minus)).toEqual([Number.NaN, Number.NaN, 3 / 6, 4 / 6]);
  });

  it('is 1 and 1 while points climb, 2 and 0 while bars climb by their range', () => {
    // Without a range inside the bars, high - previous low and previous high - low are the same: 1 and 1.
    const climbing = vortex(
      pointBars(5, (i) => i),
      { period: 2 },
    );
    expect([climbing.plus[4], climbing.minus[4]]).toEqual([1, 1]);
    // Bars of range 1 that climb by 1: 2 and 0 of 1.
    const steep = vortex(
      barsOf(5, (i) => ({ open: i, high: i + 1, low: i, close: i + 1, volume: 1 })),
      { period: 2 },
    );
    expect([steep.plus[4], steep.minus[4]]).toEqual([2, 0]);
  });

  it('is exactly 1 as soon as there was no range in the window', () => {
    for (let key = 0; key < 40; key++) {
      // Prices around 0: differences of larger ones are whole multiples of their last bit, and their sums exact.
      const bars = barsOf(60, (i) => {
        const close = Math.sin(i * i + key);
        return { open: close, high: close + Math.cos(i) ** 2, low: close - Math.sin(i * 3) ** 2, close, volume: 1 };
      });
      // The step to 0.1 on bar 50 is in the window until bar 54.
      for (const name of ['high', 'low', 'close'] as const) bars[name].fill(0.1, 50);
      const { plus, minus } = vortex(bars, { period: 5 });
      expect(plus.subarray(55)).toEqual(new Float64Array(5).fill(1));
      expect(minus.subarray(55)).toEqual(new Float64Array(5).fill(1));
    }
    const still = pointBars(4, () => 3);
    expect(Array.from(vortex(still, { period: 1 }).plus)).toEqual([Number.NaN, 1, 1, 1]);
  });
});
