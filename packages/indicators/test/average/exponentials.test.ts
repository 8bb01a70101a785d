import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { dema, t3, tema, zlema } from '../../src/index.ts';

const EXACT = { rtol: 1e-14 };
const nan = Number.NaN;

describe('dema', () => {
  it('starts each average with a mean', () => {
    // alpha 2/3. ema from bar 1: 4.5, 7.5, 13.5; its ema from bar 2: 6, then 6 / 3 + 2 / 3 * 13.5 = 11.
    expectClose(dema([3, 6, 9, 16.5], { period: 2 }), [nan, nan, 15 - 6, 27 - 11], EXACT);
  });

  it('starts each average with the first value', () => {
    // ema 3, 5, 23/3, 95/9; its ema 3, 13/3, 59/9, 83/9.
    expectClose(dema([3, 6, 9, 12], { period: 2, seed: 'first' }), [3, 17 / 3, 79 / 9, 107 / 9], EXACT);
  });

  it('starts the second average late, with the first value it gets', () => {
    // ema 3, 5, 23/3, 95/9; its ema from bar 1: 5, 61/9, 251/27.
    expectClose(dema([3, 6, 9, 12], { period: 2, seed: 'staggered' }), [nan, nan, 77 / 9, 319 / 27], EXACT);
  });

  it('is the series itself with period 1', () => {
    for (const seed of ['sma', 'first', 'staggered'] as const) {
      expect(Array.from(dema([3, 1, 2], { period: 1, seed }))).toEqual([3, 1, 2]);
    }
  });
});

describe('tema', () => {
  it('starts each average with a mean', () => {
    // alpha 2/3. e1 from bar 1: 4.5, 7.5, 14.5; e2 from bar 2: 6, 35/3; e3 on bar 3: 53/6. 3 * (29/2 - 35/3) + 53/6.
    expectClose(tema([3, 6, 9, 18], { period: 2 }), [nan, nan, nan, 52 / 3], EXACT);
  });

  it('starts each average with the first value', () => {
    // alpha 1/2. e1 8, 12, 10; e2 8, 10, 10; e3 8, 9, 9.5.
    expect(Array.from(tema([8, 16, 8], { period: 3, seed: 'first' }))).toEqual([8, 15, 9.5]);
  });

  it('starts each average one after the other', () => {
    // e1 3, 5, 23/3, 95/9; e2 from bar 1: 5, 61/9, 251/27; e3 from bar 2: 61/9, 685/81.
    const expected = 3 * (95 / 9 - 251 / 27) + 685 / 81;
    expectClose(tema([3, 6, 9, 12], { period: 2, seed: 'staggered' }), [nan, nan, nan, expected], EXACT);
  });
});

describe('t3', () => {
  it('weighs the third to the sixth average', () => {
    // alpha 1/2 on 8, 16: averages 12, 10, 9, 8.5, 8.25, 8.125.
    const last = (volumeFactor: number): number => t3([8, 16], { period: 3, volumeFactor, seed: 'first' })[1];
    expect(last(0)).toBe(9);
    expect(last(1)).toBe(8 * 9 - 12 * 8.5 + 6 * 8.25 - 8.125);
    expect(last(0.5)).toBe(9.953125);
  });

  it('lags behind a straight line by the part that is not corrected', () => {
    // Each average of period 2 lags half a bar, here 1.5; three filters of (1 - v) averages each: 21 - 3 * 0.3 * 1.5.
    const line = Float64Array.from({ length: 7 }, (_, i) => 3 * (i + 1));
    expectClose(t3(line, { period: 2 }), [nan, nan, nan, nan, nan, nan, 19.65], { rtol: 1e-13 });
  });

  it('starts each average late, with the first value it gets', () => {
    // Period 2 on a jump after the last start, bar 5: all averages are 3, the sixth starts there too; then a jump of 27 with alpha 2/3.
    const jump = [3, 3, 3, 3, 3, 3, 30];
    const third = 3 + 27 * (2 / 3) ** 3;
    expectClose(t3(jump, { period: 2, volumeFactor: 0, seed: 'staggered' }).subarray(6), [third], EXACT);
  });
});

describe('zlema', () => {
  it('starts one bar before its lag and adds what the lag has missed', () => {
    // lag 2, alpha 1/3. Bar 1: 3. Bar 2: 2/3 * 3 + 1/3 * (12 - 1). Bar 3: 2/3 * 17/3 + 1/3 * (24 - 3).
    expectClose(zlema([1, 3, 6, 12], { period: 5 }), [nan, 3, 17 / 3, 97 / 9], EXACT);
  });

  it('is an EMA where there is no lag', () => {
    // Period 2: alpha 2/3.
    expectClose(zlema([3, 6, 9], { period: 2 }), [3, 5, 23 / 3], EXACT);
    expect(Array.from(zlema([3, 6], { period: 1 }))).toEqual([3, 6]);
  });
});
