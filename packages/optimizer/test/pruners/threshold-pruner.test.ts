import { describe, expect, it } from 'vitest';
import { thresholdPruner } from '../../src/pruners/threshold-pruner.ts';
import { running } from './curves.ts';

describe('thresholdPruner', () => {
  it('stops outside the bounds, which are included, and at NaN', () => {
    const pruner = thresholdPruner({ lower: -1, upper: 1 });
    const stops = [-1.1, -1, 0, 1, 1.1, Number.NaN].map((value) => pruner.shouldPrune(running([value]), []));
    expect(stops).toEqual([true, false, false, false, true, true]);
  });

  it('looks at the latest loss only, after the warm-up', () => {
    const pruner = thresholdPruner({ upper: 1, warmupSteps: 1 });
    expect(pruner.shouldPrune(running([5]), [])).toBe(false);
    expect(pruner.shouldPrune(running([5, 0]), [])).toBe(false);
    expect(pruner.shouldPrune(running([0, 5]), [])).toBe(true);
  });

  it('refuses bounds that allow all or nothing', () => {
    expect(() => thresholdPruner({})).toThrow('upper: expected at least one bound');
    expect(() => thresholdPruner({ lower: 1, upper: 1 })).toThrow('lower: expected a number below upper, 1');
    expect(() => thresholdPruner({ upper: Number.NaN })).toThrow('lower');
  });
});
