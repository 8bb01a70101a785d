import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Covariance } from '../covariance/covariance.ts';
import { requireCovariance } from '../inputs.ts';

/** Two effective numbers of bets, each from 1 to the number of assets. */
export interface EffectiveBets {
  /** `exp(-sum(p log p))` of the eigenvalues as shares `p` of their sum. */
  readonly entropy: number;
  /** Participation ratio of the eigenvalues, `sum(l)^2 / sum(l^2)`: never above `entropy`, ruled by the largest. */
  readonly participation: number;
}

/**
 * How many independent bets a set of assets amounts to, by the eigenvalues of its correlations: ten copies of one asset are one bet.
 *
 * A covariance matrix is accepted too; the volatile assets then count for more.
 *
 * @param matrix - From {@link correlation}, or covariances.
 * @returns NaN where a correlation does not exist, or nothing varies.
 * @throws a {@link ParameterError} if the matrix is not finite, symmetric and positive semidefinite.
 * @see O. Roy, M. Vetterli, "The effective rank: a measure of effective dimensionality", EUSIPCO 2007 (entropy).
 *
 * @example
 * ```ts
 * import { covarianceMatrix, effectiveBets } from '@quantblocks/portfolio';
 *
 * const { entropy, participation } = effectiveBets(covarianceMatrix([[1, 0.5], [0.5, 1]])); // eigenvalues 1.5 and 0.5
 * [entropy.toFixed(4), participation.toFixed(4)]; // => ['1.7548', '1.6000']
 * ```
 */
export function effectiveBets(matrix: Covariance): EffectiveBets {
  const { n, values } = matrix;
  const nothing = { entropy: Number.NaN, participation: Number.NaN };
  if (values.some(Number.isNaN)) return nothing;
  requireCovariance(matrix);
  // One scale, since squares of small covariances vanish.
  const scale = values.reduce((largest, value) => Math.max(largest, value), 0);
  if (scale === 0) return nothing;
  const scaled = Matrix.from1DArray(n, n, values).div(scale);
  const eigenvalues = new EigenvalueDecomposition(scaled, { assumeSymmetric: true }).realEigenvalues;
  let total = 0;
  let squares = 0;
  for (const value of eigenvalues) {
    total += value;
    squares += value * value;
  }
  let entropy = 0;
  // Rounding leaves eigenvalues of -1e-16, which are zeros.
  for (const value of eigenvalues) if (value > 0) entropy -= (value / total) * Math.log(value / total);
  return { entropy: within(Math.exp(entropy), n), participation: within((total * total) / squares, n) };
}

function within(value: number, n: number): number {
  return Math.min(n, Math.max(1, value));
}
