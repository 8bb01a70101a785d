import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { GrowingCholesky } from '../../src/solver/growing-cholesky.ts';
import { gram, randomReturns } from '../random-problem.ts';

describe('GrowingCholesky', () => {
  it('solves a system by hand: [[4, 2], [2, 3]] x = [8, 8] has x = [1, 2]', () => {
    const factor = new GrowingCholesky(2);
    expect(factor.append(Float64Array.of(4))).toBe(true);
    expect(factor.append(Float64Array.of(2, 3))).toBe(true);
    const x = Float64Array.of(8, 8);
    factor.solve(x);
    expectClose(x, [1, 2]);
  });

  it('refuses a row that makes the matrix singular, and keeps what it had', () => {
    const factor = new GrowingCholesky(2);
    factor.append(Float64Array.of(4));
    expect(factor.append(Float64Array.of(2, 1))).toBe(false);
    const x = Float64Array.of(8);
    factor.solve(x);
    expectClose(x, [2]);
  });

  it('after any rows came and went it solves the system that is left', () => {
    const rng = createRng(3, 'cholesky');
    const n = 8;
    const { values } = gram(randomReturns(rng, n, 40));
    const factor = new GrowingCholesky(n);
    const rows: number[] = [];
    for (let step = 0; step < 300; step++) {
      const row = rng.int(n);
      const at = rows.indexOf(row);
      if (at >= 0) {
        rows.splice(at, 1);
        factor.remove(at);
      } else {
        expect(factor.append(Float64Array.from([...rows, row], (other) => values[row * n + other]))).toBe(true);
        rows.push(row);
      }
      const x = Float64Array.from(rows, () => rng.normal());
      const b = Float64Array.from(rows, (i) => rows.reduce((sum, j, k) => sum + values[i * n + j] * x[k], 0));
      factor.solve(b);
      // The condition number is of the order of 1e4.
      expectClose(b, x, { rtol: 0, atol: 1e-10 });
    }
  });
});
