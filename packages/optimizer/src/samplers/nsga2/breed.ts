import type { Rng } from '@quantblocks/core';
import type { Space } from '../../space/space.ts';

/** How children differ from their parents; all in [0, 1]. */
export interface BreedOptions {
  /** Children of two parents, as a share of all. */
  readonly crossoverProbability: number;
  /** Genes such a child has from its second parent. */
  readonly swappingProbability: number;
  /** Dimensions drawn afresh. */
  readonly mutationProbability: number;
}

/**
 * Genes by dimension. Dimensions under the same condition are one gene, because they were good together; all others are one each.
 */
export function genesOf(space: Space<unknown>): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(space.dimensions, ({ parents }, d) => {
    const key = parents === null ? String(d) : JSON.stringify(parents);
    const gene = known.get(key) ?? d;
    known.set(key, gene);
    return gene;
  });
}

/** A child of two points by uniform crossover and mutation. What exists in it but in neither parent is drawn at random. */
export function breed(
  space: Space<unknown>,
  genes: Int32Array,
  [first, second]: readonly [Float64Array, Float64Array],
  options: BreedOptions,
  rng: Rng,
): Float64Array {
  const { crossoverProbability, swappingProbability, mutationProbability } = options;
  const swapping = rng.next() < crossoverProbability ? swappingProbability : 0;
  const isSwapped = genes.map(() => Number(rng.next() < swapping));
  const child = Float64Array.from(space.dimensions, (dimension, d) => {
    const [own, other] = isSwapped[genes[d]] ? [second[d], first[d]] : [first[d], second[d]];
    // A parent without the dimension has nothing to pass on.
    const inherited = Number.isNaN(own) ? other : own;
    const isDrawn = Number.isNaN(inherited) || rng.next() < mutationProbability;
    return isDrawn ? dimension.fromUnit(rng.next()) : inherited;
  });
  return space.activate(child);
}
