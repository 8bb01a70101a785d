import { ParameterError } from '@quantblocks/core';
import { GaussianProcess } from './gaussian-process.ts';
import { type KernelParameters, MINIMUM_NOISE } from './kernel-parameters.ts';
import { lbfgs } from './lbfgs.ts';
import { decodeParameters, encodeParameters, LogPosterior } from './log-posterior.ts';
import { standardise } from './standardise.ts';

/** Options of {@link fitGaussianProcess}. */
export interface GaussianProcessOptions {
  /** By dimension; categorical points are near each other only if equal. */
  readonly isCategorical: readonly boolean[];
  /**
   * Whether equal points may have different values. If not, every ripple is structure and none is noise, which keeps a search
   * from settling on a plain it takes for a noisy one.
   * @defaultValue `true`
   */
  readonly isNoisy?: boolean;
  /** Parameters to start from besides the standard ones, such as those of an earlier fit; the better end is taken. */
  readonly start?: KernelParameters;
}

const GRADIENT_TOLERANCE = 1e-2;

/**
 * The Gaussian process whose kernel parameters are the most probable ones given the values of an objective.
 *
 * Values that are not finite count as the worst finite one; if all are equal, there is nothing to learn and the parameters are
 * the ones the search starts from.
 *
 * @param points - Row after row, coordinates in [0, 1], of a categorical dimension any number that stands for the choice; kept,
 * not copied.
 * @param values - One per point; lower is better.
 * @throws a {@link ParameterError} if there is no value, or the points are not finite or not one per value.
 */
export function fitGaussianProcess(
  points: Float64Array,
  values: ArrayLike<number>,
  options: GaussianProcessOptions,
): GaussianProcess {
  const { isCategorical, isNoisy = true, start } = options;
  if (values.length === 0) throw new ParameterError('values', 'at least one value', values.length);
  if (points.length !== values.length * isCategorical.length || !points.every(Number.isFinite)) {
    throw new ParameterError('points', `${values.length} rows of ${isCategorical.length} finite numbers`, points);
  }
  const standardised = standardise(values);
  const observations = { points, values: standardised, isCategorical };
  const standard = {
    kernelScale: 1,
    noiseVariance: isNoisy ? 1 : MINIMUM_NOISE,
    inverseSquaredLengthScales: new Float64Array(isCategorical.length).fill(1),
  };
  if (standardised.standardised.every((value) => value === 0)) return new GaussianProcess(observations, standard);

  const posterior = new LogPosterior(points, standardised.standardised, isCategorical);
  const ends = (start === undefined ? [standard] : [standard, start]).map((parameters) =>
    lbfgs((coded, gradient) => posterior.evaluate(coded, gradient), encodeParameters(parameters, isNoisy), {
      gradientTolerance: GRADIENT_TOLERANCE,
    }),
  );
  const best = ends.reduce((a, b) => (b.value < a.value ? b : a));
  return new GaussianProcess(observations, decodeParameters(best.x, isNoisy));
}
