import { createRng, type Rng } from '@quantblocks/core';
import type { SamplerContext } from './sampler.ts';

/**
 * Point `index` of a Latin hypercube of `count` points: every dimension is cut into `count` slices, and each slice is used once.
 * A start-up of ten random points easily misses a choice of four; ten such points cannot.
 *
 * @param rng - Places the point within its slices.
 */
export function latinPoint(context: SamplerContext, index: number, count: number, rng: Rng): Float64Array {
  const { space, seed } = context;
  const point = Float64Array.from(space.dimensions, (dimension, d) => {
    const slice = shuffled(count, createRng(seed, 'latin hypercube', d))[index];
    return dimension.fromUnit((slice + rng.next()) / count);
  });
  return space.activate(point);
}

function shuffled(n: number, rng: Rng): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
