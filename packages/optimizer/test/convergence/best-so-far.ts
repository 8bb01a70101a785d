import { createStudy, type Sampler } from '@quantblocks/optimizer';
import type { Problem } from './golden-function.ts';
import type { BestAt } from './reference.ts';

/** How a sampler is run. */
export interface RunOptions {
  readonly trials: number;
  /** Seeds `0 .. seeds - 1`. */
  readonly seeds: number;
  /** Trials asked before they are told. */
  readonly batch: number;
}

/** The best value after each trial, of one seed. A search that ends early keeps its best. */
export function bestSoFar(
  problem: Problem,
  sampler: Sampler,
  { trials, batch, seed }: Omit<RunOptions, 'seeds'> & { readonly seed: number },
): Float64Array {
  const study = createStudy({ space: problem.space, sampler, seed });
  const best = new Float64Array(trials);
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < trials && !study.exhausted; ) {
    for (const { number, params } of study.ask(Math.min(batch, trials - n))) {
      const value = problem.objective(params);
      study.tell(number, value);
      least = Math.min(least, value);
      best[n++] = least;
    }
  }
  return best.fill(least, study.trials.length);
}

/** The best values of all seeds after certain numbers of trials; numbers beyond the run are left out. */
export function bestAt(
  problem: Problem,
  sampler: Sampler,
  checkpoints: readonly number[],
  options: RunOptions,
): BestAt {
  const runs = Array.from({ length: options.seeds }, (_, seed) => bestSoFar(problem, sampler, { ...options, seed }));
  const reached = checkpoints.filter((checkpoint) => checkpoint <= options.trials);
  return Object.fromEntries(reached.map((checkpoint) => [checkpoint, runs.map((best) => best[checkpoint - 1])]));
}
