/** Mean silhouette, with a distance computed whenever it is needed. */
export function plainSilhouette(points: readonly (readonly number[])[], labels: ArrayLike<number>, k: number): number {
  let sum = 0;
  points.forEach((point, i) => {
    const totals = new Array<number>(k).fill(0);
    const counts = new Array<number>(k).fill(0);
    points.forEach((other, j) => {
      if (i === j) return;
      totals[labels[j]] += Math.sqrt(point.reduce((square, x, d) => square + (x - other[d]) ** 2, 0));
      counts[labels[j]]++;
    });
    const own = labels[i];
    if (counts[own] === 0) return;
    const a = totals[own] / counts[own];
    const b = Math.min(...totals.map((total, c) => (c === own ? Number.POSITIVE_INFINITY : total / counts[c])));
    sum += (b - a) / Math.max(a, b);
  });
  return sum / points.length;
}
