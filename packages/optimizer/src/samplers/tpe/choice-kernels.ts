import type { Rng } from '@quantblocks/core';
import type { TableKernels } from './mixture.ts';
import { choiceProbability } from './parzen.ts';

/** Kernels over the choices of a categorical dimension. */
export class ChoiceKernels implements TableKernels {
  /** What distinguishes kernels: their own choice, or `count` of the prior. */
  codes: Uint16Array = new Uint16Array(64);
  readonly table: Float64Array;
  readonly #count: number;
  readonly #cells: () => Uint16Array;
  #kernels = 1;

  /** @param cells - The choice of every trial, by number. */
  constructor(count: number, cells: () => Uint16Array) {
    this.#count = count;
    this.#cells = cells;
    this.table = new Float64Array(count + 1);
  }

  prepare(ids: Int32Array, n: number): void {
    const cells = this.#cells();
    if (this.codes.length <= n) this.codes = new Uint16Array(2 * (n + 1));
    for (let k = 0; k < n; k++) this.codes[k] = cells[ids[k]];
    this.codes[n] = this.#count;
    this.#kernels = n + 1;
  }

  fillTable(value: number): void {
    // Relative to the prior, so that a product over many dimensions neither under- nor overflows.
    for (let own = 0; own < this.#count; own++) {
      this.table[own] = choiceProbability(this.#count, this.#kernels, own, value) * this.#count;
    }
    this.table[this.#count] = 1;
  }

  draw(kernel: number, rng: Rng): number {
    const own = this.codes[kernel];
    // With probability 1 / (1 + C/K) the kernel's own choice, otherwise any.
    const isOwn = own < this.#count && rng.next() * (1 + this.#count / this.#kernels) < 1;
    return isOwn ? own : rng.int(this.#count);
  }
}
