import { factorise, invertFactor, invertFromFactor } from './cholesky.ts';
import { type KernelParameters, MINIMUM_NOISE } from './kernel-parameters.ts';
import { squaredDifference } from './squared-difference.ts';

/**
 * Minus the log density of kernel parameters given observations, up to a constant: marginal likelihood and prior.
 *
 * The parameters are coded as logarithms: inverse squared length scales, kernel scale, and noise variance above its minimum,
 * which may be left out: the noise is then the minimum.
 * Priors are densities of the parameters themselves, not of their logarithms: gamma(2, 1) for the kernel scale,
 * gamma(1.1, 30) for the noise variance, and `exp(-0.1 / v - 0.1 v)` for each inverse squared length scale v, which keeps
 * dimensions from being declared irrelevant, or all-important, on the word of a few points.
 *
 * @see C. E. Rasmussen, C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT Press 2006, equations 5.8 and 5.9.
 */
export class LogPosterior {
  readonly #n: number;
  readonly #d: number;
  readonly #values: Float64Array;
  /** Squared differences, all dimensions of a pair of points side by side. */
  readonly #differences: Float64Array;
  readonly #slopes: Float64Array;
  readonly #scales: Float64Array;
  readonly #covariance: Float64Array;
  readonly #inverseFactor: Float64Array;
  readonly #weights: Float64Array;

  /** @param values - Standardised, one per row of `points`. */
  constructor(points: Float64Array, values: Float64Array, isCategorical: readonly boolean[]) {
    const n = values.length;
    const d = isCategorical.length;
    const pairs = (n * (n - 1)) / 2;
    this.#n = n;
    this.#d = d;
    this.#values = values;
    this.#differences = new Float64Array(pairs * d);
    this.#slopes = new Float64Array(pairs);
    this.#scales = new Float64Array(d);
    this.#covariance = new Float64Array(n * n);
    this.#inverseFactor = new Float64Array(n * n);
    this.#weights = new Float64Array(n);
    let at = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        for (let k = 0; k < d; k++, at++) {
          this.#differences[at] = squaredDifference(points[i * d + k], points[j * d + k], isCategorical[k]);
        }
      }
    }
  }

  /** The value at coded parameters, and its gradient; Infinity, and no gradient, where the covariance is singular. */
  evaluate(coded: Float64Array, gradient: Float64Array): number {
    const n = this.#n;
    const d = this.#d;
    for (let k = 0; k < d; k++) this.#scales[k] = Math.exp(coded[k]);
    const scale = Math.exp(coded[d]);
    const isNoisy = coded.length > d + 1;
    const freeNoise = isNoisy ? Math.exp(coded[d + 1]) : 0;
    const noise = freeNoise + MINIMUM_NOISE;

    this.#fillCovariance(scale, noise);
    if (!factorise(this.#covariance, n)) return Number.POSITIVE_INFINITY;
    let halfLogDeterminant = 0;
    for (let i = 0; i < n; i++) halfLogDeterminant += Math.log(this.#covariance[i * n + i]);
    invertFactor(this.#covariance, n, this.#inverseFactor);
    const fit = this.#solve();

    const inverse = this.#covariance;
    invertFromFactor(this.#inverseFactor, n, inverse);
    let trace = 0;
    let norm = 0;
    for (let i = 0; i < n; i++) {
      trace += inverse[i * n + i];
      norm += this.#weights[i] * this.#weights[i];
    }
    this.#differentiateByScales(inverse, gradient);

    let prior = Math.log(scale) - scale + 0.1 * Math.log(noise) - 30 * noise;
    for (let k = 0; k < d; k++) {
      const v = this.#scales[k];
      prior -= 0.1 / v + 0.1 * v;
      gradient[k] = -(v * gradient[k] + 0.1 / v - 0.1 * v);
    }
    // The covariance without its noise is proportional to the kernel scale, so its trace terms need no second pass.
    gradient[d] = -(0.5 * (fit - n - noise * (norm - trace)) + 1 - scale);
    if (isNoisy) gradient[d + 1] = -freeNoise * (0.5 * (norm - trace) + 0.1 / noise - 30);
    return halfLogDeterminant + 0.5 * fit - prior;
  }

  #fillCovariance(scale: number, noise: number): void {
    const n = this.#n;
    const d = this.#d;
    const differences = this.#differences;
    const scales = this.#scales;
    const covariance = this.#covariance;
    const slopes = this.#slopes;
    let pair = 0;
    let at = 0;
    for (let i = 0; i < n; i++) {
      const row = i * n;
      for (let j = 0; j < i; j++, pair++) {
        let squaredDistance = 0;
        for (let k = 0; k < d; k++, at++) squaredDistance += scales[k] * differences[at];
        // Kernel and slope share the square root and the exponential, which are most of their cost.
        const t = Math.sqrt(5 * squaredDistance);
        const decay = scale * Math.exp(-t);
        covariance[row + j] = (1 + t + (5 / 3) * squaredDistance) * decay;
        slopes[pair] = (-5 / 6) * (1 + t) * decay;
      }
      covariance[row + i] = scale + noise;
    }
  }

  /** Weights = inverse covariance times values; returns their product with the values. */
  #solve(): number {
    const n = this.#n;
    const weights = this.#weights;
    const inverseFactor = this.#inverseFactor;
    weights.fill(0);
    let fit = 0;
    for (let i = 0; i < n; i++) {
      const row = i * n;
      let z = 0;
      for (let j = 0; j <= i; j++) z += inverseFactor[row + j] * this.#values[j];
      for (let j = 0; j <= i; j++) weights[j] += inverseFactor[row + j] * z;
      fit += z * z;
    }
    return fit;
  }

  /** Gradient of the log likelihood by the inverse squared length scales. */
  #differentiateByScales(inverse: Float64Array, gradient: Float64Array): void {
    const n = this.#n;
    const d = this.#d;
    const weights = this.#weights;
    const differences = this.#differences;
    for (let k = 0; k < d; k++) gradient[k] = 0;
    let pair = 0;
    let at = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++, pair++) {
        const factor = (weights[i] * weights[j] - inverse[i * n + j]) * this.#slopes[pair];
        for (let k = 0; k < d; k++, at++) gradient[k] += factor * differences[at];
      }
    }
  }
}

/** Kernel parameters as the logarithms that {@link LogPosterior} takes. */
export function encodeParameters(parameters: KernelParameters, isNoisy: boolean): Float64Array {
  const { kernelScale, noiseVariance, inverseSquaredLengthScales } = parameters;
  // A hundredth of the minimum stands for no more noise than there must be: the logarithm of 0 is no place to start from.
  const freeNoise = Math.max(noiseVariance - MINIMUM_NOISE, 0.01 * MINIMUM_NOISE);
  return Float64Array.from([...inverseSquaredLengthScales, kernelScale, ...(isNoisy ? [freeNoise] : [])], Math.log);
}

/** Inverse of {@link encodeParameters}. */
export function decodeParameters(coded: Float64Array, isNoisy: boolean): KernelParameters {
  const [kernelScale, freeNoise = 0] = coded.slice(isNoisy ? -2 : -1).map(Math.exp);
  return {
    kernelScale,
    noiseVariance: freeNoise + MINIMUM_NOISE,
    inverseSquaredLengthScales: coded.slice(0, isNoisy ? -2 : -1).map(Math.exp),
  };
}
