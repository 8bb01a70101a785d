import { ParameterError } from '@quantblocks/core';
import { type Losses, requireLosses } from './losses.ts';
import { nonDominatedSort } from './non-dominated-sort.ts';

/**
 * Volume of what a set of points dominates, up to a reference point: one number for how good a front is and how much of it
 * was found. Exact, for any number of objectives.
 *
 * @param losses - One row per point, one loss per objective, the smaller the better. Dominated points add nothing; neither do
 *   those that are not better than the reference in every objective.
 * @param reference - A loss per objective, worse than what is of interest. Volumes compare only under the same one.
 * @returns A volume in the product of the objectives' units, 0 or more; Infinity if a point that counts is infinitely good.
 * @throws a {@link ParameterError} if rows differ in length, a loss is NaN, or the reference is not finite.
 * @remarks O(n log n) for two objectives, O(n^2 log n) for three, exponential in the number of objectives.
 * @see L. While, L. Bradstreet, L. Barone, "A fast way of calculating exact hypervolumes", IEEE Transactions on Evolutionary
 * Computation 16 (2012), 86-95 (WFG).
 *
 * @example
 * ```ts
 * import { hypervolume } from '@quantblocks/optimizer';
 *
 * hypervolume([[1, 3], [2, 1]], [4, 4]); // => 7
 * ```
 */
export function hypervolume(losses: Losses, reference: ArrayLike<number>): number {
  const limits = Float64Array.from(reference);
  if (limits.length === 0 || !limits.every(Number.isFinite)) {
    throw new ParameterError('reference', 'a finite loss per objective', reference);
  }
  const objectives = requireLosses(losses);
  if (losses.length > 0 && objectives !== limits.length) {
    throw new ParameterError('losses', `${limits.length} per row, as many as the reference`, objectives);
  }
  const sizes = losses
    .map((row) => limits.map((limit, j) => limit - row[j]))
    .filter((size) => size.every((edge) => edge > 0));
  if (sizes.some((size) => size.includes(Number.POSITIVE_INFINITY))) return Number.POSITIVE_INFINITY;
  return unionOf(sizes, limits.length);
}

/** Volume of a union of boxes that share a corner, by the lengths of their edges; only the first `m` count. */
function unionOf(boxes: Float64Array[], m: number): number {
  if (m === 1) return boxes.reduce((longest, [edge]) => Math.max(longest, edge), 0);
  // The smallest last edge first: cut to this box, all later ones are as long as it there, and one objective less is left.
  boxes.sort((a, b) => a[m - 1] - b[m - 1]);
  if (m === 2) return areaOf(boxes);
  let volume = 0;
  boxes.forEach((box, i) => {
    const later = boxes.slice(i + 1).map((other) => box.subarray(0, m - 1).map((edge, j) => Math.min(edge, other[j])));
    const face = box.subarray(0, m - 1).reduce((product, edge) => product * edge, 1);
    volume += box[m - 1] * (face - unionOf(m > 3 ? largestOf(later) : later, m - 1));
  });
  return volume;
}

function areaOf(boxes: readonly Float64Array[]): number {
  let area = 0;
  let width = 0;
  for (let i = boxes.length - 1; i >= 0; i--) {
    const [edge, height] = boxes[i];
    if (edge <= width) continue;
    area += (edge - width) * height;
    width = edge;
  }
  return area;
}

// Boxes that lie within another one only cost time, and of those there are many after a cut.
function largestOf(boxes: readonly Float64Array[]): Float64Array[] {
  const ranks = nonDominatedSort(boxes.map((box) => box.map((edge) => -edge)));
  return boxes.filter((_, i) => ranks[i] === 0);
}
