import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { presets, trix } from '../../src/index.ts';

const { NaN: none } = Number;
// Length 2: two thirds of the new value, one third of the old.
const prices = [3, 6, 9, 12, 24];

it('compares three averages in a row with their last value', () => {
  // Once 4.5, 7.5, 10.5, 19.5; twice 6, 9, 16; thrice 7.5, 79 / 6: up by 34 / 6.
  expectClose(trix(prices, { period: 2 }), [none, none, none, none, 3400 / 45], { rtol: 1e-13 });
});

it('starts with the first value for pandas', () => {
  // Once 3, 5; twice 3, 13 / 3; thrice 3, 35 / 9.
  expectClose(trix([3, 6], { ...presets.pandas.trix, period: 2 }), [none, (100 * (35 / 9 - 3)) / 3], { rtol: 1e-14 });
});

it('hands first values on late for Tulip, and divides by the new value', () => {
  // Once 3, 5, 23/3, 95/9, 527/27; twice from bar 1: 5, 61/9, 251/27, 1305/81; thrice from bar 2: 61/9, 685/81, 3295/243.
  // In units of 1 / 243 the last two are 2055 and 3295.
  expectClose(trix(prices, { ...presets.tulip.trix, period: 2 }), [none, none, none, none, (100 * 1240) / 3295], {
    rtol: 1e-13,
  });
});

it('is 0 where it would divide by 0', () => {
  expect(trix([0, 1], { period: 1 })[1]).toBe(0);
  expect(trix([1, 0], { period: 1, seed: 'tulip' })[1]).toBe(0);
});
