import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { ultimateOscillator } from '../../src/index.ts';

const { NaN: none } = Number;

it('weighs the pressure of three windows 4 : 2 : 1', () => {
  // Pressure 3, 0, 4 of ranges 4, 1, 5 from bar 1 on: at bar 3, 4 of 5, 4 of 6 and 7 of 10.
  const bars = { high: [11, 13, 12, 15], low: [8, 9, 11, 10], close: [10, 12, 11, 14] };
  const expected = (100 * (4 * 0.8 + 2 * (4 / 6) + 0.7)) / 7;
  expectClose(ultimateOscillator(bars, { short: 1, medium: 2, long: 3 }), [none, none, none, expected], {
    rtol: 1e-14,
  });
  // In any order of the lengths it waits for the longest.
  const reversed = (100 * (4 * 0.7 + 2 * (4 / 6) + 0.8)) / 7;
  expectClose(ultimateOscillator(bars, { short: 3, medium: 2, long: 1 })[3], reversed, { rtol: 1e-14 });
});

it('counts a window without range as one half', () => {
  // The last bar has no range, the one before it goes from bottom to top.
  const column = [5, 6, 6];
  const flat = { high: column, low: column, close: column };
  expectClose(ultimateOscillator(flat, { short: 1, medium: 2, long: 2 })[2], (4 * 50 + 2 * 100 + 100) / 7, {
    rtol: 1e-14,
  });
});

it('stays within 0 .. 100 after a spike', () => {
  const column = Array.from({ length: 900 }, (_, i) => (i === 300 ? 1e16 : 100 + Math.sin(i)));
  const lengths = { short: 2, medium: 2, long: 2 };
  for (const value of ultimateOscillator({ high: column, low: column, close: column }, lengths).subarray(2)) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(100);
  }
});
