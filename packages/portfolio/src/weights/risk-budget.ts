import { NotConvergedError, ParameterError } from '@quantblocks/core';
import type { Covariance } from '../covariance/covariance.ts';
import { SingularCovarianceError } from '../errors.ts';
import { type Box, requireBox, requireCovariance, requireVector, type WeightBounds } from '../inputs.ts';
import { GrowingCholesky } from '../solver/growing-cholesky.ts';
import { boundedRiskBudget } from './bounded-risk-budget.ts';
import { requireDeviations } from './deviations.ts';
import { describeWeights, fillRiskContributions, type PortfolioWeights } from './portfolio-weights.ts';

/**
 * The long-only portfolio in which every asset bears its given share of the variance.
 *
 * Where a floor or cap is in the way no portfolio does; then the sum of squared differences between the shares and the budgets is at a minimum
 * within the bounds, reached from the portfolio without them.
 *
 * @param covariance - Covariances per bar.
 * @param budgets - One number > 0 per asset, in any scale.
 * @param bounds - Floors and caps.
 * @throws a {@link ParameterError} if the covariance is not finite, symmetric and positive semidefinite, a budget is not above 0 or a bound is
 * not finite.
 * @throws an {@link InfeasibleError} if no portfolio obeys the bounds.
 * @throws a {@link SingularCovarianceError} if an asset or a long-only portfolio has no variance.
 * @see F. Spinu, "An algorithm for computing risk parity weights", SSRN 2297383 (2013); B. Bruder, T. Roncalli, "Managing risk exposures
 * using the risk budgeting approach", SSRN 2009778 (2012).
 *
 * @example
 * ```ts
 * import { covarianceMatrix, riskBudget } from '@quantblocks/portfolio';
 *
 * const { weights, riskContributions } = riskBudget(covarianceMatrix([[0.01, 0], [0, 0.01]]), [1, 4]);
 * [...weights].map((w) => Number(w.toFixed(6))); // => [0.333333, 0.666667]
 * [...riskContributions].map((c) => Number(c.toFixed(6))); // => [0.2, 0.8]
 * ```
 */
export function riskBudget(
  covariance: Covariance,
  budgets: ArrayLike<number>,
  bounds: WeightBounds = {},
): PortfolioWeights {
  requireCovariance(covariance);
  const shares = requireVector('budgets', budgets, covariance.n);
  let total = 0;
  for (let i = 0; i < shares.length; i++) {
    if (!(shares[i] > 0)) throw new ParameterError(`budgets[${i}]`, 'a number > 0', shares[i]);
    total += shares[i];
  }
  const box = requireBox(bounds, covariance.n);
  return budgetedWeights(
    'riskBudget',
    covariance,
    shares.map((share) => share / total),
    box,
  );
}

/** {@link riskBudget} of checked inputs. */
export function budgetedWeights(
  method: string,
  covariance: Covariance,
  budgets: Float64Array,
  box: Box,
): PortfolioWeights {
  const solution = unboundedRiskBudget(covariance, budgets);
  const isWithin = solution.weights.every((weight, i) => weight >= box.floor[i] && weight <= box.cap[i]);
  const { weights, ...work } = isWithin ? solution : boundedRiskBudget(covariance, budgets, box, solution.weights);
  return describeWeights(method, covariance, weights, work);
}

/** Sweeps of coordinate descent cost n^2 each, steps of Newton's method n^3: so many are about one of them, for up to 200 assets. */
const SWEEPS = 10;

/**
 * Newton's method on `y' R y / 2 - sum b log y` with the correlations R: convex, and the step shortened so that it cannot leave y > 0. Coordinate
 * descent brings it near, which it does fast, while it may take for ever to arrive.
 */
function unboundedRiskBudget(
  covariance: Covariance,
  budgets: Float64Array,
): { weights: Float64Array; iterations: number; kkt: number } {
  const { n, values } = covariance;
  const deviations = requireDeviations(covariance);
  const correlations = values.map((value, k) => value / deviations[Math.floor(k / n)] / deviations[k % n]);
  const factor = new GrowingCholesky(n);
  const y = budgets.map(Math.sqrt);
  for (let sweep = 0; sweep < SWEEPS; sweep++) descend(correlations, budgets, y);
  const gradient = new Float64Array(n);
  const step = new Float64Array(n);
  const row = new Float64Array(n);
  const weights = new Float64Array(n);
  const contributions = new Float64Array(n);
  let iterations = SWEEPS;
  let kkt = Number.POSITIVE_INFINITY;
  for (let decrement = 1; iterations < 200 && decrement > 0; iterations++) {
    factor.clear();
    for (let i = 0; i < n; i++) {
      let marginal = 0;
      for (let j = 0; j < n; j++) marginal += correlations[i * n + j] * y[j];
      gradient[i] = marginal - budgets[i] / y[i];
      for (let j = 0; j < i; j++) row[j] = correlations[i * n + j];
      row[i] = correlations[i * n + i] + budgets[i] / (y[i] * y[i]);
      if (!factor.append(row)) throw new SingularCovarianceError('a long-only portfolio has no variance');
    }
    step.set(gradient);
    factor.solve(step);
    decrement = 0;
    for (let i = 0; i < n; i++) decrement = Math.max(decrement, Math.abs(step[i]) / y[i]);
    // Relative steps below 1 keep y positive; near the minimum, full ones converge quadratically.
    const length = decrement < 0.25 ? 1 : 1 / (1 + decrement);
    for (let i = 0; i < n; i++) y[i] -= length * step[i];
    if (decrement < 1e-8) {
      const before = kkt;
      kkt = measure(covariance, y, deviations, budgets, weights, contributions);
      if (kkt <= 1e-15 || kkt >= before) break;
    }
  }
  kkt = measure(covariance, y, deviations, budgets, weights, contributions);
  if (!(kkt <= 1e-10)) {
    let variance = 0;
    for (let k = 0; k < n * n; k++) variance += correlations[k] * weights[Math.floor(k / n)] * weights[k % n];
    if (!(variance > 1e-12)) throw new SingularCovarianceError('a long-only portfolio has no variance');
    throw new NotConvergedError('risk budget', iterations, kkt);
  }
  return { weights, iterations, kkt };
}

/** Sets each coordinate in turn to the minimum along it, the positive root of `y^2 + others y = b`. */
function descend(correlations: Float64Array, budgets: Float64Array, y: Float64Array): void {
  const n = y.length;
  for (let i = 0; i < n; i++) {
    let others = -y[i] * correlations[i * n + i];
    for (let j = 0; j < n; j++) others += correlations[i * n + j] * y[j];
    const root = Math.sqrt(others * others + 4 * budgets[i]);
    // Without the difference of two nearly equal numbers.
    y[i] = others > 0 ? (2 * budgets[i]) / (root + others) : (root - others) / 2;
  }
}

/** Writes the weights; the largest difference between a share of the variance and its budget. */
function measure(
  covariance: Covariance,
  y: Float64Array,
  deviations: Float64Array,
  budgets: Float64Array,
  weights: Float64Array,
  contributions: Float64Array,
): number {
  let total = 0;
  for (let i = 0; i < y.length; i++) total += y[i] / deviations[i];
  for (let i = 0; i < y.length; i++) weights[i] = y[i] / deviations[i] / total;
  fillRiskContributions(covariance, weights, contributions);
  let worst = 0;
  for (let i = 0; i < y.length; i++) worst = Math.max(worst, Math.abs(contributions[i] - budgets[i]));
  return worst;
}
