import type { Rng } from '@quantblocks/core';
import { findPoint } from '../space/find-point.ts';
import type { Space } from '../space/space.ts';
import type { SamplerContext } from './sampler.ts';

const NEIGHBOUR_TRIES = 64;

/** A uniformly random acceptable point, or `null`; see {@link findPoint}. */
export function randomFeasible({ space, accepts }: SamplerContext, rng: Rng): Float64Array | null {
  return findPoint(space, accepts, rng);
}

/** An acceptable point near `point`: one coordinate changed at random, else any acceptable point. */
export function nearbyFeasible(context: SamplerContext, point: Float64Array, rng: Rng): Float64Array | null {
  const { dimensions } = context.space;
  for (let i = 0; i < NEIGHBOUR_TRIES; i++) {
    const changed = Float64Array.from(point);
    const d = rng.int(dimensions.length);
    changed[d] = dimensions[d].fromUnit(rng.next());
    if (context.accepts(completed(context.space, changed, rng))) return changed;
  }
  return randomFeasible(context, rng);
}

/** Gives dimensions that came into existence a random value, and takes it from those that no longer exist. */
function completed(space: Space<unknown>, point: Float64Array, rng: Rng): Float64Array {
  space.dimensions.forEach((dimension, i) => {
    if (dimension.parents !== null && Number.isNaN(point[i])) point[i] = dimension.fromUnit(rng.next());
  });
  return space.activate(point);
}
