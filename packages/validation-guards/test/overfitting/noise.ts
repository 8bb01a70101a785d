import { createRng } from '@quantblocks/core';

/** `count` series of independent normal returns of one percent, the first with `edge` added to each. */
export function noiseSeries(seed: number, count: number, bars: number, edge = 0): Float64Array[] {
  const rng = createRng(seed, 'noise');
  return Array.from({ length: count }, (_, j) =>
    Float64Array.from({ length: bars }, () => 0.01 * rng.normal() + (j === 0 ? edge : 0)),
  );
}
