import { ParameterError } from '@quantblocks/core';
import type { Covariance } from '../covariance/covariance.ts';
import { requireBox, requireCovariance, requireVector, type WeightBounds } from '../inputs.ts';
import { BoxQuadratic } from '../solver/box-quadratic.ts';
import { describeWeights, type PortfolioWeights } from './portfolio-weights.ts';
import { requireUnique } from './require-unique.ts';

/** Options of {@link meanVariance}. */
export interface MeanVarianceOptions extends WeightBounds {
  /** Aversion to risk, > 0: what one unit of variance costs is half of it. */
  gamma: number;
}

/**
 * The portfolio with the largest `m' w - gamma/2 w' C w` within the bounds.
 *
 * @param covariance - Covariances C per bar.
 * @param expectedReturns - Expected returns m per bar, one per asset.
 * @param options - `gamma`, floors and caps.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite, a return or bound is not finite, or
 * `gamma` is not above 0.
 * @throws an {@link InfeasibleError} if no portfolio obeys the bounds.
 * @throws a {@link SingularCovarianceError} if other weights are as good.
 * @see H. Markowitz, "Portfolio selection", Journal of Finance 7 (1952), 77-91.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, meanVariance } from '@quantblocks/portfolio';
 *
 * const covariance = covarianceMatrix([[0.01, 0], [0, 0.01]]);
 * const { weights } = meanVariance(covariance, [0.001, 0.002], { gamma: 0.5 });
 * [...weights].map((w) => Number(w.toFixed(6))); // => [0.4, 0.6]
 * ```
 */
export function meanVariance(
  covariance: Covariance,
  expectedReturns: ArrayLike<number>,
  options: MeanVarianceOptions,
): PortfolioWeights {
  const rank = requireCovariance(covariance);
  const { n } = covariance;
  const { gamma } = options;
  if (!(gamma > 0 && gamma < Number.POSITIVE_INFINITY)) throw new ParameterError('gamma', 'a finite number > 0', gamma);
  const reward = requireVector('expectedReturns', expectedReturns, n).map((value) => value / gamma);
  const solver = new BoxQuadratic(covariance, requireBox(options, n));
  solver.solve(reward);
  requireUnique(solver, n, rank);
  return describeWeights('meanVariance', covariance, solver.weights, solver);
}
