import { ParameterError } from './errors.ts';

/**
 * Sum with Neumaier's compensation: the error does not grow with the number of terms.
 *
 * @param values - Numbers; NaN gives NaN. Empty gives 0.
 * @see A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974), 39-51.
 *
 * @example
 * ```ts
 * import { sum } from '@quantblocks/core';
 *
 * sum([1, 1e100, 1, -1e100]); // => 2
 * ```
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    const next = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total;
    total = next;
  }
  // An infinite total leaves a NaN in `lost`; the total alone is then the answer.
  return Number.isFinite(total) ? total + lost : total;
}

/**
 * Arithmetic mean; NaN for no values.
 *
 * @example
 * ```ts
 * import { mean } from '@quantblocks/core';
 *
 * mean([1, 2, 6]); // => 3
 * ```
 */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Which divisor a second moment uses. */
export interface MomentOptions {
  /** Delta degrees of freedom: the sum of squares is divided by `n - ddof`. @defaultValue `1` (sample) */
  ddof?: 0 | 1;
}

/**
 * Variance by two passes around the mean. Exactly 0 for equal values; NaN for `n <= ddof`.
 *
 * @example
 * ```ts
 * import { variance } from '@quantblocks/core';
 *
 * variance([1, 2, 3, 4]); // => 1.6666666666666667
 * variance([1, 2, 3, 4], { ddof: 0 }); // => 1.25
 * ```
 */
export function variance(values: ArrayLike<number>, options: MomentOptions = {}): number {
  const { ddof = 1 } = options;
  if (ddof !== 0 && ddof !== 1) throw new ParameterError('ddof', '0 or 1', ddof);
  const n = values.length;
  if (n <= ddof) return Number.NaN;
  return centralSum(values, 2) / (n - ddof);
}

/**
 * Square root of {@link variance}, with the same options and NaN rule.
 *
 * @example
 * ```ts
 * import { standardDeviation } from '@quantblocks/core';
 *
 * standardDeviation([2, 4, 4, 4, 5, 5, 7, 9], { ddof: 0 }); // => 2
 * ```
 */
export function standardDeviation(values: ArrayLike<number>, options: MomentOptions = {}): number {
  return Math.sqrt(variance(values, options));
}

/** Whether a third or fourth moment is corrected for small samples. */
export interface ShapeOptions {
  /** `true`: the plain moment ratio; `false`: the bias-corrected estimator (as pandas, Excel). @defaultValue `true` */
  biased?: boolean;
}

/**
 * Skewness: third standardised moment. NaN for fewer than 3 values or no spread.
 *
 * @see D. N. Joanes, C. A. Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47 (1998), g1 and G1.
 *
 * @example
 * ```ts
 * import { skewness } from '@quantblocks/core';
 *
 * skewness([1, 2, 3]); // => 0
 * skewness([0, 0, 3]).toFixed(6); // => '0.707107'
 * ```
 */
export function skewness(values: ArrayLike<number>, options: ShapeOptions = {}): number {
  const { biased = true } = options;
  const n = values.length;
  const m2 = centralSum(values, 2) / n;
  if (n < 3 || !(m2 > 0)) return Number.NaN;
  const g1 = centralSum(values, 3) / n / m2 ** 1.5;
  return biased ? g1 : (g1 * Math.sqrt(n * (n - 1))) / (n - 2);
}

/**
 * EXCESS kurtosis: fourth standardised moment minus 3. NaN for fewer than 4 values or no spread.
 *
 * @see D. N. Joanes, C. A. Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47 (1998), g2 and G2.
 *
 * @example
 * ```ts
 * import { kurtosis } from '@quantblocks/core';
 *
 * kurtosis([-1, -1, 1, 1]); // => -2
 * ```
 */
export function kurtosis(values: ArrayLike<number>, options: ShapeOptions = {}): number {
  const { biased = true } = options;
  const n = values.length;
  const m2 = centralSum(values, 2) / n;
  if (n < 4 || !(m2 > 0)) return Number.NaN;
  const g2 = centralSum(values, 4) / n / (m2 * m2) - 3;
  return biased ? g2 : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6);
}

function centralSum(values: ArrayLike<number>, power: 2 | 3 | 4): number {
  const centre = values.length > 0 && isConstant(values) ? values[0] : mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const d = values[i] - centre;
    const square = d * d;
    total += power === 2 ? square : power === 3 ? square * d : square * square;
  }
  return total;
}

// The mean of equal values may round away from them, and a flat series must have exactly no variance.
function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
