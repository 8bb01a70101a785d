import type { Rng } from '@quantblocks/core';

/** Highest and lowest point of one path. */
export interface Extremes {
  high: number;
  low: number;
}

/**
 * Highest and lowest point of a Brownian path from `start` to `end` with the given variance.
 *
 * Three intermediate points are drawn from the bridge; inside each quarter the maximum given both ends is
 * `(a + b + sqrt((b - a)^2 - 2 v ln U)) / 2` exactly, and likewise the minimum. Only their dependence inside one quarter is lost.
 *
 * @see P. Glasserman, "Monte Carlo Methods in Financial Engineering" (2004), section 6.4 (maximum of a Brownian bridge).
 */
export function bridgeExtremes(rng: Rng, start: number, end: number, variance: number, out: Extremes): void {
  const deviation = Math.sqrt(variance);
  const middle = 0.5 * (start + end) + 0.5 * deviation * rng.normal();
  const first = 0.5 * (start + middle) + Math.SQRT1_2 * 0.5 * deviation * rng.normal();
  const third = 0.5 * (middle + end) + Math.SQRT1_2 * 0.5 * deviation * rng.normal();
  out.high = Math.max(start, end);
  out.low = Math.min(start, end);
  extend(rng, start, first, variance / 4, out);
  extend(rng, first, middle, variance / 4, out);
  extend(rng, middle, third, variance / 4, out);
  extend(rng, third, end, variance / 4, out);
}

function extend(rng: Rng, a: number, b: number, variance: number, out: Extremes): void {
  const square = (b - a) * (b - a);
  const high = 0.5 * (a + b + Math.sqrt(square - 2 * variance * Math.log(1 - rng.next())));
  const low = 0.5 * (a + b - Math.sqrt(square - 2 * variance * Math.log(1 - rng.next())));
  if (high > out.high) out.high = high;
  if (low < out.low) out.low = low;
}
