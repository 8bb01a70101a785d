import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { centerOfGravity } from '../../src/index.ts';

const { NaN: none } = Number;

it('balances the prices of the window, the newest one at -1', () => {
  // -(2 + 2 * 4 + 3 * 1) / 7 and -(3 + 2 * 2 + 3 * 4) / 9.
  expectClose(centerOfGravity([1, 4, 2, 3], { period: 3 }), [none, none, -13 / 7, -19 / 9], { rtol: 1e-14 });
});

it('is the middle of the window where all prices are the same, even 0', () => {
  expect(centerOfGravity([7, 7, 7], { period: 3 })[2]).toBe(-2);
  expect(centerOfGravity([0, 0, 0, 0], { period: 4 })[3]).toBe(-2.5);
});

it('agrees with the plain sums through thousands of bars', () => {
  const x = Float64Array.from({ length: 2500 }, (_, i) => 100 + 40 * Math.sin(i * i));
  const expected = x.map((_, i) => {
    if (i < 12) return none;
    let sum = 0;
    let moment = 0;
    for (let k = 1; k <= 13; k++) {
      sum += x[i + 1 - k];
      moment += k * x[i + 1 - k];
    }
    return -moment / sum;
  });
  expectClose(centerOfGravity(x, { period: 13 }), expected, { rtol: 1e-12 });
});
