import type { Dimension } from '../../space/dimension.ts';
import { type Bandwidth, clip, gapWidth, scottWidth } from './bandwidth.ts';
import { kernelWeights } from './kernel-weights.ts';
import { normalMass } from './normal-mass.ts';

/** A mixture of products of one kernel per dimension. */
export interface ParzenEstimator {
  /** One per observation, oldest first, then the prior's; they sum to 1. */
  readonly weights: Float64Array;
  /** Widths of the kernels on the scale of the search, by dimension; `null` of a categorical one. */
  readonly sigmas: readonly (Float64Array | null)[];
  /** Natural logarithm of the density (of the probability, on a grid) at a point. */
  logDensity(point: ArrayLike<number>): number;
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
  const n = columns[0].length;
  const weights = new Float64Array(n + 1);
  kernelWeights(n, weights);
  const sigmas = dimensions.map((dimension, d) =>
    dimension.type === 'categorical' ? null : widths(dimension, columns[d], bandwidth, dimensions.length),
  );
  const logKernel = (k: number, point: ArrayLike<number>): number => {
    let total = Math.log(weights[k]);
    dimensions.forEach((dimension, d) => {
      const sigma = sigmas[d];
      total +=
        sigma === null
          ? Math.log(choiceProbability(dimension.count, n + 1, k === n ? -1 : columns[d][k], point[d]))
          : logNumber(dimension, k === n ? Number.NaN : columns[d][k], sigma[k], point[d]);
    });
    return total;
  };
  return {
    weights,
    sigmas,
    logDensity(point) {
      const terms = Float64Array.from(weights, (_, k) => logKernel(k, point));
      const most = Math.max(...terms);
      return most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
    },
  };
}

/** Probability of `choice` under a kernel on `own` (-1: the prior), with `kernels` kernels in the mixture. */
export function choiceProbability(choices: number, kernels: number, own: number, choice: number): number {
  if (own < 0) return 1 / choices;
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
