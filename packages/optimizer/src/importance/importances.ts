import { ParameterError } from '@quantblocks/core';
import { COMPLETE } from '../study/history.ts';
import type { Study } from '../study/study.ts';
import { type Importances, type PedAnovaOptions, pedAnova } from './ped-anova.ts';

/**
 * How much each parameter of a study matters for a trial to be among the best; {@link pedAnova} over its complete trials, of
 * which the infeasible ones count as the worst.
 *
 * @throws a {@link ParameterError} if the study has several objectives.
 *
 * @example
 * ```ts
 * import { createStudy, float, importances, optimize, random, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(-1, 1), y: float(-1, 1) }), sampler: random(), seed: 1 });
 * await optimize(study, ({ x, y }) => 10 * x ** 2 + y, { trials: 200 });
 * importances(study).parameters[0].name; // => 'x'
 * ```
 */
export function importances<Params>(study: Study<Params>, options: PedAnovaOptions = {}): Importances {
  const { history } = study;
  if (history.objectives > 1)
    throw new ParameterError('study', 'a single objective', `${history.objectives} objectives`);
  const trials: number[] = [];
  for (let id = 0; id < history.length; id++) if (history.state[id] === COMPLETE) trials.push(id);
  return pedAnova(
    {
      parameters: study.space.dimensions,
      columns: history.columns.map((column) => Float64Array.from(trials, (id) => column[id])),
      losses: Float64Array.from(trials, (id) =>
        history.violation[id] > 0 ? Number.POSITIVE_INFINITY : Math.max(history.losses[0][id], -Number.MAX_VALUE),
      ),
    },
    options,
  );
}
