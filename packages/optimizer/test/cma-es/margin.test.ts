import { normalCdf } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Margin } from '../../src/cma-es/margin.ts';

const FIVE = Float64Array.of(0.1, 0.3, 0.5, 0.7, 0.9);
const TWO = Float64Array.of(0.25, 0.75);

function corrected(
  levels: Float64Array,
  margin: number,
  mean: number,
  deviation: number,
): { mean: number; stretch: number } {
  const means = Float64Array.of(mean);
  const search = new Margin([levels], margin);
  search.correct({ mean: means, deviation: () => deviation });
  return { mean: means[0], stretch: search.stretch[0] };
}

describe('Margin', () => {
  it('stretches an inner cell until each side has half of the margin', () => {
    // 1.96 standard deviations on either side of the middle of [0.4, 0.6].
    const { mean, stretch } = corrected(FIVE, 0.05, 0.48, 0.02);
    expectClose(mean, 0.5, { rtol: 1e-9 });
    expectClose(stretch, 0.1 / (1.959963984540054 * 0.02), { rtol: 1e-9 });
  });

  it('moves the mean of an outer cell towards the border', () => {
    // 5 % beyond 0.2: 1.645 standard deviations.
    expectClose(corrected(FIVE, 0.05, 0.1, 0.02).mean, 0.2 - 1.6448536269514722 * 0.02, { rtol: 1e-9 });
    expectClose(corrected(FIVE, 0.05, 0.99, 0.02).mean, 0.8 + 1.6448536269514722 * 0.02, { rtol: 1e-9 });
  });

  it('does the same with two levels', () => {
    expectClose(corrected(TWO, 0.05, 0.9, 0.1).mean, 0.5 + 1.6448536269514722 * 0.1, { rtol: 1e-9 });
    expect(corrected(TWO, 0.05, 0.55, 0.1)).toEqual({ mean: 0.55, stretch: 1 });
  });

  it('leaves a wide distribution, a single level and continuous dimensions alone', () => {
    expect(corrected(FIVE, 0.05, 0.45, 0.2)).toEqual({ mean: 0.45, stretch: 1 });
    expect(corrected(Float64Array.of(0.5), 0.05, 0.9, 1e-9)).toEqual({ mean: 0.9, stretch: 1 });
    const mean = Float64Array.of(0.9);
    new Margin([null], 0.05).correct({ mean, deviation: () => 1e-9 });
    expect(mean[0]).toBe(0.9);
  });

  it('keeps the margin wherever the mean lies and however narrow the distribution is', () => {
    const levels = fc
      .uniqueArray(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 12 })
      .map((values) => Float64Array.from(values, (value) => value / 1_000).sort());
    fc.assert(
      fc.property(
        levels,
        fc.double({ min: -0.5, max: 1.5, noNaN: true }),
        fc.double({ min: -9, max: 0, noNaN: true }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (grid, start, logDeviation, margin) => {
          const deviation = 10 ** logDeviation;
          const { mean, stretch } = corrected(grid, margin, start, deviation);
          const cell = grid.findIndex((_, i) => i === grid.length - 1 || mean <= (grid[i] + grid[i + 1]) / 2);
          const side = (border: number): number => normalCdf(-Math.abs(border - mean) / (deviation * stretch));
          const below = cell === 0 ? null : side((grid[cell - 1] + grid[cell]) / 2);
          const above = cell === grid.length - 1 ? null : side((grid[cell] + grid[cell + 1]) / 2);
          // Rounding of a mean beside a border, in units of a deviation of 1e-9 and more.
          const rounding = 1 - 1e-6;
          expect((below ?? 0) + (above ?? 0)).toBeGreaterThanOrEqual(margin * rounding);
          if (below !== null && above !== null) {
            expect(Math.min(below, above)).toBeGreaterThanOrEqual((margin / 2) * rounding);
          }
        },
      ),
      { seed: 11, numRuns: 400 },
    );
  });

  it('encodes to the nearest level after stretching, the lower one on a border', () => {
    const margin = new Margin([FIVE, null, TWO], 0.05);
    const mean = Float64Array.of(0.5, 0.5, 0.5);
    const encode = (...raw: number[]): number[] => {
      const out = new Float64Array(3);
      margin.encode(Float64Array.from(raw), mean, out);
      return Array.from(out);
    };
    expect(encode(0.58, 0.58, 0.58)).toEqual([0.5, 0.58, 0.75]);
    expect(encode(-3, 0.1, 0.5)).toEqual([0.1, 0.1, 0.25]);
    margin.stretch[0] = 5;
    expect(encode(0.58, 0.58, 0.58)).toEqual([0.9, 0.58, 0.75]);
  });

  it('decodes a point to a sample that is encoded to it', () => {
    const margin = new Margin([FIVE, TWO, null], 0.05);
    const mean = Float64Array.of(0.42, 0.61, 0.3);
    margin.stretch[0] = 7.3;
    for (const first of FIVE) {
      for (const second of TWO) {
        const point = Float64Array.of(first, second, 0.8);
        const raw = new Float64Array(3);
        const again = new Float64Array(3);
        margin.decode(point, mean, raw);
        margin.encode(raw, mean, again);
        expectClose(again, point);
      }
    }
  });
});
