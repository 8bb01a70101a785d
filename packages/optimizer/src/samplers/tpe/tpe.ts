import { ParameterError, type Rng } from '@quantblocks/core';
import { requireInteger } from '../../require-integer.ts';
import type { Dimension } from '../../space/dimension.ts';
import { nearbyFeasible, randomFeasible } from '../feasible-point.ts';
import { latinPoint } from '../latin-hypercube.ts';
import { requireSingleObjective } from '../require-single-objective.ts';
import type { Proposal, Proposer, Sampler, SamplerContext } from '../sampler.ts';
import { BANDWIDTHS, type Bandwidth } from './bandwidth.ts';
import { GroupModel } from './group-model.ts';

/** Options of {@link tpe}; the defaults are those of Optuna 5. */
export interface TpeOptions {
  /** How wide the kernels are; see {@link Bandwidth}. @defaultValue `'neighbour'`, and `'neighbour-split'` one by one */
  readonly bandwidth?: Bandwidth;
  /** Model dimensions together, so that their interplay is learned. @defaultValue `true` */
  readonly multivariate?: boolean;
  /** Keep away from trials that still run. @defaultValue `true` */
  readonly constantLiar?: boolean;
  /** Trials before the first model, spread as a Latin hypercube. @defaultValue `10` */
  readonly startupTrials?: number;
  /** Points drawn and compared for each trial. @defaultValue `24` */
  readonly candidates?: number;
}

/** Draws per wanted candidate before fewer have to do. */
const DRAWS_PER_CANDIDATE = 8;

/**
 * Tree-structured Parzen estimator: models where good trials lie and where the others do, draws candidates from the first
 * density, and proposes the one that the first makes most likely compared with the second.
 *
 * Candidates that break a constraint or are known already are drawn again, so they never cost a trial. Dimensions under the
 * same condition are modelled together, from the trials in which they exist. Single objective.
 *
 * @throws a {@link ParameterError} if a count is not a positive integer.
 * @remarks Differs from Optuna 5 in what is drawn anew, in the start-up (random there), and in the widths on equal observations;
 * `bandwidth: 'neighbour-split'` has the widths of Optuna 5 to the letter.
 * @see J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl, "Algorithms for Hyper-Parameter Optimization", NIPS 2011; S. Watanabe,
 * "Tree-Structured Parzen Estimator: Understanding Its Algorithm Components and Their Roles", arXiv 2304.11127.
 *
 * @example
 * ```ts
 * import { createStudy, int, space, tpe } from '@quantblocks/optimizer';
 *
 * const lengths = space({ fast: int(2, 50), slow: int(10, 200) }, { constraints: [{ less: 'fast', than: 'slow' }] });
 * const study = createStudy({ space: lengths, sampler: tpe({ bandwidth: 'scott' }), seed: 1 });
 * study.ask(20).every(({ params }) => params.fast < params.slow); // => true
 * ```
 */
export function tpe(options: TpeOptions = {}): Sampler {
  const {
    multivariate = true,
    bandwidth = multivariate ? 'neighbour' : 'neighbour-split',
    constantLiar = true,
    startupTrials = 10,
    candidates = 24,
  } = options;
  if (!BANDWIDTHS.includes(bandwidth))
    throw new ParameterError('bandwidth', `one of ${BANDWIDTHS.join(', ')}`, bandwidth);
  for (const [name, value] of Object.entries({ startupTrials, candidates })) {
    requireInteger(name, value, 1);
  }
  const settings = { bandwidth, multivariate, constantLiar, startupTrials, candidates };
  return { name: 'tpe', options: settings, start: (context) => new TpeProposer(context, settings) };
}

class TpeProposer implements Proposer {
  readonly #context: SamplerContext;
  readonly #options: Required<TpeOptions>;
  readonly #groups: readonly { readonly dimensions: readonly number[]; readonly model: GroupModel }[];
  readonly #isConditional: boolean;

