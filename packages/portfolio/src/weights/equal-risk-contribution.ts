import type { Covariance } from '../covariance/covariance.ts';
import { requireBox, requireCovariance, type WeightBounds } from '../inputs.ts';
import type { PortfolioWeights } from './portfolio-weights.ts';
import { budgetedWeights } from './risk-budget.ts';

/**
 * The long-only portfolio in which all assets bear the same share of the variance: {@link riskBudget} with equal budgets.
 *
 * @param covariance - Covariances per bar.
 * @param bounds - Floors and caps; where they are in the way, the shares are as near to equal as they allow, in least squares.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite, or a bound is not finite.
 * @throws an {@link InfeasibleError} if no portfolio obeys the bounds.
 * @throws a {@link SingularCovarianceError} if an asset or a long-only portfolio has no variance.
 * @see S. Maillard, T. Roncalli, J. Teïletche, "The properties of equally weighted risk contribution portfolios", Journal of Portfolio
 * Management 36 (2010), 60-70.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, equalRiskContribution } from '@quantblocks/portfolio';
 *
 * const { weights } = equalRiskContribution(covarianceMatrix([[0.01, 0.005], [0.005, 0.04]]));
 * [...weights].map((w) => Number(w.toFixed(6))); // => [0.666667, 0.333333]
 * ```
 */
export function equalRiskContribution(covariance: Covariance, bounds: WeightBounds = {}): PortfolioWeights {
  requireCovariance(covariance);
  const { n } = covariance;
  return budgetedWeights('equalRiskContribution', covariance, new Float64Array(n).fill(1 / n), requireBox(bounds, n));
}
