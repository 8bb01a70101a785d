import { ParameterError, type Rng } from '@quantblocks/core';
import { requireInteger } from '../../require-integer.ts';
import { FAILED } from '../../study/history.ts';
import { nearbyFeasible, randomFeasible } from '../feasible-point.ts';
import { latinPoint } from '../latin-hypercube.ts';
import type { Proposal, Proposer, Sampler, SamplerContext } from '../sampler.ts';
import { type BreedOptions, breed, genesOf } from './breed.ts';
import { eliteOf, type Parent } from './elite.ts';

/** Options of {@link nsga2}. */
export interface Nsga2Options {
  /** Trials of a generation, and trials that may be parents of the next one. @defaultValue `50` */
  readonly populationSize?: number;
  /** Probability that a child has two parents. @defaultValue `0.9` */
  readonly crossoverProbability?: number;
  /** Probability that such a child has a parameter from its second parent. @defaultValue `0.5` */
  readonly swappingProbability?: number;
  /** Probability that a parameter is drawn afresh. @defaultValue one over the number of parameters with a choice */
  readonly mutationProbability?: number;
}

/** Children drawn before a neighbour of the last one is taken instead. */
const DRAWS = 64;

/**
 * NSGA-II, a genetic algorithm for one objective or several: the parents of each generation are the best trials of all earlier
 * ones by non-domination, then by how uncrowded they are. The answer is a {@link paretoFront}.
 *
 * Two tournaments between two parents each choose who has a child; it takes every parameter from one of them, and some are drawn
 * afresh. A trial that breaks a constraint on its result loses against one that does not, and the larger violation against the
 * smaller; pruned trials lose against all. Parameters under the same condition are taken over together. A child that breaks
 * a constraint of the space or is known already is drawn again, so it never costs a trial.
 *
 * @throws a {@link ParameterError} if the population is not an integer > 1, or a probability not in [0, 1].
 * @remarks The first generation is a Latin hypercube. A generation is full when as many trials were ASKED for; the next one
 * does not wait for results, but takes its parents from what has ended by then, and is drawn at random if nothing has. With
 * nothing enqueued, a `batch` that divides the population keeps generations apart, and all such batches make the same
 * trials. Enqueued trials belong to no generation, and may be parents as soon as they end. Mutation draws from the whole range, so
 * that it works alike on numbers and categories; the paper's polynomial mutation is for real numbers.
 * @see K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE
 * Transactions on Evolutionary Computation 6 (2002), 182-197.
 *
 * @example
 * ```ts
 * import { createStudy, float, int, nsga2, optimize, paretoFront, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({
 *   space: space({ length: int(5, 50), threshold: float(0, 1) }),
 *   direction: ['maximize', 'minimize'],
 *   sampler: nsga2({ populationSize: 10 }),
 *   seed: 1,
 * });
 * await optimize(study, ({ length, threshold }) => [length, (length / 50 + threshold) ** 2], { trials: 100, batch: 10 });
 * paretoFront(study).length > 5; // => true
 * ```
 */
export function nsga2(options: Nsga2Options = {}): Sampler {
  const { populationSize = 50, crossoverProbability = 0.9, swappingProbability = 0.5, mutationProbability } = options;
  requireInteger('populationSize', populationSize, 2);
  const probabilities = {
    crossoverProbability,
    swappingProbability,
    ...(mutationProbability !== undefined && { mutationProbability }),
  };
  for (const [name, value] of Object.entries(probabilities)) {
    if (!(value >= 0 && value <= 1)) throw new ParameterError(name, 'a number in [0, 1]', value);
  }
  const settings = { populationSize, ...probabilities };
  return { name: 'nsga2', options: settings, start: (context) => new Nsga2Proposer(context, settings) };
}

class Nsga2Proposer implements Proposer {
  readonly #context: SamplerContext;
  readonly #populationSize: number;
  readonly #options: BreedOptions;
  readonly #genes: Int32Array;
  /** Points of a space that is not finite, in which the study itself does not look for known ones. */
  readonly #known = new Set<string>();
  #seen = 0;
  #seenEnded = 0;
  /** The latest generation, and how many trials it has. */
  #generation = 0;
  #size = 0;
  /** Of generation {@link #generation}; `null` if it must be selected anew. */
  #elite: Parent[] | null = null;

  constructor(context: SamplerContext, options: Nsga2Options & { readonly populationSize: number }) {
    const { space } = context;
    const choices = space.dimensions.filter(({ count }) => count > 1).length;
    this.#populationSize = options.populationSize;
    this.#options = { mutationProbability: 1 / Math.max(1, choices), ...options } as BreedOptions;
    this.#genes = genesOf(space);
    this.#context = {
      ...context,
      accepts: (point) => context.accepts(point) && !this.#known.has(point.join()),
    };
  }

  propose(_trial: number, rng: Rng): Proposal | null {
    this.#update();
    if (this.#size >= this.#populationSize) {
      this.#generation++;
      this.#size = 0;
      this.#elite = null;
    }
    const generation = this.#generation;
    if (generation === 0) {
      const point = this.#startUp(rng);
      return point && { point, by: 'start-up', generation };
    }
    this.#elite ??= this.#select();
    const isRandom = this.#elite.length === 0;
    const point = isRandom ? randomFeasible(this.#context, rng) : this.#child(this.#elite, rng);
    return point && { point, by: isRandom ? 'random' : 'nsga2', generation };
  }

  // Takes in what has happened since the last call.
  #update(): void {
    const { history, space } = this.#context;
    for (; this.#seen < history.length; this.#seen++) {
      const generation = history.generation[this.#seen];
      if (space.size === Number.POSITIVE_INFINITY) this.#known.add(history.point(this.#seen).join());
      if (generation > this.#generation) {
        this.#generation = generation;
        this.#size = 0;
        this.#elite = null;
      }
      if (generation === this.#generation) this.#size++;
    }
    for (; this.#seenEnded < history.ended.length; this.#seenEnded++) {
      if (history.generation[history.ended[this.#seenEnded]] < this.#generation) this.#elite = null;
    }
  }

  #startUp(rng: Rng): Float64Array | null {
    const point = latinPoint(this.#context, this.#size, this.#populationSize, rng);
    return this.#context.accepts(point) ? point : randomFeasible(this.#context, rng);
  }

  #select(): Parent[] {
    const { history } = this.#context;
    const isCandidate = (id: number): boolean =>
      history.generation[id] < this.#generation && history.state[id] !== FAILED;
    // By number, not in the order in which they ended, on which nothing may depend.
    const candidates = history.ended.filter(isCandidate).sort((a, b) => a - b);
    return eliteOf(history, candidates, this.#populationSize);
  }

  #child(elite: readonly Parent[], rng: Rng): Float64Array | null {
    const { space, history } = this.#context;
    let child: Float64Array = new Float64Array(0);
    for (let draw = 0; draw < DRAWS; draw++) {
      const couple = [tournament(elite, rng), tournament(elite, rng)] as const;
      const points = [history.point(couple[0].trial), history.point(couple[1].trial)] as const;
      child = breed(space, this.#genes, points, this.#options, rng);
      if (this.#context.accepts(child)) return child;
    }
    return nearbyFeasible(this.#context, child, rng);
  }
}

function tournament(elite: readonly Parent[], rng: Rng): Parent {
  const a = elite[rng.int(elite.length)];
  const b = elite[rng.int(elite.length)];
  const isBetter = b.rank === a.rank ? b.crowding > a.crowding : b.rank < a.rank;
  return isBetter ? b : a;
}
