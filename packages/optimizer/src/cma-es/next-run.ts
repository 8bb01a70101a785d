import { ParameterError, type Rng } from '@quantblocks/core';

/** A finished run of CMA-ES. */
export interface PastRun {
  readonly populationSize: number;
  readonly evaluations: number;
  /** Whether its population was one of the doubled ones; `false` for the first run. */
  readonly isLarge: boolean;
}

/** How to restart CMA-ES; its options, but for the grids. */
export interface NextRun {
  readonly mean: Float64Array;
  readonly sigma: number;
  readonly populationSize: number;
  readonly isLarge: boolean;
}

/** Options of {@link nextRun}. */
export interface NextRunOptions {
  readonly dimensions: number;
  /** Step size of the first run. @defaultValue `1 / 6` */
  readonly sigma?: number;
  /** `ipop`: every run has twice the population of the one before. @defaultValue `'bipop'` */
  readonly strategy?: 'ipop' | 'bipop';
}

/**
 * What to start when a run of CMA-ES has stopped: from a random mean, either with twice the largest population so far, or with
 * a small one and a smaller step size; whichever kind has used fewer evaluations.
 *
 * @param runs - In order, at least the first one; its population is the default that others are multiples of.
 * @throws a {@link ParameterError} if there are no runs.
 * @see N. Hansen, "Benchmarking a BI-population CMA-ES on the BBOB-2009 function testbed", GECCO 2009; A. Auger, N. Hansen,
 * "A restart CMA evolution strategy with increasing population size", CEC 2005 (`ipop`).
 */
export function nextRun(runs: readonly PastRun[], options: NextRunOptions, rng: Rng): NextRun {
  const { dimensions, sigma = 1 / 6, strategy = 'bipop' } = options;
  if (runs.length === 0) throw new ParameterError('runs', 'at least the first run', runs);
  const [{ populationSize }] = runs;
  const large = runs.filter((run) => run.isLarge);
  const budget = (isLarge: boolean): number =>
    runs.reduce((sum, run) => sum + (run.isLarge === isLarge ? run.evaluations : 0), 0);
  const mean = Float64Array.from({ length: dimensions }, () => rng.next());
  if (strategy === 'ipop' || large.length === 0 || budget(true) <= budget(false)) {
    return { mean, sigma, populationSize: populationSize * 2 ** (large.length + 1), isLarge: true };
  }
  // From the default population to half of the largest; more often near the default.
  const growth = 2 ** (large.length - 1);
  return {
    mean,
    sigma: sigma * 10 ** (-2 * rng.next()),
    populationSize: Math.floor(populationSize * growth ** (rng.next() ** 2)),
    isLarge: false,
  };
}
