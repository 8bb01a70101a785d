import { compileSource, type Program, readScope, type Scope } from './compile-source.ts';
import { violationOf } from './slack.ts';

/** A compiled condition on named values. */
export interface ConditionExpression<Name extends string = string> {
  readonly text: string;
  /** The names it uses, in order of first use. */
  readonly uses: readonly Name[];
  /** Whether it holds. A comparison with NaN never does, nor does its negation. */
  readonly evaluate: (scope: Scope<Name>) => boolean;
  /** 0 if it holds, otherwise how far it is from holding: a number > 0. */
  readonly violation: (scope: Scope<Name>) => number;
}

/**
 * Compiles a condition such as `positions >= 50 and not ruined`; the language is that of {@link compileNumber}.
 *
 * Its violation is the difference of the two sides of a broken comparison, and 1 for a boolean. `and` adds violations up,
 * `or` takes the smallest, `not` turns comparisons round. A strict comparison of equal numbers is broken by
 * `Number.MIN_VALUE`, and one with NaN by Infinity, because missing evidence never passes.
 *
 * @param source - The text, or a {@link Program} of named steps.
 * @param names - Names it may use.
 * @throws a {@link ParameterError} if the text is not a condition, naming the piece that is refused.
 *
 * @example
 * ```ts
 * import { compileCondition } from '@quantblocks/optimizer/expression';
 *
 * const enough = compileCondition('positions >= 50 and maxDrawdown > -0.25', ['positions', 'maxDrawdown']);
 * enough.evaluate({ positions: 60, maxDrawdown: -0.1 }); // => true
 * enough.violation({ positions: 42, maxDrawdown: -0.5 }); // => 8.25
 * enough.violation({ positions: 42, maxDrawdown: Number.NaN }); // => Infinity
 * ```
 */
export function compileCondition<const Name extends string>(
  source: string | Program,
  names: readonly Name[],
): ConditionExpression<Name> {
  const { text, used, formula } = compileSource('condition', source, 'boolean', names);
  const values = new Float64Array(names.length);
  return {
    text,
    uses: used.map(({ name }) => name as Name),
    evaluate: (scope) => formula(readScope(scope, used, values)) > 0,
    violation: (scope) => violationOf(formula(readScope(scope, used, values))),
  };
}
