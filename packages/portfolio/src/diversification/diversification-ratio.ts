import type { Covariance } from '../covariance/covariance.ts';
import { requireCovariance, requireVector } from '../inputs.ts';
import { fillRiskContributions } from '../weights/portfolio-weights.ts';

/**
 * Diversification ratio: the weighted mean volatility of the assets over the volatility of the portfolio, `sum(|w| s) / sqrt(w' C w)`.
 *
 * 1 is no diversification at all; `n` uncorrelated assets of equal risk give `sqrt(n)`. The scale of the weights cancels. A short position
 * counts by its size.
 *
 * @param weights - One per asset, in any scale.
 * @param covariance - Covariances per bar.
 * @returns A number of at least 1; NaN if the portfolio has no risk.
 * @throws a {@link ParameterError} if there is not one finite weight per asset, or the covariance is not finite, symmetric and positive
 * semidefinite.
 * @see Y. Choueifaty, Y. Coignard, "Toward maximum diversification", Journal of Portfolio Management 35 (2008).
 *
 * @example
 * ```ts
 * import { covarianceMatrix, diversificationRatio } from '@quantblocks/portfolio';
 *
 * const covariance = covarianceMatrix([[0.04, 0], [0, 0.04]]);
 * diversificationRatio([0.5, 0.5], covariance).toFixed(6); // => '1.414214'
 * ```
 */
export function diversificationRatio(weights: ArrayLike<number>, covariance: Covariance): number {
  requireCovariance(covariance);
  const { n, values } = covariance;
  const w = requireVector('weights', weights, n);
  let separate = 0;
  for (let i = 0; i < n; i++) separate += Math.abs(w[i]) * Math.sqrt(values[i * n + i]);
  const variance = fillRiskContributions(covariance, w, new Float64Array(n));
  // A perfect hedge leaves rounding, not risk.
  return variance > 1e-15 * separate * separate ? separate / Math.sqrt(variance) : Number.NaN;
}
