import type { Covariance } from '../covariance/covariance.ts';
import { requireCovariance } from '../inputs.ts';
import { describeWeights, type PortfolioWeights } from './portfolio-weights.ts';

/**
 * The same weight for every asset: the benchmark that estimates nothing.
 *
 * @param covariance - Covariances per bar, for the risk figures only.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite.
 * @see V. DeMiguel, L. Garlappi, R. Uppal, "Optimal versus naive diversification", Review of Financial Studies 22 (2009), 1915-1953.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, equalWeights } from '@quantblocks/portfolio';
 *
 * const { weights, riskContributions } = equalWeights(covarianceMatrix([[0.01, 0], [0, 0.04]]));
 * [...weights]; // => [0.5, 0.5]
 * [...riskContributions].map((share) => share.toFixed(6)); // => ['0.200000', '0.800000']
 * ```
 */
export function equalWeights(covariance: Covariance): PortfolioWeights {
  requireCovariance(covariance);
  return describeWeights('equalWeights', covariance, new Float64Array(covariance.n).fill(1 / covariance.n));
}
