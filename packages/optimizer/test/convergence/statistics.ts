import { quantile, type Rng } from '@quantblocks/core';
import type { BestAt } from './reference.ts';

/** Two samplers on one function. */
export interface Comparison {
  readonly ours: BestAt;
  readonly reference: BestAt;
  /** Numbers of trials at which they are compared; both must have them. */
  readonly checkpoints: readonly number[];
}

/** Share of pairs of seeds in which ours is worse, ties one half: 0.5 of equals, below if ours is better. */
export function worseShare(ours: readonly number[], reference: readonly number[]): number {
  return shareOfRanks(midranks([...ours, ...reference]), ours.length);
}

/** Mean of {@link worseShare} over all functions and checkpoints. */
export function overallWorseShare(comparisons: readonly Comparison[]): number {
  return meanShare(comparisons.map(pool));
}

/**
 * Probability that a sampler as good as the reference looks as bad as ours or worse, by {@link overallWorseShare}: seeds are
 * exchanged within each function, all checkpoints of a seed together.
 *
 * @returns At least `1 / (permutations + 1)`.
 */
export function permutationPValue(
  comparisons: readonly Comparison[],
  options: { readonly permutations: number; readonly rng: Rng },
): number {
  const { permutations, rng } = options;
  const pools = comparisons.map(pool);
  // Exchanged shares are sums of the same ranks in another order.
  const observed = meanShare(pools) - 1e-12;
  let asBad = 0;
  for (let i = 0; i < permutations; i++) {
    for (const { seeds } of pools) shuffle(seeds, rng);
    if (meanShare(pools) >= observed) asBad++;
  }
  return (asBad + 1) / (permutations + 1);
}

/** Quantiles of (our median - the reference's), seeds of both sides drawn again and again. */
export function bootstrapMedianDifference(
  ours: readonly number[],
  reference: readonly number[],
  options: { readonly resamples: number; readonly rng: Rng },
): (probability: number) => number {
  const { resamples, rng } = options;
  const median = (values: readonly number[]): number =>
    quantile(
      Float64Array.from(values, () => values[rng.int(values.length)]),
      0.5,
    );
  const differences = Float64Array.from({ length: resamples }, () => median(ours) - median(reference));
  return (probability) => quantile(differences, probability);
}

/** Seeds of both sides by their position in `ranks`, ours first; one row of ranks per checkpoint. */
interface Pool {
  readonly seeds: Int32Array;
  readonly count: number;
  readonly ranks: readonly Float64Array[];
}

function pool({ ours, reference, checkpoints }: Comparison): Pool {
  const ranks = checkpoints.map((checkpoint) => midranks([...ours[checkpoint], ...reference[checkpoint]]));
  return { seeds: Int32Array.from(ranks[0].keys()), count: ours[checkpoints[0]].length, ranks };
}

function meanShare(pools: readonly Pool[]): number {
  let total = 0;
  let cells = 0;
  for (const { seeds, count, ranks } of pools) {
    for (const row of ranks) {
      total += shareOfRanks(row, count, seeds);
      cells++;
    }
  }
  return total / cells;
}

// The Mann-Whitney statistic from the sum of our ranks.
function shareOfRanks(ranks: Float64Array, count: number, seeds?: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += ranks[seeds === undefined ? i : seeds[i]];
  return (sum - (count * (count + 1)) / 2) / (count * (ranks.length - count));
}

/** Ranks from 1 on; equal values share the mean of theirs. */
function midranks(values: readonly number[]): Float64Array {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2;
  }
  return ranks;
}

function shuffle(items: Int32Array, rng: Rng): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
}
