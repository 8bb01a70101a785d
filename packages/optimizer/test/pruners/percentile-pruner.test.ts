import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { medianPruner, percentilePruner } from '../../src/pruners/percentile-pruner.ts';
import { complete, failed, pruned, running } from './curves.ts';

const nan = Number.NaN;

describe('medianPruner', () => {
  const five = [1, 2, 3, 4, 5].map((loss, i) => complete(i, [loss]));

  it('stops a trial in the worse half, and not one at the median', () => {
    const pruner = medianPruner();
    expect(pruner.shouldPrune(running([3.1]), five)).toBe(true);
    expect(pruner.shouldPrune(running([3]), five)).toBe(false);
  });

  it('waits for five complete trials; pruned and failed ones do not count', () => {
    const four = five.slice(0, 4);
    expect(medianPruner().shouldPrune(running([9]), four)).toBe(false);
    expect(medianPruner().shouldPrune(running([9]), [...four, pruned(4, [1]), failed(5, [1])])).toBe(false);
    expect(medianPruner({ startupTrials: 0 }).shouldPrune(running([9]), [])).toBe(false);
  });

  it('compares the best loss so far with the losses at the latest step', () => {
    const pruner = medianPruner({ startupTrials: 1 });
    // Best of [2, 9] is 2; the others are at 1, 3, 5 by then.
    const others = [complete(0, [9, 1]), complete(1, [9, 3]), complete(2, [9, 5])];
    expect(pruner.shouldPrune(running([2, 9]), others)).toBe(false);
    expect(pruner.shouldPrune(running([4, 9]), others)).toBe(true);
    expect(pruner.shouldPrune(running([9, 4]), others)).toBe(true);
  });

  it('ignores NaN, and stops a trial that has nothing else', () => {
    const pruner = medianPruner({ startupTrials: 1 });
    const others = [complete(0, [nan]), complete(1, [3])];
    expect(pruner.shouldPrune(running([4]), others)).toBe(true);
    expect(pruner.shouldPrune(running([2]), others)).toBe(false);
    expect(pruner.shouldPrune(running([nan]), others)).toBe(true);
    expect(pruner.shouldPrune(running([2, nan]), [complete(0, [3, 3])])).toBe(false);
    expect(pruner.shouldPrune(running([9]), [complete(0, [nan])])).toBe(false);
  });

  it('needs enough numbers at the step', () => {
    const others = [complete(0, [1]), complete(1, [1, 1]), complete(2, [1, nan])];
    expect(medianPruner({ startupTrials: 1, minTrials: 2 }).shouldPrune(running([9, 9]), others)).toBe(false);
    expect(medianPruner({ startupTrials: 1, minTrials: 1 }).shouldPrune(running([9, 9]), others)).toBe(true);
    expect(medianPruner({ startupTrials: 1 }).shouldPrune(running([9], [7]), others)).toBe(false);
  });

  it('judges at the first report of each interval after the warm-up', () => {
    const pruner = medianPruner({ startupTrials: 1, warmupSteps: 2, intervalSteps: 3 });
    const best = complete(0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const judged = [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((step) =>
      pruner.shouldPrune(running(new Array(step + 1).fill(9)), [best]),
    );
    expect(judged).toEqual([2, 5, 8]);
    // Step 5 was not reported: 6 is judged in its place, 7 no more.
    expect(pruner.shouldPrune(running([9, 9, 9], [2, 4, 6]), [best])).toBe(true);
    expect(pruner.shouldPrune(running([9, 9, 9, 9], [2, 4, 6, 7]), [best])).toBe(false);
  });
});

describe('percentilePruner', () => {
  it('interpolates between order statistics', () => {
    // Quantile 0.25 of 0, 1, 2, 3 is 0.75.
    const four = [0, 1, 2, 3].map((loss, i) => complete(i, [loss]));
    const pruner = percentilePruner({ quantile: 0.25, startupTrials: 1 });
    expect(pruner.shouldPrune(running([0.74]), four)).toBe(false);
    expect(pruner.shouldPrune(running([0.76]), four)).toBe(true);
  });

  it('keeps only the best at 0 and all at 1', () => {
    const two = [complete(0, [1]), complete(1, [2])];
    expect(percentilePruner({ quantile: 0, startupTrials: 1 }).shouldPrune(running([1.5]), two)).toBe(true);
    expect(percentilePruner({ quantile: 1, startupTrials: 1 }).shouldPrune(running([2]), two)).toBe(false);
  });

  it('refuses options out of range', () => {
    expect(() => percentilePruner({ quantile: 25 })).toThrow(ParameterError);
    expect(() => percentilePruner({ quantile: nan })).toThrow('quantile: expected a number in [0, 1], got NaN');
    expect(() => medianPruner({ startupTrials: -1 })).toThrow('startupTrials');
    expect(() => medianPruner({ minTrials: 0 })).toThrow('minTrials');
    expect(() => medianPruner({ warmupSteps: 0.5 })).toThrow('warmupSteps');
    expect(() => medianPruner({ intervalSteps: 0 })).toThrow('intervalSteps: expected an integer >= 1, got 0');
  });
});
