import type { Rng } from '@quantblocks/core';
import { mixBits } from '../mix-bits.ts';

const ROUNDS = 6;

/**
 * A random order of `0 .. size - 1` that needs no list: the place of an index is computed.
 *
 * An index is written as two digits, its row and column in a rectangle of at least `size` cells that is nearly square. In
 * turns a hash of the one digit is added to the other, which can be undone and so is a permutation of the cells; cells beyond
 * `size` are mapped on until an index comes out.
 *
 * @see J. Black, P. Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002, section 5 (generalised Feistel cipher).
 */
export class IndexPermutation {
  readonly #size: number;
  readonly #rows: number;
  readonly #columns: number;
  readonly #keys: Uint32Array;

  /** @param size - 1 to 2^53 - 1. */
  constructor(size: number, rng: Rng) {
    this.#size = size;
    this.#columns = Math.ceil(Math.sqrt(size));
    this.#rows = Math.ceil(size / this.#columns);
    this.#keys = Uint32Array.from({ length: ROUNDS }, () => rng.int(2 ** 32));
  }

  /** The index at a place of the order. */
  at(place: number): number {
    let index = place;
    do {
      index = this.#permute(index);
    } while (index >= this.#size);
    return index;
  }

  #permute(cell: number): number {
    let column = cell % this.#columns;
    let row = (cell - column) / this.#columns;
    for (let i = 0; i < ROUNDS; i += 2) {
      row = (row + mixBits(column ^ this.#keys[i])) % this.#rows;
      column = (column + mixBits(row ^ this.#keys[i + 1])) % this.#columns;
    }
    return row * this.#columns + column;
  }
}
