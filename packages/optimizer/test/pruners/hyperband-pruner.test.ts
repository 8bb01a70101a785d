import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { bracketBudgets, bracketOf, hyperbandPruner } from '../../src/pruners/hyperband-pruner.ts';
import { complete, pruned, running } from './curves.ts';

const rangeOf = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('bracketBudgets', () => {
  it('gives the table of the Hyperband paper for 81 steps', () => {
    // B = 5: 5 * 81 / 5, 5 * 27 / 4, 5 * 9 / 3, 5 * 3 / 2, 5 * 1 / 1, rounded up.
    expect(bracketBudgets(1, 81, 3)).toEqual([81, 34, 15, 8, 5]);
  });

  it('counts brackets without a rounding error in the logarithm', () => {
    expect(bracketBudgets(1, 243, 3)).toHaveLength(6);
    expect(bracketBudgets(1, 242, 3)).toHaveLength(5);
    expect(bracketBudgets(1, 1000, 10)).toHaveLength(4);
    expect(bracketBudgets(5, 4, 3)).toEqual([1]);
  });
});

describe('bracketOf', () => {
  it('assigns trials in proportion to the budgets', () => {
    const budgets = bracketBudgets(1, 81, 3);
    const counts = budgets.map(() => 0);
    for (const trial of rangeOf(14_300)) counts[bracketOf(trial, budgets)]++;
    // 100 expected per unit of budget; the standard error of the largest count is 59, of the smallest 22.
    expectClose(
      counts.map((count) => count / 100),
      budgets,
      { rtol: 0, atol: 1.8 },
    );
  });

  it('does not follow the order of the trials', () => {
    const brackets = rangeOf(200).map((trial) => bracketOf(trial, [1, 1]));
    const changes = brackets.filter((bracket, i) => i > 0 && bracket !== brackets[i - 1]).length;
    // Of 199 fair coins, 7 standard errors are 49.
    expect(Math.abs(changes - 99.5)).toBeLessThan(50);
  });
});

describe('hyperbandPruner', () => {
  const pruner = hyperbandPruner({ maxResource: 9 }); // 3 brackets, with first rungs at 1, 3 and 9
  const budgets = bracketBudgets(1, 9, 3);
  const inBracket = (bracket: number): number[] =>
    rangeOf(100).filter((trial) => bracketOf(trial, budgets) === bracket);

  it('stops the trials of a bracket from its first rung on', () => {
    for (const bracket of [0, 1, 2]) {
      const [rival, trial] = inBracket(bracket);
      const best = complete(rival, new Array(10).fill(0));
      const judged = rangeOf(10).filter((step) =>
        pruner.shouldPrune(running(new Array(step + 1).fill(9), undefined, trial), [best]),
      );
      expect(judged).toEqual([1, 3, 9].slice(bracket));
    }
  });

  it('lets trials compete inside their bracket only', () => {
    const [trial] = inBracket(0);
    const [other] = inBracket(1);
    expect(pruner.shouldPrune(running([9, 9], undefined, trial), [complete(other, [0, 0])])).toBe(false);
  });

  it('derives the resources from complete trials, and waits for one', () => {
    const auto = hyperbandPruner();
    const nine = rangeOf(9).map(() => 0); // steps 0 .. 8, so 9 in all
    for (const trial of rangeOf(20)) {
      const rivals = rangeOf(100)
        .slice(20)
        .map((number) => complete(number, nine));
      const curve = running([9, 9], undefined, trial);
      expect(auto.shouldPrune(curve, rivals)).toBe(pruner.shouldPrune(curve, rivals));
      expect(
        auto.shouldPrune(
          curve,
          rivals.map(({ number }) => pruned(number, nine)),
        ),
      ).toBe(false);
    }
  });

  it('refuses options out of range', () => {
    expect(() => hyperbandPruner({ minResource: 3, maxResource: 2 })).toThrow(
      "maxResource: expected 'auto' or an integer >= minResource, 3, got 2",
    );
    expect(() => hyperbandPruner({ minResource: 0 })).toThrow('minResource');
    expect(() => hyperbandPruner({ reductionFactor: 1 })).toThrow('reductionFactor');
  });
});
