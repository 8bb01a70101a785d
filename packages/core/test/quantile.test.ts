import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParameterError, quantile, quantileSorted } from '../src/index.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  it('interpolates between order statistics (type 7)', () => {
    const x = [15, 20, 35, 40, 50];
    expect(quantile(x, 0.4)).toBe(29); // position 1.6: 20 + 0.6 * 15
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(x, p))).toEqual([15, 20, 35, 40, 50]);
    expect(quantile([7], 0.3)).toBe(7);
  });
  it('takes any order and leaves its input alone', () => {
    const x = [3, 1, 2];
    expect(quantile(x, 0.5)).toBe(2);
    expect(x).toEqual([3, 1, 2]);
  });
  it('sorts by value, not by text', () => {
    expect(quantile([10, 9, 100, 1], 1)).toBe(100);
  });
  it('lies between the extremes, rises with the probability, and mirrors under negation', () => {
    fc.assert(
      fc.property(values, probability, probability, (x, p, q) => {
        const [low, high] = p < q ? [p, q] : [q, p];
        expect(quantile(x, low)).toBeLessThanOrEqual(quantile(x, high));
        expect(quantile(x, p)).toBeGreaterThanOrEqual(Math.min(...x));
        expect(quantile(x, p)).toBeLessThanOrEqual(Math.max(...x));
        expect(
          quantile(
            x.map((value) => -value),
            1 - p,
          ),
        ).toBeCloseTo(-quantile(x, p), 6);
      }),
    );
  });
  it('keeps infinities at the ends', () => {
    const x = [Number.NEGATIVE_INFINITY, 1, Number.POSITIVE_INFINITY];
    expect([0, 0.5, 1].map((p) => quantile(x, p))).toEqual(x);
  });
  it('is NaN for nothing or for any NaN', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, Number.NaN, 2], 0)).toBeNaN();
    expect(quantileSorted([1, 2, Number.NaN], 0)).toBeNaN();
  });
  it('refuses a probability outside [0, 1]', () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => quantile([1], p)).toThrow(ParameterError);
      expect(() => quantileSorted([1], p)).toThrow(ParameterError);
    }
  });
});
