import { describe, expect, it } from 'vitest';
import { categorical, createStudy, float, gaussianProcess, space, when } from '../../src/index.ts';

describe('gaussianProcess is refused', () => {
  it('for more parameters than its candidates have, before the first trial', () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`x${i}`, float(0, 1)]));
    expect(() => createStudy({ space: space(many), sampler: gaussianProcess() })).toThrow(
      'sampler: expected one for more than 64 parameters, such as tpe, got "gaussian-process"',
    );
  });

  it('for conditional parameters', () => {
    const nested = space({ on: categorical([true, false]), x: when({ on: [true] }, float(0, 1)) });
    expect(() => createStudy({ space: nested, sampler: gaussianProcess() })).toThrow('one that knows conditional');
  });

  it('with counts that are no positive integers', () => {
    expect(() => gaussianProcess({ candidates: 0 })).toThrow('candidates: expected an integer >= 1, got 0');
    expect(() => gaussianProcess({ startupTrials: 1.5 })).toThrow('startupTrials: expected an integer >= 1, got 1.5');
  });
});
