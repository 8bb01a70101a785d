import { ParameterError } from '@quantblocks/core';

/**
 * Deviations up to this size are rounding, not risk: a return is `value / previous - 1`, so it cannot be known better
 * than a few units in the last place of 1. Ratios over such a deviation do not exist.
 */
export const NO_SPREAD = 1e-15;

/** The boundary check of every measure: finite numbers, as a `Float64Array` (without a copy if they already are one). */
export function requireNumbers(values: ArrayLike<number>, name = 'returns'): Float64Array {
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values);
  for (let i = 0; i < numbers.length; i++) {
    // x - x is 0 for finite numbers and NaN for all others.
    if (numbers[i] - numbers[i] !== 0) throw new ParameterError(name, 'finite numbers', `${numbers[i]} at ${i}`);
  }
  return numbers;
}

/** The numbers in ascending order; the caller's array stays as it is. */
export function sortedNumbers(values: ArrayLike<number>): Float64Array {
  return requireNumbers(values).slice().sort();
}

/** A second series that must be as long as the first. */
export function requireAligned(values: ArrayLike<number>, length: number, name: string): Float64Array {
  if (values.length !== length) throw new ParameterError(name, `${length} values, one per return`, values.length);
  return requireNumbers(values, name);
}

export function requirePositive(value: number, name: string): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new ParameterError(name, 'a finite number > 0', value);
  return value;
}

export function requireInteger(value: number, name: string, least: number): number {
  if (!(Number.isInteger(value) && value >= least)) throw new ParameterError(name, `an integer >= ${least}`, value);
  return value;
}

/** A quotient that does not exist, or exceeds all numbers, is NaN and never Infinity. */
export function divide(numerator: number, denominator: number): number {
  const quotient = numerator / denominator;
  return Number.isFinite(quotient) ? quotient : Number.NaN;
}

/** A quotient over a deviation, which does not exist when the deviation is nothing but rounding. */
export function overDeviation(numerator: number, deviation: number): number {
  return deviation > NO_SPREAD ? numerator / deviation : Number.NaN;
}

/** An annual rate as the rate of one period: `(1 + rate)^(1 / periodsPerYear) - 1`. */
export function perPeriodRate(annualRate: number, periodsPerYear: number, name = 'riskFree'): number {
  requirePositive(periodsPerYear, 'periodsPerYear');
  if (annualRate === 0) return 0;
  if (!(annualRate > -1 && annualRate < Number.POSITIVE_INFINITY)) {
    throw new ParameterError(name, 'an annual fraction > -1', annualRate);
  }
  return Math.expm1(Math.log1p(annualRate) / periodsPerYear);
}
