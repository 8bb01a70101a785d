import type { Rng } from '@quantblocks/core';
import type { Dimension } from '../../space/dimension.ts';
import { type Bandwidth, clip, gapWidth, scottWidth } from './bandwidth.ts';
import { normalMass } from './normal-mass.ts';
import type { SortedColumn } from './sorted-column.ts';
import { truncatedNormal } from './truncated-normal.ts';

/** Beyond this many widths from both ends nothing is cut off, in double precision. */
const UNCUT = 8.5;
/** Cells up to this share of a width are integrated by a series, which is exact there. */
const NARROW_CELL = 0.25;

/**
 * Kernels over a continuum, or over a grid too fine or too uneven for tables: every observation has its own.
 */
export class RealKernels {
  declare readonly dimension: Dimension;
  mean: Float64Array = new Float64Array(64);
  /** One over the width. */
  inverse: Float64Array = new Float64Array(64);
  readonly #column: SortedColumn;
  readonly #bandwidth: Bandwidth;
  readonly #dimensions: number;
  readonly #low: number;
  readonly #high: number;
  /** By trial: the width its mass was last computed for, and the logarithm of that mass. */
  #massWidth: Float64Array = new Float64Array(64);
  #logMass: Float64Array = new Float64Array(64);

  constructor(dimension: Dimension, column: SortedColumn, bandwidth: Bandwidth, dimensions: number) {
    this.dimension = dimension;
    this.#column = column;
    this.#bandwidth = bandwidth;
    this.#dimensions = dimensions;
    [this.#low, this.#high] = dimension.scale();
  }

  /**
   * @param side - 1 where a trial belongs to this model, by number.
   * @param position - Kernel of a trial, by number.
   * @param logBase - Receives the part of every kernel's log density that does not depend on the point.
   */
  prepare(side: Uint8Array, wanted: number, position: Int32Array, n: number, logBase: Float64Array): void {
    this.#reserve(n + 1, position.length);
    const { mean, inverse } = this;
    const { order, length, scaled } = this.#column;
    const low = this.#low;
    const high = this.#high;
    const range = high - low;
    const fixed = this.#bandwidth === 'scott' ? clip(scottWidth(n, range, this.#dimensions), n, range) : 0;
    const shares = this.#bandwidth === 'neighbour';
    const next = (from: number): number => {
      let i = from;
      while (i < length && side[order[i]] !== wanted) i++;
      return i;
    };
    let left = Number.NaN;
    for (let from = next(0); from < length; ) {
      const value = scaled[order[from]];
      let to = next(from + 1);
      while (shares && to < length && scaled[order[to]] === value) to = next(to + 1);
      const right = to < length ? scaled[order[to]] : Number.NaN;
      const width = fixed > 0 ? fixed : clip(gapWidth(value, left, right, n, low, high), n, range);
      for (; from < to; from = next(from + 1)) this.#set(order[from], position[order[from]], value, width, logBase);
      left = value;
    }
    mean[n] = (low + high) / 2;
    inverse[n] = 1 / range;
    logBase[n] -= this.#cutOff(mean[n], range);
  }

  /** Adds every kernel's squared distance to `value`, and multiplies in what a cell's width makes of the density. */
  accumulate(value: number, kernels: number, squares: Float64Array, product: Float64Array): void {
    const { mean, inverse, dimension } = this;
    if (dimension.step === 0) {
      const x = dimension.transform(value);
      for (let k = 0; k < kernels; k++) {
        const z = (x - mean[k]) * inverse[k];
        squares[k] += z * z;
      }
      return;
    }
    const from = dimension.transform(value - dimension.step / 2);
    const to = dimension.transform(value + dimension.step / 2);
    const middle = (from + to) / 2;
    for (let k = 0; k < kernels; k++) {
      const z = (middle - mean[k]) * inverse[k];
      const cell = (to - from) * inverse[k];
      const z2 = z * z;
      if (cell > NARROW_CELL) {
        const mass = normalMass((from - mean[k]) * inverse[k], (to - mean[k]) * inverse[k]);
        product[k] *= mass * (Math.sqrt(2 * Math.PI) / cell);
      } else {
        squares[k] += z2;
        // Taylor series of the integral over the cell, in Hermite polynomials.
        const h2 = (cell * cell) / 4;
        const he4 = z2 * z2 - 6 * z2 + 3;
        const he6 = z2 * z2 * z2 - 15 * z2 * z2 + 45 * z2 - 15;
        product[k] *= 1 + h2 * ((z2 - 1) / 6 + h2 * (he4 / 120 + (h2 * he6) / 5040));
      }
    }
  }

  draw(kernel: number, rng: Rng): number {
    const { dimension } = this;
    const x = truncatedNormal(this.mean[kernel], 1 / this.inverse[kernel], this.#low, this.#high, rng);
    const value = dimension.log ? Math.exp(x) : x;
    if (dimension.step > 0) return dimension.valueAt(dimension.cellOf(value));
    return Math.min(dimension.high, Math.max(dimension.low, value));
  }

  #set(id: number, k: number, value: number, width: number, logBase: Float64Array): void {
    this.mean[k] = value;
    this.inverse[k] = 1 / width;
    if (this.#massWidth[id] !== width) {
      this.#massWidth[id] = width;
      this.#logMass[id] = this.#cutOff(value, width);
    }
    // Relative to the range, so that a product over many dimensions keeps within the range of doubles.
    logBase[k] += Math.log((this.#high - this.#low) / width) - this.#logMass[id];
  }

  #cutOff(mean: number, width: number): number {
    const below = (mean - this.#low) / width;
    const above = (this.#high - mean) / width;
    return below > UNCUT && above > UNCUT ? 0 : Math.log(normalMass(-below, above));
  }

  #reserve(kernels: number, trials: number): void {
    if (this.mean.length < kernels) {
      this.mean = new Float64Array(2 * kernels);
      this.inverse = new Float64Array(2 * kernels);
    }
    if (this.#massWidth.length < trials) {
      this.#massWidth = new Float64Array(trials);
      this.#logMass = new Float64Array(trials);
    }
  }
}
