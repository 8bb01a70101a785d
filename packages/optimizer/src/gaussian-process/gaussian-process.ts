import { factorise, invertFactor } from './cholesky.ts';
import type { KernelParameters } from './kernel-parameters.ts';
import { matern52, matern52Slope } from './matern52.ts';
import { squaredDifference } from './squared-difference.ts';
import type { StandardisedValues } from './standardise.ts';

/** What a process is conditioned on. */
export interface Observations {
  /** Points of the unit cube, row after row; a categorical coordinate is any number that stands for the choice. */
  readonly points: Float64Array;
  readonly values: StandardisedValues;
  readonly isCategorical: readonly boolean[];
}

/** Mean and standard deviation at a point, and how they change with its coordinates (0 for categorical ones). */
export class PosteriorGradient {
  mean = 0;
  deviation = 0;
  declare readonly ofMean: Float64Array;
  declare readonly ofDeviation: Float64Array;

  constructor(dimensions: number) {
    Object.assign(this, { ofMean: new Float64Array(dimensions), ofDeviation: new Float64Array(dimensions) });
  }
}

/** Points predicted together, so that a number of the factor once loaded is used as often. */
const BLOCK = 4;
/** Share of the kernel scale below which a posterior variance is rounding error. */
const MINIMUM_VARIANCE = 1e-12;

/**
 * A Gaussian process with a Matern 5/2 kernel, conditioned on observations: what an objective may look like where it was not
 * evaluated. Means and deviations are those of the objective without its noise, in the unit of its values.
 *
 * @see C. E. Rasmussen, C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT Press 2006, algorithm 2.1.
 */
export class GaussianProcess {
  declare readonly observations: Observations;
  declare readonly parameters: KernelParameters;
  /** The lowest of the values; the minimum so far. */
  declare readonly best: number;
  readonly #n: number;
  readonly #d: number;
  /** Inverse of the covariance's Cholesky factor: products instead of solves, whose every number waits for the one before. */
  readonly #inverseFactor: Float64Array;
  /** Inverse covariance times values. */
  readonly #weights: Float64Array;
  readonly #covariances: Float64Array;
  readonly #squaredDistances: Float64Array;
  /** Inverse covariance times covariances. */
  readonly #solved: Float64Array;

  constructor(observations: Observations, parameters: KernelParameters) {
    const { standardised, offset, scale } = observations.values;
    const n = standardised.length;
    this.#n = n;
    this.#d = observations.isCategorical.length;
    this.#weights = new Float64Array(n);
    this.#covariances = new Float64Array(n * BLOCK);
    this.#squaredDistances = new Float64Array(n);
    this.#solved = new Float64Array(n);
    Object.assign(this, { observations, parameters, best: offset + scale * Math.min(...standardised) });
    this.#inverseFactor = this.#invertFactor();
    for (let i = 0; i < n; i++) {
      let z = 0;
      for (let j = 0; j <= i; j++) z += this.#inverseFactor[i * n + j] * standardised[j];
      for (let j = 0; j <= i; j++) this.#weights[j] += this.#inverseFactor[i * n + j] * z;
    }
  }

  /** Mean and standard deviation at the first `count` of `points`, row after row, written into `mean` and `deviation`. */
  predict(points: Float64Array, count: number, mean: Float64Array, deviation: Float64Array): void {
    for (let first = 0; first < count; first += BLOCK) {
      this.#predictBlock(points, first, Math.min(BLOCK, count - first), mean, deviation);
    }
  }

