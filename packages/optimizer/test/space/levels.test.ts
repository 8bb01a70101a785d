import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestLevel } from '../../src/space/levels.ts';

describe('nearestLevel', () => {
  it('finds the nearest level, the lower one of two', () => {
    const levels = Float64Array.of(0.1, 0.2, 0.75);
    expect([-1, 0.1, 0.16, 0.4, 0.5, 0.75, 2].map((u) => nearestLevel(levels, u))).toEqual([0, 0, 1, 1, 2, 2, 2]);
    expect(nearestLevel(Float64Array.of(0, 1), 0.5)).toBe(0);
    expect(nearestLevel(Float64Array.of(0.5), 0.9)).toBe(0);
  });

  it('agrees with a look at every level', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.uniqueArray(unit, { minLength: 1, maxLength: 20 }), unit, (some, u) => {
        const levels = Float64Array.from(some).sort();
        const distances = levels.map((level) => Math.abs(level - u));
        expect(distances[nearestLevel(levels, u)]).toBe(Math.min(...distances));
      }),
      { seed: 3 },
    );
  });
});
