import type { Rng } from '@quantblocks/core';
import type { Space } from './space.ts';

/** Random points tried first, which is enough unless few points are wanted. */
const QUICK_TRIES = 2_000;
/** Spaces up to this size are searched point by point, which settles it. */
export const ENUMERATED = 2_000_000;
/** Further random points tried in a larger one, where nothing but the odds can be known. */
export const RANDOM_TRIES = 500_000;

/** A uniformly random point among those wanted; `null` if there is none, or none was found in a space too large to look at all. */
export function findPoint(
  space: Space<unknown>,
  isWanted: (point: Float64Array) => boolean,
  rng: Rng,
): Float64Array | null {
  const isSmall = space.size <= ENUMERATED;
  for (let i = 0; i < QUICK_TRIES + (isSmall ? 0 : RANDOM_TRIES); i++) {
    const point = space.randomPoint(rng);
    if (isWanted(point)) return point;
  }
  if (!isSmall) return null;
  // From a random start, so that the walk does not always end in the same corner.
  const start = Math.floor(rng.next() * space.size);
  for (let i = 0; i < space.size; i++) {
    const point = space.pointAt((start + i) % space.size);
    if (isWanted(point)) return point;
  }
  return null;
}
