import { createRng, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { minimumCvar } from '../../src/weights/minimum-cvar.ts';
import { randomBox, randomReturns, total } from '../random-problem.ts';

/** Mean of the worst `tail * T` losses, the last one in part. */
function cvarOf(columns: readonly ArrayLike<number>[], weights: Float64Array, tail: number): number {
  const losses = Array.from(
    columns[0] as ArrayLike<number>,
    (_, t) => -weights.reduce((s, w, i) => s + w * columns[i][t], 0),
  );
  losses.sort((a, b) => b - a);
  let left = Math.max(1, tail * losses.length);
  const size = left;
  let sum = 0;
  for (const loss of losses) {
    sum += Math.min(1, left) * loss;
    left -= Math.min(1, left);
    if (left <= 0) break;
  }
  return sum / size;
}

describe('minimumCvar', () => {
  it('by hand: two crashes in different bars are made equal', () => {
    // -0.1 w + 0.02 (1 - w) = -0.05 (1 - w) at w = 7/17.
    const { weights, cvar, valueAtRisk } = minimumCvar(
      [
        [0.01, -0.1, 0.02, 0],
        [0, 0.02, 0.01, -0.05],
      ],
      { tail: 0.25 },
    );
    expectClose(weights, [7 / 17, 10 / 17]);
    expectClose(cvar, 0.5 / 17);
    expectClose(valueAtRisk, cvar);
  });

  it('the whole sample as tail is the asset of largest mean, up to its cap', () => {
    const returns = [
      [0.01, 0.02],
      [0.03, 0],
      [0.05, -0.01],
    ];
    expect(minimumCvar(returns, { tail: 1 }).weights).toEqual(Float64Array.of(0, 0, 1));
    expectClose(minimumCvar(returns, { tail: 1, cap: 0.75, floor: [0.25, 0, 0] }).weights, [0.25, 0, 0.75]);
  });

  it('its value is the mean of its own worst losses, and no random portfolio within the bounds has less', () => {
    const rng = createRng(4, 'cvar');
    for (let trial = 0; trial < 60; trial++) {
      const n = 1 + rng.int(8);
      const columns = randomReturns(rng, n, 2 + rng.int(120));
      const box = randomBox(rng, n);
      const tail = 0.01 + 0.98 * rng.next();
      const { weights, cvar, kkt } = minimumCvar(columns, { ...box, tail });
      expectClose(cvar, cvarOf(columns, weights, tail), { rtol: 1e-10, atol: 1e-15 });
      expect(kkt).toBeLessThan(1e-12);
      expect(Math.abs(total(weights) - 1)).toBeLessThan(1e-12);
      expect(weights.every((w, i) => w >= box.floor[i] && w <= box.cap[i])).toBe(true);
      for (let other = 0; other < 40; other++) {
        const [from, to] = [rng.int(n), rng.int(n)];
        const near = weights.slice();
        const amount = rng.next() * Math.min(near[from] - box.floor[from], box.cap[to] - near[to]);
        near[from] -= amount;
        near[to] += amount;
        expect(cvarOf(columns, near, tail)).toBeGreaterThan(cvar - 1e-14);
      }
    }
  });

  it('ends on ties: flat bars, equal assets, returns of three values', () => {
    const rng = createRng(5, 'cvar');
    for (let trial = 0; trial < 60; trial++) {
      const n = 2 + rng.int(8);
      const columns = Array.from({ length: n }, () => Array.from({ length: 60 }, () => (rng.int(3) - 1) / 100));
      columns[1] = columns[0].slice();
      const { weights, cvar, kkt } = minimumCvar(columns, { tail: 0.1 });
      expect(kkt).toBeLessThan(1e-12);
      expectClose(cvar, cvarOf(columns, weights, 0.1), { rtol: 1e-10 });
    }
    const flat = minimumCvar([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect([flat.cvar, flat.kkt, total(flat.weights)]).toEqual([0, 0, 1]);
  });

  it('a tail of 5 % of 20 bars is one bar, whatever rounding makes of the product', () => {
    const returns = [Array.from({ length: 20 }, (_, t) => -t / 100)];
    expectClose(minimumCvar(returns, { tail: 0.05 }).cvar, 0.19);
    expectClose(minimumCvar([returns[0].slice(0, 10)], { tail: 0.3 }).cvar, 0.08);
  });

  it('refuses a tail outside (0, 1]', () => {
    for (const tail of [0, 1.1, Number.NaN]) expect(() => minimumCvar([[1, 2]], { tail })).toThrow(ParameterError);
  });
});
