import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { CciOf, cci, cciOf } from '../../src/index.ts';

const { NaN: none } = Number;

it('measures the distance from the mean in mean deviations', () => {
  // Means 4 and 5; deviations (3 + 2 + 5) / 3 and (3 + 4 + 1) / 3; distances 5 and -1.
  expectClose(cciOf([1, 2, 9, 4], { period: 3 }), [none, none, 100, -25], { rtol: 1e-13 });
  // An even window: means 2 and 5, deviations 1 and 2.
  expectClose(cciOf([1, 3, 7], { period: 2 }), [none, 200 / 3, 200 / 3], { rtol: 1e-13 });
});

it('takes the typical price of bars', () => {
  // Typical prices 1, 2, 9.
  const bars = { high: [2, 3, 12], low: [0, 1, 5], close: [1, 2, 10] };
  expectClose(cci(bars, { period: 3 }), [none, none, 100], { rtol: 1e-13 });
});

it('is 0, not the rounding of a mean, where the window is flat', () => {
  const flat = Array.from({ length: 40 }, (_, i) => (i < 5 ? 7 + i : 0.1));
  for (const period of [1, 3, 7, 20]) {
    const values = cciOf(flat, { period });
    const stream = new CciOf({ period });
    for (let i = 0; i < flat.length; i++) {
      const value = stream.update(flat[i]);
      if (i >= 5 + period - 1) expect([value, values[i]]).toEqual([0, 0]);
    }
  }
});

it('agrees with the plain sum of deviations, whatever the window', () => {
  const x = Array.from({ length: 60 }, (_, i) => 10 + Math.sin(3 * i) * (i % 11));
  for (let period = 2; period <= 9; period++) {
    const expected = x.map((value, i) => {
      if (i < period - 1) return none;
      const window = x.slice(i - period + 1, i + 1);
      const mean = window.reduce((sum, item) => sum + item) / period;
      const deviation = window.reduce((sum, item) => sum + Math.abs(item - mean), 0) / period;
      return (value - mean) / (0.015 * deviation);
    });
    expectClose(cciOf(x, { period }), expected, { rtol: 1e-11, atol: 1e-11 });
  }
});
