import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { apo, ema, macd, ppo, presets } from '../../src/index.ts';

const { NaN: none } = Number;
const prices = [2, 4, 6, 10, 6];
const lengths = { fast: 1, slow: 3, signal: 2 };

it('starts each average with the mean of its own first values', () => {
  // Fast = price. Slow: mean 4, then halves: 7, 6.5. Line 2, 3, -0.5. Signal: mean 2.5, then thirds: (2.5 - 1) / 3 = 0.5.
  const { line, signal, histogram } = macd(prices, lengths);
  expectClose(line, [none, none, 2, 3, -0.5], { rtol: 1e-14 });
  expectClose(signal, [none, none, none, 2.5, 0.5], { rtol: 1e-14 });
  expectClose(histogram, [none, none, none, 0.5, -1], { rtol: 1e-14 });
});

it('lets the fast average begin late for TA-Lib', () => {
  // Fast of 2: mean of bars 1 and 2 = 5, not of bars 0 and 1; then two thirds of the price: 25 / 3. Slow of 3: 4, 7.
  const { line } = macd(prices.slice(0, 4), { ...presets.talib.macd, fast: 2, slow: 3, signal: 1 });
  expectClose(line, [none, none, 1, 4 / 3], { rtol: 1e-14 });
  // Else it begins with bars 0 and 1: 2, 14 / 3, 74 / 9, and slow is 10 / 3, 20 / 3.
  expectClose(macd([0, 4, 6, 10], { fast: 2, slow: 3 }).line, [none, none, 14 / 3 - 10 / 3, 74 / 9 - 20 / 3], {
    rtol: 1e-14,
  });
});

it('starts everything with the first value for pandas', () => {
  // Slow: 2, 3, 4.5. Line 0, 1, 1.5. Signal in thirds: 0, 2 / 3, 11 / 9.
  const { line, signal, histogram } = macd([2, 4, 6], { ...presets.pandas.macd, ...lengths });
  expectClose(line, [0, 1, 1.5], { rtol: 1e-14 });
  expectClose(signal, [0, 2 / 3, 11 / 9], { rtol: 1e-14 });
  expectClose(histogram, [0, 1 / 3, 5 / 18], { rtol: 1e-13 });
});

it('keeps the line back for Tulip, where the signal starts with it', () => {
  // Line 1.5 at bar 2; at bar 3 slow = 7.25, line 2.75, signal 1.5 / 3 + 2.75 * 2 / 3 = 7 / 3.
  const { line, signal, histogram } = macd(prices.slice(0, 4), { ...presets.tulip.macd, ...lengths });
  expectClose(line, [none, none, 1.5, 2.75], { rtol: 1e-14 });
  expectClose(signal, [none, none, 1.5, 7 / 3], { rtol: 1e-14 });
  expectClose(histogram, [none, none, 0, 5 / 12], { rtol: 1e-13 });
});

it('has fixed weights for the lengths 12 and 26 of Tulip, and for no others', () => {
  // A step from 0 to 1 at bar 25: the averages are their weights.
  const step = Array.from({ length: 26 }, (_, i) => (i === 25 ? 1 : 0));
  const at25 = (options: object) => macd(step, { ...presets.tulip.macd, ...options }).line[25];
  expect(at25({})).toBeCloseTo(0.15 - 0.075, 15);
  expect(at25({ fast: 11 })).toBeCloseTo(2 / 12 - 2 / 27, 15);
  expect(at25({ slow: 25 })).toBeCloseTo(2 / 13 - 2 / 26, 15);
});

it('accepts a fast average that is the slower one', () => {
  const { line } = macd(prices, { fast: 3, slow: 1, signal: 1 });
  expectClose(line, [none, none, -2, -3, 0.5], { rtol: 1e-14 });
});

it('is a difference of averages, in APO as in MACD', () => {
  const series = Array.from({ length: 120 }, (_, i) => 50 + 3 * Math.sin(i / 3) + i / 10);
  for (const seed of ['sma', 'first'] as const) {
    const slow = ema(series, { period: 26, seed });
    const expected = ema(series, { period: 12, seed }).map((value, i) => value - slow[i]);
    expect(apo(series, { seed })).toEqual(expected);
    expect(macd(series, { seed }).line).toEqual(expected);
    expectClose(
      ppo(series, { seed }).line,
      expected.map((value, i) => (100 * value) / slow[i]),
      { rtol: 1e-13, atol: 1e-13 },
    );
  }
});

it('is in percent of the slow average in PPO, and 0 where that is 0', () => {
  // Line 50, 300 / 7, -100 / 13.
  const { line, signal } = ppo(prices, lengths);
  expectClose(line, [none, none, 50, 300 / 7, -50 / 6.5], { rtol: 1e-14 });
  // Mean 325 / 7, then a third of it and two thirds of the line.
  expectClose(signal, [none, none, none, 325 / 7, 325 / 21 - 100 / 19.5], { rtol: 1e-14 });
  expect(ppo([1, -1], { fast: 1, slow: 2, signal: 1 }).line[1]).toBe(0);
});

it('starts late where APO has to wait for the longer average, whichever it is', () => {
  // Averages of 1 and 3 bars as above.
  expectClose(apo(prices, { fast: 3, slow: 1 }), [none, none, -2, -3, 0.5], { rtol: 1e-14 });
});
