import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Covariance } from '../../src/covariance/covariance.ts';
import type { Box } from '../../src/inputs.ts';
import { BoxQuadratic } from '../../src/solver/box-quadratic.ts';
import { gram, randomBox, randomReturns, total } from '../random-problem.ts';

/** The largest violation of the optimality conditions with multipliers written out, for the best price of the budget. */
function kktResidual(
  { n, values }: Covariance,
  linear: Float64Array,
  weights: Float64Array,
  { floor, cap }: Box,
): number {
  const gradient = linear.map((c, i) => weights.reduce((sum, w, j) => sum + values[i * n + j] * w, -c));
  const scale = Math.max(
    ...linear.map((c, i) => weights.reduce((sum, w, j) => sum + Math.abs(values[i * n + j] * w), Math.abs(c))),
  );
  const residualAt = (price: number): number =>
    Math.max(
      ...gradient.map((g, i) => {
        if (floor[i] === cap[i]) return 0;
        if (weights[i] === floor[i]) return Math.max(0, price - g);
        if (weights[i] === cap[i]) return Math.max(0, g - price);
        return Math.abs(g - price);
      }),
    );
  return Math.min(...gradient.map(residualAt)) / scale;
}

function solve(covariance: Covariance, linear: Float64Array, box: Box): BoxQuadratic {
  const solver = new BoxQuadratic(covariance, box);
  solver.solve(linear);
  return solver;
}

describe('BoxQuadratic', () => {
  it('solves two assets by hand: variances 1 and 4 give 4/5 and 1/5', () => {
    const covariance = { n: 2, values: Float64Array.of(1, 0, 0, 4) };
    const box = { floor: Float64Array.of(0, 0), cap: Float64Array.of(1, 1) };
    expectClose(solve(covariance, new Float64Array(2), box).weights, [0.8, 0.2]);
  });

  it('meets the optimality conditions on any problem, singular or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const rng = createRng(seed, 'box quadratic');
        const n = 1 + rng.int(20);
        const covariance = gram(randomReturns(rng, n, 1 + rng.int(2 * n), 3));
        const linear = Float64Array.from({ length: n }, () => (rng.int(3) - 1) * 1e-4 * rng.next());
        const box = randomBox(rng, n);
        const { weights, kkt } = solve(covariance, linear, box);
        expect(kkt).toBeLessThan(1e-10);
        expect(kktResidual(covariance, linear, weights, box)).toBeLessThan(1e-10);
        expect(Math.abs(total(weights) - 1)).toBeLessThan(1e-12);
        expect(weights.every((w, i) => w >= box.floor[i] && w <= box.cap[i])).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('no random feasible portfolio is better', () => {
    const rng = createRng(5, 'box quadratic');
    const n = 6;
    const covariance = gram(randomReturns(rng, n, 30));
    const box = { floor: new Float64Array(n), cap: new Float64Array(n).fill(1) };
    const loss = (w: Float64Array): number =>
      covariance.values.reduce((sum, c, k) => sum + c * w[Math.floor(k / n)] * w[k % n], 0);
    const best = loss(solve(covariance, new Float64Array(n), box).weights);
    for (let trial = 0; trial < 2000; trial++) {
      const raw = Float64Array.from({ length: n }, () => -Math.log(1 - rng.next()));
      expect(loss(raw.map((w) => w / total(raw)))).toBeGreaterThan(best);
    }
  });

  it('a second solve from the first one gives what a fresh one gives', () => {
    const rng = createRng(6, 'box quadratic');
    const n = 12;
    const covariance = gram(randomReturns(rng, n, 60));
    const box = randomBox(rng, n);
    const warm = new BoxQuadratic(covariance, box);
    for (let trial = 0; trial < 20; trial++) {
      const linear = Float64Array.from({ length: n }, () => 1e-4 * rng.normal());
      warm.solve(linear);
      expectClose(warm.weights, solve(covariance, linear, box).weights, { rtol: 0, atol: 1e-11 });
    }
  });

  it('ends at vertices of many bounds: equal assets, caps that fill the budget exactly, fixed weights', () => {
    for (const cap of [0.25, 0.5, 1]) {
      const n = 8;
      const covariance = { n, values: new Float64Array(n * n).fill(1) };
      const { weights, kkt } = solve(covariance, new Float64Array(n), {
        floor: new Float64Array(n),
        cap: new Float64Array(n).fill(cap),
      });
      expect(kkt).toBe(0);
      expect(total(weights)).toBe(1);
    }
    const fixed = Float64Array.of(0.2, 0.3, 0.5);
    const identity = { n: 3, values: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) };
    expect(solve(identity, new Float64Array(3), { floor: fixed, cap: fixed }).weights).toEqual(fixed);
  });

  it('tangent is the change of the weights with the linear term', () => {
    const covariance = { n: 2, values: Float64Array.of(1, 0, 0, 4) };
    const solver = solve(covariance, new Float64Array(2), { floor: Float64Array.of(0, 0), cap: Float64Array.of(1, 1) });
    expectClose(solver.tangent(Float64Array.of(1, 0)), [0.2, -0.2]);
  });

  it('knows whether its answer is the only one', () => {
    const box = { floor: Float64Array.of(0, 0, 0), cap: Float64Array.of(1, 1, 1) };
    // Assets 0 and 1 are the same.
    const twins = { n: 3, values: Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1) };
    expect(solve(twins, new Float64Array(3), box).isUnique()).toBe(false);
    expect(solve(twins, Float64Array.of(0.5, 0, 0), box).isUnique()).toBe(true);
  });
});
