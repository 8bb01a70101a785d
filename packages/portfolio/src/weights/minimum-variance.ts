import type { Covariance } from '../covariance/covariance.ts';
import { requireBox, requireCovariance, type WeightBounds } from '../inputs.ts';
import { BoxQuadratic } from '../solver/box-quadratic.ts';
import { describeWeights, type PortfolioWeights } from './portfolio-weights.ts';
import { requireUnique } from './require-unique.ts';

/**
 * The portfolio of least variance within the bounds.
 *
 * @param covariance - Covariances per bar.
 * @param bounds - Floors and caps.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite, or a bound is not finite.
 * @throws an {@link InfeasibleError} if no portfolio obeys the bounds.
 * @throws a {@link SingularCovarianceError} if other weights have the same variance.
 * @see H. Markowitz, "Portfolio selection", Journal of Finance 7 (1952), 77-91.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, minimumVariance } from '@quantblocks/portfolio';
 *
 * const covariance = covarianceMatrix([[0.01, 0], [0, 0.04]]);
 * [...minimumVariance(covariance).weights.map((w) => Number(w.toFixed(6)))]; // => [0.8, 0.2]
 * [...minimumVariance(covariance, { cap: 0.6 }).weights.map((w) => Number(w.toFixed(6)))]; // => [0.6, 0.4]
 * ```
 */
export function minimumVariance(covariance: Covariance, bounds: WeightBounds = {}): PortfolioWeights {
  const rank = requireCovariance(covariance);
  const solver = new BoxQuadratic(covariance, requireBox(bounds, covariance.n));
  solver.solve(new Float64Array(covariance.n));
  requireUnique(solver, covariance.n, rank);
  return describeWeights('minimumVariance', covariance, solver.weights, solver);
}
