import { randomFeasible } from './feasible-point.ts';
import type { Sampler } from './sampler.ts';

/**
 * Points drawn uniformly (on the logarithm where a parameter says so) among those that satisfy the constraints; the
 * baseline every other sampler has to beat.
 *
 * @example
 * ```ts
 * import { createStudy, float, random, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 1) }), sampler: random(), seed: 1 });
 * const [trial] = study.ask();
 * trial.params.x >= 0 && trial.params.x <= 1; // => true
 * ```
 */
export function random(): Sampler {
  return {
    name: 'random',
    options: {},
    start: (context) => ({
      propose(_trial, rng) {
        const point = randomFeasible(context, rng);
        return point && { point, by: 'random' };
      },
    }),
  };
}
