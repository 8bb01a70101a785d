/** What rounding leaves of a pivot of a singular matrix, relative to the diagonal. */
const SINGULAR = 1e-12;

/** Cholesky factor `L L' = A` of a matrix that gains and loses rows, for an active set that changes by one at a time. */
export class GrowingCholesky {
  size = 0;
  readonly #factor: Float64Array;
  readonly #stride: number;

  constructor(capacity: number) {
    this.#stride = capacity;
    this.#factor = new Float64Array(capacity * capacity);
  }

  /**
   * Appends a row, in O(size^2).
   *
   * @param row - Entries of the new row of A up to its diagonal.
   * @returns Whether A stays positive definite; if not, nothing was appended.
   */
  append(row: Float64Array): boolean {
    const { size } = this;
    const factor = this.#factor;
    const start = size * this.#stride;
    let pivot = row[size];
    for (let i = 0; i < size; i++) {
      const other = i * this.#stride;
      let value = row[i];
      for (let k = 0; k < i; k++) value -= factor[other + k] * factor[start + k];
      value /= factor[other + i];
      factor[start + i] = value;
      pivot -= value * value;
    }
    if (!(pivot > SINGULAR * row[size])) return false;
    factor[start + size] = Math.sqrt(pivot);
    this.size++;
    return true;
  }

  /** Takes row and column `index` of A out, in O(size^2): the rows below move up and are rotated back to a triangle. */
  remove(index: number): void {
    const stride = this.#stride;
    const factor = this.#factor;
    const last = this.size - 1;
    for (let i = index; i < last; i++) {
      const row = i * stride;
      factor.copyWithin(row, row + stride, row + stride + i + 2);
    }
    for (let j = index; j < last; j++) {
      const a = factor[j * stride + j];
      const b = factor[j * stride + j + 1];
      const length = Math.sqrt(a * a + b * b);
      const cosine = a / length;
      const sine = b / length;
      for (let i = j; i < last; i++) {
        const at = i * stride + j;
        const left = factor[at];
        const right = factor[at + 1];
        factor[at] = cosine * left + sine * right;
        factor[at + 1] = cosine * right - sine * left;
      }
    }
    this.size = last;
  }

  clear(): void {
    this.size = 0;
  }

  /** Solves `A x = b` in place of b. */
  solve(b: Float64Array): void {
    const { size } = this;
    const stride = this.#stride;
    const factor = this.#factor;
    for (let i = 0; i < size; i++) {
      const row = i * stride;
      let value = b[i];
      for (let k = 0; k < i; k++) value -= factor[row + k] * b[k];
      b[i] = value / factor[row + i];
    }
    for (let i = size - 1; i >= 0; i--) {
      const row = i * stride;
      const value = b[i] / factor[row + i];
      b[i] = value;
      for (let k = 0; k < i; k++) b[k] -= factor[row + k] * value;
    }
  }
}
