import { compileSource, type Program, readScope, type Scope } from './compile-source.ts';

/** A compiled formula of named values. */
export interface Expression<Name extends string = string> {
  readonly text: string;
  /** The names it uses, in order of first use. */
  readonly uses: readonly Name[];
  /** @throws a {@link ParameterError} if a value it uses is missing. */
  readonly evaluate: (scope: Scope<Name>) => number;
  /** For hot loops: values in the order of the names it was compiled with; nothing is checked. */
  readonly at: (values: ArrayLike<number>) => number;
}

/**
 * Compiles a formula such as `0.5*calmar + 0.3*sharpe + 0.2*cagr`, for example out of a configuration file.
 *
 * Operators, from loose to tight: `a ? b : c`, `or`, `xor`, `and`, `< <= > >= == !=` (chained: `a < b < c`), `+ -`,
 * `* / mod`, `+ - not` before a value, `^`. Functions: `abs ceil cos exp floor log log10 log2 max min pow round sign sin
 * sqrt tan`. Numbers, `true`, `false`, `pi` and `e` (unless a name given). Nothing else: the text reaches no other value
 * and no code.
 *
 * Numbers are doubles, and comparisons exact. What has no real value is NaN. `mod` has the sign of the divisor, `round` takes
 * halves away from zero, `log(x, base)` is natural without a base.
 *
 * @param source - The text, at most 2,000 characters on one or several lines; or a {@link Program} of named steps.
 * @param names - Names it may use. Whether one is a number or a boolean follows from its first use; two names compared by
 *   `==` or `!=` are numbers (of booleans write `not (a xor b)`).
 * @throws a {@link ParameterError} if the text is not such a formula, naming the piece that is refused.
 *
 * @example
 * ```ts
 * import { compileNumber } from '@quantblocks/optimizer/expression';
 *
 * const score = compileNumber('0.5*calmar + 0.25*sharpe', ['calmar', 'sharpe', 'cagr']);
 * score.uses; // => ['calmar', 'sharpe']
 * score.evaluate({ calmar: 2, sharpe: 1, cagr: 0.3 }); // => 1.25
 * score.at([2, 1, 0.3]); // => 1.25
 *
 * const capped = compileNumber({ let: [['k', 'min(tenkan*r, 150)']], value: 'k < 100 ? k : 2*k' }, ['tenkan', 'r']);
 * capped.evaluate({ tenkan: 30, r: 5 }); // => 300
 *
 * compileNumber('0.5*sharp', ['sharpe']); // => throws ParameterError
 * ```
 */
export function compileNumber<const Name extends string>(
  source: string | Program,
  names: readonly Name[],
): Expression<Name> {
  const { text, used, formula } = compileSource('expression', source, 'number', names);
  const values = new Float64Array(names.length);
  return {
    text,
    uses: used.map(({ name }) => name as Name),
    evaluate: (scope) => formula(readScope(scope, used, values)),
    at: formula,
  };
}
