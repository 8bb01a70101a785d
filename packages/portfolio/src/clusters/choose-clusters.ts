import {
  createRng,
  createVerdict,
  type KeyPart,
  ParameterError,
  quantile,
  type Rng,
  type Verdict,
} from '@quantblocks/core';
import { requireOpenUnit, requireWhole } from '../checks.ts';
import { bestOfStarts } from './k-means.ts';
import { PointSet } from './point-set.ts';
import { distances, silhouetteOf } from './silhouette.ts';
import { SingleCluster, type SingleClusterShape } from './single-cluster.ts';

/** Options of {@link chooseClusters}. */
export interface ChooseClustersOptions {
  /** Least and largest number of clusters tried, from 2; never as many as there are distinct points. @defaultValue `[2, 5]` */
  kRange?: readonly [number, number];
  /** Brings every coordinate to standard deviation 1 first. @defaultValue `true` */
  standardise?: boolean;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Starts of every k-means. @defaultValue `10` */
  restarts?: number;
  /** Clouds without clusters to compare with. @defaultValue `199` */
  simulations?: number;
  /** Their shape. Optima of a search without an edge fill its box evenly: hence the default. @defaultValue `'uniform'` */
  nullShape?: SingleClusterShape;
  /** Moves a drawn point to where the search could have put it, in place, such as to the grid of the parameters. */
  snap?: (point: Float64Array) => void;
  /** Level of the test. @defaultValue `0.05` */
  alpha?: number;
}

/** One number of clusters that was tried. */
export interface ClusterCandidate {
  readonly k: number;
  /** Mean silhouette. */
  readonly silhouette: number;
  readonly labels: Int32Array;
}

/** Answer of {@link chooseClusters}: `pass` = there are clusters. `value` is the best mean silhouette. */
export interface ClusterChoice extends Verdict {
  /** 1 unless the verdict is a pass. */
  readonly k: number;
  /** Cluster of each point, numbered by first appearance. */
  readonly labels: Int32Array;
  /** Every number tried, in ascending order, whatever the verdict. */
  readonly candidates: readonly ClusterCandidate[];
  /** The best silhouette that a share `1 - alpha` of the clouds without clusters stays below; NaN where there is no test. */
  readonly nullSilhouette: number;
}

/**
 * How many clusters there are, with one as a possible answer: the number of the best mean silhouette, if a single cloud of the same mean and
 * covariance hardly ever reaches that silhouette when it is searched in the same way.
 *
 * The p value is `(1 + clouds that reach it) / (1 + clouds)`. A silhouette has no zero of its own: the best of four cuts of one normal cloud
 * in two dimensions is near 0.4.
 *
 * @param points - Rows of coordinates, of equal length.
 * @param options - Search, null and level.
 * @returns `insufficient` for fewer distinct points than the least `k` plus one, or too few clouds for the level.
 * @throws a {@link ParameterError} if there are no points, rows differ in length, a coordinate is not finite or an option is out of range.
 * @remarks The clouds have exactly the sample covariance of the points. For normal points and normal clouds the level is then exact at any size;
 * against boxes 4 to 8 % of single clouds of 12 points in 8 dimensions pass, correlated or not (300 runs each). Two groups of 6, 3 standard
 * deviations apart in every coordinate, pass 9 times in 10; two of 10 that are 6 apart in one coordinate of eight do not. 30 points of 8
 * coordinates against 199 clouds take about 0.2 s.
 * @see P. J. Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20 (1987); R. Tibshirani, G. Walther, T. Hastie,
 * "Estimating the number of clusters in a data set via the gap statistic", Journal of the Royal Statistical Society B 63 (2001), section 3,
 * on the box along the principal axes.
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { chooseClusters } from '@quantblocks/portfolio';
 *
 * const rng = createRng(1);
 * const cloud = (centre: number) => Array.from({ length: 8 }, () => [centre + rng.normal(), centre + rng.normal()]);
 * chooseClusters([...cloud(0), ...cloud(9)]).k; // => 2
 * chooseClusters([...cloud(0), ...cloud(0)]).k; // => 1
 * ```
 */
