import { ParameterError } from '@quantblocks/core';
import type { Choice } from './parameters.ts';

/** Params as a constraint sees them; parameters that do not exist here are undefined. */
export type AnyParams = Readonly<Record<string, Choice | undefined>>;

/** A rule between parameters. What breaks it is never evaluated. */
export interface Constraint {
  /** Said in errors, and part of a study's identity. */
  readonly name: string;
  readonly test: (params: AnyParams) => boolean;
  /** Names of the parameters it reads, if known: they must be in the space. */
  readonly parameters?: readonly string[];
}

/** `less + gap <= than`, or `less < than` without a gap, as plain data. */
export interface LessThan {
  readonly less: string;
  readonly than: string;
  /** Smallest difference. @defaultValue any above 0 */
  readonly gap?: number;
}

/** What a space takes as a constraint: data, a constraint, or a named function of the params. */
export type ConstraintInput = LessThan | Constraint | ((params: never) => boolean);

/** @throws a {@link ParameterError} if it is no constraint, names a parameter that is not in the space, or has a gap below 0. */
export function resolveConstraint(input: ConstraintInput, index: number, names: ReadonlySet<string>): Constraint {
  if (typeof input === 'function') {
    const text = input.name === '' ? `constraint ${index + 1}` : input.name;
    return { name: text, test: input as Constraint['test'] };
  }
  if (typeof input !== 'object' || input === null || ('test' in input && typeof input.test !== 'function')) {
    throw new ParameterError(`constraints.${index}`, 'a function, { less, than }, or constraint(text)', input);
  }
  const uses = 'test' in input ? (input.parameters ?? []) : [input.less, input.than];
  for (const name of uses) {
    if (!names.has(name)) throw new ParameterError(`constraints.${index}`, 'names of parameters of the space', name);
  }
  if ('test' in input) return input;
  const { less, than, gap } = input;
  if (gap !== undefined && !(gap >= 0 && Number.isFinite(gap))) {
    throw new ParameterError(`constraints.${index}.gap`, 'a finite number >= 0', gap);
  }
  const holds = (params: AnyParams): boolean => {
    const [a, b] = [params[less], params[than]];
    if (a === undefined || b === undefined) return true; // nothing to compare where one of them does not exist
    // A grid's values are rounded: 0.1 + 0.2 still is 0.3.
    return gap === undefined ? a < b : Number(b) - Number(a) >= gap - 1e-12 * Math.abs(Number(b));
  };
  return { name: gap === undefined ? `${less} < ${than}` : `${less} + ${gap} <= ${than}`, test: holds };
}
