import { ParameterError } from '@quantblocks/core';
import type { Choice, Condition, Parameter } from './parameters.ts';

/**
 * A checked parameter. Its values are numbers: a choice is known by its index, and NaN stands for "does not exist here".
 */
export class Dimension {
  declare readonly name: string;
  declare readonly type: Parameter['type'];
  /** Bounds of the values, both included. */
  declare readonly low: number;
  declare readonly high: number;
  /** Distance of two neighbouring values, 0 if continuous. */
  declare readonly step: number;
  declare readonly log: boolean;
  /** Number of values, Infinity if continuous. */
  declare readonly count: number;
  /** Values by index of an ordinal or categorical parameter, else `null`. */
  declare readonly choices: readonly Choice[] | null;
  /** Condition under which the dimension exists, by index of an earlier one and the values allowed there; `null`: always. */
  declare readonly parents: readonly { readonly dimension: number; readonly values: readonly number[] }[] | null;

  constructor(name: string, parameter: Parameter & { readonly when?: Condition }, earlier: readonly Dimension[]) {
    const range = rangeOf(name, parameter);
    Object.assign(this, { name, type: parameter.type, ...range, parents: parentsOf(name, parameter.when, earlier) });
  }

  /** Whether the dimension exists at a point whose earlier coordinates are known. */
  existsAt(point: ArrayLike<number>): boolean {
    // A parent that does not exist is NaN, which is in no list.
    return this.parents?.every((parent) => parent.values.includes(point[parent.dimension])) ?? true;
  }

  /** The value a user reads for a coded one. */
  decode(value: number): Choice {
    return this.choices === null ? value : this.choices[value];
  }

  /**
   * @param label - What an error calls the value.
   * @throws a {@link ParameterError} if the value is none of this parameter.
   */
  encode(value: unknown, label: string = this.name): number {
    if (this.choices !== null) {
      const index = this.choices.indexOf(value as Choice);
      if (index < 0) throw new ParameterError(label, `one of ${quoted(this.choices)}`, value);
      return index;
    }
    const { low, high, step } = this;
    if (typeof value !== 'number' || !(value >= low && value <= high)) {
      throw new ParameterError(label, `a number in [${low}, ${high}]`, value);
    }
    if (step === 0) return value;
    const cell = Math.round((value - low) / step);
    // Steps such as 0.1 have no exact double; a value typed by hand may be a rounding error beside the grid.
    if (Math.abs(low + cell * step - value) > 1e-9 * step + 1e-12 * Math.abs(value)) {
      throw new ParameterError(label, `${low} plus a multiple of ${step}`, value);
    }
    return this.valueAt(cell);
  }

  /** Value number `cell` of a grid. */
  valueAt(cell: number): number {
    // Rounding must not leave the range, should a bound have more digits.
    return Math.min(this.high, Math.max(this.low, rounded(this.low + cell * this.step)));
  }

  /** Number of a grid's cell that holds the value, or the nearest one. */
  cellOf(value: number): number {
    return Math.min(this.count - 1, Math.max(0, Math.round((value - this.low) / this.step)));
  }

  /** The value for `u` in [0, 1): every cell of a grid has an equal share, on the scale of the search. */
  fromUnit(u: number): number {
    const { low, high, step, log, count } = this;
    if (step === 0) {
      const value = log ? Math.exp(Math.log(low) + u * (Math.log(high) - Math.log(low))) : low + u * (high - low);
      return Math.min(high, Math.max(low, value));
    }
    if (!log) return this.valueAt(Math.min(count - 1, Math.floor(u * count)));
    const [a, b] = this.scale();
    return this.valueAt(this.cellOf(Math.exp(a + u * (b - a))));
  }

  /** Where a value lies in [0, 1]; the middle of its cell on a grid. Inverse of {@link fromUnit}. */
  toUnit(value: number): number {
    const [a, b] = this.scale();
    return (this.transform(value) - a) / (b - a || 1);
  }

  /** The value on the scale of the search. */
  transform(value: number): number {
    return this.log ? Math.log(value) : value;
  }

  /** Bounds on the scale of the search; a grid reaches half a cell beyond its outermost values. */
  scale(): [number, number] {
    const half = this.step / 2;
    return [this.transform(this.low - half), this.transform(this.high + half)];
  }
}

