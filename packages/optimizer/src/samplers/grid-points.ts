import { ParameterError } from '@quantblocks/core';
import type { Dimension } from '../space/dimension.ts';

/** Combinations of the values that conditions ask about, beyond which a grid is refused. */
const MAX_BRANCHES = 100_000;

/** All points with the same values in the dimensions that conditions ask about. */
interface Branch {
  /** Number of its first point. */
  readonly start: number;
  /** Those values, and NaN where a dimension does not exist. */
  readonly point: Float64Array;
  /** The other dimensions that exist. */
  readonly free: readonly number[];
}

/**
 * The points of a grid by number, each of them once: the last dimension varies fastest, those that conditions ask about slowest.
 */
export class GridPoints {
  /** How many there are. */
  readonly size: number;
  readonly #dimensions: readonly Dimension[];
  readonly #counts: readonly number[];
  readonly #branches: Branch[] = [];

  /**
   * @param counts - Values per dimension; those of a continuous one are spread evenly over its range.
   * @throws a {@link ParameterError} if there are too many points to number, or conditions to tell apart.
   */
  constructor(dimensions: readonly Dimension[], counts: readonly number[]) {
    this.#dimensions = dimensions;
    this.#counts = counts;
    const asked = new Set(dimensions.flatMap(({ parents }) => parents?.map(({ dimension }) => dimension) ?? []));
    this.size = this.#collect(new Float64Array(dimensions.length), 0, [], asked, 0);
    if (this.size > Number.MAX_SAFE_INTEGER)
      throw new ParameterError('space', 'fewer than 2^53 grid points', this.size);
  }

  /** Writes a point into `out`. */
  at(index: number, out: Float64Array): Float64Array {
    const { start, point, free } = this.#branches[this.#branchOf(index)];
    out.set(point);
    let rest = index - start;
    for (let i = free.length - 1; i >= 0; i--) {
      const d = free[i];
      const cell = rest % this.#counts[d];
      out[d] = this.#valueAt(d, cell);
      rest = (rest - cell) / this.#counts[d];
    }
    return out;
  }

  // Walks through the tree of asked dimensions, and returns how many points there are so far.
  #collect(point: Float64Array, d: number, free: readonly number[], asked: ReadonlySet<number>, start: number): number {
    if (d === this.#dimensions.length) {
      if (this.#branches.length === MAX_BRANCHES) {
        throw new ParameterError('space', `at most ${MAX_BRANCHES} combinations that conditions tell apart`, 'more');
      }
      this.#branches.push({ start, point: Float64Array.from(point), free });
      return start + free.reduce((product, other) => product * this.#counts[other], 1);
    }
    if (!this.#dimensions[d].existsAt(point)) {
      point[d] = Number.NaN;
      return this.#collect(point, d + 1, free, asked, start);
    }
    if (!asked.has(d)) return this.#collect(point, d + 1, [...free, d], asked, start);
    let end = start;
    for (let cell = 0; cell < this.#counts[d]; cell++) {
      point[d] = this.#valueAt(d, cell);
      end = this.#collect(point, d + 1, free, asked, end);
    }
    return end;
  }

  // The last branch that starts at or before the index.
  #branchOf(index: number): number {
    let low = 0;
    let high = this.#branches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#branches[middle].start <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #valueAt(d: number, cell: number): number {
    const dimension = this.#dimensions[d];
    if (dimension.step > 0) return dimension.valueAt(cell);
    return evenlySpaced(dimension, cell, this.#counts[d]);
  }
}

function evenlySpaced({ low, high, log }: Dimension, cell: number, count: number): number {
  if (cell === 0) return low;
  if (cell === count - 1) return high;
  const share = cell / (count - 1);
  // Not low * (high / low) ** share, whose quotient overflows for wide ranges.
  const value = log ? low ** (1 - share) * high ** share : low + (cell * (high - low)) / (count - 1);
  // Without the noise of the last digits: 0.3, not 0.30000000000000004.
  return Math.min(high, Math.max(low, Number(value.toPrecision(15))));
}
