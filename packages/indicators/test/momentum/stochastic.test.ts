import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { Stochastic, stochastic, williamsR } from '../../src/index.ts';

const { NaN: none } = Number;
const bars = { high: [12, 14, 15, 13, 12], low: [10, 11, 13, 11, 8], close: [11, 14, 13, 11, 10] };

it('places the close in the range, then takes two means', () => {
  // Period 3: ranges 10..15, 11..15, 8..15, closes 13, 11, 10: 3 of 5, 0 of 4, 2 of 7.
  const { raw, k, d } = stochastic(bars, { period: 3, slowing: 2, signal: 2 });
  expectClose(raw, [none, none, 60, 0, 200 / 7], { rtol: 1e-14 });
  expectClose(k, [none, none, none, 30, 100 / 7], { rtol: 1e-14 });
  expectClose(d, [none, none, none, none, 15 + 50 / 7], { rtol: 1e-14 });
});

it('is the fast stochastic with a slowing of 1', () => {
  const { raw, k, d } = stochastic(bars, { period: 3, slowing: 1, signal: 2 });
  expect(k).toEqual(raw);
  expectClose(d, [none, none, none, 30, 100 / 7], { rtol: 1e-14 });
});

it('is 50 where there is no range', () => {
  const flat = { high: [7, 7, 7], low: [7, 7, 7], close: [7, 7, 7] };
  const { raw, k, d } = stochastic(flat, { period: 2, slowing: 1, signal: 1 });
  expect([raw[2], k[2], d[2]]).toEqual([50, 50, 50]);
});

it('finds extremes at every age, in blocks that end anywhere', () => {
  const n = 97;
  const close = Array.from({ length: n }, (_, i) => Math.sin(7 * i) * (1 + (i % 13)));
  const high = close.map((value, i) => value + (i % 5));
  const low = close.map((value, i) => value - (i % 3) - 0.1);
  for (let period = 1; period <= 20; period++) {
    const expected = close.map((value, i) => {
      if (i < period - 1) return none;
      const lowest = Math.min(...low.slice(i - period + 1, i + 1));
      return (100 * (value - lowest)) / (Math.max(...high.slice(i - period + 1, i + 1)) - lowest);
    });
    expectClose(stochastic({ high, low, close }, { period }).raw, expected, { rtol: 1e-12 });
    const fromTop = expected.map((value) => value - 100);
    expectClose(williamsR({ high, low, close }, { period }), fromTop, { rtol: 0, atol: 1e-10 });
  }
});

it('publishes each output as soon as it is known', () => {
  const stream = new Stochastic({ period: 1, slowing: 2, signal: 2 });
  const at = (i: number) => ({ ...stream.update({ high: bars.high[i], low: bars.low[i], close: bars.close[i] }) });
  // 1 of 2; 3 of 3; 0 of 2.
  expect(at(0)).toEqual({ raw: 50, k: none, d: none });
  expect(at(1)).toEqual({ raw: 100, k: 75, d: none });
  expect(at(2)).toEqual({ raw: 0, k: 50, d: 62.5 });
});
