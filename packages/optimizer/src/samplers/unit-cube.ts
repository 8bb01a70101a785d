import { ParameterError } from '@quantblocks/core';
import type { Dimension } from '../space/dimension.ts';
import type { Levels } from '../space/levels.ts';
import { nearestLevel } from '../space/levels.ts';

/** Finer grids are searched as a continuum and rounded. */
const MAX_LEVELS = 1_000;

/** Maps points of a space to the unit cube and back; for samplers that know only numbers. */
export class UnitCube {
  /** Where the values of a grid lie, by dimension. */
  declare readonly levels: Levels;
  declare readonly isCategorical: readonly boolean[];
  readonly #dimensions: readonly Dimension[];

  /**
   * @throws a {@link ParameterError} if a dimension is conditional, or categorical where that is not allowed; `sampler` is named.
   */
  constructor(dimensions: readonly Dimension[], options: { sampler: string; categorical: boolean }) {
    const { sampler, categorical } = options;
    const odd = dimensions.find(({ type, parents }) => parents !== null || (type === 'categorical' && !categorical));
    if (odd !== undefined) {
      const kind = odd.parents === null ? 'categorical' : 'conditional';
      throw new ParameterError(
        'sampler',
        `one that knows ${kind} parameters, such as tpe`,
        `${sampler} for ${odd.name}`,
      );
    }
    this.#dimensions = dimensions;
    Object.assign(this, {
      isCategorical: dimensions.map(({ type }) => type === 'categorical'),
      levels: dimensions.map((dimension) =>
        dimension.count <= MAX_LEVELS
          ? Float64Array.from({ length: dimension.count }, (_, cell) => dimension.toUnit(dimension.valueAt(cell)))
          : null,
      ),
    });
  }

  encode(point: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.#dimensions, (dimension, d) => dimension.toUnit(point[d]));
  }

  decode(unit: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.#dimensions, (dimension, d) => {
      const levels = this.levels[d];
      return levels === null ? dimension.fromUnit(unit[d]) : dimension.valueAt(nearestLevel(levels, unit[d]));
    });
  }
}
