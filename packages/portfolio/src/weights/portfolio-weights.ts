import type { Covariance } from '../covariance/covariance.ts';

/** A portfolio, with its risk and the evidence that it is the one asked for. */
export interface PortfolioWeights {
  /** Name of the function that chose it. */
  readonly method: string;
  /** One per asset; they sum to 1. */
  readonly weights: Float64Array;
  /** Of the return per bar. */
  readonly variance: number;
  /** Share of each asset in the variance, `w_i (C w)_i / w' C w`; they sum to 1. NaN without variance. */
  readonly riskContributions: Float64Array;
  /** 0 for a closed form. */
  readonly iterations: number;
  /** How far the optimality conditions are from being met, relative to the terms they consist of. 0 for a closed form. */
  readonly kkt: number;
}

/** Completes a result with its risk. */
export function describeWeights(
  method: string,
  covariance: Covariance,
  weights: Float64Array,
  solution: { iterations: number; kkt: number } = { iterations: 0, kkt: 0 },
): PortfolioWeights {
  const { iterations, kkt } = solution;
  const riskContributions = new Float64Array(weights.length);
  const variance = fillRiskContributions(covariance, weights, riskContributions);
  return { method, weights, variance, riskContributions, iterations, kkt };
}

/**
 * Writes the shares of the assets in the variance.
 *
 * @returns The variance.
 */
export function fillRiskContributions(
  { n, values }: Covariance,
  weights: Float64Array,
  contributions: Float64Array,
): number {
  let variance = 0;
  for (let i = 0; i < n; i++) {
    let marginal = 0;
    for (let j = 0; j < n; j++) marginal += values[i * n + j] * weights[j];
    contributions[i] = weights[i] * marginal;
    variance += contributions[i];
  }
  // A perfect hedge may round below zero.
  variance = Math.max(0, variance);
  for (let i = 0; i < n; i++) contributions[i] = variance > 0 ? contributions[i] / variance : Number.NaN;
  return variance;
}
