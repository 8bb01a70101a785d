import { mean, ParameterError, quantile } from '@quantblocks/core';
import { type ChooseClustersOptions, type ClusterChoice, chooseClusters } from './choose-clusters.ts';
import { type ParameterGrid, requireGrid, snapToGrid } from './parameter-grid.ts';

/** Values of parameters by name. */
export type ParameterValues = Readonly<Record<string, number>>;

/** Parameters found for one asset. */
export interface AssetParameters {
  readonly asset: string;
  readonly parameters: ParameterValues;
}

/** Options of {@link clusterParameters}. */
export interface ClusterParametersOptions extends Omit<ChooseClustersOptions, 'snap' | 'standardise'> {
  /** Every parameter of the strategy and where it may lie: `{}` for anywhere. */
  grid: Readonly<Record<string, ParameterGrid>>;
  /** What stands for a cluster, parameter by parameter. @defaultValue `'median'` */
  centre?: 'median' | 'mean';
  /** Restores what the strategy demands between parameters, such as an ascending ladder of targets; gets values on their grids. */
  repair?: (parameters: ParameterValues) => ParameterValues;
}

/** Assets that share parameters. */
export interface ParameterCluster {
  readonly assets: readonly string[];
  /** On the grid, inside the bounds and repaired. */
  readonly parameters: ParameterValues;
}

/** Answer of {@link clusterParameters}. */
export interface ClusteredParameters {
  /** The test for clusters; if it does not pass there is one cluster of all assets. */
  readonly choice: ClusterChoice;
  readonly clusters: readonly ParameterCluster[];
  /** What was clustered. */
  readonly individual: readonly AssetParameters[];
}

/**
 * Finds groups of assets with similar parameters, and one set of parameters for each group.
 *
 * Parameters are standardised before {@link chooseClusters}, whose clouds without clusters are put on the same grid. Fewer free choices are
 * less overfit, if the groups are real and lose little: {@link clusterVerdict} decides.
 *
 * @param rows - One per asset, with the parameters of the grid, all and no others.
 * @param options - Grid, repair, search and test.
 * @throws a {@link ParameterError} if there are no rows, an asset comes twice, a parameter is missing, unknown or not finite, `repair` leaves
 * the bounds, or an option is out of range.
 *
 * @example
 * ```ts
 * import { clusterParameters } from '@quantblocks/portfolio';
 *
 * const rows = [10, 11, 12, 13, 50, 51, 52, 54].map((fast, i) => ({ asset: `A${i}`, parameters: { fast, slow: 3 * fast } }));
 * const { clusters } = clusterParameters(rows, { grid: { fast: { min: 5, max: 60, step: 1 }, slow: { step: 5 } } });
 * clusters.map(({ assets, parameters }) => [assets.length, parameters.fast, parameters.slow]); // => [[4, 12, 35], [4, 52, 155]]
 * ```
 */
export function clusterParameters(
  rows: readonly AssetParameters[],
  options: ClusterParametersOptions,
): ClusteredParameters {
  const { grid, centre = 'median', repair = (parameters) => parameters, ...search } = options;
  if (centre !== 'median' && centre !== 'mean') throw new ParameterError('centre', 'median or mean', centre);
  const names = Object.keys(grid);
  if (names.length === 0) throw new ParameterError('grid', 'at least one parameter', grid);
  for (const name of names) requireGrid(name, grid[name]);
  requireRows(rows, names);
  const onGrid = (parameters: ParameterValues): ParameterValues =>
    Object.fromEntries(names.map((name) => [name, snapToGrid(parameters[name], grid[name])]));
  const points = rows.map(({ parameters }) => Float64Array.from(names, (name) => parameters[name]));
  const choice = chooseClusters(points, {
    ...search,
    snap: (point) => {
      const drawn = Object.fromEntries(names.map((name, j) => [name, point[j]]));
      // At the edge of the grid a repair may step over it: that matters for a centre, but not for one point of a random cloud.
      const parameters = onGrid(repair(onGrid(drawn)));
      for (const [j, name] of names.entries()) point[j] = parameters[name];
    },
  });
  const clusters = Array.from({ length: choice.k }, (_, cluster) => {
    const members = rows.filter((_row, i) => choice.labels[i] === cluster);
    const centreOf = (name: string): number => {
      const values = members.map(({ parameters }) => parameters[name]);
      return centre === 'median' ? quantile(values, 0.5) : mean(values);
    };
    const parameters = repair(onGrid(Object.fromEntries(names.map((name) => [name, centreOf(name)]))));
    for (const name of names) requireInside(name, parameters[name], grid[name]);
    return {
      assets: members.map(({ asset }) => asset),
      parameters,
    };
  });
  return { choice, clusters, individual: rows };
}

function requireRows(rows: readonly AssetParameters[], names: readonly string[]): void {
  if (!Array.isArray(rows) || rows.length === 0) throw new ParameterError('rows', 'at least one asset', rows);
  const assets = new Set<string>();
  for (const { asset, parameters } of rows) {
    if (assets.has(asset)) throw new ParameterError('rows', 'every asset once', asset);
    assets.add(asset);
    const unknown = Object.keys(parameters).find((name) => !names.includes(name));
    if (unknown !== undefined) throw new ParameterError(`parameters of ${asset}`, `only ${names.join(', ')}`, unknown);
    for (const name of names) {
      if (!Number.isFinite(parameters[name])) {
        throw new ParameterError(`${name} of ${asset}`, 'a finite number', parameters[name]);
      }
    }
  }
}

function requireInside(
  name: string,
  value: number,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: ParameterGrid,
): void {
  if (!(Number.isFinite(value) && value >= min && value <= max)) {
    throw new ParameterError('repair', `${name} in ${min} .. ${max}`, value);
  }
}
