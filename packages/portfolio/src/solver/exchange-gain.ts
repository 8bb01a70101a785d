import type { Box } from '../inputs.ts';

/**
 * How far weights are from optimal: the most that moving weight from one asset to another still gains, per unit moved. At a minimum over
 * the box and the budget it is 0, and there only: it is the KKT residual without its multipliers.
 */
export function exchangeGain(gradient: Float64Array, weights: Float64Array, { floor, cap }: Box): number {
  let give = Number.NEGATIVE_INFINITY;
  let take = Number.POSITIVE_INFINITY;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] > floor[i] && gradient[i] > give) give = gradient[i];
    if (weights[i] < cap[i] && gradient[i] < take) take = gradient[i];
  }
  return Math.max(0, give - take);
}
