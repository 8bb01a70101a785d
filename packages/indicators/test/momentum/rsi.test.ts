import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { Rsi, rsi } from '../../src/index.ts';

const { NaN: none } = Number;
// Changes +2, -1, +3, 0, -4.
const prices = [10, 12, 11, 14, 14, 10];

it("averages gains and losses in Wilder's way, from their mean on", () => {
  // Period 2: gains 1, 2, 1, 0.5; losses 0.5, 0.25, 0.125, 2.0625.
  const gains = [1, 2, 1, 0.5];
  const losses = [0.5, 0.25, 0.125, 2.0625];
  const expected = gains.map((gain, i) => (100 * gain) / (gain + losses[i]));
  expectClose(rsi(prices, { period: 2 }), [none, none, ...expected], { rtol: 1e-14 });
});

it('starts with the first change if asked to, as pandas does', () => {
  // Gains 2, 1, 2, 1, 0.5; losses 0, 0.5, 0.25, 0.125, 2.0625.
  const gains = [2, 1, 2, 1, 0.5];
  const losses = [0, 0.5, 0.25, 0.125, 2.0625];
  const expected = gains.map((gain, i) => (100 * gain) / (gain + losses[i]));
  expectClose(rsi(prices, { period: 2, smoothing: 'ewm' }), [none, ...expected], { rtol: 1e-14 });
});

it('takes plain sums in the variant of Cutler', () => {
  // Gains of 2 changes: 2, 3, 3, 0; of all: 3, 4, 3, 4.
  const expected = [200 / 3, 75, 100, 0];
  expectClose(rsi(prices, { period: 2, smoothing: 'cutler' }), [none, none, ...expected], { rtol: 1e-14 });
});

it('is 50 where nothing moves, 100 where all rises and 0 where all falls', () => {
  for (const smoothing of ['wilder', 'ewm', 'cutler'] as const) {
    const last = (values: number[]) => rsi(values, { period: 2, smoothing })[3];
    expect([last([5, 5, 5, 5]), last([1, 2, 4, 7]), last([9, 8, 6, 1])]).toEqual([50, 100, 0]);
  }
});

it('never leaves its range after a spike in the simple average', () => {
  const spiky = Array.from({ length: 900 }, (_, i) => (i === 300 ? 1e16 : 100 + Math.sin(i)));
  for (const value of rsi(spiky, { period: 3, smoothing: 'cutler' }).subarray(3)) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(100);
  }
});

it('is not ready before its first value', () => {
  const stream = new Rsi({ period: 2 });
  expect([10, 12].map((price) => stream.update(price))).toEqual([none, none]);
  expect(stream.ready).toBe(false);
  expect(stream.update(11)).toBeCloseTo(200 / 3, 12);
  expect(stream.ready).toBe(true);
});
