import type { Rng } from '@quantblocks/core';
import { kernelWeights } from './kernel-weights.ts';
import type { RealKernels } from './real-kernels.ts';

/** Kernels of a dimension of which only few differ: their densities at a value are looked up in a table. */
export interface TableKernels {
  /** Row of the table, by kernel. */
  readonly codes: Uint16Array;
  readonly table: Float64Array;
  /** Kernels on the trials `ids`, oldest first, and the prior. */
  prepare(ids: Int32Array, n: number): void;
  /** Densities at `value` relative to the prior's. */
  fillTable(value: number): void;
  draw(kernel: number, rng: Rng): number;
}

/** A factor is rarely beyond 10^5; so many of them stay within the range of doubles. */
const FACTORS = 32;

/**
 * The density of one group of trials: a mixture of products, one kernel per trial and a prior. The arithmetic of
 * {@link parzenEstimator}, arranged so that a trial costs as little as possible: what does not depend on the point is folded
 * into one number per kernel, and dimensions with few different kernels are tables.
 */
export class Mixture {
  declare readonly tables: readonly TableKernels[];
  declare readonly reals: readonly RealKernels[];
  /** Positions of the tables' and the reals' dimensions in a point. */
  declare readonly tableAt: readonly number[];
  declare readonly realAt: readonly number[];
  #kernels = 1;
  #weights: Float64Array = new Float64Array(64);
  #cumulative: Float64Array = new Float64Array(64);
  #logBase: Float64Array = new Float64Array(64);
  #product: Float64Array = new Float64Array(64);
  #squares: Float64Array = new Float64Array(64);

  constructor(parts: Pick<Mixture, 'tables' | 'reals' | 'tableAt' | 'realAt'>) {
    Object.assign(this, parts);
  }

  /** Kernels on the trials `ids`, oldest first; `side[id] === wanted` says the same by number, `position` is the inverse. */
  prepare(ids: Int32Array, n: number, side: Uint8Array, wanted: number, position: Int32Array): void {
    this.#kernels = n + 1;
    this.#reserve(n + 1);
    kernelWeights(n, this.#weights);
    let sum = 0;
    for (let k = 0; k <= n; k++) {
      sum += this.#weights[k];
      this.#cumulative[k] = sum;
      this.#logBase[k] = 0;
    }
    for (const table of this.tables) table.prepare(ids, n);
    for (const real of this.reals) real.prepare(side, wanted, position, n, this.#logBase);
  }

  /** Draws a point into `out`: one kernel for all dimensions. */
  draw(rng: Rng, out: Float64Array): void {
    const u = rng.next() * this.#cumulative[this.#kernels - 1];
    let k = 0;
    while (k < this.#kernels - 1 && this.#cumulative[k] <= u) k++;
    this.tables.forEach((table, i) => {
      out[this.tableAt[i]] = table.draw(k, rng);
    });
    this.reals.forEach((real, i) => {
      out[this.realAt[i]] = real.draw(k, rng);
    });
  }

  /** Log density at a point, up to a constant that is the same for all mixtures over these dimensions at this point. */
  logDensity(point: Float64Array): number {
    const kernels = this.#kernels;
    const product = this.#product;
    const weights = this.#weights;
    const squares = this.#squares;
    const { tables, reals } = this;
    for (let k = 0; k < kernels; k++) product[k] = weights[k];
    for (let k = 0; k < kernels; k++) squares[k] = 0;
    for (let i = 0; i < tables.length; i++) {
      tables[i].fillTable(point[this.tableAt[i]]);
      multiply(product, tables[i].table, tables[i].codes, kernels);
      if (i % FACTORS === FACTORS - 1) this.#takeLogarithms();
    }
    if (reals.length === 0 && tables.length < FACTORS) {
      let total = 0;
      for (let k = 0; k < kernels; k++) total += product[k];
      return Math.log(total);
    }
    const logBase = this.#logBase;
    for (let i = 0; i < reals.length; i++) {
      reals[i].accumulate(point[this.realAt[i]], kernels, squares, product);
      if (i % FACTORS === FACTORS - 1) this.#takeLogarithms();
    }
    let total = 0;
    for (let k = 0; k < kernels; k++) total += product[k] * Math.exp(logBase[k] - 0.5 * squares[k]);
    return total > 0 && total < Number.POSITIVE_INFINITY ? Math.log(total) : this.#logSum();
  }

  #takeLogarithms(): void {
    for (let k = 0; k < this.#kernels; k++) {
      this.#squares[k] -= 2 * Math.log(this.#product[k]);
      this.#product[k] = 1;
    }
  }

  // Hundreds of dimensions leave the range of doubles: sum the logarithms instead.
  #logSum(): number {
    const exponent = (k: number): number => Math.log(this.#product[k]) + this.#logBase[k] - 0.5 * this.#squares[k];
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < this.#kernels; k++) most = Math.max(most, exponent(k));
    let total = 0;
    for (let k = 0; k < this.#kernels; k++) total += Math.exp(exponent(k) - most);
    return most + Math.log(total);
  }

  #reserve(kernels: number): void {
    if (this.#weights.length >= kernels) return;
    const size = 2 * kernels;
    this.#weights = new Float64Array(size);
    this.#cumulative = new Float64Array(size);
    this.#logBase = new Float64Array(size);
    this.#product = new Float64Array(size);
    this.#squares = new Float64Array(size);
  }
}

function multiply(product: Float64Array, table: Float64Array, codes: Uint16Array, kernels: number): void {
  for (let k = 0; k < kernels; k++) product[k] *= table[codes[k]];
}
