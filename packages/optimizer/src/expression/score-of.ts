import { ParameterError } from '@quantblocks/core';
import { compileSource, type Program, readScope, type Scope } from './compile-source.ts';
import type { Kind } from './operators.ts';
import { violationOf } from './slack.ts';

/** What is good about a result, and what it must satisfy, as plain data. */
export interface ScoreRule<Objective = string | Program | readonly (string | Program)[]> {
  /** A formula, or one per objective. */
  readonly objective: Objective;
  /** Conditions. @defaultValue none */
  readonly constraints?: readonly (string | Program)[];
}

/** A value and its violations, as a study takes them. */
export interface Score {
  readonly value: number;
  /** One per constraint: 0 if it holds, otherwise > 0. */
  readonly constraints: number[];
}

/** Values of several objectives and their violations, as a study takes them. */
export interface Scores {
  readonly values: number[];
  /** One per constraint: 0 if it holds, otherwise > 0. */
  readonly constraints: number[];
}

/**
 * Compiles a rule into a function from the metrics of a result to what an objective returns to a study.
 *
 * @param rule - Texts or {@link Program}s in the language of {@link compileNumber} and {@link compileCondition}. A list of
 *   objectives gives `values`.
 * @param names - The metrics there are.
 * @returns A function that throws a {@link ParameterError} if a metric is missing; NaN is a value.
 * @throws a {@link ParameterError} if a text is refused.
 *
 * @example
 * ```ts
 * import { scoreOf } from '@quantblocks/optimizer/expression';
 *
 * const rule = { objective: '0.5*calmar + 0.25*sharpe', constraints: ['positions >= 50'] };
 * const score = scoreOf(rule, ['calmar', 'sharpe', 'positions']);
 * score({ calmar: 2, sharpe: 1, positions: 42 }); // => { value: 1.25, constraints: [8] }
 * ```
 */
export function scoreOf<const Name extends string>(
  rule: ScoreRule<string | Program>,
  names: readonly Name[],
): (metrics: Scope<Name>) => Score;
export function scoreOf<const Name extends string>(
  rule: ScoreRule<readonly (string | Program)[]>,
  names: readonly Name[],
): (metrics: Scope<Name>) => Scores;
export function scoreOf<const Name extends string>(
  rule: ScoreRule,
  names: readonly Name[],
): (metrics: Scope<Name>) => Score | Scores;
export function scoreOf<const Name extends string>(
  rule: ScoreRule,
  names: readonly Name[],
): (metrics: Scope<Name>) => Score | Scores {
  const { objective, constraints = [] } = rule;
  if (!Array.isArray(constraints)) throw new ParameterError('constraints', 'a list of conditions', constraints);
  const scratch = new Float64Array(names.length);
  const compile = (label: string, source: string | Program, kind: Kind): ((metrics: object) => number) => {
    const { used, formula } = compileSource(label, source, kind, names);
    return (metrics) => formula(readScope(metrics, used, scratch));
  };
  const rules = constraints.map((source, i) => compile(`constraints.${i}`, source, 'boolean'));
  const violations = (metrics: object): number[] => rules.map((slack) => violationOf(slack(metrics)));
  if (isList(objective)) {
    const formulas = objective.map((source, i) => compile(`objective.${i}`, source, 'number'));
    return (metrics) => ({ values: formulas.map((value) => value(metrics)), constraints: violations(metrics) });
  }
  const value = compile('objective', objective, 'number');
  return (metrics) => ({ value: value(metrics), constraints: violations(metrics) });
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
