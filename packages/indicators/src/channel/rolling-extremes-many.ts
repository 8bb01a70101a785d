import { ParameterError } from '@quantblocks/core';
import { runBatch } from '../batch.ts';
import { slidingMax, slidingMin } from '../kernels/sliding-extremes.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';

/**
 * {@link rollingMax} for several periods at once: the series is checked, copied and searched for gaps only once.
 *
 * @param src - Series of any unit.
 * @param periods - Lengths of the windows in any order.
 * @param out - Buffers, one for each period.
 * @returns One series per period, bit for bit what {@link rollingMax} returns for it.
 * @throws a {@link ParameterError} if a period or an option is outside its domain or a buffer has another length.
 *
 * @example
 * ```ts
 * import { rollingMaxMany } from '@quantblocks/indicators';
 *
 * const [short, long] = rollingMaxMany([3, 1, 2, 5, 4], [2, 4]);
 * Array.from(short); // => [NaN, 3, 2, 5, 5]
 * Array.from(long); // => [NaN, NaN, NaN, 5, 5]
 * ```
 */
export function rollingMaxMany(
  src: ArrayLike<number>,
  periods: readonly number[],
  options: NanOptions = {},
  out: readonly Float64Array[] = [],
): Float64Array[] {
  return many(src, periods, options, out, slidingMax);
}

/**
 * {@link rollingMin} for several periods at once.
 *
 * @param src - Series of any unit.
 * @param periods - Lengths of the windows in any order.
 * @param out - Buffers, one for each period.
 * @returns One series per period, bit for bit what {@link rollingMin} returns for it.
 * @throws a {@link ParameterError} if a period or an option is outside its domain or a buffer has another length.
 * @see {@link rollingMaxMany}
 *
 * @example
 * ```ts
 * import { rollingMinMany } from '@quantblocks/indicators';
 *
 * const [short, long] = rollingMinMany([3, 1, 2, 5, 4], [2, 4]);
 * Array.from(short); // => [NaN, 1, 1, 2, 4]
 * Array.from(long); // => [NaN, NaN, NaN, 1, 1]
 * ```
 */
export function rollingMinMany(
  src: ArrayLike<number>,
  periods: readonly number[],
  options: NanOptions = {},
  out: readonly Float64Array[] = [],
): Float64Array[] {
  return many(src, periods, options, out, slidingMin);
}

function many(
  src: ArrayLike<number>,
  periods: readonly number[],
  options: NanOptions,
  out: readonly Float64Array[],
  kernel: typeof slidingMax,
): Float64Array[] {
  if (!Array.isArray(periods)) throw new ParameterError('periods', 'an array of periods', periods);
  for (const period of periods) periodOptions({ period });
  const buffers = Object.fromEntries(periods.map((_, k): [string, Float64Array | undefined] => [`${k}`, out[k]]));
  const first = Object.fromEntries(periods.map((period, k) => [k, period - 1]));
  const filled = runBatch({ src }, buffers, first, true, nanPolicy(options.nan), (x, y) => {
    periods.forEach((period, k) => {
      kernel(x.src, period, y[k]);
    });
  });
  return periods.map((_, k) => filled[k]);
}
