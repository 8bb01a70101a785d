import { ParameterError, type Rng } from '@quantblocks/core';
import type { Levels } from '../space/levels.ts';
import { Margin } from './margin.ts';
import { rankLosses } from './rank-losses.ts';
import { SearchDistribution } from './search-distribution.ts';
import { StopCriteria, type StopReason } from './stop-criteria.ts';
import { defaultPopulationSize, StrategyParameters } from './strategy-parameters.ts';

/** Options of {@link CmaEs}. */
export interface CmaEsOptions {
  /** Where the search starts: one coordinate in [0, 1] per dimension. */
  readonly mean: ArrayLike<number>;
  /** First step size, a share of the cube's edge. */
  readonly sigma: number;
  /** Shape of the first distribution, row-major, in units of sigma squared. @defaultValue the identity */
  readonly covariance?: ArrayLike<number> | undefined;
  /** Points of a generation, at least 2. @defaultValue `4 + floor(3 ln d)` */
  readonly populationSize?: number | undefined;
  /** Grids; one too fine to list is given as continuous, and rounded by the caller. @defaultValue all are continuous */
  readonly levels?: Levels | undefined;
  /** Least probability of leaving the grid cell of the mean. @defaultValue `1 / (d * populationSize)` */
  readonly margin?: number | undefined;
  /** Learn from bad points too, by negative weights. @defaultValue `true` */
  readonly active?: boolean | undefined;
}

/** A point to evaluate, and where in the search distribution it was drawn. */
export class CmaSample {
  /** What {@link CmaEs.tell} learns from; it may lie off the levels, and outside the cube. */
  declare readonly raw: Float64Array;
  /** What is evaluated: in the unit cube, on the levels. */
  declare readonly point: Float64Array;

  constructor(dimensions: number) {
    Object.assign(this, { raw: new Float64Array(dimensions), point: new Float64Array(dimensions) });
  }
}

/** Draws until a point outside the cube is moved to its border. */
const DRAWS = 100;

/**
 * Covariance matrix adaptation evolution strategy on the unit cube: minimises by drawing generations of points from a normal
 * distribution, and moving its mean, step size and covariance towards the better ones. On grids, CMA-ES with margin.
 *
 * Only the order of the losses counts. All randomness comes from the streams handed to {@link CmaEs.ask}, so a run is rebuilt
 * by telling the same generations again; raw samples need not be stored, because the same stream draws them again.
 *
 * @see N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772 (2016), appendix A; {@link Margin} for grids.
 */
export class CmaEs {
  declare readonly dimensions: number;
  declare readonly populationSize: number;
  readonly #distribution: SearchDistribution;
  readonly #margin: Margin;
  readonly #stop: StopCriteria;
  readonly #isContinuous: readonly boolean[];

  /** @throws a {@link ParameterError} if an option is out of range or has the wrong length. */
  constructor(options: CmaEsOptions) {
    const { sigma, active = true } = options;
    const mean = Float64Array.from(options.mean);
    const n = mean.length;
    const populationSize = options.populationSize ?? defaultPopulationSize(n);
    const { levels = Array.from(mean, () => null), margin = 1 / (n * populationSize) } = options;
    if (n === 0 || !mean.every((value) => value >= 0 && value <= 1)) {
      throw new ParameterError('mean', 'one coordinate in [0, 1] per dimension', options.mean);
    }
    if (!(sigma > 0 && sigma < Number.POSITIVE_INFINITY))
      throw new ParameterError('sigma', 'a finite number > 0', sigma);
    if (!(Number.isInteger(populationSize) && populationSize >= 2)) {
      throw new ParameterError('populationSize', 'an integer >= 2', populationSize);
    }
    if (levels.length !== n || levels.some((values) => values?.length === 0)) {
      throw new ParameterError('levels', `levels or null for ${n} dimensions`, levels);
    }
    if (!(margin > 0 && margin <= 0.5)) throw new ParameterError('margin', 'a number in (0, 0.5]', margin);

    Object.assign(this, { dimensions: n, populationSize });
    const parameters = new StrategyParameters(n, populationSize, active);
    this.#distribution = new SearchDistribution(mean, sigma, initialCovariance(options.covariance, n), parameters);
    this.#margin = new Margin(levels, margin);
    this.#stop = new StopCriteria(this.#distribution, populationSize);
    this.#isContinuous = levels.map((values) => values === null);
    this.#margin.correct(this.#distribution);
  }

  /** Generations told. */
  get generation(): number {
    return this.#distribution.generation;
  }

