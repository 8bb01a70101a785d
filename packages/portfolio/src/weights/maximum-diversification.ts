import type { Covariance } from '../covariance/covariance.ts';
import { requireBox, requireCovariance, type WeightBounds } from '../inputs.ts';
import { requireDeviations } from './deviations.ts';
import { maximumRatio } from './maximum-sharpe.ts';
import type { PortfolioWeights } from './portfolio-weights.ts';

/**
 * The portfolio with the largest diversification ratio within the bounds: mean volatility of the assets over volatility of the portfolio.
 *
 * @param covariance - Covariances per bar.
 * @param bounds - Floors and caps.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite, or a bound is not finite.
 * @throws an {@link InfeasibleError} if no portfolio obeys the bounds.
 * @throws a {@link SingularCovarianceError} if an asset or a portfolio has no variance, or other weights have the same ratio.
 * @see Y. Choueifaty, Y. Coignard, "Toward maximum diversification", Journal of Portfolio Management 35 (2008), 40-51.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, maximumDiversification } from '@quantblocks/portfolio';
 *
 * // Two assets that are nearly one count as one.
 * const covariance = covarianceMatrix([[1, 0.98, 0], [0.98, 1, 0], [0, 0, 1]]);
 * [...maximumDiversification(covariance).weights.map((w) => Number(w.toFixed(3)))]; // => [0.251, 0.251, 0.497]
 * ```
 */
export function maximumDiversification(covariance: Covariance, bounds: WeightBounds = {}): PortfolioWeights {
  const rank = requireCovariance(covariance);
  const box = requireBox(bounds, covariance.n);
  return maximumRatio('maximumDiversification', covariance, requireDeviations(covariance), box, rank);
}
