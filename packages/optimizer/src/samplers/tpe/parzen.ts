import type { Dimension } from '../../space/dimension.ts';
import { type Bandwidth, clip, gapWidth, scottWidth } from './bandwidth.ts';
import { kernelWeights } from './kernel-weights.ts';
import { normalMass } from './normal-mass.ts';

/** A mixture of products of one kernel per dimension: a product on every observation, oldest first, and the prior's. */
export interface ParzenEstimator {
  readonly dimensions: readonly Dimension[];
  /** Observations by dimension, coded. */
  readonly columns: readonly ArrayLike<number>[];
  /** By kernel; they sum to 1. */
  readonly weights: ArrayLike<number>;
  /** Widths of the kernels on the scale of the search, by dimension; `null` of a categorical one. */
  readonly sigmas: readonly (ArrayLike<number> | null)[];
}

/**
 * A Parzen estimator written the way it is defined, kernel by kernel. The sampler uses faster forms of the same; this one is
 * what they are tested against.
 *
 * @param columns - Observations by dimension, oldest first, coded.
 */
export function parzenEstimator(
  dimensions: readonly Dimension[],
  columns: readonly ArrayLike<number>[],
  bandwidth: Bandwidth,
): ParzenEstimator {
  const weights = new Float64Array(columns[0].length + 1);
  kernelWeights(columns[0].length, weights);
  const sigmas = dimensions.map((dimension, d) =>
    dimension.type === 'categorical' ? null : widths(dimension, columns[d], bandwidth, dimensions.length),
  );
  return { dimensions, columns, weights, sigmas };
}

/** Natural logarithm of the density (of the probability, on a grid) at a point. */
export function logDensity(estimator: ParzenEstimator, point: ArrayLike<number>): number {
  const { dimensions, columns, weights, sigmas } = estimator;
  const n = weights.length - 1;
  const terms = Array.from(weights, (weight, k) => {
    let term = Math.log(weight);
    dimensions.forEach((dimension, d) => {
      const own = k === n ? Number.NaN : columns[d][k];
      const sigma = sigmas[d];
      if (sigma === null) term += Math.log(choiceProbability(dimension.count, n + 1, own, point[d]));
      else term += logNumber(dimension, own, sigma[k], point[d]);
    });
    return term;
  });
  const most = Math.max(...terms);
  return most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
}

/** Probability of `choice` under a kernel on `own` (NaN: the prior), with `kernels` kernels in the mixture. */
export function choiceProbability(choices: number, kernels: number, own: number, choice: number): number {
  if (Number.isNaN(own)) return 1 / choices;
  return ((own === choice ? 1 : 0) + 1 / kernels) / (1 + choices / kernels);
}

function widths(dimension: Dimension, values: ArrayLike<number>, rule: Bandwidth, dimensions: number): Float64Array {
  const n = values.length;
  const [low, high] = dimension.scale();
  const range = high - low;
  const sigma = new Float64Array(n + 1);
  sigma[n] = range;
  if (rule === 'scott') return sigma.fill(clip(scottWidth(n, range, dimensions), n, range), 0, n);
  const y = Float64Array.from(values, (value) => dimension.transform(value));
  const order = Array.from(y.keys()).sort((i, j) => y[i] - y[j] || i - j);
  const isTied = (i: number, j: number): boolean => rule === 'neighbour' && y[order[i]] === y[order[j]];
  for (let from = 0, to = 1; from < n; from = to++) {
    // A run of equal observations that share their neighbours; of one observation if they do not share.
    while (to < n && isTied(from, to)) to++;
    const left = from > 0 ? y[order[from - 1]] : Number.NaN;
    const right = to < n ? y[order[to]] : Number.NaN;
    const width = clip(gapWidth(y[order[from]], left, right, n, low, high), n, range);
    for (let i = from; i < to; i++) sigma[order[i]] = width;
  }
  return sigma;
}

// A normal density on the range, or what of it falls into the value's cell. NaN stands for the prior's mean.
function logNumber(dimension: Dimension, observation: number, sigma: number, value: number): number {
  const [low, high] = dimension.scale();
  const mean = Number.isNaN(observation) ? (low + high) / 2 : dimension.transform(observation);
  const total = Math.log(normalMass((low - mean) / sigma, (high - mean) / sigma));
  if (dimension.step === 0) {
    const z = (dimension.transform(value) - mean) / sigma;
    return -0.5 * z * z - Math.log(sigma * Math.sqrt(2 * Math.PI)) - total;
  }
  const half = dimension.step / 2;
  const from = dimension.transform(value - half);
  const to = dimension.transform(value + half);
  return Math.log(normalMass((from - mean) / sigma, (to - mean) / sigma)) - total;
}
