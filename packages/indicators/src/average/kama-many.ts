import { ParameterError } from '@quantblocks/core';
import { runBatch } from '../batch.ts';
import { nanPolicy } from '../nan-policy.ts';
import { adaptiveAverage, firstOf, type KamaOptions, kamaOptions } from './kama.ts';

/**
 * {@link kama} for several periods at once: the series is checked, copied and searched for gaps only once.
 *
 * @param src - Prices.
 * @param periods - Lengths of the efficiency ratios in any order.
 * @param options - The other options of {@link kama}.
 * @param out - Buffers, one for each period.
 * @returns One series per period, bit for bit what {@link kama} returns for it.
 * @throws a {@link ParameterError} if a period or an option is outside its domain or a buffer has another length.
 *
 * @example
 * ```ts
 * import { kamaMany } from '@quantblocks/indicators';
 *
 * const [short, long] = kamaMany([1, 2, 3, 2], [2, 3], { fast: 1, slow: 3 });
 * Array.from(short); // => [NaN, NaN, 3, 2.75]
 * Array.from(long).slice(0, 3); // => [NaN, NaN, NaN]
 * ```
 */
export function kamaMany(
  src: ArrayLike<number>,
  periods: readonly number[],
  options: Omit<KamaOptions, 'period'> = {},
  out: readonly Float64Array[] = [],
): Float64Array[] {
  if (!Array.isArray(periods)) throw new ParameterError('periods', 'an array of periods', periods);
  const all = periods.map((period) => kamaOptions({ ...options, period }));
  const buffers = Object.fromEntries(all.map((_, k): [string, Float64Array | undefined] => [`${k}`, out[k]]));
  const first = Object.fromEntries(all.map((each, k) => [k, firstOf(each)]));
  const filled = runBatch({ src }, buffers, first, false, nanPolicy(options.nan), ({ src: x }, y) => {
    all.forEach((each, k) => {
      adaptiveAverage(x, each, y[k]);
    });
  });
  return all.map((_, k) => filled[k]);
}
