import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { CuttingPlanes, type SupportFunction } from '../../src/solver/cutting-planes.ts';
import { randomBox, total } from '../random-problem.ts';

/** The largest of the given pieces. */
function maximumOf(pieces: readonly (readonly number[])[]): SupportFunction {
  return (weights, slopes) => {
    let best = Number.NEGATIVE_INFINITY;
    for (const piece of pieces) {
      const value = -weights.reduce((sum, w, i) => sum + w * piece[i], 0);
      if (value <= best) continue;
      best = value;
      slopes.set(piece);
    }
    return best;
  };
}

describe('CuttingPlanes', () => {
  it('solves a matrix game by hand: pieces (1, 0) and (0, 3) are equal at 3/4 and 1/4', () => {
    const box = { floor: Float64Array.of(0, 0), cap: Float64Array.of(1, 1) };
    const pieces = [
      [1, 0],
      [0, 3],
    ];
    const solver = new CuttingPlanes(box, maximumOf(pieces));
    solver.solve();
    expectClose(solver.weights, [0.75, 0.25]);
    expect(solver.kkt).toBeLessThan(1e-15);
  });

  it('a bound that is in the way is met exactly', () => {
    const pieces = [
      [1, 0],
      [0, 3],
    ];
    const solver = new CuttingPlanes({ floor: Float64Array.of(0, 0), cap: Float64Array.of(0.6, 1) }, maximumOf(pieces));
    solver.solve();
    expect(solver.weights).toEqual(Float64Array.of(0.6, 0.4));
  });

  it('random and degenerate games within any bounds end with a gap of rounding', () => {
    const rng = createRng(8, 'cutting planes');
    for (let trial = 0; trial < 300; trial++) {
      const n = 1 + rng.int(10);
      const isDegenerate = trial % 2 === 0;
      const pieces = Array.from({ length: 1 + rng.int(40) }, () =>
        Array.from({ length: n }, () => (isDegenerate ? rng.int(3) - 1 : rng.normal())),
      );
      const box = randomBox(rng, n);
      const solver = new CuttingPlanes(box, maximumOf(pieces));
      solver.solve();
      expect(solver.kkt).toBeLessThan(1e-12);
      expect(Math.abs(total(solver.weights) - 1)).toBeLessThan(1e-12);
      expect(solver.weights.every((w, i) => w >= box.floor[i] && w <= box.cap[i])).toBe(true);
    }
  });
});
