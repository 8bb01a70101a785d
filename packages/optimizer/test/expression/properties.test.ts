import { compileCondition, compileNumber, constraint } from '@quantblocks/optimizer/expression';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOf, render, scopes, type Tree, type TreeScope, trees, truthOf } from './tree.ts';

const names = ['a', 'b', 'c', 'p', 'q'];
const { number, condition } = trees();

describe('a random expression', () => {
  it('evaluates as plain JavaScript does, bit for bit', () => {
    fc.assert(
      fc.property(number, scopes, (tree, scope) => {
        const expected = numberOf(tree, scope);
        const { evaluate, at } = compileNumber(render(tree), names);
        expect(evaluate(scope)).toBe(expected);
        expect(at(names.map((name) => Number(scope[name])))).toBe(expected);
      }),
      { seed: 11, numRuns: 600 },
    );
  });

  it('holds as plain logic of three values says, and so does its negation', () => {
    fc.assert(
      fc.property(condition, scopes, (tree, scope) => {
        const truth = truthOf(tree, scope);
        expect(compileCondition(render(tree), names).evaluate(scope)).toBe(truth === true);
        expect(compileCondition(`not (${render(tree)})`, names).evaluate(scope)).toBe(truth === false);
        expect(constraint(render(tree), names).test(scope)).toBe(truth === true);
      }),
      { seed: 12, numRuns: 600 },
    );
  });

  it('has violation 0 exactly where it holds, a positive one elsewhere, Infinity where nobody knows', () => {
    fc.assert(
      fc.property(condition, scopes, (tree, scope) => {
        const { evaluate, violation } = compileCondition(render(tree), names);
        const amount = violation(scope);
        expect(amount === 0).toBe(evaluate(scope));
        expect(amount).toBeGreaterThanOrEqual(0);
        if (truthOf(tree, scope) === null) expect(amount).toBe(Number.POSITIVE_INFINITY);
      }),
      { seed: 13, numRuns: 600 },
    );
  });

  it('of comparisons is broken by sums over and, minima over or, with not pushed inward', () => {
    const leaf = fc.constantFrom('a', 'b', 'c').map((name): Tree => ({ op: 'name', name }));
    const known = scopes.filter(({ a, b, c }) => ![a, b, c].includes(Number.NaN));
    fc.assert(
      fc.property(trees(leaf).condition, known, (tree, scope) => {
        expect(compileCondition(render(tree), names).violation(scope)).toBe(violationOf(tree, scope, false));
      }),
      { seed: 14, numRuns: 600 },
    );
  });
});

/** The definition, on the tree: both signs of a condition are worked out apart. */
function violationOf(tree: Tree, scope: TreeScope, negated: boolean): number {
  if (!('args' in tree) || truthOf(tree, scope) !== negated) {
    if (truthOf(tree, scope) !== negated) return 0;
    if (!('args' in tree)) return 1;
  }
  const { op, args } = tree;
  const of = (i: number, not: boolean): number => violationOf(args[i], scope, not);
  switch (op) {
    case 'not':
      return of(0, !negated);
    case 'and':
      return negated ? Math.min(of(0, true), of(1, true)) : of(0, false) + of(1, false);
    case 'or':
      return negated ? of(0, true) + of(1, true) : Math.min(of(0, false), of(1, false));
    case '?':
      return of(truthOf(args[0], scope) ? 1 : 2, negated);
    case 'iff':
    case 'differ':
    case 'xor': {
      const together = (op === 'iff') !== negated;
      return Math.min(of(0, false) + of(1, !together), of(0, true) + of(1, together));
    }
    case 'between': {
      const parts: Tree[] = [
        { op: '<', args: [args[0], args[1]] },
        { op: '<=', args: [args[1], args[2]] },
      ];
      return violationOf({ op: 'and', args: parts }, scope, negated);
    }
    default:
      return Math.abs(numberOf(args[0], scope) - numberOf(args[1], scope)) || Number.MIN_VALUE;
  }
}
