import { mean, standardDeviation } from '@quantblocks/core';
import type { ResamplePlan } from './resample-plan.ts';

/** Standard error inside a resample: of independent blocks, of independent returns, or none at all. */
export type DrawnError = 'blocks' | 'mertens' | 'none';

/**
 * Sharpe ratio and its standard error in every resample.
 *
 * Returns are standardised first, so that no digits cancel, and summed up over two rounds, so that a block costs one difference: a resample
 * costs as many steps as it has blocks.
 */
export function drawSharpes(
  returns: Float64Array,
  plan: ResamplePlan,
  error: DrawnError,
): { values: Float64Array; errors: Float64Array } {
  const n = returns.length;
  const powers = error === 'mertens' ? 4 : 2;
  const { z, ratio } = standardise(returns);
  const sums = powerSums(z, powers);
  const starts = new Int32Array(n);
  const lengths = new Int32Array(n);
  const values = new Float64Array(plan.resamples);
  const errors = new Float64Array(error === 'none' ? 0 : plan.resamples);
  const total = new Float64Array(powers);
  for (let b = 0; b < plan.resamples; b++) {
    const blocks = plan.next(starts, lengths);
    addBlocks(sums, powers, starts, lengths, blocks, total);
    const centre = total[0] / n;
    const spread = total[1] / n - centre * centre;
    // What rounding leaves of equal returns is not a deviation.
    const deviation = spread > 1e-12 ? Math.sqrt((spread * n) / (n - 1)) : Number.NaN;
    const value = (ratio + centre) / deviation;
    values[b] = value;
    if (error === 'mertens') {
      const third = total[2] / n - centre * (3 * spread + centre * centre);
      const fourth = total[3] / n - centre * (4 * third + centre * (6 * spread + centre * centre));
      const variance = 1 - (third / spread ** 1.5) * value + ((fourth / spread ** 2 - 1) / 4) * value * value;
      errors[b] = Math.sqrt(variance / (n - 1));
    } else if (error === 'blocks') {
      errors[b] = Math.sqrt(blockVariance(sums, starts, lengths, blocks, centre, deviation, value)) / n;
    }
  }
  return { values, errors };
}

/** What each return adds to the ratio: zeros where there is none. */
export function sharpeInfluence(returns: Float64Array): Float64Array {
  const { z, ratio } = standardise(returns);
  return Number.isFinite(ratio)
    ? z.map((value) => value - (ratio / 2) * (value * value - 1))
    : new Float64Array(z.length);
}

/** The Sharpe ratio without each return in turn. */
export function sharpesWithoutOne(returns: Float64Array): Float64Array {
  const { z, ratio } = standardise(returns);
  const left = z.length - 1;
  return z.map((value) => {
    const centre = -value / left;
    return (ratio + centre) / Math.sqrt((left - value * value - left * centre * centre) / (left - 1));
  });
}

/** Returns with mean 0 and deviation 1, and the ratio of what they had. */
function standardise(returns: Float64Array): { z: Float64Array; ratio: number } {
  const centre = mean(returns);
  const deviation = standardDeviation(returns);
  return { z: returns.map((value) => (value - centre) / deviation), ratio: centre / deviation };
}

/** Sums of the first powers, interleaved, before each position of two rounds. */
function powerSums(z: Float64Array, powers: number): Float64Array {
  const n = z.length;
  const sums = new Float64Array((2 * n + 1) * powers);
  for (let t = 0; t < 2 * n; t++) {
    const value = z[t < n ? t : t - n];
    let power = 1;
    for (let k = 0; k < powers; k++) {
      power *= value;
      sums[(t + 1) * powers + k] = sums[t * powers + k] + power;
    }
  }
  return sums;
}

function addBlocks(
  sums: Float64Array,
  powers: number,
  starts: Int32Array,
  lengths: Int32Array,
  blocks: number,
  total: Float64Array,
): void {
  let first = 0;
  let second = 0;
  for (let j = 0; j < blocks; j++) {
    const from = starts[j] * powers;
    const to = from + lengths[j] * powers;
    first += sums[to] - sums[from];
    second += sums[to + 1] - sums[from + 1];
  }
  total[0] = first;
  total[1] = second;
  for (let k = 2; k < powers; k++) {
    let sum = 0;
    for (let j = 0; j < blocks; j++) {
      const from = starts[j] * powers + k;
      sum += sums[from + lengths[j] * powers] - sums[from];
    }
    total[k] = sum;
  }
}

/** Sum over blocks of the squared sum of influence values: blocks are independent, what is inside them is not. */
function blockVariance(
  sums: Float64Array,
  starts: Int32Array,
  lengths: Int32Array,
  blocks: number,
  centre: number,
  deviation: number,
  ratio: number,
): number {
  const scale = 1 / deviation;
  const half = ratio / 2;
  let total = 0;
  for (let j = 0; j < blocks; j++) {
    const length = lengths[j];
    const from = 2 * starts[j];
    const to = from + 2 * length;
    const first = sums[to] - sums[from];
    const second = sums[to + 1] - sums[from + 1];
    const linear = (first - length * centre) * scale;
    const square = (second - centre * (2 * first - length * centre)) * scale * scale;
    const influence = linear - half * (square - length);
    total += influence * influence;
  }
  return total;
}
