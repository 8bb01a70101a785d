import { dominates, type Losses, orderBy, requireLosses } from './losses.ts';

/**
 * Ranks points by non-domination: rank 0 are those that no other point dominates, rank 1 those that only points of rank 0
 * dominate, and so on. A point dominates another one if it is nowhere worse and somewhere better.
 *
 * @param losses - One row per point, one loss per objective, the smaller the better; infinities are allowed.
 * @returns The rank of every point. Equal points have equal ranks.
 * @throws a {@link ParameterError} if rows differ in length, or a loss is NaN.
 * @remarks O(n log n) for one and two objectives, at worst O(n^2) comparisons for more.
 * @see X. Zhang, Y. Tian, R. Cheng, Y. Jin, "An efficient approach to nondominated sorting for evolutionary multiobjective
 * optimization", IEEE Transactions on Evolutionary Computation 19 (2015), 201-213 (ENS-BS).
 *
 * @example
 * ```ts
 * import { nonDominatedSort } from '@quantblocks/optimizer';
 *
 * const losses = [[1, 4], [2, 2], [4, 1], [3, 3], [4, 4]];
 * [...nonDominatedSort(losses)]; // => [0, 0, 0, 1, 2]
 * ```
 */
export function nonDominatedSort(losses: Losses): Int32Array {
  const objectives = requireLosses(losses);
  const ranks = new Int32Array(losses.length);
  const fronts: number[][] = [];
  // In this order no point is dominated by a later one. A point that some member of a front dominates is dominated in all
  // fronts before it too, which is what the search by halves needs.
  for (const point of orderBy(losses, 0)) {
    let low = 0;
    let high = fronts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isDominated(losses, point, fronts[middle], objectives)) low = middle + 1;
      else high = middle;
    }
    if (low === fronts.length) fronts.push([]);
    fronts[low].push(point);
    ranks[point] = low;
  }
  return ranks;
}

function isDominated(losses: Losses, point: number, front: readonly number[], objectives: number): boolean {
  // With two objectives the second one falls along a front, so that its last member is the one to beat.
  const from = objectives <= 2 ? front.length - 1 : 0;
  for (let i = front.length - 1; i >= from; i--) if (dominates(losses[front[i]], losses[point])) return true;
  return false;
}
