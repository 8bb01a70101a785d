import { ParameterError } from './errors.ts';

/**
 * Quantile with linear interpolation between order statistics (type 7: NumPy, pandas, Excel's default).
 *
 * @param values - Numbers in any order; not changed. Empty gives NaN, as does any NaN.
 * @param probability - In [0, 1].
 * @throws a {@link ParameterError} if the probability is outside [0, 1].
 * @see R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), definition 7.
 *
 * @example
 * ```ts
 * import { quantile } from '@quantblocks/core';
 *
 * quantile([4, 1, 3, 2], 0.5); // => 2.5
 * ```
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  return quantileSorted(Float64Array.from(values).sort(), probability);
}

/**
 * {@link quantile} of values that are already in ascending order (NaN last, as typed arrays sort): no copy, no sort.
 *
 * @throws a {@link ParameterError} if the probability is outside [0, 1].
 *
 * @example
 * ```ts
 * import { quantileSorted } from '@quantblocks/core';
 *
 * quantileSorted([1, 2, 3, 5], 0.75); // => 3.5
 * ```
 */
export function quantileSorted(sorted: ArrayLike<number>, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new ParameterError('probability', 'a number in [0, 1]', probability);
  }
  const n = sorted.length;
  if (n === 0 || Number.isNaN(sorted[n - 1])) return Number.NaN;
  const position = (n - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, n - 1)];
  const weight = position - below;
  return low === high || weight === 0 ? low : low + (high - low) * weight;
}
