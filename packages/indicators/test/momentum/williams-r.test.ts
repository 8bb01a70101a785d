import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { williamsR } from '../../src/index.ts';

const { NaN: none } = Number;

it('measures the close from the top of the range', () => {
  // Ranges 10..15, 11..15, 8..15, closes 13, 11, 10: 2 of 5, 4 of 4 and 5 of 7 below the top.
  const bars = { high: [12, 14, 15, 13, 12], low: [10, 11, 13, 11, 8], close: [11, 14, 13, 11, 10] };
  expectClose(williamsR(bars, { period: 3 }), [none, none, -40, -100, -500 / 7], { rtol: 1e-14 });
});

it('is 0 at the top, and -50 where there is no range', () => {
  expect(williamsR({ high: [5, 6], low: [4, 5], close: [5, 6] }, { period: 2 })[1]).toBe(0);
  expect(williamsR({ high: [7], low: [7], close: [7] }, { period: 1 })[0]).toBe(-50);
});
