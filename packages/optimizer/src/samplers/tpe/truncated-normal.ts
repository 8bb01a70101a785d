import type { Rng } from '@quantblocks/core';

/**
 * A normal variate that lies in `[low, high]`, by rejection: exact, and cheap because a kernel's mean lies in its range and its
 * width is at most the range's, so at least 34 % of the draws are kept.
 */
export function truncatedNormal(mean: number, sigma: number, low: number, high: number, rng: Rng): number {
  for (;;) {
    const value = mean + sigma * rng.normal();
    if (value >= low && value <= high) return value;
  }
}
