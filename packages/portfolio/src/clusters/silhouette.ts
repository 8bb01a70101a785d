import { mean, ParameterError } from '@quantblocks/core';
import { PointSet } from './point-set.ts';

/** Answer of {@link silhouette}. */
export interface Silhouette {
  /** Mean over all points, in [-1, 1]; NaN for a single cluster. */
  readonly mean: number;
  /** One per point: 1 = far from the other clusters, 0 = between two or alone in its own, below 0 = nearer to another. */
  readonly values: Float64Array;
}

/**
 * Silhouette of a clustering: `(b - a) / max(a, b)` per point, with its mean distances `a` to the other points of its cluster and `b` to
 * those of the nearest other cluster. A point alone in its cluster has 0.
 *
 * @param points - Rows of coordinates, of equal length; distances are Euclidean.
 * @param labels - Cluster of each point, any whole numbers.
 * @throws a {@link ParameterError} if there are no points, rows differ in length, a coordinate is not finite, or the labels are not one
 * whole number per point.
 * @remarks Above 0 for almost any cut of almost any cloud: {@link chooseClusters} says what a cloud without clusters gives.
 * @see P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", Journal of Computational
 * and Applied Mathematics 20 (1987).
 *
 * @example
 * ```ts
 * import { silhouette } from '@quantblocks/portfolio';
 *
 * const { values } = silhouette([[0], [1], [10]], [0, 0, 1]);
 * [...values].map((value) => value.toFixed(4)); // => ['0.9000', '0.8889', '0.0000']
 * ```
 */
export function silhouette(points: readonly ArrayLike<number>[], labels: ArrayLike<number>): Silhouette {
  const set = PointSet.of(points);
  if (labels.length !== set.size)
    throw new ParameterError('labels', `${set.size} labels, one per point`, labels.length);
  const numbers = new Map<number, number>();
  const clusters = Int32Array.from(labels, (label) => {
    if (!Number.isSafeInteger(label)) throw new ParameterError('labels', 'whole numbers', label);
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label) as number;
  });
  return silhouetteOf(distances(set), clusters, numbers.size);
}

/** Inside of {@link silhouette}, for clusters numbered from 0 to k - 1. */
export function silhouetteOf(between: Float64Array, clusters: Int32Array, k: number): Silhouette {
  const n = clusters.length;
  const values = new Float64Array(n);
  if (k < 2) return { mean: Number.NaN, values: values.fill(Number.NaN) };
  const counts = new Int32Array(k);
  for (let i = 0; i < n; i++) counts[clusters[i]]++;
  const totals = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    const own = clusters[i];
    if (counts[own] === 1) continue;
    totals.fill(0);
    for (let j = 0; j < n; j++) totals[clusters[j]] += between[i * n + j];
    const a = totals[own] / (counts[own] - 1);
    let b = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) if (c !== own && counts[c] > 0) b = Math.min(b, totals[c] / counts[c]);
    const larger = Math.max(a, b);
    values[i] = larger > 0 ? (b - a) / larger : 0; // equal points in two clusters are no distance apart
  }
  return { mean: mean(values), values };
}

/** Euclidean distance of every two points, `n * n`. */
export function distances({ values, size, dimensions }: PointSet): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let d = 0; d < dimensions; d++) {
        const difference = values[i * dimensions + d] - values[j * dimensions + d];
        square += difference * difference;
      }
      const distance = Math.sqrt(square);
      result[i * size + j] = distance;
      result[j * size + i] = distance;
    }
  }
  return result;
}
