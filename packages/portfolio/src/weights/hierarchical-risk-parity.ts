import { ParameterError } from '@quantblocks/core';
import type { Covariance } from '../covariance/covariance.ts';
import { SingularCovarianceError } from '../errors.ts';
import { requireCovariance } from '../inputs.ts';
import { requireDeviations } from './deviations.ts';
import { type LinkageMethod, leafOrder, linkage } from './linkage.ts';
import { describeWeights, type PortfolioWeights } from './portfolio-weights.ts';

/** Options of {@link hierarchicalRiskParity}. */
export interface HierarchicalRiskParityOptions {
  /** How clusters are merged. @defaultValue `'single'` */
  linkage?: LinkageMethod;
  /**
   * `profile`: two assets are as far apart as their distances `d = sqrt((1 - rho) / 2)` to all assets are, as published; `correlation`: d itself.
   * @defaultValue `'profile'`
   */
  distance?: 'profile' | 'correlation';
}

/** Answer of {@link hierarchicalRiskParity}. */
export interface HierarchicalWeights extends PortfolioWeights {
  /** Assets in the order of the tree's leaves: similar ones are neighbours. */
  readonly order: Int32Array;
}

/**
 * Hierarchical risk parity: assets are ordered by similarity, then each half of the order shares its parent's weight by inverse variance.
 *
 * The halves are those of the order (the first is the smaller for an odd number), not the branches of the tree. No matrix is inverted, and a
 * singular covariance is as good as any. There are no floors and caps.
 *
 * @param covariance - Covariances per bar.
 * @param options - Linkage and distance.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite, or an option is unknown.
 * @throws a {@link SingularCovarianceError} if an asset has no variance, or both halves of a split have none.
 * @remarks The branch with the smaller number comes first, so that listing the assets in another order may move the split, and the weights.
 * @see M. López de Prado, "Building diversified portfolios that outperform out of sample", Journal of Portfolio Management 42 (2016),
 * 59-69.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, hierarchicalRiskParity } from '@quantblocks/portfolio';
 *
 * // Assets 0 and 2 are nearly one.
 * const covariance = covarianceMatrix([[1, 0, 0.9], [0, 1, 0], [0.9, 0, 1]]);
 * const { order, weights } = hierarchicalRiskParity(covariance);
 * [...order]; // => [1, 0, 2]
 * [...weights].map((w) => Number(w.toFixed(4))); // => [0.2564, 0.4872, 0.2564]
 * ```
 */
export function hierarchicalRiskParity(
  covariance: Covariance,
  options: HierarchicalRiskParityOptions = {},
): HierarchicalWeights {
  const { linkage: method = 'single', distance = 'profile' } = options;
  if (method !== 'single' && method !== 'ward') throw new ParameterError('linkage', 'single or ward', method);
  if (distance !== 'profile' && distance !== 'correlation') {
    throw new ParameterError('distance', 'profile or correlation', distance);
  }
  requireCovariance(covariance);
  const { n } = covariance;
  const near = correlationDistances(covariance);
  const order = leafOrder(linkage(distance === 'profile' ? profileDistances(near, n) : near, n, method), n);
  const weights = new Float64Array(n).fill(1);
  bisect(covariance, order, weights);
  return { ...describeWeights('hierarchicalRiskParity', covariance, weights), order };
}

/** `sqrt((1 - rho) / 2)` of all pairs, row by row. */
export function correlationDistances(covariance: Covariance): Float64Array {
  const { n, values } = covariance;
  const deviations = requireDeviations(covariance);
  return values.map((value, k) => {
    const i = Math.floor(k / n);
    const j = k % n;
    return i === j ? 0 : Math.sqrt(Math.max(0, 1 - value / (deviations[i] * deviations[j])) / 2);
  });
}

/** Euclidean distances of the rows of a distance matrix. */
export function profileDistances(distances: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < n; k++) square += (distances[i * n + k] - distances[j * n + k]) ** 2;
      result[i * n + j] = result[j * n + i] = Math.sqrt(square);
    }
  }
  return result;
}

function bisect(covariance: Covariance, assets: Int32Array, weights: Float64Array): void {
  if (assets.length < 2) return;
  const middle = Math.floor(assets.length / 2);
  const first = assets.subarray(0, middle);
  const second = assets.subarray(middle);
  const risk = clusterVariance(covariance, first);
  const total = risk + clusterVariance(covariance, second);
  if (!(total > 0)) throw new SingularCovarianceError('both halves of a cluster have no variance');
  for (const asset of first) weights[asset] *= 1 - risk / total;
  for (const asset of second) weights[asset] *= risk / total;
  bisect(covariance, first, weights);
  bisect(covariance, second, weights);
}

/** Variance of the assets held by inverse variance. */
function clusterVariance({ n, values }: Covariance, assets: Int32Array): number {
  let scale = 0;
  let variance = 0;
  for (const i of assets) {
    scale += 1 / values[i * n + i];
    for (const j of assets) variance += values[i * n + j] / (values[i * n + i] * values[j * n + j]);
  }
  return Math.max(0, variance) / (scale * scale);
}
