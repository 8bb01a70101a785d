import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../src/multiple/holm.ts';

describe('holm', () => {
  it('multiplies the smallest by the number of tests, the next by one less, and never falls', () => {
    expectClose(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]);
  });

  it('stops at 1', () => {
    expect([...holm([0.9, 0.6, 1])]).toEqual([1, 1, 1]);
  });

  it('leaves a single p value and an empty family alone', () => {
    expect([...holm([0.2])]).toEqual([0.2]);
    expect([...holm([])]).toEqual([]);
  });

  it('lies between the p values and Bonferroni, and keeps their order', () => {
    const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(probabilities, (pValues) => {
        const adjusted = holm(pValues);
        for (const [i, p] of pValues.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          // Another test's product may decide, and round differently.
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, pValues.length * p) * (1 + 1e-15));
          for (const [j, other] of pValues.entries())
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
        }
      }),
      { seed: 1 },
    );
  });

  it('refuses what is no probability, so that a missing test cannot hide in the family', () => {
    for (const bad of [Number.NaN, -0.1, 1.1]) expect(() => holm([0.5, bad])).toThrow(ParameterError);
  });
});
