import { ParameterError } from '@quantblocks/core';
import { requireInteger } from '../require-integer.ts';
import type { Study } from './study.ts';

/** A reason to end a search early. */
export interface Terminator {
  /** Why the search should end now, in words, or `null`. Asked between generations. */
  reason(study: Study<never>): string | null;
}

/**
 * Ends a search whose best value has not improved for many trials.
 *
 * @param options - `trials`: how many; `minImprovement`: smaller gains do not count (in units of the objective, default 0).
 * @throws a {@link ParameterError} if `trials` is not a positive integer, or `minImprovement` is negative.
 *
 * @example
 * ```ts
 * import { createStudy, float, optimize, space, stagnation } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 1) }), seed: 1 });
 * const { stopped } = await optimize(study, () => 1, { trials: 500, stop: [stagnation({ trials: 20 })] });
 * stopped; // => 'no improvement in 20 trials'
 * study.trials.length; // => 21
 * ```
 */
export function stagnation(options: { trials: number; minImprovement?: number }): Terminator {
  const { trials, minImprovement = 0 } = options;
  requireInteger('trials', trials, 1);
  if (!(minImprovement >= 0)) throw new ParameterError('minImprovement', 'a number >= 0', minImprovement);
  return {
    reason(study) {
      if (study.directions.length > 1) {
        throw new ParameterError('stop', 'a terminator that knows several objectives', 'stagnation');
      }
      let reference = Number.POSITIVE_INFINITY;
      let since = 0;
      const losses = study.history.losses[0];
      for (const { number, state, violation } of study.trials) {
        if (state === 'running') continue;
        since++;
        if (state !== 'complete' || violation > 0 || !(losses[number] < reference - minImprovement)) continue;
        reference = losses[number];
        since = 0;
      }
      return since >= trials ? `no improvement in ${trials} trials` : null;
    },
  };
}

/**
 * Ends a search after so many evaluations that came to an end by themselves; failed and pruned trials do not count.
 *
 * @throws a {@link ParameterError} if `complete` is not a positive integer.
 *
 * @example
 * ```ts
 * import { budget, createStudy, float, optimize, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 1) }), seed: 1 });
 * const objective = ({ x }: { x: number }) => (x < 0.5 ? Number.NaN : x);
 * await optimize(study, objective, { trials: 500, stop: [budget({ complete: 5 })] });
 * study.trials.filter(({ state }) => state === 'complete').length; // => 5
 * ```
 */
export function budget(options: { complete: number }): Terminator {
  const { complete } = options;
  requireInteger('complete', complete, 1);
  return {
    reason: (study) =>
      study.trials.filter(({ state }) => state === 'complete').length >= complete
        ? `${complete} complete trials`
        : null,
  };
}
