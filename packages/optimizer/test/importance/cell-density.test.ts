import { normalCdf, sum } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceDensity, gridDensity } from '../../src/importance/cell-density.ts';

const counted = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 50 })
  .filter((counts) => counts.some((count) => count > 0))
  .map((counts) => Float64Array.from(counts));

/** One kernel per observation, each cell by two distribution functions. */
function plainGridDensity(counts: Float64Array, width: number): number[] {
  const cells = counts.length;
  const between = (a: number, b: number) => normalCdf(b) - normalCdf(a);
  const kernel = (centre: number, sigma: number) =>
    Array.from(
      { length: cells },
      (_, x) =>
        between((x - 0.5 - centre) / sigma, (x + 0.5 - centre) / sigma) /
        between((-0.5 - centre) / sigma, (cells - 0.5 - centre) / sigma),
    );
  const observations = Array.from(counts).flatMap((count, cell) => new Array<number>(count).fill(cell));
  const kernels = [...observations.map((cell) => kernel(cell, width)), kernel((cells - 1) / 2, cells)];
  return Array.from({ length: cells }, (_, x) => sum(kernels.map((mass) => mass[x])) / kernels.length);
}

describe('gridDensity', () => {
  it('is a mean of truncated kernels of Scott width', () => {
    // 8 observations in cells 0 0 1 2 2 2 3 5: mean 15/8, squares 47 - 225/8 = 151/8, deviation sqrt(151/56) = 1.642.
    // Two are at or below cell 0, and more than six at or below cell 3: range 3, over 1.34 = 2.239.
    const width = 1.059 * Math.sqrt(151 / 56) * 8 ** -0.2;
    const counts = Float64Array.of(2, 1, 3, 1, 0, 1);
    expectClose(gridDensity(counts), plainGridDensity(counts, width));
  });

  it('takes the range between quartiles if it is the smaller spread', () => {
    // 20 observations, 16 in cell 3 and two far away on each side: the quartiles are both 3, so the width is the smallest one.
    const counts = Float64Array.of(2, 0, 0, 16, 0, 0, 2);
    expectClose(gridDensity(counts), plainGridDensity(counts, 0.5 / 1.64));
    // 9 and 8 in cells 2 and 3, 3 in cell 6: quartiles 2 and 3, range 1 over 1.34, deviation 1.38.
    const wider = Float64Array.of(0, 0, 9, 8, 0, 0, 3);
    expectClose(gridDensity(wider), plainGridDensity(wider, (1.059 / 1.34) * 20 ** -0.2));
  });

  it('is a distribution over the cells that leaves none out', () => {
    fc.assert(
      fc.property(counted, (counts) => {
        const density = gridDensity(counts);
        expectClose(sum(density), 1);
        expect(Math.min(...density)).toBeGreaterThan(0);
      }),
      { seed: 21, numRuns: 100 },
    );
  });
});

describe('choiceDensity', () => {
  it('gives hand-worked values', () => {
    // Two observations of choice 0 of 2: kernels for it and the prior, K = 2. An observation is (1/2 + 1, 1/2) / 2, the prior (1/2, 1/2).
    expectClose(choiceDensity(Float64Array.of(2, 0)), [(1.5 / 2 + 1.5 / 2 + 0.5) / 3, (0.5 / 2 + 0.5 / 2 + 0.5) / 3]);
    expectClose(choiceDensity(Float64Array.of(1, 1, 1)), [1 / 3, 1 / 3, 1 / 3]);
  });

  it('is a distribution over the choices that grows with the counts', () => {
    fc.assert(
      fc.property(counted, (counts) => {
        const density = choiceDensity(counts);
        expectClose(sum(density), 1);
        for (let i = 1; i < counts.length; i++) {
          expect(Math.sign(density[i] - density[i - 1])).toBe(Math.sign(counts[i] - counts[i - 1]));
        }
      }),
      { seed: 22, numRuns: 100 },
    );
  });
});
