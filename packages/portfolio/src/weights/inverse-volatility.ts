import type { Covariance } from '../covariance/covariance.ts';
import { requireCovariance } from '../inputs.ts';
import { requireDeviations } from './deviations.ts';
import { describeWeights, type PortfolioWeights } from './portfolio-weights.ts';

/**
 * Weights in proportion to `1 / s`, with `s` the volatility: equal risk if all correlations are equal.
 *
 * @param covariance - Covariances per bar.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite.
 * @throws a {@link SingularCovarianceError} if an asset has no variance.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, inverseVolatility } from '@quantblocks/portfolio';
 *
 * [...inverseVolatility(covarianceMatrix([[0.01, 0], [0, 0.09]])).weights.map((w) => Number(w.toFixed(6)))]; // => [0.75, 0.25]
 * ```
 */
export function inverseVolatility(covariance: Covariance): PortfolioWeights {
  requireCovariance(covariance);
  const weights = requireDeviations(covariance).map((deviation) => 1 / deviation);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return describeWeights(
    'inverseVolatility',
    covariance,
    weights.map((weight) => weight / total),
  );
}
