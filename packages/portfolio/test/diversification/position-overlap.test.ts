import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionOverlap } from '../../src/diversification/position-overlap.ts';

const positions = fc.array(fc.constantFrom(-1, 0, 2), { minLength: 8, maxLength: 8 });

describe('positionOverlap', () => {
  it('counts the bars that both hold', () => {
    const { jaccard, bothHeld, sameSide } = positionOverlap([
      [1, 1, 1, 0, 0, 0, 0, 0],
      [0, 0.5, -3, 1, 0, 0, 0, 0],
    ]);
    expect(jaccard[0][1]).toBe(2 / 4);
    expect(bothHeld[0][1]).toBe(2 / 8);
    expect(bothHeld[0][0]).toBe(3 / 8);
    expect(sameSide[0][1]).toBe(1 / 2);
  });

  it('does not exist where neither ever holds', () => {
    const { jaccard, bothHeld, sameSide } = positionOverlap([
      [0, 0],
      [0, -0],
      [1, 0],
    ]);
    expect([jaccard[0][1], bothHeld[0][1], sameSide[0][1]]).toEqual([Number.NaN, 0, Number.NaN]);
    expect([jaccard[0][2], sameSide[0][2]]).toEqual([0, Number.NaN]);
  });

  it('is symmetric and bounded, and full with itself', () => {
    fc.assert(
      fc.property(positions, positions, (a, b) => {
        const { jaccard, bothHeld, sameSide } = positionOverlap([a, b]);
        for (const matrix of [jaccard, bothHeld, sameSide]) expect(matrix[0][1]).toBe(matrix[1][0]);
        expect(jaccard[0][0]).toBe(a.some((x) => x !== 0) ? 1 : Number.NaN);
        if (jaccard[0][1] >= 0) expect(jaccard[0][1]).toBeGreaterThanOrEqual(bothHeld[0][1]);
        expect(bothHeld[0][1]).toBeLessThanOrEqual(Math.min(bothHeld[0][0], bothHeld[1][1]));
      }),
      { seed: 2 },
    );
  });

  it('refuses a position that is not finite', () => {
    expect(() => positionOverlap([[1, Number.POSITIVE_INFINITY]])).toThrow(ParameterError);
  });
});
