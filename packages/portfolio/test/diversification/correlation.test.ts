import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlation } from '../../src/diversification/correlation.ts';

const series = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });

describe('correlation', () => {
  it('is the cosine of the deviations', () => {
    // Deviations (-1, 0, 1) and (-1, 1, 0): 1 / (sqrt 2 sqrt 2).
    const { n, values, mean, highest } = correlation([
      [1, 2, 3],
      [2, 4, 3],
    ]);
    expect(n).toBe(2);
    expectClose(values, [1, 0.5, 0.5, 1]);
    expectClose([mean, highest], [0.5, 0.5]);
  });

  it('lists the pairs above the limit, the closest first, and no opposites', () => {
    const up = [1, 2, 3, 4];
    const near = [1, 2, 4, 3];
    const { pairs } = correlation([near, up, up.map((x) => 2 * x), up.map((x) => -x)]);
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([
      [1, 2],
      [0, 1],
      [0, 2],
    ]);
  });

  it('does not exist for a series that never varies, and then has no mean and no highest', () => {
    const { values, pairs, mean, highest } = correlation([
      [0.1, 0.1, 0.1],
      [1, 2, 3],
      [1, 2, 4],
    ]);
    expectClose(values.subarray(0, 5), [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1]);
    expect(pairs).toHaveLength(1);
    expect([mean, highest]).toEqual([Number.NaN, Number.NaN]);
  });

  it('has no pair for one series', () => {
    expect(correlation([[1, 2]])).toMatchObject({ pairs: [], mean: Number.NaN, highest: Number.NaN });
  });

  it('lives in [-1, 1] and does not change with shift and scale, however small', () => {
    fc.assert(
      fc.property(series, series, (a, b) => {
        const plain = correlation([a, b]).values[1];
        fc.pre(
          !Number.isNaN(plain) && Math.max(...a) - Math.min(...a) > 1e-3 && Math.max(...b) - Math.min(...b) > 1e-3,
        );
        expect(Math.abs(plain)).toBeLessThanOrEqual(1);
        // The shift rounds a at 1e-16 of a spread of 1e-3.
        expectClose(correlation([a.map((x) => 3 + 2 * x), b.map((x) => -1e-200 * x)]).values[1], -plain, {
          rtol: 0,
          atol: 1e-11,
        });
      }),
      { seed: 1 },
    );
  });

  it('refuses no series, different lengths, holes and a limit beyond 1', () => {
    expect(() => correlation([])).toThrow(ParameterError);
    expect(() => correlation([[1, 2], [1]])).toThrow('returns[1]: expected 2 values');
    expect(() => correlation([[1, Number.NaN]])).toThrow('returns[0]: expected finite numbers, got "NaN at 1"');
    expect(() => correlation([[1, 2]], { limit: 1.5 })).toThrow(ParameterError);
  });
});
