import type { KeyPart } from '@quantblocks/core';
import { requireDraws, rngOf } from '../checks.ts';
import { Resampler, type ResamplingMethod } from './resampler.ts';

/** Options of {@link bootstrapIndices}. */
export interface BootstrapIndicesOptions {
  /** @defaultValue `'stationary'` */
  resampling?: ResamplingMethod;
  /** (Mean) length of a block, at least 1, from {@link blockLength}; only `iid` does without. */
  blockLength?: number;
  /** @defaultValue `1` */
  resamples?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
}

/**
 * Resamples of a series of `n` observations, as indices: for statistics of several series that must stay together.
 *
 * @param n - Number of observations, at least 1.
 * @returns One array of `n` indices per resample; the same for the same seed.
 * @throws a {@link ParameterError} if `n` or an option is out of range.
 * @see D. N. Politis, J. P. Romano, "The stationary bootstrap", Journal of the American Statistical Association 89 (1994); H. R. Künsch,
 * "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17 (1989), on moving blocks.
 *
 * @example
 * ```ts
 * import { bootstrapIndices } from '@quantblocks/validation-guards';
 *
 * const [first] = bootstrapIndices(6, { resampling: 'circular', blockLength: 3, seed: 1 });
 * [...first]; // => [1, 2, 3, 0, 1, 2]
 * ```
 */
export function bootstrapIndices(n: number, options: BootstrapIndicesOptions = {}): Int32Array[] {
  const { resampling = 'stationary', blockLength = Number.NaN, resamples = 1, seed = 0 } = options;
  requireDraws('resamples', resamples);
  const resampler = new Resampler(resampling, n, blockLength, rngOf(seed, 'bootstrap indices'));
  return Array.from({ length: resamples }, () => {
    const indices = new Int32Array(n);
    resampler.fill(indices);
    return indices;
  });
}
