import { NotConvergedError } from '@quantblocks/core';
import type { Covariance } from '../covariance/covariance.ts';
import { NoPositiveReturnError, SingularCovarianceError } from '../errors.ts';
import { type Box, requireBox, requireCovariance, requireVector, type WeightBounds } from '../inputs.ts';
import { BoxQuadratic } from '../solver/box-quadratic.ts';
import { greedyFill } from '../solver/greedy-fill.ts';
import { describeWeights, fillRiskContributions, type PortfolioWeights } from './portfolio-weights.ts';
import { requireUnique } from './require-unique.ts';

/**
 * The portfolio with the largest Sharpe ratio `m' w / sqrt(w' C w)` within the bounds.
 *
 * @param covariance - Covariances C per bar.
 * @param expectedReturns - Expected returns m per bar above the riskless rate, one per asset.
 * @param bounds - Floors and caps.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite, or a return or bound is not finite.
 * @throws an {@link InfeasibleError} if no portfolio obeys the bounds.
 * @throws a {@link NoPositiveReturnError} if no portfolio within the bounds has a positive expected return: among losses the ratio prefers the
 * largest risk.
 * @throws a {@link SingularCovarianceError} if other weights have the same ratio, or a portfolio within the bounds has no variance.
 * @remarks The tangency portfolio solves the mean-variance problem for the `gamma` that equals its own `m' w / w' C w`. Between two changes of the set
 * of free assets that condition is linear in `1 / gamma`, so that Newton steps end on it, not near it.
 * @see W. Dinkelbach, "On nonlinear fractional programming", Management Science 13 (1967), 492-498.
 *
 * @example
 * ```ts
 * import { covarianceMatrix, maximumSharpe } from '@quantblocks/portfolio';
 *
 * const covariance = covarianceMatrix([[0.01, 0], [0, 0.04]]);
 * const { weights } = maximumSharpe(covariance, [0.001, 0.002]);
 * [...weights].map((w) => Number(w.toFixed(6))); // => [0.666667, 0.333333]
 * ```
 */
export function maximumSharpe(
  covariance: Covariance,
  expectedReturns: ArrayLike<number>,
  bounds: WeightBounds = {},
): PortfolioWeights {
  const rank = requireCovariance(covariance);
  const returns = requireVector('expectedReturns', expectedReturns, covariance.n);
  return maximumRatio('maximumSharpe', covariance, returns, requireBox(bounds, covariance.n), rank);
}

/** {@link maximumSharpe} of checked inputs, for any reward. */
export function maximumRatio(
  method: string,
  covariance: Covariance,
  reward: Float64Array,
  box: Box,
  rank: number,
): PortfolioWeights {
  const { n } = covariance;
  const richest = new Float64Array(n);
  greedyFill(
    reward.map((value) => -value),
    box,
    richest,
  );
  const largest = dot(reward, richest);
  if (!(largest > 0)) throw new NoPositiveReturnError(largest);

  const contributions = new Float64Array(n);
  const solver = new BoxQuadratic(covariance, box);
  const { weights } = solver;
  solver.solve(new Float64Array(n));
  let variance = fillRiskContributions(covariance, weights, contributions);
  if (variance <= 1e-14 * largestVariance(covariance)) {
    throw new SingularCovarianceError('a portfolio within the bounds has no variance');
  }

  // The excess t m'w - w'Cw for linear term t m is negative at t = 0, and at `high` it is not.
  let t = 0;
  let low = 0;
  let high = fillRiskContributions(covariance, richest, contributions) / largest;
  for (let round = 0; round < 200; round++) {
    const gain = dot(reward, weights);
    const excess = t * gain - variance;
    if (Math.abs(excess) <= 1e-14 * variance) break;
    if (excess < 0) low = t;
    else high = t;
    const slope = gain - t * dot(reward, solver.tangent(reward));
    const newton = t - excess / slope;
    const next = newton > low && newton <= high ? newton : (low + high) / 2;
    if (next === t) break;
    t = next;
    solver.solve(reward.map((value) => t * value));
    variance = fillRiskContributions(covariance, weights, contributions);
  }
  const kkt = Math.max(solver.kkt, Math.abs(t * dot(reward, weights) - variance) / variance);
  if (kkt > 1e-10) throw new NotConvergedError(method, solver.iterations, kkt);
  requireUnique(solver, n, rank);
  return describeWeights(method, covariance, weights, { iterations: solver.iterations, kkt });
}

function largestVariance({ n, values }: Covariance): number {
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, values[i * n + i]);
  return largest;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
