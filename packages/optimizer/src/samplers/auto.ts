import type { Space } from '../space/space.ts';
import { cmaEs } from './cma/cma-es-sampler.ts';
import { nsga2 } from './nsga2/nsga2.ts';
import type { Sampler, SamplerContext } from './sampler.ts';
import { tpe } from './tpe/tpe.ts';

/** Grids with fewer points are searched point by point, not as a landscape. */
const LARGE = 1e7;

/**
 * Chooses by what is searched: NSGA-II for several objectives; CMA-ES if all parameters are floats, ints or ordinals without conditions and there are more than
 * 10^7 points (a continuous parameter has infinitely many); TPE otherwise.
 *
 * Why: from some 100 trials on CMA-ES is ahead wherever there is a landscape to follow; on small grids and among choices it is
 * not, and TPE, which knows every point it has seen, is. For fewer than about 60 trials {@link tpe} or
 * {@link gaussianProcess} are better than either rule.
 *
 * @example
 * ```ts
 * import { auto, categorical, createStudy, float, space } from '@quantblocks/optimizer';
 *
 * const smooth = createStudy({ space: space({ x: float(0, 1), y: float(0, 1) }), sampler: auto(), seed: 1 });
 * const mixed = createStudy({ space: space({ x: float(0, 1), side: categorical(['long', 'short']) }), sampler: auto() });
 * [smooth.ask()[0].by, mixed.ask()[0].by]; // => ['cma-es', 'start-up']
 * ```
 */
export function auto(): Sampler {
  return {
    name: 'auto',
    options: {},
    start: (context) => samplerFor(context).start(context),
  };
}

function samplerFor({ history, space }: SamplerContext): Sampler {
  if (history.objectives > 1) return nsga2();
  return isLandscape(space) ? cmaEs() : tpe();
}

function isLandscape({ dimensions, size }: Space<unknown>): boolean {
  return size > LARGE && dimensions.every(({ type, parents }) => type !== 'categorical' && parents === null);
}
