import { ParameterError } from '@quantblocks/core';
import { compileNode } from './compile-node.ts';
import { Names, type UsedName } from './names.ts';
import type { Formula, Kind } from './operators.ts';
import { parseText } from './parse-text.ts';

/** An expression with named intermediate numbers, as plain data. */
export interface Program {
  /** Names and their texts, evaluated in this order; each may use those before it. @defaultValue none */
  readonly let?: readonly (readonly [name: string, text: string])[];
  /** The text of the result. */
  readonly value: string;
}

/** Values by name: of the names an expression was compiled with, or any object if these are not known as literals. */
export type Scope<Name extends string> = string extends Name ? object : Readonly<Record<Name, number | boolean>>;

/** A compiled text or program. */
export interface Compiled {
  readonly text: string;
  /** Of the names handed in, those that are used, in order of first use. */
  readonly used: readonly UsedName[];
  /** Takes the values of all names handed in, in their order. */
  readonly formula: Formula;
}

/** @throws a {@link ParameterError} under `label` if a text is refused, or a `let` takes a name that is taken. */
export function compileSource(
  label: string,
  program: string | Program,
  want: Kind,
  given: readonly string[] | undefined,
): Compiled {
  const { let: lets = [], value: text } =
    typeof program === 'object' && program !== null ? program : { value: program };
  if (!Array.isArray(lets)) throw new ParameterError(`${label}.let`, 'a list of [name, text]', lets);
  const names = new Names(given);
  const count = names.size;
  const steps = lets.map(([name, step]) => {
    const source = { label: `${label}.let.${name}`, text: step };
    if (names.has(name)) throw new ParameterError(source.label, 'a new name', name);
    const formula = compileNode(parseText(source), 'number', { source, names });
    names.define(name);
    return formula;
  });
  const source = { label, text };
  const result = compileNode(parseText(source), want, { source, names });
  const used = given === undefined ? names.used : names.used.filter(({ index }) => index < count);
  return { text, used, formula: steps.length === 0 ? result : inOrder(steps, result, count) };
}

/**
 * Copies the values that are used out of a record. Missing ones are named all at once.
 *
 * @throws a {@link ParameterError} if a value is missing or not of the kind the expression needs.
 */
export function readScope(scope: object, used: readonly UsedName[], values: Float64Array): Float64Array {
  const record = scope as Readonly<Record<string, unknown>>;
  for (const { name, index, kind } of used) {
    const value = record[name];
    if (typeof value !== kind) throw missing(record, used);
    values[index] = value as number;
  }
  return values;
}

function missing(record: Readonly<Record<string, unknown>>, used: readonly UsedName[]): ParameterError {
  const bad = used.filter(({ name, kind }) => typeof record[name] !== kind);
  const received = bad.map(({ name }) => record[name]);
  return new ParameterError(
    bad.map(({ name }) => name).join(', '),
    bad.map(({ kind }) => `a ${kind}`).join(', '),
    received.length === 1 ? received[0] : received,
  );
}

function inOrder(steps: readonly Formula[], result: Formula, count: number): Formula {
  const all = new Float64Array(count + steps.length);
  return (values) => {
    for (let i = 0; i < count; i++) all[i] = values[i];
    for (let i = 0; i < steps.length; i++) all[count + i] = steps[i](all);
    return result(all);
  };
}
