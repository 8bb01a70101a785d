import { DataError, ParameterError } from '@quantblocks/core';

/** Columns a range indicator reads; {@link Bars} satisfy every shape in this file. */
export interface HighLow {
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
}

/** Columns of indicators that also compare with the previous close. */
export interface HighLowClose extends HighLow {
  readonly close: ArrayLike<number>;
}

/** Columns of a volume indicator that weighs the position of the close in the bar. */
export interface HighLowCloseVolume extends HighLowClose {
  readonly volume: ArrayLike<number>;
}

/** Columns of a volume indicator that looks at the direction of the close only. */
export interface CloseVolume {
  readonly close: ArrayLike<number>;
  readonly volume: ArrayLike<number>;
}

/** The four prices of a bar. */
export interface OpenHighLowClose extends HighLowClose {
  readonly open: ArrayLike<number>;
}

/** Throws a {@link ParameterError} unless `value` is an integer in `min .. 2^24`. */
export function checkInteger(name: string, value: number, min: number): void {
  if (!(Number.isInteger(value) && value >= min && value <= 0x100_0000)) {
    throw new ParameterError(name, `an integer >= ${min}`, value);
  }
}

/** Throws a {@link ParameterError} unless `value` is one of the words. */
export function checkWord<Word extends string>(name: string, value: Word, words: readonly Word[]): void {
  if (!words.includes(value)) throw new ParameterError(name, words.map((word) => `'${word}'`).join(' or '), value);
}

/** The caller's buffer, checked, or a new one. */
export function outputFor(length: number, out?: Float64Array, name = 'out'): Float64Array {
  if (out === undefined) return new Float64Array(length);
  if (!(out instanceof Float64Array) || out.length !== length) {
    throw new ParameterError(name, `a Float64Array of ${length}`, out);
  }
  return out;
}

/** {@link outputFor} for votes. */
export function voteFor(length: number, out?: Int8Array, name = 'out.vote'): Int8Array {
  if (out === undefined) return new Int8Array(length);
  if (!(out instanceof Int8Array) || out.length !== length)
    throw new ParameterError(name, `an Int8Array of ${length}`, out);
  return out.fill(0);
}

/**
 * The input as a `Float64Array`: itself without a copy, anything else copied once.
 * An input that shares its buffer with an output is copied too, so that kernels may look back while they write.
 */
export function inputFor(values: ArrayLike<number>, name: string, ...outputs: Float64Array[]): Float64Array {
  if (!(values instanceof Float64Array)) {
    if (typeof values?.length !== 'number') throw new DataError('an array of numbers', values, { column: name });
    return Float64Array.from(values);
  }
  for (const out of outputs) if (out.buffer === values.buffer) return values.slice();
  return values;
}

/** Throws a {@link DataError} unless all named columns are arrays of one length, and returns that length. */
export function commonLength<Name extends string>(
  columns: Readonly<Record<Name, ArrayLike<number>>>,
  names: readonly Name[],
): number {
  const length = columns?.[names[0]]?.length;
  for (const name of names) {
    const column = columns?.[name];
    if (typeof column?.length !== 'number') throw new DataError('a column', column, { column: name });
    if (column.length !== length) {
      throw new DataError(`${length} values, as many as in column ${names[0]}`, column.length, { column: name });
    }
  }
  return length as number;
}

/** Index of the first number if no NaN follows it, else -1: the batch kernels need a series without interior gaps. */
export function gapFreeStart(x: Float64Array): number {
  const n = x.length;
  let start = 0;
  while (start < n && Number.isNaN(x[start])) start++;
  // A sum is NaN as soon as one term is; infinities are checked one by one, because Inf - Inf is NaN as well.
  let sum = 0;
  for (let i = start; i < n; i++) sum += x[i] * 0;
  if (sum === 0) return start;
  for (let i = start; i < n; i++) if (Number.isNaN(x[i])) return -1;
  return start;
}