type Range = Pick<Dimension, 'low' | 'high' | 'step' | 'log' | 'count' | 'choices'>;

function rangeOf(name: string, parameter: Parameter): Range {
  switch (parameter?.type) {
    case 'ordinal':
    case 'categorical':
      return choiceRange(name, parameter.choices);
    case 'float':
    case 'int':
      return numberRange(name, parameter);
    default:
      throw new ParameterError(name, 'a float, int, ordinal or categorical', parameter);
  }
}

function choiceRange(name: string, choices: readonly Choice[]): Range {
  if (!Array.isArray(choices) || choices.length === 0)
    throw new ParameterError(name, 'a list of at least one choice', choices);
  // A copy, so that nobody renames a choice later; without holes, which `findIndex` would pass over too.
  const own = Array.from(choices);
  const odd = own.findIndex(
    (choice) => !(typeof choice === 'string' || typeof choice === 'boolean' || Number.isFinite(choice)),
  );
  if (odd >= 0) throw new ParameterError(name, 'choices that are strings, booleans or finite numbers', own[odd]);
  if (new Set(own).size < own.length) throw new ParameterError(name, 'choices without repetition', own);
  return { low: 0, high: own.length - 1, step: 1, log: false, count: own.length, choices: own };
}

function numberRange(name: string, parameter: Extract<Parameter, { low: number }>): Range {
  const { type, low, high, log = false } = parameter;
  const step = parameter.step ?? (type === 'int' ? 1 : 0);
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high)) {
    throw new ParameterError(name, 'finite bounds with low <= high', [low, high]);
  }
  if (!Number.isFinite(high - low)) throw new ParameterError(name, 'bounds less than 1.8e308 apart', [low, high]);
  if (!(step >= 0 && Number.isFinite(step)) || (parameter.step !== undefined && step === 0)) {
    throw new ParameterError(`${name}.step`, 'a finite number > 0', step);
  }
  if (type === 'int' && ![low, high, step].every(Number.isSafeInteger)) {
    throw new ParameterError(name, 'an int with whole bounds and step', [low, high, step]);
  }
  if (log && low - (type === 'int' ? 0.5 : 0) <= 0)
    throw new ParameterError(name, 'low > 0 on a logarithmic scale', low);
  if (log && type === 'float' && step > 0)
    throw new ParameterError(`${name}.step`, 'no step on a logarithmic scale', step);
  if (log && type === 'int' && step !== 1) throw new ParameterError(`${name}.step`, '1 on a logarithmic scale', step);
  if (step === 0) return { low, high, step, log, count: low === high ? 1 : Number.POSITIVE_INFINITY, choices: null };
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  if (count > Number.MAX_SAFE_INTEGER) throw new ParameterError(`${name}.step`, 'fewer than 2^53 values', count);
  const isWhole = Number.isSafeInteger(low) && Number.isSafeInteger(step);
  if (!isWhole && count > 1 && step < 1e-14 * Math.max(Math.abs(low), Math.abs(high))) {
    throw new ParameterError(`${name}.step`, 'a step that 15 digits can tell from none', step);
  }
  // As in a range with a step: the last value may lie below the bound that was asked for.
  return { low, high: rounded(low + (count - 1) * step), step, log, count, choices: null };
}

/** To 15 digits, so that 5 + 3 * 0.1 is 5.3. Whole numbers are exact as they are. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

// Quoted, because 1 is not '1'.
function quoted(choices: readonly Choice[]): string {
  return choices.map((choice) => JSON.stringify(choice)).join(', ');
}

function parentsOf(name: string, when: Condition | undefined, earlier: readonly Dimension[]): Dimension['parents'] {
  if (when === undefined) return null;
  return Object.entries(when).map(([parent, values]) => {
    const dimension = earlier.findIndex((other) => other.name === parent);
    if (dimension < 0) throw new ParameterError(`${name}.when`, 'names of parameters declared before', parent);
    const label = `${name}.when.${parent}`;
    if (!Array.isArray(values) || values.length === 0)
      throw new ParameterError(label, `a list of values of ${parent}`, values);
    return { dimension, values: values.map((value) => earlier[dimension].encode(value, label)) };
  });
}
