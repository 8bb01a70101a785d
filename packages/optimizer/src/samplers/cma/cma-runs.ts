import { createRng, type Rng } from '@quantblocks/core';
import { CmaEs } from '../../cma-es/cma-es.ts';
import { nextRun, type PastRun } from '../../cma-es/next-run.ts';
import type { WarmStart } from '../../cma-es/warm-start.ts';
import { RUNNING } from '../../study/history.ts';
import { meritOf } from '../merit.ts';
import type { Proposal, SamplerContext } from '../sampler.ts';
import type { UnitCube } from '../unit-cube.ts';

/** Draws until one is acceptable. */
const DRAWS = 200;

/**
 * CMA-ES over the trials of a study. A trial is told which generation it belongs to; what the strategy has learned is rebuilt
 * from the trials themselves, so that nothing has to be kept but the study's log.
 */
export class CmaRuns {
  readonly #context: SamplerContext;
  readonly #cube: UnitCube;
  readonly #past: PastRun[] = [];
  /** Trial numbers by generation, ascending. */
  readonly #members = new Map<number, number[]>();
  #current: CmaEs;
  #isLarge = false;
  #evaluations = 0;
  #generation = 0;
  #seen = 0;

  constructor(context: SamplerContext, cube: UnitCube, start: Partial<WarmStart> & { populationSize?: number }) {
    const { mean = Float64Array.from(cube.levels, () => 0.5), sigma = 1 / 6, covariance, populationSize } = start;
    this.#context = context;
    this.#cube = cube;
    this.#current = new CmaEs({ mean, sigma, covariance, populationSize, levels: cube.levels });
  }

  propose(rng: Rng): Proposal {
    this.#learn();
    let point: Float64Array = new Float64Array(0);
    for (let i = 0; i < DRAWS; i++) {
      point = this.#cube.decode(this.#current.ask(rng).point);
      if (this.#context.accepts(point)) break;
    }
    return { point, by: 'cma-es', generation: this.#generation };
  }

  // Goes through the generations whose trials have all ended.
  #learn(): void {
    const { history } = this.#context;
    for (; this.#seen < history.length; this.#seen++) {
      const generation = history.generation[this.#seen];
      if (generation < 0) continue;
      const members = this.#members.get(generation);
      if (members === undefined) this.#members.set(generation, [this.#seen]);
      else members.push(this.#seen);
    }
    for (;;) {
      // More than a population were asked for if the study did not wait for its results: the first ones count.
      const size = this.#current.populationSize;
      const trials = this.#members.get(this.#generation)?.slice(0, size) ?? [];
      if (trials.length < size || trials.some((id) => history.state[id] === RUNNING)) return;
      const raws = trials.map((id) => this.#rawOf(id));
      this.#current.tell(raws, meritOf(history, trials));
      this.#evaluations += size;
      this.#generation++;
      if (this.#current.shouldStop() !== null) this.#restart();
    }
  }

  // The trial's stream draws the same samples again; one that was moved to a free point is taken as it is.
  #rawOf(id: number): Float64Array {
    const point = this.#context.history.point(id);
    const rng = createRng(this.#context.seed, 'trial', id);
    for (let i = 0; i < DRAWS; i++) {
      const { raw, point: unit } = this.#current.ask(rng);
      if (this.#cube.decode(unit).every((value, d) => value === point[d])) return raw;
    }
    return this.#current.inject(this.#cube.encode(point));
  }

  #restart(): void {
    this.#past.push({
      populationSize: this.#current.populationSize,
      evaluations: this.#evaluations,
      isLarge: this.#isLarge,
    });
    const rng = createRng(this.#context.seed, 'cma-es restart', this.#past.length);
    const { isLarge, ...start } = nextRun(this.#past, { dimensions: this.#current.dimensions }, rng);
    this.#isLarge = isLarge;
    this.#evaluations = 0;
    this.#current = new CmaEs({ ...start, levels: this.#cube.levels });
  }
}
