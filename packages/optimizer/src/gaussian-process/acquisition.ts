import { type GaussianProcess, PosteriorGradient } from './gaussian-process.ts';
import { logExpectedImprovement, logImprovementSlope } from './log-expected-improvement.ts';

/** How much a point is worth trying: the logarithm of the improvement that a process expects there on its best value. */
export class Acquisition {
  readonly #model: GaussianProcess;
  readonly #posterior: PosteriorGradient;
  #deviation: Float64Array = new Float64Array(1);

  constructor(model: GaussianProcess) {
    this.#model = model;
    this.#posterior = new PosteriorGradient(model.observations.isCategorical.length);
  }

  /** Writes the values at the first `count` of `points`, row after row, into `out`. */
  evaluate(points: Float64Array, count: number, out: Float64Array): void {
    if (this.#deviation.length < count) this.#deviation = new Float64Array(count);
    const { best } = this.#model;
    this.#model.predict(points, count, out, this.#deviation);
    for (let i = 0; i < count; i++) out[i] = logExpectedImprovement(out[i], this.#deviation[i], best);
  }

  /** The value at one point; writes its gradient, which is 0 along categorical dimensions. */
  differentiate(point: Float64Array, gradient: Float64Array): number {
    const { best } = this.#model;
    const posterior = this.#posterior;
    this.#model.differentiate(point, posterior);
    const { mean, deviation, ofMean, ofDeviation } = posterior;
    const z = (best - mean) / deviation;
    const slope = logImprovementSlope(z);
    for (let k = 0; k < gradient.length; k++) {
      gradient[k] = ((1 - z * slope) * ofDeviation[k] - slope * ofMean[k]) / deviation;
    }
    return logExpectedImprovement(mean, deviation, best);
  }
}
