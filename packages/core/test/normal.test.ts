import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalPdf, normalQuantile, ParameterError } from '../src/index.ts';

// Computed with 60 digits from erfc and its inverse, at the double nearest to the first number.
const CDF: ReadonlyArray<readonly [x: number, probability: number]> = [
  [-37.5, 4.605353009581955e-308],
  [-30, 4.906713927148187e-198],
  [-20.3, 6.429244467698346e-92],
  [-10, 7.619853024160525e-24],
  [-6.7, 1.0420976987965181e-11],
  [-5, 2.866515718791939e-7],
  [-3, 0.0013498980316300946],
  [-2.0000001, 0.022750126549083104],
  [-2, 0.02275013194817921],
  [-1.9999, 0.022755531584767185],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [-1e-9, 0.49999999960105773],
  [0.3, 0.6179114221889527],
  [1, 0.8413447460685429],
  [2.5, 0.9937903346742238],
  [5, 0.9999997133484281],
];
const QUANTILE: ReadonlyArray<readonly [probability: number, x: number]> = [
  [5e-324, -38.467405617144344],
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-10, -6.361340902404057],
  [1e-5, -4.264890793922825],
  [0.001, -3.0902323061678136],
  [0.0227, -2.0009293881015724],
  [0.023, -1.9953933101678247],
  [0.025, -1.9599639845400543],
  [0.05, -1.6448536269514726],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.4, -0.2533471031357997],
  [0.4999, -0.00025066283008800747],
];

describe('normalPdf', () => {
  it('is 1 / sqrt(2 pi) at zero, even, and zero far out', () => {
    expect(normalPdf(0)).toBe(1 / Math.sqrt(2 * Math.PI));
    expect(normalPdf(-1.3)).toBe(normalPdf(1.3));
    expect([normalPdf(40), normalPdf(Number.NEGATIVE_INFINITY)]).toEqual([0, 0]);
    expect(normalPdf(Number.NaN)).toBeNaN();
  });
  it('keeps its relative accuracy in the tail', () => {
    expectClose(normalPdf(-36.999), 2.1999149026903363e-298, { rtol: 1e-15 });
  });
});

describe('normalCdf', () => {
  it.each(CDF)('is exact to 5e-15 of itself at %f', (x, probability) => {
    expectClose(normalCdf(x), probability, { rtol: 5e-15 });
  });
  it('reaches its limits and passes NaN on', () => {
    expect([Number.NEGATIVE_INFINITY, -40, 0, 40, Number.POSITIVE_INFINITY].map(normalCdf)).toEqual([0, 0, 0.5, 1, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
    expectClose(normalCdf(-38), 2.88542835e-316, { atol: 1e-323 }); // subnormal: few digits exist
  });
  it('is symmetric and increasing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (x, step) => {
          expectClose(normalCdf(x) + normalCdf(-x), 1, { rtol: 1e-15 });
          expect(normalCdf(x + step)).toBeGreaterThanOrEqual(normalCdf(x));
        },
      ),
    );
  });
});

describe('normalQuantile', () => {
  it.each(QUANTILE)('is exact to 2e-15 of itself at %f', (probability, x) => {
    expectClose(normalQuantile(probability), x, { rtol: 2e-15 });
  });
  it('is the inverse of normalCdf in both tails', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: Math.log(0.5), noNaN: true }), (log) => {
        const probability = Math.exp(log);
        const x = normalQuantile(probability);
        // Half an ulp of x changes the probability by x * ulp(x), relatively.
        expectClose(normalCdf(x), probability, { rtol: 1e-14 + x * x * 3e-16 });
      }),
    );
  });
  it('is odd around one half', () => {
    for (const p of [0.001, 0.1, 0.3125]) expectClose(normalQuantile(1 - p), -normalQuantile(p), { rtol: 1e-12 });
    expect(normalQuantile(0.5)).toBe(0);
  });
  it('is infinite at 0 and 1 and refuses everything outside', () => {
    expect([0, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    for (const p of [-1e-9, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(ParameterError);
  });
});
