import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { choppiness } from '../../src/index.ts';
import { pointBars } from '../bars.ts';

const close = (actual: ArrayLike<number>, expected: readonly number[]): void =>
  expectClose(actual, expected, { rtol: 1e-13, atol: 1e-13 });

describe('choppiness', () => {
  it('is the logarithm of path over span to the base of the period', () => {
    // True ranges 2, 4, 3, 8; spans of three bars 5 and 8.
    const bars = { high: [4, 6, 5, 10], low: [2, 3, 1, 2], close: [2, 5, 4, 9] };
    // Bar 1: 6 - 2 = 4. Bar 2: 5 - 1 = 4. Bar 3: 10 - 2 = 8.
    close(choppiness(bars, { period: 3 }), [
      Number.NaN,
      Number.NaN,
      (100 * Math.log(10 / 5)) / Math.log(3),
      (100 * Math.log(16 / 9)) / Math.log(3),
    ]);
  });

  it('is 0 on a straight path, 100 on the spot and where nothing moves', () => {
    close(
      choppiness(
        pointBars(4, (i) => i),
        { period: 4 },
      ),
      [Number.NaN, Number.NaN, Number.NaN, 0],
    );
    const spot = { high: [2, 2, 2], low: [1, 1, 1], close: [1.5, 1.5, 1.5] };
    close(choppiness(spot, { period: 3 }), [Number.NaN, Number.NaN, 100]);
    expect(
      choppiness(
        pointBars(3, () => 5),
        { period: 3 },
      )[2],
    ).toBe(100);
  });

  it('exceeds 100 after a leap into the window', () => {
    // Bar 1 covers 10 of the way from the close 1, bar 2 covers 1; the span is 1.
    const bars = { high: [1, 11, 11], low: [1, 10, 10], close: [1, 11, 11] };
    close(choppiness(bars, { period: 2 }).subarray(2), [100 * Math.log2(11)]);
  });
});
