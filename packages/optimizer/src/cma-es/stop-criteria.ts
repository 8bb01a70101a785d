import type { SearchDistribution } from './search-distribution.ts';

/**
 * Why a run of CMA-ES is over, by the names of the tutorial:
 *
 * - `equalFunValues`: the best loss of a generation has been the same for `10 + 30 d / populationSize` generations;
 * - `tolFun`: it has varied by less than 1e-12 for as long, and so do all losses of the last generation;
 * - `tolX`: all standard deviations and the evolution path are below 1e-12 of the first sigma;
 * - `tolXUp`: the longest axis has grown 10,000 times;
 * - `noEffectAxis`, `noEffectCoord`: a step along an axis or a coordinate is lost to rounding;
 * - `conditionCov`: the condition number of the covariance exceeds 1e14.
 */
export type StopReason =
  | 'equalFunValues'
  | 'tolFun'
  | 'tolX'
  | 'tolXUp'
  | 'noEffectAxis'
  | 'noEffectCoord'
  | 'conditionCov';

const TOLERANCE = 1e-12;
const TOLERANCE_UP = 1e4;
const CONDITION = 1e14;

/**
 * Decides whether a run of CMA-ES is over.
 *
 * @see N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772 (2016), appendix B.3.
 */
export class StopCriteria {
  readonly #initialSigma: number;
  readonly #initialLength: number;
  readonly #horizon: number;
  /** Best losses of the last generations, the horizon at most. */
  readonly #bests: number[] = [];
  /** All losses of the last generation lie between. */
  #best = Number.NaN;
  #worst = Number.NaN;

  constructor(distribution: SearchDistribution, populationSize: number) {
    this.#initialSigma = distribution.sigma;
    this.#initialLength = distribution.sigma * Math.max(...distribution.axes.deviations);
    this.#horizon = 10 + Math.ceil((30 * distribution.mean.length) / populationSize);
  }

  /** Takes note of the lowest and the highest loss of a generation. */
  record(best: number, worst: number): void {
    this.#best = Number.isNaN(best) ? Number.POSITIVE_INFINITY : best;
    this.#worst = worst;
    this.#bests.push(this.#best);
    if (this.#bests.length > this.#horizon) this.#bests.shift();
  }

  /** The first criterion that is met; `null` if none is. */
  reason(distribution: SearchDistribution): StopReason | null {
    const { mean, sigma, path, axes, generation } = distribution;
    const n = mean.length;
    const coordinates = Array.from(mean, (_, j) => j);
    if (this.#bests.length === this.#horizon) {
      const low = Math.min(...this.#bests);
      const high = Math.max(...this.#bests);
      if (low === high) return 'equalFunValues';
      if (Math.max(high, this.#worst) - low < TOLERANCE) return 'tolFun';
    }
    const tolerance = TOLERANCE * this.#initialSigma;
    const isSmall = (j: number): boolean =>
      distribution.deviation(j) < tolerance && Math.abs(sigma * path[j]) < tolerance;
    if (coordinates.every(isSmall)) return 'tolX';
    const longest = Math.max(...axes.deviations);
    if (sigma * longest > TOLERANCE_UP * this.#initialLength) return 'tolXUp';
    const axis = generation % n;
    if (coordinates.every((j) => mean[j] === mean[j] + 0.1 * sigma * axes.transform[j * n + axis]))
      return 'noEffectAxis';
    if (coordinates.some((j) => mean[j] === mean[j] + 0.2 * distribution.deviation(j))) return 'noEffectCoord';
    if (longest ** 2 > CONDITION * Math.min(...axes.deviations) ** 2) return 'conditionCov';
    return null;
  }
}
