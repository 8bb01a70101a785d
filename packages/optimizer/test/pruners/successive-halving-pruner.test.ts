import { describe, expect, it } from 'vitest';
import { successiveHalvingPruner } from '../../src/pruners/successive-halving-pruner.ts';
import { complete, failed, pruned, running } from './curves.ts';

const nan = Number.NaN;

describe('successiveHalvingPruner', () => {
  const pruner = successiveHalvingPruner({ minResource: 1, reductionFactor: 2 });

  it('judges at the rungs only', () => {
    const best = complete(0, new Array(10).fill(0));
    const judged = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((step) =>
      pruner.shouldPrune(running(new Array(step + 1).fill(9)), [best]),
    );
    expect(judged).toEqual([1, 2, 4, 8]);
  });

  it('lets the best max(1, floor(c / factor)) go on', () => {
    // Losses at step 1; with the trial itself c is one more.
    const rivals = (...losses: number[]) => losses.map((loss, i) => complete(i, [9, loss]));
    expect(pruner.shouldPrune(running([9, 5]), [])).toBe(false);
    expect(pruner.shouldPrune(running([9, 5]), rivals(4))).toBe(true); // 2nd of 2, one goes on
    expect(pruner.shouldPrune(running([9, 5]), rivals(4, 6))).toBe(true); // 2nd of 3, one
    expect(pruner.shouldPrune(running([9, 5]), rivals(4, 6, 7))).toBe(false); // 2nd of 4, two
    expect(pruner.shouldPrune(running([9, 5]), rivals(4, 5, 5))).toBe(false); // equals are equally good
    expect(pruner.shouldPrune(running([9, 5]), rivals(4, 4, 5))).toBe(true);
  });

  it('uses factor 4 by default', () => {
    const four = successiveHalvingPruner({ minResource: 1 });
    const rivals = (n: number) => Array.from({ length: n }, (_, i) => complete(i, [9, i]));
    expect(four.shouldPrune(running([9, 0.5]), rivals(6))).toBe(true); // c = 7: one
    expect(four.shouldPrune(running([9, 0.5]), rivals(7))).toBe(false); // c = 8: two
  });

  it('counts whoever reached the rung with a number', () => {
    const trial = running([9, 5]);
    expect(pruner.shouldPrune(trial, [pruned(0, [9, 4])])).toBe(true);
    expect(pruner.shouldPrune(trial, [failed(0, [9, 4])])).toBe(true);
    expect(pruner.shouldPrune(trial, [pruned(0, [4])])).toBe(false); // did not reach it
    expect(pruner.shouldPrune(trial, [complete(0, [9, nan])])).toBe(false);
    expect(pruner.shouldPrune(trial, [complete(0, [9, 4, 8])])).toBe(true); // 4 at the rung, whatever came later
  });

  it('stops at NaN, at a rung only', () => {
    expect(pruner.shouldPrune(running([nan]), [])).toBe(false);
    expect(pruner.shouldPrune(running([1, nan]), [])).toBe(true);
    expect(pruner.shouldPrune(running([1, 1, 1, nan]), [])).toBe(false);
  });

  it('takes the first report at or beyond a rung, for several rungs if it skips some', () => {
    // Reports at 0, 3, 8: the second is for rungs 1 and 2, the third for 4 and 8.
    const steps = [0, 3, 8];
    expect(pruner.shouldPrune(running([9, 5], [0, 3]), [complete(0, [9, 9, 4], 0)])).toBe(true); // loses at rung 2
    expect(pruner.shouldPrune(running([9, 5], [0, 3]), [complete(0, [9, 4, 9], 0)])).toBe(true); // loses at rung 1
    expect(pruner.shouldPrune(running([9, 5], [0, 3]), [complete(0, [9, 9, 9], 0)])).toBe(false);
    expect(pruner.shouldPrune(running([9, 5, 5], steps), [complete(0, [9, 9, 4], 0, steps)])).toBe(true);
  });

  it('leaves out the first rungs', () => {
    const late = successiveHalvingPruner({ minResource: 1, reductionFactor: 2, minEarlyStoppingRate: 2 });
    const best = complete(0, new Array(10).fill(0));
    const judged = [1, 2, 3, 4, 8].filter((step) => late.shouldPrune(running(new Array(step + 1).fill(9)), [best]));
    expect(judged).toEqual([4, 8]);
  });

  it('derives the first rung from complete trials, and waits for one', () => {
    const auto = successiveHalvingPruner();
    const steps = [0, 1, 2, 3, 250];
    const best = complete(0, [0, 0, 0, 0, 0], 0, steps);
    expect(auto.shouldPrune(running([9, 9]), [pruned(0, [0, 0])])).toBe(false);
    expect(auto.shouldPrune(running([9, 9]), [complete(0, [], 1)])).toBe(false);
    // floor(250 / 100) = 2
    expect(auto.shouldPrune(running([9, 9]), [best])).toBe(false);
    expect(auto.shouldPrune(running([9, 9, 9]), [best])).toBe(true);
    expect(auto.shouldPrune(running([9, 9]), [complete(0, [0, 0])])).toBe(true); // at least 1
    expect(auto.shouldPrune(running([nan, nan]), [pruned(0, [0, 0])])).toBe(false);
  });

  it('refuses options out of range', () => {
    expect(() => successiveHalvingPruner({ minResource: 0 })).toThrow('minResource');
    expect(() => successiveHalvingPruner({ reductionFactor: 1 })).toThrow('reductionFactor');
    expect(() => successiveHalvingPruner({ minEarlyStoppingRate: -1 })).toThrow('minEarlyStoppingRate');
  });
});
