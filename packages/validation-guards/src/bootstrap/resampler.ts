import { ParameterError, type Rng } from '@quantblocks/core';

/**
 * How a resample is put together: `stationary` = circular blocks of geometric length, `circular` = blocks of one length that may run over
 * the end into the beginning, `moving` = blocks of one length that may not, `iid` = single observations.
 */
export type ResamplingMethod = 'stationary' | 'circular' | 'moving' | 'iid';

/** The methods, for checks and loops. */
export const resamplingMethods: readonly ResamplingMethod[] = ['stationary', 'circular', 'moving', 'iid'];

const GUIDES = 1024;

/**
 * A stream of resamples of the indices `0 .. n - 1`.
 *
 * Statistics made of sums need no indices: {@link Resampler.blocks} gives the blocks themselves, which prefix sums add up in one step each.
 * Both ways draw the same numbers, so two resamplers in the same state describe the same resample.
 */
export class Resampler {
  readonly method: ResamplingMethod;
  readonly n: number;
  /** As used: 1 for `iid`, whole and at most `n` for `circular` and `moving`, the mean for `stationary`. */
  readonly blockLength: number;
  readonly #rng: Rng;
  /** Number of possible first indices of a block. */
  readonly #origins: number;
  /** Distribution of the length of a block, `P(length <= k)` at `k - 1`; empty where all blocks have the same length. */
  readonly #distribution: Float64Array;
  /** Where to look in it: the shortest length less one for a uniform number of at least `j / GUIDES`. */
  readonly #guide: Int32Array;
  readonly #starts: Int32Array;
  readonly #lengths: Int32Array;

  /**
   * @param n - Number of observations, at least 1.
   * @param blockLength - (Mean) length of a block, at least 1; rounded for `circular` and `moving`, ignored for `iid`.
   * @param rng - The stream to draw from.
   * @throws a {@link ParameterError} if the method is unknown, `n` is not a whole number of at least 1 or `blockLength` is below 1.
   */
  constructor(method: ResamplingMethod, n: number, blockLength: number, rng: Rng) {
    if (!resamplingMethods.includes(method)) throw new ParameterError('method', resamplingMethods.join(', '), method);
    if (!(Number.isInteger(n) && n >= 1 && n < 2 ** 31)) throw new ParameterError('n', 'a whole number >= 1', n);
    if (method !== 'iid' && !(blockLength >= 1 && blockLength < Number.POSITIVE_INFINITY)) {
      throw new ParameterError('blockLength', 'a finite number >= 1', blockLength);
    }
    this.method = method;
    this.n = n;
    this.blockLength =
      method === 'iid' ? 1 : method === 'stationary' ? blockLength : Math.min(n, Math.round(blockLength));
    this.#rng = rng;
    this.#origins = method === 'moving' ? n - this.blockLength + 1 : n;
    this.#distribution = method === 'stationary' && blockLength > 1 ? geometric(blockLength, n) : new Float64Array(0);
    this.#guide = guideTo(this.#distribution);
    this.#starts = new Int32Array(n);
    this.#lengths = new Int32Array(n);
  }

  /**
   * Draws the blocks of one resample: together they have `n` observations, the last one is cut to fit. Block `b` is
   * `starts[b], starts[b] + 1, ...` for `lengths[b]` observations, modulo `n`.
   *
   * @param starts - Room for up to `n` first indices.
   * @param lengths - Room for as many lengths.
   * @returns The number of blocks.
   */
  blocks(starts: Int32Array, lengths: Int32Array): number {
    const rng = this.#rng;
    const n = this.n;
    const origins = this.#origins;
    const distribution = this.#distribution;
    const guide = this.#guide;
    const isFixed = distribution.length === 0;
    const fixed = this.blockLength;
    let count = 0;
    for (let left = n; left > 0; count++) {
      starts[count] = Math.floor(rng.next() * origins);
      let length = fixed;
      if (!isFixed) {
        // By inversion, as the logarithm of a uniform number would, at a third of its cost.
        const u = rng.next();
        length = guide[Math.floor(u * GUIDES)];
        while (u >= distribution[length]) length++;
        length++;
      }
      const used = Math.min(length, left);
      lengths[count] = used;
      left -= used;
    }
    return count;
  }

  /**
   * Draws one resample.
   *
   * @param indices - Receives `n` indices of observations.
   */
  fill(indices: Int32Array): void {
    const n = this.n;
    const starts = this.#starts;
    const lengths = this.#lengths;
    const count = this.blocks(starts, lengths);
    let at = 0;
    for (let block = 0; block < count; block++) {
      let source = starts[block];
      for (const end = at + lengths[block]; at < end; at++) {
        indices[at] = source;
        source = source + 1 === n ? 0 : source + 1;
      }
    }
  }
}

/** Longer blocks than the sample are cut anyway, so the last probability may be 1. */
function geometric(meanLength: number, longest: number): Float64Array {
  const distribution = new Float64Array(longest);
  const logarithm = Math.log1p(-1 / meanLength);
  for (let k = 1; k < longest; k++) distribution[k - 1] = -Math.expm1(k * logarithm);
  distribution[longest - 1] = 1;
  return distribution;
}

function guideTo(distribution: Float64Array): Int32Array {
  const guide = new Int32Array(distribution.length > 0 ? GUIDES : 0);
  let at = 0;
  for (let j = 0; j < guide.length; j++) {
    while (j / GUIDES >= distribution[at]) at++;
    guide[j] = at;
  }
  return guide;
}
