import { createRng } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { romanoWolf } from '../../src/multiple/romano-wolf.ts';
import { noise, parameterOf } from './series.ts';

const options = { resamples: 199 };

describe('romanoWolf', () => {
  it('finds the strategies with an edge, and no others', () => {
    const rng = createRng(1);
    const series = [...noise(rng, 4, 300), ...noise(rng, 2, 300, 0.4), ...noise(rng, 2, 300, -0.4)];
    const { adjustedPValues, rejectedByStepM, status, value, statistics } = romanoWolf(series, options);
    const expected = [false, false, false, false, true, true, false, false];
    expect(rejectedByStepM).toEqual(expected);
    expect(Array.from(adjustedPValues, (p) => p <= 0.05)).toEqual(expected);
    expect(status).toBe('pass');
    expect(value).toBe(Math.max(...statistics));
  });

  it('gains power with every step: a weak edge beside a strong one has fewer rivals left', () => {
    const rng = createRng(2);
    const weak = noise(rng, 1, 300, 0.13)[0];
    const strong = noise(rng, 8, 300, 1);
    const idle = noise(rng, 8, 300, 0);
    const alone = romanoWolf([weak], options).adjustedPValues[0];
    expect(romanoWolf([weak, ...strong], { ...options, blockLength: 1 }).adjustedPValues[0]).toBeCloseTo(
      romanoWolf([weak], { ...options, blockLength: 1 }).adjustedPValues[0],
      10,
    );
    expect(romanoWolf([weak, ...idle], options).adjustedPValues[0]).toBeGreaterThan(alone);
  });

  it('has p values in the order of the statistics, permuted with the strategies', () => {
    const series = noise(createRng(3), 6, 80, 0.05);
    const expected = romanoWolf(series, options);
    for (const [i, z] of expected.statistics.entries()) {
      for (const [j, other] of expected.statistics.entries()) {
        if (z > other) expect(expected.adjustedPValues[i]).toBeLessThanOrEqual(expected.adjustedPValues[j]);
      }
    }
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
        const permuted = romanoWolf(
          order.map((k) => series[k]),
          options,
        );
        expect([...permuted.adjustedPValues]).toEqual(order.map((k) => expected.adjustedPValues[k]));
        expect(permuted.rejectedByStepM).toEqual(order.map((k) => expected.rejectedByStepM[k]));
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('has no statistic for a strategy that never traded', () => {
    const series = noise(createRng(4), 2, 60);
    const { statistics, adjustedPValues, rejectedByStepM, warnings } = romanoWolf(
      [series[0], new Float64Array(60), series[1]],
      options,
    );
    expect([statistics[1], adjustedPValues[1], rejectedByStepM[1]]).toEqual([Number.NaN, Number.NaN, false]);
    expect(Number.isNaN(adjustedPValues[0] + adjustedPValues[2])).toBe(false);
    expect(warnings.length).toBe(1);
  });

  it('answers too little data with a status and misuse with an error', () => {
    const few = romanoWolf([
      [0.1, 0.2],
      [0.2, 0.1],
    ]);
    expect([few.status, few.pValue, few.rejectedByStepM]).toEqual(['insufficient', Number.NaN, [false, false]]);
    expect(romanoWolf([new Float64Array(50)]).status).toBe('undefined');
    expect(parameterOf(() => romanoWolf([]))).toBe('series');
  });
});
