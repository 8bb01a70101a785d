import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { kernelWeights } from '../../../src/samplers/tpe/kernel-weights.ts';

const weightsOf = (n: number): Float64Array => {
  const weights = new Float64Array(n + 1);
  kernelWeights(n, weights);
  return weights;
};
const repeat = (value: number, times: number): number[] => Array(times).fill(value);

describe('kernelWeights', () => {
  it('without observations leaves only the prior', () => {
    expect(Array.from(weightsOf(0))).toEqual([1]);
  });

  it('are all equal up to 25 observations', () => {
    expectClose(weightsOf(24), repeat(1 / 25, 25), { rtol: 1e-15 });
    expectClose(weightsOf(25), repeat(1 / 26, 26), { rtol: 1e-15 });
  });

  it('give the single oldest of 26 observations 1/26 of the others', () => {
    const total = 1 / 26 + 26;
    expectClose(weightsOf(26), [1 / 26 / total, ...repeat(1 / total, 26)], { rtol: 1e-15 });
  });

  it('rise from 1/27 straight to 1 with two old observations', () => {
    const total = 1 / 27 + 1 + 26;
    expectClose(weightsOf(27), [1 / 27 / total, ...repeat(1 / total, 27)], { rtol: 1e-15 });
  });

  it('rise along a line with more: from 1/40 by steps of 39/560 of 40 observations', () => {
    const fading = Array.from({ length: 15 }, (_, i) => (14 + 39 * i) / 560);
    // The line's mean is (1/40 + 1) / 2, fifteen times; then 25 observations and the prior.
    const total = 15 * 0.5125 + 26;
    expectClose(
      weightsOf(40),
      [...fading, ...repeat(1, 26)].map((weight) => weight / total),
      { rtol: 1e-14 },
    );
  });

  it('sum to 1 for any number', () => {
    for (const n of [1, 26, 100, 5000]) {
      // Each of n roundings is at most 2^-53 of a sum that is at most 1.
      const sum = weightsOf(n).reduce((total, weight) => total + weight, 0);
      expectClose(sum, 1, { atol: n * 2 ** -53 });
    }
  });

  it('leave what lies beyond n + 1 alone', () => {
    const out = new Float64Array(5).fill(-1);
    kernelWeights(2, out);
    expect(Array.from(out.subarray(3))).toEqual([-1, -1]);
  });
});