  /** Mean and standard deviation at one point, with their gradients. */
  differentiate(point: Float64Array, out: PosteriorGradient): void {
    const n = this.#n;
    const d = this.#d;
    const { points, values, isCategorical } = this.observations;
    const { kernelScale, inverseSquaredLengthScales } = this.parameters;
    const covariance = this.#covariances;
    const solved = this.#solved;
    this.#measure(point, 0);
    for (let j = 0; j < n; j++) covariance[j] = kernelScale * matern52(this.#squaredDistances[j]);
    solved.fill(0);
    let mean = 0;
    let variance = kernelScale;
    for (let i = 0; i < n; i++) {
      const row = i * n;
      let z = 0;
      for (let j = 0; j <= i; j++) z += this.#inverseFactor[row + j] * covariance[j];
      for (let j = 0; j <= i; j++) solved[j] += this.#inverseFactor[row + j] * z;
      mean += this.#weights[i] * covariance[i];
      variance -= z * z;
    }
    const deviation = Math.sqrt(Math.max(variance, MINIMUM_VARIANCE * kernelScale));
    out.mean = values.offset + values.scale * mean;
    out.deviation = values.scale * deviation;
    out.ofMean.fill(0);
    out.ofDeviation.fill(0);
    for (let j = 0; j < n; j++) {
      const slope = 2 * values.scale * kernelScale * matern52Slope(this.#squaredDistances[j]);
      const byMean = slope * this.#weights[j];
      const byDeviation = (-slope * solved[j]) / deviation;
      for (let k = 0; k < d; k++) {
        if (isCategorical[k]) continue;
        const change = inverseSquaredLengthScales[k] * (point[k] - points[j * d + k]);
        out.ofMean[k] += byMean * change;
        out.ofDeviation[k] += byDeviation * change;
      }
    }
  }

  #predictBlock(points: Float64Array, first: number, size: number, mean: Float64Array, deviation: Float64Array): void {
    const n = this.#n;
    const { offset, scale } = this.observations.values;
    const { kernelScale } = this.parameters;
    const covariances = this.#covariances;
    const inverseFactor = this.#inverseFactor;
    for (let b = 0; b < BLOCK; b++) {
      // A block that is not full repeats its last point.
      this.#measure(points, first + Math.min(b, size - 1));
      for (let j = 0; j < n; j++) covariances[j * BLOCK + b] = kernelScale * matern52(this.#squaredDistances[j]);
    }
    let v0 = kernelScale;
    let v1 = kernelScale;
    let v2 = kernelScale;
    let v3 = kernelScale;
    for (let i = 0; i < n; i++) {
      const row = i * n;
      let z0 = 0;
      let z1 = 0;
      let z2 = 0;
      let z3 = 0;
      for (let j = 0, at = 0; j <= i; j++, at += BLOCK) {
        const x = inverseFactor[row + j];
        z0 += x * covariances[at];
        z1 += x * covariances[at + 1];
        z2 += x * covariances[at + 2];
        z3 += x * covariances[at + 3];
      }
      v0 -= z0 * z0;
      v1 -= z1 * z1;
      v2 -= z2 * z2;
      v3 -= z3 * z3;
    }
    for (let b = 0; b < size; b++) {
      const variance = b < 2 ? (b === 0 ? v0 : v1) : b === 2 ? v2 : v3;
      let sum = 0;
      for (let j = 0; j < n; j++) sum += this.#weights[j] * covariances[j * BLOCK + b];
      mean[first + b] = offset + scale * sum;
      deviation[first + b] = scale * Math.sqrt(Math.max(variance, MINIMUM_VARIANCE * kernelScale));
    }
  }

  /** Squared distances, in length scales, of row `row` of `points` from all observations. */
  #measure(points: Float64Array, row: number): void {
    const d = this.#d;
    const { points: observed, isCategorical } = this.observations;
    const { inverseSquaredLengthScales } = this.parameters;
    const squaredDistances = this.#squaredDistances;
    for (let j = 0, at = 0; j < squaredDistances.length; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++, at++) {
        sum += inverseSquaredLengthScales[k] * squaredDifference(points[row * d + k], observed[at], isCategorical[k]);
      }
      squaredDistances[j] = sum;
    }
  }

  #invertFactor(): Float64Array {
    const n = this.#n;
    const { kernelScale, noiseVariance } = this.parameters;
    const covariance = new Float64Array(n * n);
    const inverse = new Float64Array(n * n);
    // The noise makes the matrix positive definite, but for rounding errors of kernels that are nearly flat.
    for (let noise = noiseVariance; ; noise *= 10) {
      for (let i = 0; i < n; i++) {
        this.#measure(this.observations.points, i);
        for (let j = 0; j < i; j++) covariance[i * n + j] = kernelScale * matern52(this.#squaredDistances[j]);
        covariance[i * n + i] = kernelScale + noise;
      }
      if (factorise(covariance, n)) break;
    }
    invertFactor(covariance, n, inverse);
    return inverse;
  }
}
