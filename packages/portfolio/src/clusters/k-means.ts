import { createRng, type KeyPart, ParameterError, type Rng } from '@quantblocks/core';
import { requireSeries, requireWhole } from '../checks.ts';
import { Lloyd } from './lloyd.ts';
import { PointSet } from './point-set.ts';

/** Options of {@link kMeans}. */
export interface KMeansOptions {
  /** Number of clusters, 1 to the number of distinct points. */
  k: number;
  /** Of the starts. @defaultValue `0` */
  seed?: KeyPart;
  /** Starts by k-means++; the one with the least inertia is returned. @defaultValue `50` */
  restarts?: number;
  /** `k` centres to start from, instead of random ones; labels then keep their order. */
  start?: readonly ArrayLike<number>[];
  /** Of each start. @defaultValue `300` */
  maxIterations?: number;
}

/** Answer of {@link kMeans}. */
export interface KMeans {
  /** Cluster of each point, 0 to k - 1, numbered by first appearance unless a start is given. */
  readonly labels: Int32Array;
  /** Mean of each cluster. */
  readonly centres: readonly Float64Array[];
  /** Sum of squared distances to the own centre. */
  readonly inertia: number;
  /** Of the start that won, the last one included, in which nothing moved. */
  readonly iterations: number;
  /** `false` if the iterations ran out first. */
  readonly converged: boolean;
}

/**
 * k-means clusters by Lloyd's iteration, from k-means++ starts.
 *
 * Distances are Euclidean: bring the coordinates to one scale first. A cluster that becomes empty takes the point farthest from its centre.
 *
 * @param points - Rows of coordinates, of equal length.
 * @param options - Number of clusters and starts.
 * @throws a {@link ParameterError} if there are no points, rows differ in length, a coordinate is not finite or an option is out of range.
 * @see S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (1982); D. Arthur, S. Vassilvitskii,
 * "k-means++: the advantages of careful seeding", SODA 2007.
 *
 * @example
 * ```ts
 * import { kMeans } from '@quantblocks/portfolio';
 *
 * const { labels, centres, inertia } = kMeans([[0], [1], [10], [12]], { k: 2 });
 * [...labels]; // => [0, 0, 1, 1]
 * centres.map(([x]) => x); // => [0.5, 11]
 * inertia; // => 2.5
 * ```
 */
export function kMeans(points: readonly ArrayLike<number>[], options: KMeansOptions): KMeans {
  const { k, seed = 0, restarts = 50, start, maxIterations = 300 } = options;
  const set = PointSet.of(points);
  requireWhole('k', k, 1);
  requireWhole('k', k, 1, set.distinct(k));
  requireWhole('restarts', restarts, 1);
  requireWhole('maxIterations', maxIterations, 1);
  if (start === undefined) return bestOfStarts(set, k, createRng(seed, 'kMeans'), restarts, maxIterations);
  const centres = requireSeries('start', start);
  if (centres.length !== k || centres[0].length !== set.dimensions) {
    throw new ParameterError('start', `${k} centres of ${set.dimensions} coordinates`, start);
  }
  const lloyd = new Lloyd(set, k);
  for (const [c, centre] of centres.entries()) lloyd.centres.set(centre, c * set.dimensions);
  lloyd.run(maxIterations);
  return snapshot(lloyd, set);
}

/** Inside of {@link kMeans}: `k` is at most the number of distinct points. */
export function bestOfStarts(set: PointSet, k: number, rng: Rng, restarts: number, maxIterations: number): KMeans {
  const lloyd = new Lloyd(set, k);
  const nearest = new Float64Array(set.size);
  let best: KMeans | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    spread(set, k, rng, lloyd.centres, nearest);
    lloyd.run(maxIterations);
    if (best === undefined || lloyd.inertia < best.inertia) best = snapshot(lloyd, set);
  }
  return byFirstAppearance(best as KMeans);
}

/** k-means++: each centre is a point, drawn with probability proportional to its squared distance from the centres before. */
function spread(set: PointSet, k: number, rng: Rng, centres: Float64Array, nearest: Float64Array): void {
  const { values, size, dimensions } = set;
  nearest.fill(Number.POSITIVE_INFINITY);
  let chosen = rng.int(size);
  for (let c = 0; c < k; c++) {
    if (c > 0) chosen = draw(nearest, rng);
    centres.set(set.row(chosen), c * dimensions);
    for (let i = 0; i < size; i++) {
      let square = 0;
      for (let j = 0; j < dimensions; j++) {
        const difference = values[i * dimensions + j] - centres[c * dimensions + j];
        square += difference * difference;
      }
      if (square < nearest[i]) nearest[i] = square;
    }
  }
}

function draw(weights: Float64Array, rng: Rng): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  let left = rng.next() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  return last; // rounding may leave a little at the end
}

function snapshot(lloyd: Lloyd, { dimensions }: PointSet): KMeans {
  const centres: Float64Array[] = [];
  for (let at = 0; at < lloyd.centres.length; at += dimensions) centres.push(lloyd.centres.slice(at, at + dimensions));
  const { inertia, iterations, isConverged } = lloyd;
  return { labels: lloyd.labels.slice(), centres, inertia, iterations, converged: isConverged };
}

function byFirstAppearance(result: KMeans): KMeans {
  const old = [...new Set(result.labels)];
  // Only a start that ran out of iterations can leave a cluster empty; it goes last.
  for (let c = 0; c < result.centres.length; c++) if (!old.includes(c)) old.push(c);
  const next = new Map(old.map((label, position) => [label, position]));
  return {
    ...result,
    labels: result.labels.map((label) => next.get(label) ?? label),
    centres: old.map((label) => result.centres[label]),
  };
}
