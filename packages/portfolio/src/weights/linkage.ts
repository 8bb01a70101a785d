/** How the distance of two clusters follows from those of their members: the nearest pair, or the growth of the spread. */
export type LinkageMethod = 'single' | 'ward';

/** One merge: the smaller cluster number, the larger one, their distance, and the leaves below. */
export type Merge = readonly [left: number, right: number, distance: number, size: number];

/**
 * Agglomerative clustering. Leaves are `0 .. n - 1`; merge k makes cluster `n + k`.
 *
 * @param distances - Symmetric `n * n` matrix, row by row; it is used up.
 * @see F. Murtagh, P. Contreras, "Algorithms for hierarchical clustering", WIREs Data Mining 2 (2012), 86-97, table 1.
 */
export function linkage(distances: Float64Array, n: number, method: LinkageMethod): Merge[] {
  const clusters = Array.from({ length: n }, (_, row) => ({ row, id: row, size: 1 }));
  const merges: Merge[] = [];
  while (clusters.length > 1) {
    let first = 0;
    let second = 1;
    let nearest = Number.POSITIVE_INFINITY;
    for (let a = 0; a < clusters.length; a++) {
      for (let b = a + 1; b < clusters.length; b++) {
        const distance = distances[clusters[a].row * n + clusters[b].row];
        if (distance < nearest) {
          nearest = distance;
          first = a;
          second = b;
        }
      }
    }
    const one = clusters[first];
    const [other] = clusters.splice(second, 1);
    for (const third of clusters) {
      if (third === one) continue;
      const d1 = distances[third.row * n + one.row];
      const d2 = distances[third.row * n + other.row];
      const distance =
        method === 'single'
          ? Math.min(d1, d2)
          : Math.sqrt(
              ((third.size + one.size) * d1 * d1 +
                (third.size + other.size) * d2 * d2 -
                third.size * nearest * nearest) /
                (third.size + one.size + other.size),
            );
      distances[third.row * n + one.row] = distances[one.row * n + third.row] = distance;
    }
    merges.push([Math.min(one.id, other.id), Math.max(one.id, other.id), nearest, one.size + other.size]);
    one.size += other.size;
    one.id = n + merges.length - 1;
  }
  return merges;
}

/** Leaves from left to right, the smaller cluster number of each merge first. */
export function leafOrder(merges: readonly Merge[], n: number): Int32Array {
  const order: number[] = [];
  const open = [n + merges.length - 1];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id < n) order.push(id);
    else open.push(merges[id - n][1], merges[id - n][0]);
  }
  return Int32Array.from(order);
}
