import { ParameterError } from '@quantblocks/core';

/** At least one series, all finite and of one length; without a copy where one already is a `Float64Array`. */
export function requireSeries(name: string, series: readonly ArrayLike<number>[]): Float64Array[] {
  if (!Array.isArray(series) || series.length === 0) throw new ParameterError(name, 'at least one series', series);
  const arrays = series.map((values, index) => requireFinite(`${name}[${index}]`, values));
  const { length } = arrays[0];
  for (const [index, values] of arrays.entries()) {
    if (values.length !== length)
      throw new ParameterError(`${name}[${index}]`, `${length} values, as in [0]`, values.length);
  }
  return arrays;
}

function requireFinite(name: string, values: ArrayLike<number>): Float64Array {
  if (typeof values?.length !== 'number') throw new ParameterError(name, 'an array of numbers', values);
  const array = values instanceof Float64Array ? values : Float64Array.from(values);
  for (let i = 0; i < array.length; i++) {
    // x - x is 0 for finite numbers and NaN for all others.
    if (array[i] - array[i] !== 0) throw new ParameterError(name, 'finite numbers', `${array[i]} at ${i}`);
  }
  return array;
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
  if (!(value > 0 && value < 1)) throw new ParameterError(name, 'a number in (0, 1)', value);
  return value;
}
