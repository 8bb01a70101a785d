import type { Study } from '../study/study.ts';
import type { Trial } from '../study/trial.ts';
import { nonDominatedSort } from './non-dominated-sort.ts';

/**
 * The best trials of a study with several objectives: those that are complete and feasible, and that no other such trial
 * dominates, which is to say is nowhere worse than and somewhere better.
 *
 * @returns The trials by number; trials with equal values all belong. With one objective, all that share the best value.
 *
 * @example
 * ```ts
 * import { createStudy, float, nsga2, optimize, paretoFront, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({
 *   space: space({ x: float(-10, 10) }),
 *   direction: ['minimize', 'minimize'],
 *   sampler: nsga2({ populationSize: 20 }),
 * });
 * await optimize(study, ({ x }) => [x ** 2, (x - 2) ** 2], { trials: 200 });
 * const front = paretoFront(study);
 * front.length > 10; // => true
 * front.every(({ params }) => params.x > -0.1 && params.x < 2.1); // => true
 * ```
 */
export function paretoFront<Params>(study: Study<Params>): Trial<Params>[] {
  const { losses } = study.history;
  const candidates = study.trials.filter(({ state, violation }) => state === 'complete' && violation === 0);
  const ranks = nonDominatedSort(candidates.map(({ number }) => losses.map((column) => column[number])));
  return candidates.filter((_, i) => ranks[i] === 0);
}