  constructor(context: SamplerContext, options: Required<TpeOptions>) {
    requireSingleObjective(context, 'tpe');
    const { space, history } = context;
    this.#context = context;
    this.#options = options;
    this.#groups = groupsOf(space.dimensions, options.multivariate).map((dimensions) => ({
      dimensions,
      model: new GroupModel(history, dimensions, options.bandwidth),
    }));
    this.#isConditional = space.dimensions.some(({ parents }) => parents !== null);
  }

  propose(trial: number, rng: Rng): Proposal | null {
    for (const { model } of this.#groups) model.trials.update();
    const enough = this.#groups.map(({ model }) => model.trials.finished >= this.#options.startupTrials);
    if (!enough.some(Boolean)) {
      const point = this.#startUp(trial, rng);
      return point && { point, by: 'start-up' };
    }
    this.#groups.forEach(({ model }, i) => {
      if (enough[i]) model.fit(this.#options.constantLiar);
    });
    const point = this.#isJoint ? this.#jointPoint(rng) : this.#pieceByPiece(enough, rng);
    return point && { point, by: 'tpe' };
  }

  #startUp(trial: number, rng: Rng): Float64Array | null {
    const { startupTrials } = this.#options;
    if (trial < startupTrials) {
      const point = latinPoint(this.#context, trial, startupTrials, rng);
      if (this.#context.accepts(point)) return point;
    }
    return randomFeasible(this.#context, rng);
  }

  get #isJoint(): boolean {
    return this.#groups.length === 1;
  }

  // All dimensions in one model: whole candidates can be checked before they are scored.
  #jointPoint(rng: Rng): Float64Array | null {
    const { candidates } = this.#options;
    const [{ model }] = this.#groups;
    const { space, accepts } = this.#context;
    let best = this.#blank();
    let candidate = this.#blank();
    let bestScore = Number.NEGATIVE_INFINITY;
    let found = 0;
    for (let draws = 0; found < candidates && draws < candidates * DRAWS_PER_CANDIDATE; draws++) {
      model.draw(rng, candidate);
      if (!accepts(candidate)) continue;
      const score = model.score(candidate);
      if (found++ === 0 || score > bestScore) {
        bestScore = score;
        [best, candidate] = [candidate, best];
      }
    }
    if (found > 0) return best;
    return nearbyFeasible(this.#context, space.activate(candidate), rng);
  }

  // One dimension or group after the other; what they make together can only be checked at the end.
  #pieceByPiece(enough: readonly boolean[], rng: Rng): Float64Array | null {
    const { space, accepts } = this.#context;
    let point = this.#blank();
    for (let attempt = 0; attempt < DRAWS_PER_CANDIDATE; attempt++) {
      point = this.#blank();
      this.#groups.forEach(({ dimensions, model }, i) => {
        if (this.#isConditional && !space.dimensions[dimensions[0]].existsAt(point)) return;
        if (enough[i]) this.#bestOf(model, dimensions, point, rng);
        else for (const d of dimensions) point[d] = space.dimensions[d].fromUnit(rng.next());
      });
      if (accepts(point)) return point;
    }
    return nearbyFeasible(this.#context, point, rng);
  }

  #bestOf(model: GroupModel, dimensions: readonly number[], point: Float64Array, rng: Rng): void {
    const candidate = Float64Array.from(point);
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#options.candidates; i++) {
      model.draw(rng, candidate);
      const score = model.score(candidate);
      if (i > 0 && !(score > bestScore)) continue;
      bestScore = score;
      for (const d of dimensions) point[d] = candidate[d];
    }
  }

  // Dimensions with one value are in no model.
  #blank(): Float64Array {
    return Float64Array.from(this.#context.space.dimensions, ({ count, parents, low }) =>
      count === 1 && parents === null ? low : Number.NaN,
    );
  }
}

// Dimensions under the same condition exist together. One with a single value has nothing to learn, unless it is conditional.
function groupsOf(dimensions: readonly Dimension[], multivariate: boolean): number[][] {
  const groups = new Map<string, number[]>();
  dimensions.forEach(({ count, parents }, d) => {
    if (count === 1 && parents === null) return;
    const key = multivariate ? JSON.stringify(parents) : String(d);
    groups.set(key, [...(groups.get(key) ?? []), d]);
  });
  return [...groups.values()];
}
