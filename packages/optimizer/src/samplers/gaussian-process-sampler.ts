import { createRng, ParameterError, type Rng } from '@quantblocks/core';
import { fitGaussianProcess } from '../gaussian-process/fit-gaussian-process.ts';
import { krigingBeliever } from '../gaussian-process/kriging-believer.ts';
import { softenWorst } from '../gaussian-process/soften-worst.ts';
import { suggest } from '../gaussian-process/suggest.ts';
import { requireInteger } from '../require-integer.ts';
import { MAX_DIMENSIONS, SobolSequence } from '../sobol-sequence.ts';
import { FAILED, RUNNING } from '../study/history.ts';
import { randomFeasible } from './feasible-point.ts';
import { latinPoint } from './latin-hypercube.ts';
import { isScored, meritOf } from './merit.ts';
import { requireSingleObjective } from './require-single-objective.ts';
import type { Proposal, Proposer, Sampler, SamplerContext } from './sampler.ts';
import { UnitCube } from './unit-cube.ts';

/** Options of {@link gaussianProcess}. */
export interface GaussianProcessSamplerOptions {
  /** Trials before the first model, spread as a Latin hypercube. @defaultValue `10` */
  readonly startupTrials?: number;
  /** Points of the space the search for the best one begins with. @defaultValue `2048` */
  readonly candidates?: number;
  /** Whether the same params always give the same value, as a backtest does; if not, noise is learned. @defaultValue `true` */
  readonly deterministic?: boolean;
}

/** Of more trials the best and the newest are used: the cost grows with the cube of their number. */
const MAX_OBSERVATIONS = 250;

/**
 * Bayesian optimisation with a Gaussian process: fits a smooth random landscape to the trials and proposes the point with the
 * largest expected improvement. Needs the fewest trials of all samplers, and the most time for each of them (some 10 ms at 50
 * trials, 100 ms at 200): for objectives that take seconds, up to some 200 trials and 20 parameters.
 *
 * Parameters must be unconditional, and at most 64; a single objective. Trials without a feasible value teach it nothing but that their
 * points are taken.
 *
 * @throws a {@link ParameterError} if a count is not a positive integer.
 * @see D. R. Jones, M. Schonlau, W. J. Welch, "Efficient Global Optimization of Expensive Black-Box Functions", Journal of Global
 * Optimization 13 (1998); S. Ament et al., "Unexpected Improvements to Expected Improvement", NeurIPS 2023.
 *
 * @example
 * ```ts
 * import { createStudy, float, gaussianProcess, optimize, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 6) }), sampler: gaussianProcess(), seed: 1 });
 * await optimize(study, ({ x }) => Math.sin(3 * x) + 0.1 * x, { trials: 20 });
 * Math.abs((study.best?.params.x ?? 0) - 1.56) < 0.02; // => true
 * ```
 */
export function gaussianProcess(options: GaussianProcessSamplerOptions = {}): Sampler {
  const { startupTrials = 10, candidates = 2048, deterministic = true } = options;
  for (const [name, value] of Object.entries({ startupTrials, candidates })) {
    requireInteger(name, value, 1);
  }
  const settings = { startupTrials, candidates, deterministic };
  return {
    name: 'gaussian-process',
    options: settings,
    start: (context) => new GaussianProcessProposer(context, settings),
  };
}

class GaussianProcessProposer implements Proposer {
  readonly #context: SamplerContext;
  readonly #options: Required<GaussianProcessSamplerOptions>;
  readonly #cube: UnitCube;

  constructor(context: SamplerContext, options: Required<GaussianProcessSamplerOptions>) {
    requireSingleObjective(context, 'gaussian-process');
    const { length } = context.space.dimensions;
    if (length > MAX_DIMENSIONS) {
      throw new ParameterError(
        'sampler',
        `one for more than ${MAX_DIMENSIONS} parameters, such as tpe`,
        'gaussian-process',
      );
    }
    this.#context = context;
    this.#options = options;
    this.#cube = new UnitCube(context.space.dimensions, { sampler: 'gaussian-process', categorical: true });
  }

  propose(trial: number, rng: Rng): Proposal | null {
    const { history, accepts } = this.#context;
    const known = this.#observations();
    if (trial < this.#options.startupTrials || known.length < 2) {
      const spread =
        trial < this.#options.startupTrials ? latinPoint(this.#context, trial, this.#options.startupTrials, rng) : null;
      const point = spread !== null && accepts(spread) ? spread : randomFeasible(this.#context, rng);
      return point && { point, by: 'start-up' };
    }
    const { isCategorical, levels } = this.#cube;
    const model = fitGaussianProcess(this.#rows(known), softenWorst(meritOf(history, known)), {
      isCategorical,
      isNoisy: !this.#options.deterministic,
    });
    const running: number[] = [];
    for (let id = 0; id < history.length; id++) if (history.state[id] === RUNNING) running.push(id);
    const [best] = suggest(krigingBeliever(model, this.#rows(running)), {
      candidates: this.#candidates(trial),
      levels,
      rng,
      accepts: (unit) => accepts(this.#cube.decode(unit)),
    });
    if (best !== undefined) return { point: this.#cube.decode(best.point), by: 'gaussian-process' };
    const point = randomFeasible(this.#context, rng);
    return point && { point, by: 'random' };
  }

  #observations(): number[] {
    const { history } = this.#context;
    const scored: number[] = [];
    for (let id = 0; id < history.length; id++)
      if (isScored(history, id) && history.state[id] !== FAILED) scored.push(id);
    if (scored.length <= MAX_OBSERVATIONS) return scored;
    const losses = history.losses[0];
    const best = [...scored].sort((a, b) => losses[a] - losses[b] || a - b).slice(0, MAX_OBSERVATIONS / 2);
    return [...new Set([...best, ...scored.slice(-MAX_OBSERVATIONS / 2)])].sort((a, b) => a - b);
  }

  #rows(trials: readonly number[]): Float64Array {
    return Float64Array.from(trials.flatMap((id) => [...this.#cube.encode(this.#context.history.point(id))]));
  }

  #candidates(trial: number): Float64Array {
    const { seed, space } = this.#context;
    const d = space.dimensions.length;
    const sequence = new SobolSequence(d, createRng(seed, 'candidates', trial));
    const rows = new Float64Array(d * this.#options.candidates);
    for (let i = 0; i < this.#options.candidates; i++) sequence.point(i, rows.subarray(i * d, (i + 1) * d));
    return rows;
  }
}
