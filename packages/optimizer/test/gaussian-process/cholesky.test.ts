import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { factorise, invertFactor, invertFromFactor } from '../../src/gaussian-process/cholesky.ts';

function positiveDefinite(n: number): Float64Array {
  const rng = createRng('cholesky', n);
  const b = Float64Array.from({ length: n * n }, () => rng.normal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < n; k++) sum += b[i * n + k] * b[j * n + k];
    return sum;
  });
}

describe('factorise', () => {
  it('gives the factor of a matrix known by hand, and leaves the upper triangle alone', () => {
    const a = Float64Array.of(4, -7, -7, 12, 37, -7, -16, -43, 98);
    expect(factorise(a, 3)).toBe(true);
    expect([...a]).toEqual([2, -7, -7, 6, 1, -7, -8, 5, 3]);
  });

  it('refuses a matrix that is not positive definite, or not finite', () => {
    expect(factorise(Float64Array.of(1, 0, 2, 1), 2)).toBe(false);
    expect(factorise(Float64Array.of(0), 1)).toBe(false);
    expect(factorise(Float64Array.of(Number.NaN), 1)).toBe(false);
    expect(factorise(Float64Array.of(Number.POSITIVE_INFINITY), 1)).toBe(false);
  });
});

// Every remainder of blocks of four. The matrices have condition numbers below 1e3, so 1e-12 leaves room for rounding only.
it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 22])('%d rows: factor and inverses multiply to what they should', (n) => {
  const a = positiveDefinite(n);
  const factor = a.slice();
  const inverseFactor = new Float64Array(n * n).fill(7);
  const inverse = new Float64Array(n * n);
  expect(factorise(factor, n)).toBe(true);
  invertFactor(factor, n, inverseFactor);
  invertFromFactor(inverseFactor, n, inverse);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (j > i) expect(inverseFactor[i * n + j]).toBe(0);
      let [square, identity, whole] = [0, 0, 0];
      for (let k = 0; k < n; k++) {
        if (k <= Math.min(i, j)) square += factor[i * n + k] * factor[j * n + k];
        if (k <= i) identity += factor[i * n + k] * inverseFactor[k * n + j];
        whole += a[i * n + k] * (k >= j ? inverse[k * n + j] : inverse[j * n + k]);
      }
      expectClose(square, a[i * n + j], { atol: 1e-12 * n });
      expectClose(identity, i === j ? 1 : 0, { atol: 1e-12 });
      expectClose(whole, i === j ? 1 : 0, { atol: 1e-12 });
    }
  }
});
