import { ParameterError } from '@quantblocks/core';

/** Finite numbers as a `Float64Array`, without a copy if they already are one. Too few are not misuse: the test says so. */
export function requireReturns(name: string, returns: ArrayLike<number>): Float64Array {
  if (typeof returns?.length !== 'number' || typeof returns === 'string')
    throw new ParameterError(name, 'an array of numbers', returns);
  const values = returns instanceof Float64Array ? returns : Float64Array.from(returns);
  for (let i = 0; i < values.length; i++) {
    // x - x is 0 for finite numbers and NaN for all others.
    if (values[i] - values[i] !== 0) throw new ParameterError(name, 'finite numbers', `${values[i]} at ${i}`);
  }
  return values;
}

/** At least one series, all finite and of one length. */
export function requireMatrix(name: string, series: readonly ArrayLike<number>[]): Float64Array[] {
  if (!Array.isArray(series) || series.length === 0) throw new ParameterError(name, 'at least one series', series);
  const rows = series.map((row, index) => requireReturns(`${name}[${index}]`, row));
  const { length } = rows[0];
  for (const [index, row] of rows.entries()) {
    if (row.length !== length) throw new ParameterError(`${name}[${index}]`, `${length} values, as in [0]`, row.length);
  }
  return rows;
}

/** A whole number in `min .. max`. */
export function requireWhole(name: string, value: number, min: number, max: number = Number.MAX_SAFE_INTEGER): number {
  if (!(Number.isSafeInteger(value) && value >= min && value <= max)) {
    const range = max === Number.MAX_SAFE_INTEGER ? `>= ${min}` : `in ${min} .. ${max}`;
    throw new ParameterError(name, `a whole number ${range}`, value);
  }
  return value;
}

/** A number strictly between 0 and 1, as a level or a confidence. */
export function requireOpenUnit(name: string, value: number): number {
  if (!(value > 0 && value < 1)) throw new ParameterError(name, 'a number in (0, 1)', value);
  return value;
}
