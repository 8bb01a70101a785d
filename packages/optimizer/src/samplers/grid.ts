import { createRng, ParameterError } from '@quantblocks/core';
import type { Dimension } from '../space/dimension.ts';
import { GridPoints } from './grid-points.ts';
import { IndexPermutation } from './index-permutation.ts';
import type { Proposal, Proposer, Sampler, SamplerContext } from './sampler.ts';

/** Options of {@link grid}. */
export interface GridOptions {
  /**
   * Values of continuous parameters: a number for each of them, or numbers by name. They are spread evenly on the scale of the
   * search, both bounds included. @defaultValue none: all parameters must be discrete
   */
  readonly points?: number | Readonly<Record<string, number>>;
  /**
   * `shuffled`: in an order that follows from the study's seed, so that a search that is stopped early has looked everywhere.
   * `given`: as loops in the order of the declaration would go, the last parameter fastest; parameters that conditions
   * ask about are the outermost ones. @defaultValue `'shuffled'`
   */
  readonly order?: 'shuffled' | 'given';
}

/**
 * Every point of a grid once; then the study is exhausted. Points that break a constraint are passed over.
 *
 * @throws a {@link ParameterError} if an option is out of range; when the study is created, if a continuous parameter has
 *   no number of points, a name is not that of a continuous parameter, or the grid has 2^53 points or more.
 * @remarks The order is computed, not stored, so that a grid of 10^9 points costs nothing but the trials that are evaluated. Where
 * few points satisfy the constraints, each trial pays for the points passed over on the way, well below a microsecond each
 * plus the constraints.
 *
 * @example
 * ```ts
 * import { createStudy, float, grid, int, optimize, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({
 *   space: space({ length: int(10, 12), band: float(1, 3) }),
 *   sampler: grid({ points: { band: 5 }, order: 'given' }),
 * });
 * const { stopped } = await optimize(study, ({ length, band }) => length * band, { trials: 100 });
 * stopped; // => 'exhausted'
 * study.trials.length; // => 15
 * study.trials[1].params; // => { length: 10, band: 1.5 }
 * ```
 */
export function grid(options: GridOptions = {}): Sampler {
  const { points = {}, order = 'shuffled' } = options;
  if (order !== 'shuffled' && order !== 'given') throw new ParameterError('order', "'shuffled' or 'given'", order);
  const counts = typeof points === 'number' ? { points } : prefixed(points);
  for (const [name, count] of Object.entries(counts)) {
    if (!(Number.isSafeInteger(count) && count > 1)) throw new ParameterError(name, 'an integer > 1', count);
  }
  const settings = { points, order };
  return { name: 'grid', options: settings, start: (context) => new GridProposer(context, settings) };
}

class GridProposer implements Proposer {
  readonly #context: SamplerContext;
  readonly #points: GridPoints;
  readonly #permutation: IndexPermutation | null;
  /** Points of all trials: the study knows them only in a finite space, and not if it allows duplicates. */
  readonly #known = new Set<string>();
  #seen = 0;
  /** Points before this place of the order are known or not acceptable. */
  #place = 0;

  constructor(context: SamplerContext, { points, order }: Required<GridOptions>) {
    const { space, seed } = context;
    this.#context = context;
    this.#points = new GridPoints(space.dimensions, countsOf(space.dimensions, points));
    this.#permutation = order === 'given' ? null : new IndexPermutation(this.#points.size, createRng(seed, 'grid'));
  }

  propose(): Proposal | null {
    const { history, space, accepts } = this.#context;
    for (; this.#seen < history.length; this.#seen++) this.#known.add(history.point(this.#seen).join());
    const point = new Float64Array(space.dimensions.length);
    for (; this.#place < this.#points.size; this.#place++) {
      this.#points.at(this.#permutation?.at(this.#place) ?? this.#place, point);
      if (accepts(point) && !this.#known.has(point.join())) return { point, by: 'grid' };
    }
    return null;
  }
}

function countsOf(dimensions: readonly Dimension[], points: Required<GridOptions>['points']): number[] {
  const isContinuous = ({ count }: Dimension): boolean => count === Number.POSITIVE_INFINITY;
  const names = dimensions.filter(isContinuous).map(({ name }) => name);
  const odd = typeof points === 'number' ? undefined : Object.keys(points).find((name) => !names.includes(name));
  if (odd !== undefined) throw new ParameterError('points', `names of continuous parameters: ${names.join(', ')}`, odd);
  return dimensions.map((dimension) => {
    if (!isContinuous(dimension)) return dimension.count;
    if (typeof points === 'number') return points;
    if (Object.hasOwn(points, dimension.name)) return points[dimension.name];
    throw new ParameterError(`points.${dimension.name}`, 'a number of points, the parameter is continuous', undefined);
  });
}

function prefixed(points: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(points).map(([name, count]) => [`points.${name}`, count]));
}
