import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { standardise } from '../../src/gaussian-process/standardise.ts';

describe('standardise', () => {
  it('gives values of mean 0 and variance 1, and the way back', () => {
    const { standardised, offset, scale } = standardise([1, 3, 5, 7]);
    expectClose(offset, 4);
    expectClose(scale, Math.sqrt(5));
    expectClose(
      standardised,
      [-3, -1, 1, 3].map((value) => value / Math.sqrt(5)),
    );
  });

  it('counts what is not finite as the worst finite value', () => {
    const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
    expect(standardise([1, nan, 3, infinity, -infinity])).toEqual(standardise([1, 3, 3, 3, 3]));
  });

  it('gives zeros for values that are all equal, or none of them finite', () => {
    expect(standardise([0.1, 0.1, 0.1])).toEqual({ standardised: new Float64Array(3), offset: 0.1, scale: 1 });
    expect(standardise([Number.NaN, Number.POSITIVE_INFINITY])).toEqual({
      standardised: new Float64Array(2),
      offset: 0,
      scale: 1,
    });
  });

  it('is not troubled by values near the largest and the smallest numbers', () => {
    const plain = standardise([-1, 0, 1]).standardised;
    for (const unit of [1e308, 1e-300]) expectClose(standardise([-unit, 0, unit]).standardised, plain);
  });
});
