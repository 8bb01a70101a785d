import { checkInteger, inputFor, outputFor } from '../series.ts';

/**
 * Moves a series later by `bars`: value `i` becomes `series[i - bars]`, the first `bars` values NaN.
 *
 * @param bars - Integer >= 0. Moving a series earlier would look ahead and is refused.
 * @param out - Receives the result; may be `series` itself.
 * @throws a {@link ParameterError} if `bars` is negative or `out` has another length.
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
  const target = outputFor(series.length, out);
  const x = inputFor(series, 'series', target);
  const shift = Math.min(bars, x.length);
  target.set(x.subarray(0, x.length - shift), shift);
  return target.fill(Number.NaN, 0, shift);
}
