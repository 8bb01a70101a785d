import { ParameterError } from '@quantblocks/core';
import { requireSeries } from '../checks.ts';

/** Points in one block of memory: coordinate `j` of point `i` is `values[i * dimensions + j]`. */
export class PointSet {
  readonly values: Float64Array;
  readonly size: number;
  readonly dimensions: number;

  constructor(values: Float64Array, size: number, dimensions: number) {
    this.values = values;
    this.size = size;
    this.dimensions = dimensions;
  }

  /** The boundary check of whatever takes points. */
  static of(points: readonly ArrayLike<number>[]): PointSet {
    const rows = requireSeries('points', points);
    const dimensions = rows[0].length;
    if (dimensions === 0) throw new ParameterError('points', 'at least one coordinate', dimensions);
    const values = new Float64Array(rows.length * dimensions);
    for (const [i, row] of rows.entries()) values.set(row, i * dimensions);
    return new PointSet(values, rows.length, dimensions);
  }

  row(i: number): Float64Array {
    return this.values.subarray(i * this.dimensions, (i + 1) * this.dimensions);
  }

  /** Number of points that differ from each other, counted no further than to `limit`. */
  distinct(limit: number = this.size): number {
    const seen = new Set<string>();
    for (let i = 0; i < this.size && seen.size < limit; i++) {
      // Adding 0 makes -0 the 0 that it equals.
      const point = this.row(i).map((value) => value + 0);
      seen.add(point.join());
    }
    return seen.size;
  }

  /** Mean of coordinate `j`. */
  mean(j: number): number {
    let total = 0;
    for (let i = j; i < this.values.length; i += this.dimensions) total += this.values[i];
    return total / this.size;
  }

  /** Standard deviation of coordinate `j` over n; exactly 0 if it never varies. */
  deviation(j: number): number {
    const { values, dimensions } = this;
    const centre = this.mean(j);
    let squares = 0;
    let isFlat = true;
    for (let i = j; i < values.length; i += dimensions) {
      squares += (values[i] - centre) ** 2;
      isFlat &&= values[i] === values[j];
    }
    return isFlat ? 0 : Math.sqrt(squares / this.size);
  }

  /** Every coordinate with mean 0 and standard deviation 1; one that never varies is 0. */
  standardised(): PointSet {
    const { values, size, dimensions } = this;
    const result = new Float64Array(values.length);
    for (let j = 0; j < dimensions; j++) {
      const centre = this.mean(j);
      const deviation = this.deviation(j);
      if (deviation === 0) continue;
      for (let i = j; i < values.length; i += dimensions) result[i] = (values[i] - centre) / deviation;
    }
    return new PointSet(result, size, dimensions);
  }
}
