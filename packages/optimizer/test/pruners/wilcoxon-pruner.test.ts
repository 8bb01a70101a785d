import { createRng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { wilcoxonPruner } from '../../src/pruners/wilcoxon-pruner.ts';
import { complete, failed, pruned, running } from './curves.ts';

const nan = Number.NaN;
const zeros = (n: number): number[] => new Array(n).fill(0);

describe('wilcoxonPruner', () => {
  const pruner = wilcoxonPruner();

  it('stops after four folds that are all worse: 2^-4 is below 0.1, 2^-3 is not', () => {
    const best = complete(0, zeros(8));
    expect(pruner.shouldPrune(running([1, 2, 3]), [best])).toBe(false);
    expect(pruner.shouldPrune(running([1, 2, 3, 4]), [best])).toBe(true);
  });

  it('never stops a trial that is better or as good', () => {
    const best = complete(0, zeros(8));
    expect(pruner.shouldPrune(running([-1, -2, -3, -4, -5]), [best])).toBe(false);
    expect(pruner.shouldPrune(running(zeros(8)), [best])).toBe(false);
  });

  it('compares fold by fold: hard folds are hard for both', () => {
    const best = complete(0, [1, 50, 3, 80, 2]);
    expect(pruner.shouldPrune(running([2, 49, 4, 79, 3]), [best])).toBe(false);
    expect(pruner.shouldPrune(running([2, 51, 5, 81.5, 3]), [best])).toBe(true);
  });

  it('pairs equal steps and ignores the others', () => {
    const best = complete(0, [0, 0, 0, 0], 0, [1, 3, 5, 7]);
    expect(pruner.shouldPrune(running([1, 2, 3, 4, 9], [1, 3, 5, 6, 8]), [best])).toBe(false); // three pairs
    expect(pruner.shouldPrune(running([9, 1, 2, 3, 4], [0, 1, 3, 5, 7]), [best])).toBe(true);
  });

  it('needs the common steps it is told to wait for, at least two', () => {
    const best = complete(0, zeros(9));
    expect(wilcoxonPruner({ startupSteps: 6 }).shouldPrune(running([1, 2, 3, 4, 5]), [best])).toBe(false);
    expect(wilcoxonPruner({ startupSteps: 6 }).shouldPrune(running([1, 2, 3, 4, 5, 6]), [best])).toBe(true);
    const eager = wilcoxonPruner({ startupSteps: 0, pThreshold: 0.9 });
    expect(eager.shouldPrune(running([1]), [best])).toBe(false);
    expect(eager.shouldPrune(running([1, 2]), [best])).toBe(true);
  });

  it('compares with the best complete trial, the earliest of equals', () => {
    const [good, poor] = [complete(0, zeros(4), 0), complete(1, [9, 9, 9, 9], 9)];
    const trial = running([1, 2, 3, 4]);
    expect(pruner.shouldPrune(trial, [poor])).toBe(false);
    expect(pruner.shouldPrune(trial, [good, poor])).toBe(true);
    expect(pruner.shouldPrune(trial, [pruned(2, zeros(4)), failed(3, zeros(4)), poor])).toBe(false);
    const twin = complete(4, [9, 9, 9, 9], 0);
    expect(pruner.shouldPrune(trial, [twin, good])).toBe(true);
    expect(pruner.shouldPrune(trial, [])).toBe(false);
    expect(pruner.shouldPrune(trial, [complete(0, zeros(4), nan)])).toBe(false);
  });

  it('goes on if a loss of either trial is not finite', () => {
    for (const odd of [nan, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(pruner.shouldPrune(running([1, 2, 3, 4, odd]), [complete(0, zeros(5))])).toBe(false);
      expect(pruner.shouldPrune(running([1, 2, 3, 4]), [complete(0, [0, 0, 0, 0, odd], 0)])).toBe(false);
    }
  });

  it('goes on if the mean of the best trial over all its steps is not better', () => {
    // Worse in each of four folds, but the best trial has a bad fold still to come: mean 20 against 2.5.
    const best = complete(0, [0, 0, 0, 0, 100]);
    expect(pruner.shouldPrune(running([1, 2, 3, 4]), [best])).toBe(false);
  });

  it('tests each look at a smaller level with the correction', () => {
    const corrected = wilcoxonPruner({ correction: 'pocock' });
    const best = complete(0, zeros(10));
    // Ten folds make 4 .. 10 looks at 0.0407: 2^-4 no longer suffices, 2^-5 does.
    expect(corrected.shouldPrune(running([1, 2, 3, 4]), [best])).toBe(false);
    expect(corrected.shouldPrune(running([1, 2, 3, 4, 5]), [best])).toBe(true);
    // Of four folds only the last look can reject, so nothing is corrected.
    expect(corrected.shouldPrune(running([1, 2, 3, 4]), [complete(0, zeros(4))])).toBe(true);
  });

  it('stops a trial as good as the best twice as often as it says, and with the correction at most as often', () => {
    const folds = 10;
    const runs = 1500;
    const falseAlarms = (correction: 'none' | 'pocock'): number => {
      const rng = createRng('false alarms');
      const judge = wilcoxonPruner({ correction });
      const steps = Array.from({ length: folds }, (_, i) => i);
      const draw = (): number[] => steps.map(() => rng.normal());
      let stopped = 0;
      for (let run = 0; run < runs; run++) {
        const best = complete(0, draw(), 0);
        const values = draw();
        if (steps.some((k) => judge.shouldPrune(running(values.slice(0, k + 1)), [best]))) stopped++;
      }
      return stopped / runs;
    };
    // Standard errors 0.010 and 0.007. The level is 0.1; the discrete test keeps below it (0.078 over 4,000 runs, against 0.182).
    const plain = falseAlarms('none');
    const corrected = falseAlarms('pocock');
    expect(plain).toBeGreaterThan(0.15);
    expect(plain).toBeLessThan(0.22);
    expect(corrected).toBeGreaterThan(0.05);
    expect(corrected).toBeLessThan(0.1);
  });

  it('refuses options out of range', () => {
    expect(() => wilcoxonPruner({ pThreshold: 0 })).toThrow('pThreshold: expected a number in (0, 1), got 0');
    expect(() => wilcoxonPruner({ pThreshold: 1 })).toThrow('pThreshold');
    expect(() => wilcoxonPruner({ startupSteps: -1 })).toThrow('startupSteps');
    expect(() => wilcoxonPruner({ correction: 'holm' as 'none' })).toThrow('correction');
  });
});