export function chooseClusters(
  points: readonly ArrayLike<number>[],
  options: ChooseClustersOptions = {},
): ClusterChoice {
  const { kRange = [2, 5], standardise = true, seed = 0, restarts = 10 } = options;
  const { simulations = 199, nullShape = 'uniform', snap, alpha = 0.05 } = options;
  const [least, most] = kRange;
  requireWhole('kRange[0]', least, 2);
  requireWhole('kRange[1]', most, least);
  requireWhole('restarts', restarts, 1);
  requireWhole('simulations', simulations, 0);
  requireOpenUnit('alpha', alpha);
  if (nullShape !== 'gaussian' && nullShape !== 'uniform') {
    throw new ParameterError('nullShape', 'gaussian or uniform', nullShape);
  }
  const set = PointSet.of(points);
  const rng = createRng(seed, 'chooseClusters');
  const search = (cloud: PointSet, stream: Rng): ClusterCandidate[] =>
    candidatesOf(standardise ? cloud.standardised() : cloud, least, most, stream, restarts);
  const candidates = search(set, rng.fork('points'));
  const best = bestOf(candidates);
  const head = { name: 'chooseClusters', question: 'Do the points form more than one cluster?', n: set.size };
  const single = { k: 1, labels: new Int32Array(set.size), candidates, nullSilhouette: Number.NaN };
  const floor = Math.ceil(1 / alpha - 1e-9) - 1;
  if (best === undefined || simulations < floor) {
    const explanation =
      best === undefined
        ? `${least} clusters need ${least + 1} distinct points, not ${set.distinct()}.`
        : `${simulations} clouds cannot give a p value of ${alpha}; ${floor} can.`;
    return {
      ...createVerdict({ ...head, status: 'insufficient', value: best?.silhouette ?? Number.NaN, explanation }),
      ...single,
    };
  }
  const source = new SingleCluster(set);
  const nulls = new Float64Array(simulations);
  for (let i = 0; i < simulations; i++) {
    const stream = rng.fork('cloud', i);
    const cloud = source.draw(nullShape, stream);
    if (snap !== undefined) for (let point = 0; point < cloud.size; point++) snap(cloud.row(point));
    // A cloud snapped to a single place cannot be cut.
    nulls[i] = bestOf(search(cloud, stream))?.silhouette ?? -1;
  }
  let reached = 0;
  for (const value of nulls) if (value >= best.silhouette) reached++;
  const pValue = (1 + reached) / (1 + simulations);
  const isClustered = pValue <= alpha;
  const nullSilhouette = quantile(nulls, 1 - alpha);
  const verdict = createVerdict({
    ...head,
    status: isClustered ? 'pass' : 'fail',
    value: best.silhouette,
    pValue,
    assumptions: [
      `Without clusters the points would be one ${nullShape === 'uniform' ? 'evenly filled box' : 'normal cloud'} of the same covariance.`,
    ],
    warnings: isClustered ? smallest(best.labels) : [],
    explanation: `The best silhouette is ${best.silhouette.toFixed(3)} with ${best.k} clusters; single clouds reach it with probability ${pValue.toPrecision(2)} (${nullSilhouette.toFixed(3)} at level ${alpha}).`,
  });
  if (!isClustered) return { ...verdict, ...single, nullSilhouette };
  return { ...verdict, k: best.k, labels: best.labels, candidates, nullSilhouette };
}

function candidatesOf(set: PointSet, least: number, most: number, rng: Rng, restarts: number): ClusterCandidate[] {
  const last = set.distinct(most + 1) - 1;
  if (last < least) return [];
  const between = distances(set);
  const candidates: ClusterCandidate[] = [];
  for (let k = least; k <= last; k++) {
    const { labels } = bestOfStarts(set, k, rng, restarts, 300);
    candidates.push({ k, silhouette: silhouetteOf(between, labels, k).mean, labels });
  }
  return candidates;
}

/** The largest silhouette, and of equals the fewest clusters. */
function bestOf(candidates: readonly ClusterCandidate[]): ClusterCandidate | undefined {
  let best: ClusterCandidate | undefined;
  for (const candidate of candidates) {
    if (best === undefined || candidate.silhouette > best.silhouette) best = candidate;
  }
  return best;
}

function smallest(labels: Int32Array): string[] {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const least = Math.min(...counts.values());
  return least < 3 ? [`A cluster has ${least} of the points: it may be an outlier rather than a group.`] : [];
}
