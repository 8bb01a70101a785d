import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { Acquisition } from '../../src/gaussian-process/acquisition.ts';
import { logExpectedImprovement } from '../../src/gaussian-process/log-expected-improvement.ts';
import { differences, predict, processOf, randomPoints, valuesAt, wave } from './data.ts';

const rng = createRng('acquisition');
const points = randomPoints(12, 3, rng);
const process = processOf(points, valuesAt(points, 3, wave), {
  kernelScale: 2,
  noiseVariance: 1e-4,
  inverseSquaredLengthScales: [2, 1, 5],
});
const acquisition = new Acquisition(process);

it('is the log expected improvement of mean and deviation on the best value', () => {
  const queries = randomPoints(7, 3, rng);
  const { mean, deviation } = predict(process, queries);
  const values = new Float64Array(7);
  acquisition.evaluate(queries, 7, values);
  expect([...values]).toEqual(mean.map((value, i) => logExpectedImprovement(value, deviation[i], process.best)));
});

it('has the gradient of its differences, where improvement is likely and where it is not', () => {
  const value = new Float64Array(1);
  const evaluate = (x: Float64Array): number => {
    acquisition.evaluate(x, 1, value);
    return value[0];
  };
  let lowest = 0;
  for (let round = 0; round < 30; round++) {
    const point = randomPoints(1, 3, rng);
    const gradient = new Float64Array(3);
    expectClose(acquisition.differentiate(point, gradient), evaluate(point), { rtol: 1e-10 });
    lowest = Math.min(lowest, evaluate(point));
    // Relative truncation of order 1e-10 times curvatures of up to 1e3 near observations.
    expectClose(gradient, differences(evaluate, point, 1e-6), { rtol: 1e-5, atol: 1e-5 });
  }
  expect(lowest).toBeLessThan(-50);
});
