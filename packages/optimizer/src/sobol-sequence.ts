import { ParameterError, type Rng } from '@quantblocks/core';
import { SOBOL_DIRECTIONS } from './sobol-directions.ts';

const BITS = 32;
/** Dimensions with direction numbers. */
export const MAX_DIMENSIONS: number = SOBOL_DIRECTIONS.length + 1;

/**
 * Sobol's low-discrepancy sequence in up to 64 dimensions, in Gray code order: the first 2^k points put one coordinate into
 * each of the 2^k equal parts of every axis.
 *
 * With a random stream it is scrambled by a random linear matrix and a digital shift, which keeps that property and makes each
 * point uniform on the cube; runs with other streams then give independent estimates. Without one, the first point is 0.
 *
 * @see S. Joe, F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM Journal on Scientific
 * Computing 30 (2008), 2635-2654; J. Matoušek, "On the L2-discrepancy for anchored boxes", Journal of Complexity 14 (1998),
 * 527-556 (scrambling).
 */
export class SobolSequence {
  declare readonly dimensions: number;
  /** Direction numbers, {@link BITS} a dimension, the most significant first. */
  readonly #directions: Uint32Array;
  readonly #shifts: Uint32Array;

  /**
   * @param dimensions - 1 to 64.
   * @param rng - Scrambles the sequence; `null`: the plain one.
   * @throws a {@link ParameterError} if there are no direction numbers for so many dimensions.
   */
  constructor(dimensions: number, rng: Rng | null) {
    if (!(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= MAX_DIMENSIONS)) {
      throw new ParameterError('dimensions', `an integer in 1 .. ${MAX_DIMENSIONS}`, dimensions);
    }
    Object.assign(this, { dimensions });
    this.#directions = new Uint32Array(dimensions * BITS);
    this.#shifts = new Uint32Array(dimensions);
    for (let j = 0; j < dimensions; j++) {
      const directions = this.#directions.subarray(j * BITS, (j + 1) * BITS);
      expandDirections(SOBOL_DIRECTIONS[j - 1], directions);
      if (rng === null) continue;
      scramble(directions, rng);
      this.#shifts[j] = rng.int(2 ** BITS);
    }
  }

  /**
   * Writes the point number `index` into `out`, without walking through the points before it.
   *
   * @param index - 0 to 2^32 - 1.
   * @param out - One number in [0, 1), a multiple of 2^-32, per dimension.
   * @returns `out`
   * @throws a {@link ParameterError} if the index is out of range.
   */
  point(index: number, out: Float64Array): Float64Array {
    if (!(Number.isInteger(index) && index >= 0 && index < 2 ** BITS)) {
      throw new ParameterError('index', 'an integer in 0 .. 2^32 - 1', index);
    }
    const gray = index ^ (index >>> 1);
    for (let j = 0; j < this.dimensions; j++) {
      let coordinate = this.#shifts[j];
      for (let rest = gray, at = j * BITS; rest !== 0; rest >>>= 1, at++) {
        if (rest & 1) coordinate ^= this.#directions[at];
      }
      out[j] = (coordinate >>> 0) / 2 ** BITS;
    }
    return out;
  }
}

// m_k 2^(32 - k) for k = 1 .. 32; without initial numbers every m_k is 1.
function expandDirections(initial: readonly number[] | undefined, out: Uint32Array): void {
  const [polynomial, ...numbers] = initial ?? [];
  const degree = numbers.length;
  for (let k = 0; k < BITS; k++) {
    if (polynomial === undefined || k < degree) {
      out[k] = (numbers[k] ?? 1) << (BITS - 1 - k);
      continue;
    }
    let direction = out[k - degree] ^ (out[k - degree] >>> degree);
    for (let i = 1; i < degree; i++) if ((polynomial >>> (degree - i)) & 1) direction ^= out[k - i];
    out[k] = direction;
  }
}

// Multiplies by a random lower triangular matrix over GF(2) with ones on its diagonal: each digit is XORed with a random
// choice of the digits before it.
function scramble(directions: Uint32Array, rng: Rng): void {
  const rows = Uint32Array.from({ length: BITS }, (_, i) => {
    const diagonal = 2 ** (BITS - 1 - i);
    return rng.int(2 ** i) * 2 ** (BITS - i) + diagonal;
  });
  directions.forEach((direction, k) => {
    let scrambled = 0;
    for (const row of rows) scrambled = (scrambled << 1) | parity(direction & row);
    directions[k] = scrambled;
  });
}

function parity(bits: number): number {
  let folded = bits;
  for (let shift = BITS / 2; shift > 0; shift >>= 1) folded ^= folded >>> shift;
  return folded & 1;
}
