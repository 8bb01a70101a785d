import { auto, cmaEs, nsga2, random, type Sampler, sobol, tpe } from '@quantblocks/optimizer';

/** Samplers that search any space, by name, small enough to leave their start-up soon. */
export const SAMPLERS: readonly (readonly [string, Sampler])[] = [
  ['random', random()],
  ['tpe', tpe({ startupTrials: 4 })],
  ['tpe, one dimension at a time', tpe({ startupTrials: 4, bandwidth: 'scott', multivariate: false })],
  ['sobol', sobol()],
  ['nsga2', nsga2({ populationSize: 6 })],
];

/** Samplers that search spaces of numbers only. */
export const NUMBER_SAMPLERS: readonly (readonly [string, Sampler])[] = [
  ['cma-es', cmaEs()],
  ['auto', auto()],
];
