import type { Box } from '../inputs.ts';

/**
 * The portfolio of least cost within bounds: every asset at its floor, then the cheapest filled up to their caps.
 *
 * @returns The asset filled last, the only one that may lie between its bounds.
 */
export function greedyFill(costs: Float64Array, { floor, cap }: Box, weights: Float64Array): number {
  weights.set(floor);
  let left = 1;
  for (const value of floor) left -= value;
  const order = Array.from(costs.keys())
    .filter((i) => cap[i] > floor[i])
    .sort((a, b) => costs[a] - costs[b] || a - b);
  for (const asset of order) {
    const room = cap[asset] - floor[asset];
    // Rounding may leave less than nothing, or more than all caps hold; both are far below what weights are known to.
    if (left < room || asset === order[order.length - 1]) {
      weights[asset] = Math.min(cap[asset], floor[asset] + Math.max(0, left));
      return asset;
    }
    weights[asset] = cap[asset];
    left -= room;
  }
  return 0;
}
