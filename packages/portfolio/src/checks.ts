import { ParameterError } from '@quantblocks/core';

/** Squares of larger numbers overflow when they are added up and multiplied, and would leave infinities behind. */
const LARGEST = 1e60;

/** At least one series, all finite and of one length; without a copy where one already is a `Float64Array`. */
export function requireSeries(name: string, series: readonly ArrayLike<number>[]): Float64Array[] {
  if (!Array.isArray(series) || series.length === 0) throw new ParameterError(name, 'at least one series', series);
  const arrays = series.map((values, index) => requireFinite(`${name}[${index}]`, values, LARGEST));
  const { length } = arrays[0];
  for (const [index, values] of arrays.entries()) {
    if (values.length !== length)
      throw new ParameterError(`${name}[${index}]`, `${length} values, as in [0]`, values.length);
  }
  return arrays;
}

/** Finite numbers; without a copy where they already are a `Float64Array`. */
export function requireFinite(
  name: string,
  values: ArrayLike<number>,
  largest: number = Number.MAX_VALUE,
): Float64Array {
  if (typeof values !== 'object' || typeof values?.length !== 'number')
    throw new ParameterError(name, 'an array of numbers', values);
  const array = values instanceof Float64Array ? values : copyOf(name, values);
  for (let i = 0; i < array.length; i++) {
    const size = Math.abs(array[i]);
    if (size <= largest) continue;
    const expected = size < Number.POSITIVE_INFINITY ? `numbers up to ${largest}` : 'finite numbers';
    throw new ParameterError(name, expected, `${array[i]} at ${i}`);
  }
  return array;
}

// A conversion would read a missing `null` as 0, and text as a number.
function copyOf(name: string, values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (value, i) => {
    if (typeof value !== 'number') throw new ParameterError(name, 'finite numbers', `${String(value)} at ${i}`);
    return value;
  });
}

/** A whole number in `min .. max`. */
export function requireWhole(name: string, value: number, min: number, max: number = Number.MAX_SAFE_INTEGER): number {
  if (!(Number.isSafeInteger(value) && value >= min && value <= max)) {
    const range = max === Number.MAX_SAFE_INTEGER ? `>= ${min}` : `in ${min} .. ${max}`;
    throw new ParameterError(name, `a whole number ${range}`, value);
  }
  return value;
}

/** A number strictly between 0 and 1. */
export function requireOpenUnit(name: string, value: number): number {
  if (!(typeof value === 'number' && value > 0 && value < 1))
    throw new ParameterError(name, 'a number in (0, 1)', value);
  return value;
}
