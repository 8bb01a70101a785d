import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softenWorst } from '../../src/gaussian-process/soften-worst.ts';

describe('softenWorst', () => {
  it('compresses what lies more than two deviations beyond the median', () => {
    // The median is 3, the better half lies 1 and 2 from it: a deviation of sqrt(2.5).
    const deviation = Math.sqrt(2.5);
    const softened = softenWorst([1, 2, 3, 3 + 2 * deviation, 1000]);
    expectClose(softened.slice(0, 4), [1, 2, 3, 3 + 2 * deviation]);
    expectClose(softened[4], 3 + deviation * (2 + Math.log1p(997 / deviation - 2)));
  });

  it('keeps the order, and never raises a value', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (unsorted) => {
        const sorted = Float64Array.from(unsorted).sort();
        const softened = softenWorst(sorted);
        softened.forEach((value, i) => {
          expect(value).toBeLessThanOrEqual(sorted[i]);
          if (i > 0) expect(value).toBeGreaterThanOrEqual(softened[i - 1]);
        });
      }),
      { seed: 2 },
    );
  });

  it('leaves values alone of which the better half is all the same, and those that are not finite', () => {
    expect([...softenWorst([1, 1, 1, 50])]).toEqual([1, 1, 1, 50]);
    expect([...softenWorst([Number.NaN, Number.POSITIVE_INFINITY])]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    const mixed = softenWorst([1, Number.NaN, 2, Number.POSITIVE_INFINITY, 3]);
    expect([...mixed]).toEqual([1, Number.NaN, 2, Number.POSITIVE_INFINITY, 3]);
  });
});
