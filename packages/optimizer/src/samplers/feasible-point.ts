import type { Rng } from '@quantblocks/core';
import type { Space } from '../space/space.ts';
import type { SamplerContext } from './sampler.ts';

const TRIES = 2_000;
const NEIGHBOUR_TRIES = 64;
/** Points of a finite space looked at, one by one, before the search for a free one is given up. */
const ENUMERATED = 2_000_000;

/** A uniformly random acceptable point; `null` if many tries and, in a finite space, a walk through it found none. */
export function randomFeasible(context: SamplerContext, rng: Rng): Float64Array | null {
  for (let i = 0; i < TRIES; i++) {
    const point = context.space.randomPoint(rng);
    if (context.accepts(point)) return point;
  }
  return enumerate(context, rng);
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

// From a random start, so that the walk does not always end in the same corner.
function enumerate(context: SamplerContext, rng: Rng): Float64Array | null {
  const { space } = context;
  if (!(space.size <= Number.MAX_SAFE_INTEGER)) return null;
  const start = Math.floor(rng.next() * space.size);
  for (let i = 0; i < Math.min(space.size, ENUMERATED); i++) {
    const point = space.pointAt((start + i) % space.size);
    if (context.accepts(point)) return point;
  }
  return null;
}
