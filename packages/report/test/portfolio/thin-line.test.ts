import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinLine } from '../../src/portfolio/thin-line.ts';

describe('thinLine', () => {
  it('keeps a short line as it is, without what is not finite', () => {
    expect(thinLine([0, 1, 2, 3], [5, Number.NaN, Infinity, 7])).toEqual([
      [0, 5],
      [3, 7],
    ]);
  });

  it('keeps ends, the lowest and the highest value of any line, in ascending order', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 800,
      maxLength: 3000,
      size: 'max',
    });
    fc.assert(
      fc.property(values, (y) => {
        const thin = thinLine(
          y.map((_, i) => i),
          y,
        );
        const kept = thin.map(([, value]) => value);
        expect(thin.length).toBeLessThanOrEqual(722);
        expect([thin[0][0], thin[thin.length - 1][0]]).toEqual([0, y.length - 1]);
        expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...y), Math.max(...y)]);
        for (let i = 1; i < thin.length; i++) expect(thin[i][0]).toBeGreaterThan(thin[i - 1][0]);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
