import { PrincipalAxes } from './principal-axes.ts';
import type { StrategyParameters } from './strategy-parameters.ts';

/** Beyond these a run is lost; they keep its numbers finite. */
const LEAST_SIGMA = 1e-32;
const GREATEST_SIGMA = 1e32;

/**
 * The normal distribution that CMA-ES draws from, with covariance `sigma^2 covariance`, and its update by one generation.
 *
 * @see N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772 (2016), appendix A; the numbers of its equations
 * stand beside them.
 */
export class SearchDistribution {
  declare readonly mean: Float64Array;
  /** Row-major. */
  declare readonly covariance: Float64Array;
  sigma: number;
  axes: PrincipalAxes;
  /** Updates made. */
  generation = 0;
  /** Evolution path of the covariance. */
  declare readonly path: Float64Array;
  readonly #sigmaPath: Float64Array;
  readonly #parameters: StrategyParameters;
  readonly #whitened: Float64Array;

  constructor(mean: Float64Array, sigma: number, covariance: Float64Array, parameters: StrategyParameters) {
    const n = mean.length;
    Object.assign(this, { mean, covariance, path: new Float64Array(n) });
    this.sigma = sigma;
    this.axes = new PrincipalAxes(covariance, n);
    this.#sigmaPath = new Float64Array(n);
    this.#parameters = parameters;
    this.#whitened = new Float64Array(n);
  }

  /** Standard deviation of coordinate `j`. */
  deviation(j: number): number {
    return this.sigma * Math.sqrt(this.covariance[j * (this.mean.length + 1)]);
  }

  /** Writes the point that standard normal numbers stand for into `out` (38-40). */
  place(normals: Float64Array, out: Float64Array): void {
    const { transform } = this.axes;
    for (let i = 0, at = 0; i < out.length; i++) {
      let step = 0;
      for (let j = 0; j < normals.length; j++, at++) step += transform[at] * normals[j];
      out[i] = this.mean[i] + this.sigma * step;
    }
  }

  /** Mahalanobis length of a step that is given in units of sigma. */
  lengthOf(step: Float64Array): number {
    this.axes.whiten(step, this.#whitened);
    return norm(this.#whitened);
  }

  /** @param steps - From the mean in units of sigma, row after row, the best first. */
  update(steps: Float64Array): void {
    this.generation++;
    const meanStep = this.#moveMean(steps);
    const hSigma = this.#adaptSigma(meanStep);
    this.#adaptCovariance(steps, meanStep, hSigma);
    this.axes = new PrincipalAxes(this.covariance, this.mean.length);
    if (this.axes.isRepaired) this.#rebuildCovariance();
  }

  // (41, 42)
  #moveMean(steps: Float64Array): Float64Array {
    const n = this.mean.length;
    const { mu, weights } = this.#parameters;
    const meanStep = new Float64Array(n);
    for (let i = 0, at = 0; i < mu; i++) {
      for (let j = 0; j < n; j++, at++) meanStep[j] += weights[i] * steps[at];
    }
    for (let j = 0; j < n; j++) this.mean[j] += this.sigma * meanStep[j];
    return meanStep;
  }

  // (43, 44); returns 0 while the path is so long that the covariance must not follow, else 1.
  #adaptSigma(meanStep: Float64Array): number {
    const n = this.mean.length;
    const { muEff, cSigma, dSigma, chiN } = this.#parameters;
    const { vectors } = this.axes;
    this.axes.whiten(meanStep, this.#whitened);
    const gain = Math.sqrt(cSigma * (2 - cSigma) * muEff);
    for (let i = 0, at = 0; i < n; i++) {
      let step = 0;
      for (let j = 0; j < n; j++, at++) step += vectors[at] * this.#whitened[j];
      this.#sigmaPath[i] = (1 - cSigma) * this.#sigmaPath[i] + gain * step;
    }
    const length = norm(this.#sigmaPath);
    const sigma = this.sigma * Math.exp((cSigma / dSigma) * (length / chiN - 1));
    this.sigma = Math.min(GREATEST_SIGMA, Math.max(LEAST_SIGMA, sigma));
    const expected = Math.sqrt(1 - (1 - cSigma) ** (2 * this.generation)) * chiN;
    return length < (1.4 + 2 / (n + 1)) * expected ? 1 : 0;
  }

  // (45-47)
  #adaptCovariance(steps: Float64Array, meanStep: Float64Array, hSigma: number): void {
    const n = this.mean.length;
    const { muEff, c1, cMu, cC, weights } = this.#parameters;
    const { path, covariance } = this;
    const gain = hSigma * Math.sqrt(cC * (2 - cC) * muEff);
    for (let j = 0; j < n; j++) path[j] = (1 - cC) * path[j] + gain * meanStep[j];

    let kept = 1 - c1 + c1 * (1 - hSigma) * cC * (2 - cC);
    for (let i = 0; i < weights.length; i++) kept -= cMu * weights[i];
    for (let at = 0; at < covariance.length; at++) covariance[at] *= kept;
    addOuterProduct(covariance, c1, path);
    for (let i = 0; i < weights.length; i++) {
      const step = steps.subarray(i * n, (i + 1) * n);
      // A bad step counts by its direction only: one far out would make the matrix indefinite.
      const scale = weights[i] < 0 ? n / (this.lengthOf(step) ** 2 + 1e-8) : 1;
      addOuterProduct(covariance, cMu * weights[i] * scale, step);
    }
  }

  #rebuildCovariance(): void {
    const n = this.mean.length;
    this.covariance.fill(0);
    for (let j = 0; j < n; j++) {
      const axis = this.mean.map((_, i) => this.axes.transform[i * n + j]);
      addOuterProduct(this.covariance, 1, axis);
    }
  }
}

// Both triangles get the very same numbers, so that the matrix stays symmetric to the last bit.
function addOuterProduct(matrix: Float64Array, scale: number, vector: Float64Array): void {
  const n = vector.length;
  for (let i = 0; i < n; i++) {
    const scaled = scale * vector[i];
    for (let j = 0; j < i; j++) {
      const value = matrix[i * n + j] + scaled * vector[j];
      matrix[i * n + j] = value;
      matrix[j * n + i] = value;
    }
    matrix[i * n + i] += scaled * vector[i];
  }
}

function norm(vector: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < vector.length; j++) squares += vector[j] * vector[j];
  return Math.sqrt(squares);
}
