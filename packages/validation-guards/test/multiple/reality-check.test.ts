import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { realityCheck } from '../../src/multiple/reality-check.ts';
import { superiorPredictiveAbility } from '../../src/multiple/superior-predictive-ability.ts';
import { noise, parameterOf } from './series.ts';

const options = { resamples: 199 };

describe('realityCheck', () => {
  it('counts resamples by hand', () => {
    const returns = Float64Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 1.2 : -0.8));
    const bar = (index: number): number[] => new Array<number>(30).fill(index);
    const { value, pValue, best, n } = realityCheck([returns, returns.map((x) => x - 1)], {
      blockLength: 1,
      indices: [bar(0), bar(1), bar(2)],
    });
    expectClose(value, Math.sqrt(30) * 0.2);
    // Both deviate by 1, -1, 1 from their means; 0.2 is reached twice, and once by the sample.
    expect(pValue).toBe(3 / 4);
    expect([best, n]).toEqual([0, 30]);
  });

  it('is the unstudentised upper p value of superior predictive ability where the best one gains', () => {
    const series = noise(createRng(1), 6, 100);
    const { upperPValue } = superiorPredictiveAbility(series, { ...options, studentised: false });
    expect(realityCheck(series, options).pValue).toBe(upperPValue);
  });

  it('is decided by the most volatile strategy', () => {
    const [steady, wild] = noise(createRng(2), 2, 200);
    const edge = steady.map((x) => x + 0.5);
    expect(realityCheck([edge], options).status).toBe('pass');
    expect(realityCheck([edge, wild.map((x) => 50 * x)], options).status).toBe('fail');
  });

  it('does not depend on the order of strategies', () => {
    const series = noise(createRng(3), 5, 90);
    const { best, ...rest } = realityCheck(series, options);
    const reversed = realityCheck([...series].reverse(), options);
    expect([reversed.value, reversed.pValue]).toEqual([rest.value, rest.pValue]);
    expect(reversed.best).toBe(4 - best);
  });

  it('answers too little data with a status and misuse with an error', () => {
    expect(realityCheck([[0.1, 0.2]]).status).toBe('insufficient');
    expect(realityCheck([new Float64Array(50)]).status).toBe('undefined');
    expect(parameterOf(() => realityCheck([[Number.POSITIVE_INFINITY]]))).toBe('series[0]');
    expect(parameterOf(() => realityCheck(noise(createRng(1), 1, 40), { alpha: 1 }))).toBe('alpha');
  });
});
