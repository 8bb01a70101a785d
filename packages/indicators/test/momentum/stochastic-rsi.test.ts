import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { rsi, stochastic, stochasticRsi } from '../../src/index.ts';

const { NaN: none } = Number;

it('places the RSI in its own range, then takes two means', () => {
  // RSI of period 1 is 100, 0 or 50 after a rise, a fall or no change: 100, 0, 50, 100, 100.
  const prices = [1, 2, 1, 1, 2, 3];
  const { raw, k, d } = stochasticRsi(prices, { rsiPeriod: 1, period: 3, slowing: 2, signal: 2 });
  // Ranges 0..100, 0..100, 50..100.
  expectClose(raw, [none, none, none, 50, 100, 100], { rtol: 1e-14 });
  expectClose(k, [none, none, none, none, 75, 100], { rtol: 1e-14 });
  expectClose(d, [none, none, none, none, none, 87.5], { rtol: 1e-14 });
});

it('is the stochastic of the RSI', () => {
  const prices = Array.from({ length: 80 }, (_, i) => 100 + 5 * Math.sin(i) + (i % 7));
  const strength = rsi(prices, { period: 5 });
  const expected = stochastic({ high: strength, low: strength, close: strength }, { period: 8, slowing: 2 });
  const actual = stochasticRsi(prices, { rsiPeriod: 5, period: 8, slowing: 2 });
  for (const name of ['raw', 'k', 'd'] as const) expectClose(actual[name], expected[name], { rtol: 1e-12 });
});

it('is 50 where the RSI stands still, even if rounding moves it', () => {
  // Then there are no changes any more: gains and losses shrink alike, and the RSI stays where it is, up to rounding.
  const prices = [10, 10.2, 10, 10.2, 10, 9.3, ...Array.from({ length: 40 }, () => 9.3)];
  const strength = rsi(prices, { period: 5 }).subarray(5);
  expect(Math.max(...strength) - Math.min(...strength)).toBeGreaterThan(0);
  const { raw } = stochasticRsi(prices, { rsiPeriod: 5, period: 3 });
  expect(Array.from(raw.subarray(7))).toEqual(Array.from({ length: 39 }, () => 50));
  expect(stochasticRsi([1, 1, 1, 1], { rsiPeriod: 2, period: 2 }).raw[3]).toBe(50);
});
