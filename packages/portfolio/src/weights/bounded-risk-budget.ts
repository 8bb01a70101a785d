import { NotConvergedError } from '@quantblocks/core';
import type { Covariance } from '../covariance/covariance.ts';
import { SingularCovarianceError } from '../errors.ts';
import type { Box } from '../inputs.ts';
import { BoxQuadratic } from '../solver/box-quadratic.ts';
import { exchangeGain } from '../solver/exchange-gain.ts';
import { fillRiskContributions } from './portfolio-weights.ts';

const LOSS_ROUNDING = 1e-13;

/**
 * Least squares of the differences between shares of the variance and budgets, within bounds: Levenberg and Marquardt's method, each step
 * a quadratic problem over the same bounds.
 */
export function boundedRiskBudget(
  covariance: Covariance,
  budgets: Float64Array,
  box: Box,
  start: Float64Array,
): { weights: Float64Array; iterations: number; kkt: number } {
  const { n } = covariance;
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  const nearest = new BoxQuadratic({ n, values: identity }, box);
  nearest.solve(start);
  let weights = nearest.weights;
  let { iterations } = nearest;
  const problem = new LeastSquares(covariance, budgets);
  let loss = problem.linearise(weights);
  let kkt = problem.kkt(weights, box);
  let damping = 1e-3;
  // Steps that fail only raise the damping, until none is left.
  for (let round = 0; round < 500 && kkt > 1e-13 && damping < 1e12; round++) {
    const { values, linear } = problem.model(weights, damping);
    const solver = new BoxQuadratic({ n, values }, box);
    solver.solve(linear);
    iterations += solver.iterations;
    const next = problem.linearise(solver.weights);
    const nextKkt = problem.kkt(solver.weights, box);
    // Close to the end the loss no longer tells, being flat; the gradient still does.
    if (next < loss * (1 - LOSS_ROUNDING) || (next <= loss * (1 + LOSS_ROUNDING) && nextKkt < kkt)) {
      weights = solver.weights;
      loss = next;
      kkt = nextKkt;
      damping = Math.max(1e-15, damping / 10);
    } else {
      problem.linearise(weights);
      damping *= 10;
    }
  }
  if (!(kkt <= 1e-10)) throw new NotConvergedError('bounded risk budget', iterations, kkt);
  return { weights, iterations, kkt };
}

class LeastSquares {
  readonly #covariance: Covariance;
  readonly #budgets: Float64Array;
  readonly #residuals: Float64Array;
  readonly #contributions: Float64Array;
  /** Row i: derivatives of the share of asset i. */
  readonly #jacobian: Float64Array;
  readonly #gradient: Float64Array;

  constructor(covariance: Covariance, budgets: Float64Array) {
    const { n } = covariance;
    this.#covariance = covariance;
    this.#budgets = budgets;
    this.#residuals = new Float64Array(n);
    this.#contributions = new Float64Array(n);
    this.#jacobian = new Float64Array(n * n);
    this.#gradient = new Float64Array(n);
  }

  /** Half the sum of squares; residuals, their derivatives and the gradient at `weights` are kept. */
  linearise(weights: Float64Array): number {
    const { n, values } = this.#covariance;
    const variance = fillRiskContributions(this.#covariance, weights, this.#contributions);
    if (!(variance > 0)) throw new SingularCovarianceError('a portfolio within the bounds has no variance');
    const marginal = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) marginal[i] += values[i * n + j] * weights[j];
    let loss = 0;
    this.#gradient.fill(0);
    for (let i = 0; i < n; i++) {
      const residual = this.#contributions[i] - this.#budgets[i];
      this.#residuals[i] = residual;
      loss += residual * residual;
      for (let j = 0; j < n; j++) {
        const own = i === j ? marginal[i] : 0;
        const slope = (own + weights[i] * values[i * n + j] - 2 * this.#contributions[i] * marginal[j]) / variance;
        this.#jacobian[i * n + j] = slope;
        this.#gradient[j] += slope * residual;
      }
    }
    return loss / 2;
  }

  /** The damped quadratic model. Shares do not change with the scale of the weights, so `J w` is 0 and drops out. */
  model(weights: Float64Array, damping: number): { values: Float64Array; linear: Float64Array } {
    const { n } = this.#covariance;
    const values = new Float64Array(n * n);
    for (let k = 0; k < n; k++) {
      for (let i = 0; i < n; i++) {
        const slope = this.#jacobian[k * n + i];
        for (let j = 0; j < n; j++) values[i * n + j] += slope * this.#jacobian[k * n + j];
      }
    }
    for (let i = 0; i < n; i++) values[i * n + i] += damping;
    return { values, linear: this.#gradient.map((slope, i) => damping * weights[i] - slope) };
  }

  kkt(weights: Float64Array, box: Box): number {
    return exchangeGain(this.#gradient, weights, box);
  }
}
