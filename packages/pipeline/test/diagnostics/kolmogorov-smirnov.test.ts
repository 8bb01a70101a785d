import { createRng } from '@quantblocks/core';
import { expect, it } from 'vitest';
import { kolmogorovSmirnov } from '../../src/diagnostics/kolmogorov-smirnov.ts';

const options = { seed: 1, draws: 9999 };

it('two samples apart have distance 1, and the p value of the two divisions that are as extreme', () => {
  const { distance, pValue } = kolmogorovSmirnov(Float64Array.of(1, 2), Float64Array.of(3, 4), options);
  expect(distance).toBe(1);
  // 2 of 6 divisions; four standard errors of 9999 draws.
  expect(Math.abs(pValue - 1 / 3)).toBeLessThan(0.019);
});
it('ties are passed together: equal samples have distance 0 and p value 1', () => {
  const same = Float64Array.of(0, 0, 0, 1, 1);
  expect(kolmogorovSmirnov(same, same, options)).toEqual({ distance: 0, pValue: 1 });
  // Distribution functions 2/3 and 1/4 at 0.
  expect(kolmogorovSmirnov(Float64Array.of(0, 0, 1), Float64Array.of(0, 1, 1, 1), options).distance).toBeCloseTo(
    5 / 12,
    12,
  );
});
it('does not depend on the order, and repeats with the seed', () => {
  const rng = createRng(2);
  const a = Float64Array.from({ length: 30 }, () => rng.normal());
  const b = Float64Array.from({ length: 40 }, () => rng.normal() + 0.5);
  const { distance, pValue } = kolmogorovSmirnov(a, b, options);
  expect(kolmogorovSmirnov(a.toReversed(), b.toSorted(), options)).toEqual({ distance, pValue });
  expect(kolmogorovSmirnov(b, a, options).distance).toBe(distance);
});
