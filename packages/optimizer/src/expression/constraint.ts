import { ParameterError } from '@quantblocks/core';
import type { AnyParams, Constraint } from '../space/constraints.ts';
import { compileSource } from './compile-source.ts';

/** A rule between parameters, known by its text. */
export interface ExpressionConstraint extends Constraint {
  readonly text: string;
  /** The parameters it reads, in order of first use. */
  readonly parameters: readonly string[];
}

/**
 * A rule between the parameters of a space, such as `tp1 < tp2 < tp3` or `not trail or trailAtr >= 2`, in the language of
 * {@link compileNumber}.
 *
 * Parameters are numbers or booleans, as the text uses them. A comparison with a parameter that does not exist at a point
 * breaks nothing. Differences are those of doubles, and 0.3 - 0.1 is less than 0.2: on grids of such steps let a space
 * compare by `{ less, than, gap }`, which allows for it.
 *
 * @param text - A condition.
 * @param names - The parameters there are. Without them every name is taken for one, and `e` and `pi` are refused.
 * @throws a {@link ParameterError} if the text is not a condition, naming the piece that is refused. Its `test` throws one
 *   if a parameter is not what the text takes it for.
 *
 * @example
 * ```ts
 * import { float, space } from '@quantblocks/optimizer';
 * import { constraint } from '@quantblocks/optimizer/expression';
 *
 * const ladder = constraint('tp1 < tp2 < tp3');
 * ladder.parameters; // => ['tp1', 'tp2', 'tp3']
 * ladder.test({ tp1: 1, tp2: 3, tp3: 2 }); // => false
 *
 * const targets = space({ tp1: float(1, 5), tp2: float(2, 8), tp3: float(3, 12) }, { constraints: [ladder] });
 * targets.encode({ tp1: 4, tp2: 3, tp3: 6 }); // => throws ParameterError
 * ```
 */
export function constraint(text: string, names?: readonly string[]): ExpressionConstraint {
  const { used, formula } = compileSource('constraint', text, 'boolean', names);
  const values = new Float64Array(names?.length ?? used.length);
  const test = (params: AnyParams): boolean => {
    let isComplete = true;
    for (const { name, index, kind } of used) {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      if (value !== undefined && typeof value !== kind) throw new ParameterError(name, `a ${kind}`, value);
      isComplete &&= value !== undefined;
      values[index] = value === undefined ? Number.NaN : Number(value);
    }
    const slack = formula(values);
    return isComplete ? slack > 0 : !(slack < 0);
  };
  return { name: text, text, parameters: used.map(({ name }) => name), test };
}
