import { expect, it } from 'vitest';
import { momentum, Roc, roc } from '../../src/index.ts';

const { NaN: none } = Number;

it('is the change since some bars ago, in percent of what was there', () => {
  // 4 of 4, -1 of 8, -6 of 8, -7 of 7.
  const prices = [4, 8, 8, 7, 2, 0];
  expect(Array.from(roc(prices, { period: 2 }))).toEqual([none, none, 100, -12.5, -75, -100]);
  expect(Array.from(momentum(prices, { period: 2 }))).toEqual([none, none, 4, -1, -6, -7]);
});

it('is 0 where there was nothing', () => {
  expect(Array.from(roc([0, 5], { period: 1 }))).toEqual([none, 0]);
});

it('takes back a bar that is replaced', () => {
  const stream = new Roc({ period: 1 });
  stream.update(4);
  expect(stream.update(5)).toBe(25);
  expect(stream.replace(6)).toBe(50);
  expect(stream.update(9)).toBe(50);
});
