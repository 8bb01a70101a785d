import { type Losses, orderBy, requireLosses } from './losses.ts';

/**
 * How lonely every point of a front is: the sum over the objectives of the distance between its two neighbours, as a share of
 * the range of that objective. The ends of an objective are Infinity.
 *
 * An objective in which all points are equal adds nothing. Points tied in one objective are put in order by the next one, so
 * that which of them is an end does not depend on the order of the rows.
 *
 * @param losses - One row per point of ONE front, one loss per objective.
 * @returns One distance per point, 0 or more.
 * @throws a {@link ParameterError} if rows differ in length, or a loss is NaN.
 * @see K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE
 * Transactions on Evolutionary Computation 6 (2002), 182-197, section III-B.
 *
 * @example
 * ```ts
 * import { crowdingDistance } from '@quantblocks/optimizer';
 *
 * [...crowdingDistance([[0, 4], [1, 2], [3, 1], [4, 0]])]; // => [Infinity, 1.5, 1.25, Infinity]
 * ```
 */
export function crowdingDistance(losses: Losses): Float64Array {
  const objectives = requireLosses(losses);
  const distances = new Float64Array(losses.length);
  for (let j = 0; j < objectives; j++) addGaps(losses, j, distances);
  return distances;
}

function addGaps(losses: Losses, objective: number, distances: Float64Array): void {
  const order = orderBy(losses, objective);
  const sorted = Float64Array.from(order, (i) => losses[i][objective]);
  const last = sorted.length - 1;
  if (sorted[0] === sorted[last]) return;
  // An infinite loss is infinitely far away, but must not make all other distances 0.
  const finite = sorted.filter(Number.isFinite);
  const range = finite[finite.length - 1] - finite[0] || 1;
  distances[order[0]] = Number.POSITIVE_INFINITY;
  distances[order[last]] = Number.POSITIVE_INFINITY;
  for (let i = 1; i < last; i++) {
    if (sorted[i - 1] !== sorted[i + 1]) distances[order[i]] += (sorted[i + 1] - sorted[i - 1]) / range;
  }
}
