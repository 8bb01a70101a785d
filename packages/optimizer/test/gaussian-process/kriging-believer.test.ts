import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { fitGaussianProcess } from '../../src/gaussian-process/fit-gaussian-process.ts';
import { krigingBeliever } from '../../src/gaussian-process/kriging-believer.ts';
import { suggest } from '../../src/gaussian-process/suggest.ts';
import { predict, randomPoints, spreadPoints, valuesAt, wave } from './data.ts';

const points = randomPoints(20, 2, createRng('believer'));
const process = fitGaussianProcess(points, valuesAt(points, 2, wave), { isCategorical: [false, false] });
const pending = Float64Array.of(0.9, 0.1, 0.2, 0.7);
const believer = krigingBeliever(process, pending);
const queries = randomPoints(30, 2, createRng('queries'));

describe('krigingBeliever', () => {
  it('changes no mean, and raises no deviation', () => {
    const [before, after] = [process, believer].map((some) => predict(some, queries));
    // Two factorisations of a matrix with a condition number of up to 1e7 or so.
    expectClose(after.mean, before.mean, { rtol: 1e-8, atol: 1e-8 });
    after.deviation.forEach((deviation, i) => {
      expect(deviation).toBeLessThanOrEqual(before.deviation[i] * (1 + 1e-8));
    });
  });

  it('is nearly certain at the pending points', () => {
    const noise = Math.sqrt(process.parameters.noiseVariance) * process.observations.values.scale;
    for (const deviation of predict(believer, pending).deviation) expect(deviation).toBeLessThanOrEqual(noise);
  });

  it('turns a search away from points that are under way', () => {
    const options = { candidates: spreadPoints(256, 2), levels: [null, null] };
    const [first] = suggest(process, { ...options, rng: createRng(1) });
    const [second] = suggest(krigingBeliever(process, first.point), { ...options, rng: createRng(1) });
    expect(second.logImprovement).toBeLessThan(first.logImprovement);
    expect(Math.hypot(...second.point.map((u, k) => u - first.point[k]))).toBeGreaterThan(0.01);
  });

  it('of no points is the process itself', () => {
    expect(krigingBeliever(process, new Float64Array(0))).toBe(process);
  });
});
