import { ParameterError } from '@quantblocks/core';
import { warmStart } from '../../cma-es/warm-start.ts';
import { requireInteger } from '../../require-integer.ts';
import type { AnyParams } from '../../space/constraints.ts';
import { requireSingleObjective } from '../require-single-objective.ts';
import type { Sampler } from '../sampler.ts';
import { UnitCube } from '../unit-cube.ts';
import { CmaRuns } from './cma-runs.ts';

/** Options of {@link cmaEs}. */
export interface CmaEsSamplerOptions {
  /** First step size, a share of every parameter's range. @defaultValue `1 / 6` */
  readonly sigma?: number;
  /** Trials of a generation. @defaultValue `4 + floor(3 ln d)` */
  readonly populationSize?: number;
  /**
   * Trials of an earlier, similar search, such as that of the fold before: the first generation is drawn about the best tenth of
   * them, as wide as they are apart, whatever `sigma` is. Losses are to be minimised. @defaultValue none: the first generation is drawn about the middle of the space
   */
  readonly after?: readonly { readonly params: AnyParams; readonly loss: number }[];
}

/**
 * Covariance matrix adaptation evolution strategy: draws generations from a normal distribution and moves it towards their
 * better half, learning the scales and the interplay of the parameters. With a margin that keeps grids from freezing; restarts
 * when a run has converged. The sampler to beat on smooth objectives from some 100 trials on.
 *
 * Parameters must be numbers or ordinal, and unconditional; a single objective. A batch of the population's size costs nothing.
 *
 * @throws a {@link ParameterError} if an option is out of range.
 * @see N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772; R. Hamano, S. Saito, M. Nomura, S. Shirakawa,
 * "CMA-ES with Margin", GECCO 2022; M. Nomura et al., "Warm Starting CMA-ES for Hyperparameter Optimization", AAAI 2021 (`after`).
 *
 * @example
 * ```ts
 * import { cmaEs, createStudy, float, optimize, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(-5, 5), y: float(-5, 5) }), sampler: cmaEs(), seed: 1 });
 * await optimize(study, ({ x, y }) => (x - 1) ** 2 + 100 * (y - x) ** 2, { trials: 300, batch: 6 });
 * (study.best?.values?.[0] ?? 1) < 1e-6; // => true
 * ```
 */
export function cmaEs(options: CmaEsSamplerOptions = {}): Sampler {
  const { sigma = 1 / 6, populationSize, after = [] } = options;
  if (!(sigma > 0 && sigma < Number.POSITIVE_INFINITY)) throw new ParameterError('sigma', 'a finite number > 0', sigma);
  if (populationSize !== undefined) requireInteger('populationSize', populationSize, 2);
  const size = populationSize === undefined ? {} : { populationSize };
  return {
    name: 'cma-es',
    options: { sigma, ...size, after },
    start(context) {
      requireSingleObjective(context, 'cma-es');
      const cube = new UnitCube(context.space.dimensions, { sampler: 'cma-es', categorical: false });
      const points = after.map(({ params }) => cube.encode(context.space.encode(params)));
      const losses = after.map(({ loss }) => loss);
      const start = after.length === 0 ? { sigma } : warmStart(points, losses);
      const runs = new CmaRuns(context, cube, { ...start, ...size });
      return { propose: (_trial, rng) => runs.propose(rng) };
    },
  };
}
