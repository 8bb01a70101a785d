import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { cmo, presets } from '../../src/index.ts';

const { NaN: none } = Number;
// Changes +2, -1, +3, 0, -4.
const prices = [10, 12, 11, 14, 14, 10];

it('is the net change in percent of the path', () => {
  // Two changes: 1 of 3, 2 of 4, 3 of 3, -4 of 4.
  expectClose(cmo(prices, { period: 2 }), [none, none, 100 / 3, 50, 100, -100], { rtol: 1e-14 });
});

it("takes Wilder's averages for TA-Lib", () => {
  // Means of d: 0.5, 1.75, 0.875, -1.5625; of |d|: 1.5, 2.25, 1.125, 2.5625.
  const expected = [0.5 / 1.5, 1.75 / 2.25, 0.875 / 1.125, -1.5625 / 2.5625].map((share) => 100 * share);
  expectClose(cmo(prices, { ...presets.talib.cmo, period: 2 }), [none, none, ...expected], { rtol: 1e-14 });
});

it('is 0 where nothing moves', () => {
  for (const smoothing of ['sums', 'wilder'] as const) expect(cmo([3, 3, 3], { period: 2, smoothing })[2]).toBe(0);
});
