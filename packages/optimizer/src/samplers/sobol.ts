import { createRng } from '@quantblocks/core';
import { SobolSequence } from '../sobol-sequence.ts';
import { randomFeasible } from './feasible-point.ts';
import type { Sampler } from './sampler.ts';

/** Points of the sequence that are passed over, because they break a constraint or are known, before one is drawn at random. */
const SKIPS = 256;

/**
 * Quasi-random points of a scrambled Sobol sequence: they fill the space more evenly than random ones. Trial `n` is point `n`
 * of the sequence, or a later one that satisfies the constraints.
 *
 * @throws a {@link ParameterError} if the space has more than 64 dimensions, when the study is created.
 *
 * @example
 * ```ts
 * import { createStudy, float, sobol, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 1) }), sampler: sobol(), seed: 1 });
 * const quarters = study.ask(4).map(({ params }) => Math.floor(4 * params.x));
 * quarters.sort(); // => [0, 1, 2, 3]
 * ```
 */
export function sobol(): Sampler {
  return {
    name: 'sobol',
    options: {},
    start(context) {
      const { space, seed } = context;
      const sequence = new SobolSequence(space.dimensions.length, createRng(seed, 'sobol'));
      const unit = new Float64Array(space.dimensions.length);
      return {
        propose(trial, rng) {
          // Where points are refused, later trials start from where this one ended up: indices far apart do not meet.
          for (let skip = 0; skip < SKIPS; skip++) {
            sequence.point(trial + skip * 65_536, unit);
            const point = space.activate(
              Float64Array.from(space.dimensions, (dimension, d) => dimension.fromUnit(unit[d])),
            );
            if (context.accepts(point)) return { point, by: 'sobol' };
          }
          const point = randomFeasible(context, rng);
          return point && { point, by: 'random' };
        },
      };
    },
  };
}
