import type { KeyPart } from '@quantblocks/core';
import { requireDraws, rngOf } from '../checks.ts';
import { blockLength } from './block-length.ts';
import { blocksOf, requireIndices } from './given-indices.ts';
import { Resampler, type ResamplingMethod } from './resampler.ts';

/** How observations are drawn again. */
export interface ResamplingOptions {
  /** @defaultValue `'stationary'` */
  resampling?: ResamplingMethod;
  /** (Mean) block length in observations, at least 1. @defaultValue {@link blockLength} of the values that matter to the statistic */
  blockLength?: number;
  /** Number of resamples, for a test at least `1 / alpha - 1`. @defaultValue `1999` */
  resamples?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Resamples drawn elsewhere, each as many indices as there are observations, in place of all options above. */
  indices?: readonly ArrayLike<number>[];
}

/** Resamples as blocks, whether drawn or given. */
export interface ResamplePlan {
  /** `indices` if they were given. */
  readonly resampling: ResamplingMethod | 'indices';
  /** NaN if indices were given. */
  readonly blockLength: number;
  readonly resamples: number;
  /** Fills the blocks of the next resample, as {@link Resampler.blocks}. */
  next(starts: Int32Array, lengths: Int32Array): number;
}

/**
 * Checks the options and prepares the draws.
 *
 * @param name - Of the method: its stream of random numbers.
 * @param influence - The values whose memory decides the block length.
 * @param alpha - Level of the test that the resamples are for, if there is one.
 */
export function planResamples(
  name: string,
  influence: Float64Array,
  options: ResamplingOptions,
  alpha?: number,
): ResamplePlan {
  const { resampling = 'stationary', resamples = 1999, seed = 0, indices } = options;
  const n = influence.length;
  if (indices !== undefined) return planOf(indices, n);
  requireDraws('resamples', resamples, alpha);
  const length = options.blockLength ?? automaticLength(resampling, influence);
  // No observations are no misuse: the options are checked, and nobody will draw.
  const resampler = new Resampler(resampling, Math.max(1, n), length, rngOf(seed, name));
  return {
    resampling,
    blockLength: resampler.blockLength,
    resamples,
    next: (starts, lengths) => resampler.blocks(starts, lengths),
  };
}

/** The resamples of a series themselves: fills and returns one array again and again. */
export function resampledSeries(values: Float64Array, plan: ResamplePlan): () => Float64Array {
  const n = values.length;
  const twice = new Float64Array(2 * n);
  twice.set(values);
  twice.set(values, n);
  const sample = new Float64Array(n);
  const starts = new Int32Array(n);
  const lengths = new Int32Array(n);
  return () => {
    const blocks = plan.next(starts, lengths);
    let at = 0;
    for (let j = 0; j < blocks; j++) {
      for (let i = starts[j], end = i + lengths[j]; i < end; i++) sample[at++] = twice[i];
    }
    return sample;
  };
}

function automaticLength(resampling: ResamplingMethod, influence: Float64Array): number {
  if (resampling === 'iid') return 1;
  const { stationary, circular } = blockLength(influence);
  return resampling === 'stationary' ? stationary : circular;
}

function planOf(indices: readonly ArrayLike<number>[], n: number): ResamplePlan {
  requireIndices(indices, n);
  let row = 0;
  return {
    resampling: 'indices',
    blockLength: Number.NaN,
    resamples: indices.length,
    next: (starts, lengths) => blocksOf(indices[row++], starts, lengths),
  };
}
