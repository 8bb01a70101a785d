/** Hierarchical risk parity with single linkage as published, on nested arrays: the yardstick where no library has it. */
export function plainHierarchicalRiskParity(covariance: readonly (readonly number[])[]): number[] {
  const n = covariance.length;
  const near = covariance.map((row, i) =>
    row.map((value, j) => Math.sqrt(Math.max(0, 1 - value / Math.sqrt(row[i] * covariance[j][j])) / 2)),
  );
  const profiles = near.map((a) =>
    near.map((b) => Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0))),
  );
  const weights = new Array<number>(n).fill(1);
  const queue = [leaves(profiles)];
  for (let cluster = queue.pop(); cluster !== undefined; cluster = queue.pop()) {
    if (cluster.length < 2) continue;
    const halves = [cluster.slice(0, cluster.length >> 1), cluster.slice(cluster.length >> 1)];
    const [first, second] = halves.map((assets) => clusterVariance(covariance, assets));
    for (const asset of halves[0]) weights[asset] *= second / (first + second);
    for (const asset of halves[1]) weights[asset] *= first / (first + second);
    queue.push(...halves);
  }
  return weights;
}

function leaves(distances: readonly (readonly number[])[]): number[] {
  const clusters = distances.map((_, i) => ({ id: i, assets: [i] }));
  for (let id = distances.length; clusters.length > 1; id++) {
    let best = { distance: Number.POSITIVE_INFINITY, a: 0, b: 1 };
    for (let a = 0; a < clusters.length; a++) {
      for (let b = a + 1; b < clusters.length; b++) {
        let distance = Number.POSITIVE_INFINITY;
        for (const i of clusters[a].assets) {
          for (const j of clusters[b].assets) distance = Math.min(distance, distances[i][j]);
        }
        if (distance < best.distance) best = { distance, a, b };
      }
    }
    const [later] = clusters.splice(best.b, 1);
    const earlier = clusters[best.a];
    const [left, right] = earlier.id < later.id ? [earlier, later] : [later, earlier];
    clusters[best.a] = { id, assets: [...left.assets, ...right.assets] };
  }
  return clusters[0].assets;
}

function clusterVariance(covariance: readonly (readonly number[])[], assets: readonly number[]): number {
  const inverse = assets.map((i) => 1 / covariance[i][i]);
  const total = inverse.reduce((sum, value) => sum + value, 0);
  let variance = 0;
  assets.forEach((i, a) => {
    assets.forEach((j, b) => {
      variance += (inverse[a] / total) * (inverse[b] / total) * covariance[i][j];
    });
  });
  return variance;
}
