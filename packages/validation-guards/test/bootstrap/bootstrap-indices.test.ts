import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { bootstrapIndices } from '../../src/bootstrap/bootstrap-indices.ts';

describe('bootstrapIndices', () => {
  it('depends on the seed alone', () => {
    const options = { blockLength: 4, resamples: 3, seed: 'a' };
    expect(bootstrapIndices(30, options)).toEqual(bootstrapIndices(30, options));
    expect(bootstrapIndices(30, options)).not.toEqual(bootstrapIndices(30, { ...options, seed: 'b' }));
  });

  it('draws different resamples, and the first ones do not depend on how many there are', () => {
    const [first, second] = bootstrapIndices(30, { blockLength: 4, resamples: 2 });
    expect(first).not.toEqual(second);
    expect(bootstrapIndices(30, { blockLength: 4 })[0]).toEqual(first);
  });

  it('needs a block length for everything but iid', () => {
    expect(bootstrapIndices(3, { resampling: 'iid' })[0]).toHaveLength(3);
    expect(() => bootstrapIndices(3)).toThrow('blockLength: expected a finite number >= 1, got NaN');
    expect(() => bootstrapIndices(3, { blockLength: 1, resamples: 0 })).toThrow(ParameterError);
  });
});