  /** A copy of the distribution's mean; a little outside the cube if the minimum lies on its border. */
  get mean(): Float64Array {
    return this.#distribution.mean.slice();
  }

  /** Step size. */
  get sigma(): number {
    return this.#distribution.sigma;
  }

  /** A copy of the distribution's covariance divided by sigma squared, row-major. */
  get covariance(): Float64Array {
    return this.#distribution.covariance.slice();
  }

  /**
   * Draws a point; the distribution stays as it is until {@link CmaEs.tell}.
   *
   * Where a continuous coordinate falls outside the cube the whole sample is drawn again; after 100 draws the point, not the raw
   * sample, is moved to the border. (Learning from moved samples makes a search for a minimum in a corner diverge.)
   */
  ask(rng: Rng): CmaSample {
    const sample = new CmaSample(this.dimensions);
    const { raw, point } = sample;
    for (let draw = 0; draw < DRAWS; draw++) {
      for (let j = 0; j < point.length; j++) point[j] = rng.normal();
      this.#distribution.place(point, raw);
      if (this.#isInside(raw)) break;
    }
    this.#margin.encode(raw, this.#distribution.mean, point);
    return sample;
  }

  /**
   * The raw sample to tell for a point that was not drawn here. One that is unlikely under the distribution is moved towards
   * the mean, so that it does not throw the step size out.
   *
   * @see N. Hansen, "Injecting external solutions into CMA-ES", arXiv 1110.4181 (2011).
   */
  inject(point: Float64Array): Float64Array {
    const n = this.dimensions;
    const { mean, sigma } = this.#distribution;
    const raw = new Float64Array(n);
    this.#margin.decode(point, mean, raw);
    const length = this.#distribution.lengthOf(raw.map((value, j) => (value - mean[j]) / sigma));
    const shrink = (Math.sqrt(n) + (2 * n) / (n + 2)) / length;
    return shrink < 1 ? raw.map((value, j) => mean[j] + shrink * (value - mean[j])) : raw;
  }

  /**
   * Learns from one generation.
   *
   * @param raws - {@link CmaSample.raw} of `populationSize` samples drawn since the last call, in any order; of equal losses the
   * earlier counts as the better.
   * @param losses - To be minimised. NaN ranks last, beside +Infinity.
   * @throws a {@link ParameterError} if it is not a full generation of finite samples.
   */
  tell(raws: readonly Float64Array[], losses: ArrayLike<number>): void {
    const n = this.dimensions;
    if (raws.length !== this.populationSize || losses.length !== this.populationSize) {
      throw new ParameterError('raws, losses', `${this.populationSize} of each`, [raws.length, losses.length]);
    }
    const odd = raws.find((raw) => raw.length !== n || !raw.every(Number.isFinite));
    if (odd !== undefined) throw new ParameterError('raws', `samples of ${n} finite coordinates`, odd);

    const { mean, sigma } = this.#distribution;
    const order = rankLosses(losses);
    const steps = new Float64Array(n * order.length);
    for (let i = 0, at = 0; i < order.length; i++) {
      const raw = raws[order[i]];
      for (let j = 0; j < n; j++, at++) steps[at] = (raw[j] - mean[j]) / sigma;
    }
    this.#distribution.update(steps);
    this.#margin.correct(this.#distribution);
    this.#stop.record(losses[order[0]], losses[order[order.length - 1]]);
  }

  /** Why the run is unlikely to get better; `null` while it may. A restart is the usual answer, see {@link nextRun}. */
  shouldStop(): StopReason | null {
    return this.#stop.reason(this.#distribution);
  }

  #isInside(raw: Float64Array): boolean {
    for (let j = 0; j < raw.length; j++) if (this.#isContinuous[j] && !(raw[j] >= 0 && raw[j] <= 1)) return false;
    return true;
  }
}

function initialCovariance(given: ArrayLike<number> | undefined, n: number): Float64Array {
  const identity = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
  if (given === undefined) return identity;
  const covariance = Float64Array.from(given);
  const isSymmetric = covariance.every((value, at) => value === covariance[(at % n) * n + Math.floor(at / n)]);
  const hasVariances = identity.every((isDiagonal, at) => isDiagonal === 0 || covariance[at] > 0);
  if (covariance.length !== n * n || !covariance.every(Number.isFinite) || !isSymmetric || !hasVariances) {
    throw new ParameterError('covariance', `a symmetric matrix of ${n} rows with variances > 0`, given);
  }
  return covariance;
}
