import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import {
  variance as populationVariance,
  sampleKurtosis,
  sampleSkewness,
  sampleVariance,
  mean as ssMean,
} from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { kurtosis, mean, ParameterError, skewness, standardDeviation, sum, variance } from '../src/index.ts';

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 4, maxLength: 60 });
const series = [2, 4, 4, 4, 5, 5, 7, 9];

describe('sum', () => {
  it('keeps what plain addition loses', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(new Array(10).fill(0.1))).toBe(1);
  });
  it('is 0 for nothing, and passes NaN and infinities on', () => {
    expect(sum([])).toBe(0);
    expect(sum([1, Number.NaN])).toBeNaN();
    expect(sum([1, Number.POSITIVE_INFINITY, 2])).toBe(Number.POSITIVE_INFINITY);
    expect(sum([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBeNaN();
  });
  it('hardly depends on the order of its terms', () => {
    fc.assert(
      fc.property(values, (x) => {
        const scale = x.reduce((total, value) => total + Math.abs(value), 0);
        expectClose(sum(x), sum([...x].reverse()), { rtol: 0, atol: 3e-16 * scale });
      }),
    );
  });
});

describe('mean and variance', () => {
  it('agree with values worked by hand', () => {
    expect(mean(series)).toBe(5);
    expect(variance(series, { ddof: 0 })).toBe(4);
    expectClose(variance(series), 32 / 7);
    expect(standardDeviation(series, { ddof: 0 })).toBe(2);
    expect(mean(Float64Array.of(1, 2, 6))).toBe(3);
  });
  it('agree with simple-statistics', () => {
    fc.assert(
      fc.property(values, (x) => {
        expectClose(mean(x), ssMean(x), { rtol: 1e-12, atol: 1e-12 });
        expectClose(variance(x), sampleVariance(x), { rtol: 1e-10, atol: 1e-12 });
        expectClose(variance(x, { ddof: 0 }), populationVariance(x), { rtol: 1e-10, atol: 1e-12 });
      }),
    );
  });
  it('ignore a shift and square a scale', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(-8, 0.5, 4), (x, scale) => {
        expectClose(variance(x.map((value) => value * scale)), variance(x) * scale * scale, { atol: 1e-300 });
        expectClose(variance(x.map((value) => value + 1000)), variance(x), { rtol: 1e-9, atol: 1e-9 });
      }),
    );
  });
  it('survive a large offset', () => {
    expectClose(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]), 30, { rtol: 1e-15 });
  });
  it('give exactly no variance for equal values, although their mean rounds', () => {
    expect(variance([0.1, 0.1, 0.1])).toBe(0);
    expect(standardDeviation(new Float64Array(1000).fill(1 / 3))).toBe(0);
  });
  it('give NaN where there are too few values or a NaN', () => {
    expect([mean([]), variance([]), variance([1]), variance([], { ddof: 0 }), variance([1, Number.NaN])]).toEqual(
      new Array(5).fill(Number.NaN),
    );
    expect(variance([7], { ddof: 0 })).toBe(0);
  });
  it('refuse another ddof', () => {
    expect(() => variance([1, 2], { ddof: 2 as 1 })).toThrow(new ParameterError('ddof', '0 or 1', 2));
  });
});

describe('skewness and kurtosis', () => {
  it('agree with values worked by hand', () => {
    expectClose(skewness([0, 0, 3]), Math.SQRT1_2); // m2 = 2, m3 = 2
    expectClose(skewness([0, 0, 3], { biased: false }), Math.SQRT1_2 * Math.sqrt(6));
    expect(kurtosis([-1, -1, 1, 1])).toBe(-2);
    expectClose(kurtosis([0, 0, 0, 4]), 7 / 3 - 3); // m2 = 3, m4 = 21
    expectClose(kurtosis([0, 0, 0, 4], { biased: false }), 4); // g2 = -2/3
  });
  it('agree with simple-statistics where it is precise', () => {
    fc.assert(
      fc.property(values, (x) => {
        fc.pre(variance(x) > 1e-3);
        expectClose(skewness(x, { biased: false }), sampleSkewness(x), { rtol: 1e-8, atol: 1e-8 });
        // Its kurtosis comes from raw moments, which cancel.
        expectClose(kurtosis(x, { biased: false }), sampleKurtosis(x), { rtol: 1e-4, atol: 1e-4 });
      }),
      { numRuns: 50 },
    );
  });
  it('ignore shift and positive scale, and a negative scale turns the skew', () => {
    fc.assert(
      fc.property(values, (x) => {
        fc.pre(variance(x) > 1e-3);
        expectClose(skewness(x.map((value) => -4 * value)), -skewness(x), { rtol: 1e-9, atol: 1e-12 });
        expectClose(kurtosis(x.map((value) => 3 + 2 * value)), kurtosis(x), { rtol: 1e-6, atol: 1e-9 });
      }),
    );
  });
  it('obey kurtosis >= skewness^2 - 2', () => {
    fc.assert(
      fc.property(values, (x) => {
        fc.pre(variance(x) > 1e-3);
        expect(kurtosis(x)).toBeGreaterThanOrEqual(skewness(x) ** 2 - 2 - 1e-9);
      }),
    );
  });
  it('give NaN for too few values or no spread', () => {
    expect([skewness([1, 2]), skewness([5, 5, 5]), kurtosis([1, 2, 3]), kurtosis([5, 5, 5, 5])]).toEqual(
      new Array(4).fill(Number.NaN),
    );
  });
});
