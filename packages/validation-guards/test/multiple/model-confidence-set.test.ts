import { createRng } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelConfidenceSet } from '../../src/multiple/model-confidence-set.ts';
import { noise, parameterOf } from './series.ts';

const statistics = ['range', 'max'] as const;

describe.each(statistics)('modelConfidenceSet with the %s statistic', (statistic) => {
  const options = { resamples: 199, statistic };

  it('drops the models that lose more, the worst first', () => {
    const rng = createRng(1);
    const losses = [...noise(rng, 1, 300, 2), ...noise(rng, 2, 300, 1), ...noise(rng, 1, 300, 3)];
    const { included, eliminationOrder, status, value, pValues, pValue } = modelConfidenceSet(losses, options);
    expect(included).toEqual([false, true, true, false]);
    expect(eliminationOrder.slice(0, 2)).toEqual([3, 0]);
    expect([status, value, pValue]).toEqual(['pass', 2, 1 / 200]);
    expect(pValues[eliminationOrder[3]]).toBe(1);
  });

  it('has p values that rise with the order of elimination, permuted with the models', () => {
    const losses = noise(createRng(2), 5, 80);
    const expected = modelConfidenceSet(losses, options);
    const ordered = expected.eliminationOrder.map((model) => expected.pValues[model]);
    expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const permuted = modelConfidenceSet(
          order.map((k) => losses[k]),
          options,
        );
        expect([...permuted.pValues]).toEqual(order.map((k) => expected.pValues[k]));
        expect(permuted.eliminationOrder.map((at) => order[at])).toEqual(expected.eliminationOrder);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('keeps copies of the best model together', () => {
    const rng = createRng(3);
    const [good] = noise(rng, 1, 200);
    const [bad] = noise(rng, 1, 200, 1);
    const { included, pValues } = modelConfidenceSet([good, bad, good, good], options);
    expect(included).toEqual([true, false, true, true]);
    expect([pValues[0], pValues[2], pValues[3]]).toEqual([1, 1, 1]);
  });

  it('is certain about a model that always loses the same amount more', () => {
    const [good] = noise(createRng(4), 1, 100);
    const { included, pValue } = modelConfidenceSet([good.map((x) => x + 0.01), good], options);
    expect([included, pValue]).toEqual([[false, true], 1 / 200]);
  });

  it('compares a flat loss with others', () => {
    const losses = [new Float64Array(100), ...noise(createRng(5), 1, 100, 1)];
    expect(modelConfidenceSet(losses, options).included).toEqual([true, false]);
  });

  it('does not exist for equal models, and needs two of them and enough bars', () => {
    const [row] = noise(createRng(6), 1, 60);
    expect(modelConfidenceSet([row, row, row], options).status).toBe('undefined');
    expect(modelConfidenceSet([row], options).status).toBe('insufficient');
    const few = modelConfidenceSet([row.subarray(0, 20), row.subarray(20, 40)], options);
    expect([few.status, few.included, few.eliminationOrder]).toEqual(['insufficient', [true, true], []]);
  });
});

describe('modelConfidenceSet', () => {
  it('has one answer for two models, whatever the statistic', () => {
    const losses = noise(createRng(7), 2, 120);
    const [range, max] = statistics.map((statistic) => modelConfidenceSet(losses, { resamples: 999, statistic }));
    expect(range.eliminationOrder).toEqual(max.eliminationOrder);
    // Of two models the range counts both tails of one difference, and the maximum over both is the same number.
    expect(range.pValue).toBe(max.pValue);
  });

  it('refuses misuse by name', () => {
    const losses = noise(createRng(1), 2, 40);
    expect(parameterOf(() => modelConfidenceSet([]))).toBe('losses');
    // @ts-expect-error an unknown statistic
    expect(parameterOf(() => modelConfidenceSet(losses, { statistic: 'R' }))).toBe('statistic');
  });
});
