import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { presets, tsi } from '../../src/index.ts';

const { NaN: none } = Number;

it('averages changes and their sizes twice', () => {
  // Changes 3, -1, 2, -3. Net once 1, 5/3, -13/9; path once 2, 2, 8/3. Net twice 4/3, -14/27; path twice 2, 66/27.
  const actual = tsi([10, 13, 12, 14, 11], { long: 2, short: 2 });
  expectClose(actual, [none, none, none, 200 / 3, -1400 / 66], { rtol: 1e-13 });
});

it('starts with the first change for pandas', () => {
  // Net 3, 1 / 3; path 3, 5 / 3.
  const actual = tsi([10, 13, 12], { ...presets.pandas.tsi, long: 2, short: 1 });
  expectClose(actual, [none, 100, 20], { rtol: 1e-13 });
});

it('is 0 where nothing moves', () => {
  expect(tsi([5, 5, 5], { long: 1, short: 1 })[2]).toBe(0);
});
