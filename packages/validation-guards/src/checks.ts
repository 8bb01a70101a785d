import { createRng, type KeyPart, ParameterError, type Rng } from '@quantblocks/core';

/** Fourth powers of larger numbers overflow when they are added up, and what is infinite or NaN must not reach a comparison. */
const LARGEST = 1e60;

/** More draws than anyone waits for, or has memory for. */
const MOST_DRAWS = 1_000_000;

/** Finite numbers as a `Float64Array`, without a copy if they already are one. Too few are not misuse: the test says so. */
export function requireReturns(name: string, returns: ArrayLike<number>): Float64Array {
  if (typeof returns !== 'object' || typeof returns?.length !== 'number')
    throw new ParameterError(name, 'an array of numbers', returns);
  const values = returns instanceof Float64Array ? returns : copyOf(name, returns);
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size <= LARGEST) continue;
    const expected = size < Number.POSITIVE_INFINITY ? `numbers up to ${LARGEST}` : 'finite numbers';
    throw new ParameterError(name, expected, `${values[i]} at ${i}`);
  }
  return values;
}

// A conversion would read a missing `null` as 0, and text as a number.
function copyOf(name: string, returns: ArrayLike<number>): Float64Array {
  return Float64Array.from(returns, (value, i) => {
    if (typeof value !== 'number') throw new ParameterError(name, 'finite numbers', `${String(value)} at ${i}`);
    return value;
  });
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

/** Fewest draws with which a p value, `(1 + count) / (1 + draws)`, can be as small as `alpha`. */
export function leastDraws(alpha: number): number {
  // The quotient may be a little above the whole number that is meant.
  return Math.max(1, Math.ceil(1 / alpha - 1 - 1e-9));
}

/** A number of draws; for a test at level `alpha` enough that its p value, `(1 + count) / (1 + draws)`, can be as small as that. */
export function requireDraws(name: string, value: number, alpha: number = 1): number {
  return requireWhole(name, value, leastDraws(alpha), MOST_DRAWS);
}

/** A number strictly between 0 and 1, as a level or a confidence. */
export function requireOpenUnit(name: string, value: number): number {
  if (!(typeof value === 'number' && value > 0 && value < 1))
    throw new ParameterError(name, 'a number in (0, 1)', value);
  return value;
}

/** A seed, which {@link createRng} would call a key. */
export function requireSeed(seed: KeyPart): KeyPart {
  if (typeof seed !== 'string' && !Number.isFinite(seed)) {
    throw new ParameterError('seed', 'a string or a finite number', seed);
  }
  return seed;
}

/** The stream of an option `seed`. */
export function rngOf(seed: KeyPart, ...path: KeyPart[]): Rng {
  return createRng(requireSeed(seed), ...path);
}

/** Options that have no defaults may be forgotten by those who have no compiler. */
export function requireOptions<Options extends object>(options: Options): Options {
  if (typeof options !== 'object' || options === null) throw new ParameterError('options', 'an object', options);
  return options;
}

/** A function of the caller. */
export function requireFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw new ParameterError(name, 'a function', value);
}

/** A market, as `createBars` of core makes it. */
export function requireBars(bars: { readonly length: number; readonly close: Float64Array }): void {
  if (!(Number.isInteger(bars?.length) && bars.close instanceof Float64Array)) {
    throw new ParameterError('bars', 'bars of `createBars`', bars);
  }
}
