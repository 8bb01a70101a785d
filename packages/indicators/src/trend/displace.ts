import { DataError, ParameterError } from '@quantblocks/core';
import { checkInteger } from '../checks.ts';

/**
 * Moves a series later by `bars`: value `i` becomes `series[i - bars]`, the first `bars` values NaN.
 *
 * @param series - Series of any unit; a NaN is moved like any other value.
 * @param bars - Integer >= 0. Moving a series earlier would look ahead and is refused.
 * @param out - Receives the result; may be `series` itself.
 * @returns As long as `series`, in its unit; first value at bar `bars`.
 * @throws a {@link ParameterError} if `bars` is not an integer >= 0 or `out` has another length.
 * @throws a {@link DataError} if `series` is none.
 *
 * @example
 * ```ts
 * import { displace } from '@quantblocks/indicators';
 *
 * Array.from(displace([1, 2, 3], 1)); // => [NaN, 1, 2]
 * ```
 */
export function displace(series: ArrayLike<number>, bars: number, out?: Float64Array): Float64Array {
  checkInteger('bars', bars, 0);
  const n = Object(series).length;
  if (typeof n !== 'number') throw new DataError('numbers', series, { column: 'series' });
  const target = out ?? new Float64Array(n);
  if (!(target instanceof Float64Array) || target.length !== n) {
    throw new ParameterError('out', `a Float64Array of ${n}`, out);
  }
  const x = series instanceof Float64Array ? series : Float64Array.from(series);
  const shift = Math.min(bars, n);
  target.set(x.subarray(0, n - shift), shift);
  return target.fill(Number.NaN, 0, shift);
}
