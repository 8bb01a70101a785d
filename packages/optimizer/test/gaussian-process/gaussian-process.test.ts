import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { type GaussianProcess, PosteriorGradient } from '../../src/gaussian-process/gaussian-process.ts';
import { differences, predict, processOf, randomPoints, valuesAt, wave } from './data.ts';

describe('GaussianProcess', () => {
  it('of two points gives what comes out by hand', () => {
    const process = processOf([0.25, 0.75], [-1, 1], {
      kernelScale: 2,
      noiseVariance: 0.5,
      inverseSquaredLengthScales: [4],
    });
    // Covariance [[a, c], [c, a]] with a = 2.5 and c = 2 k(1); covariances u, v of a point with the two.
    const kernel = (distance: number): number => {
      const t = Math.sqrt(5) * 2 * distance;
      return 2 * (1 + t + (t * t) / 3) * Math.exp(-t);
    };
    const a = 2.5;
    const c = kernel(0.5);
    const at = [0.25, 0.5, 1, 0];
    const { mean, deviation } = predict(process, at);
    at.forEach((x, i) => {
      const u = kernel(Math.abs(x - 0.25));
      const v = kernel(Math.abs(x - 0.75));
      const explained = (a * (u * u + v * v) - 2 * c * u * v) / (a * a - c * c);
      expectClose(mean[i], (v - u) / (a - c), { rtol: 1e-13, atol: 1e-15 });
      expectClose(deviation[i], Math.sqrt(2 - explained), { rtol: 1e-13 });
    });
    expectClose(mean[0], -0.6556501771662796, { rtol: 1e-13 });
    expectClose(deviation[0], 0.6153708728665684, { rtol: 1e-13 });
    expect(process.best).toBe(-1);
  });

  it('goes through its observations where there is next to no noise, and is certain there', () => {
    const points = randomPoints(30, 2, createRng('interpolation'));
    const values = valuesAt(points, 2, wave);
    const process = processOf(points, values, { kernelScale: 4, inverseSquaredLengthScales: [3, 3] });
    const { mean, deviation } = predict(process, points);
    // Noise of variance 1e-6 lets the mean keep a few of its deviations, 1e-3, of distance.
    expectClose(mean, values, { rtol: 0, atol: 4e-3 });
    for (const value of deviation) expect(value).toBeLessThan(1e-3);
  });

  it('far from its observations knows nothing but the prior', () => {
    const process = processOf([0, 0.1], [3, 4], { kernelScale: 2, inverseSquaredLengthScales: [1e6] });
    const { mean, deviation } = predict(process, [1]);
    expect(Math.abs(mean[0])).toBeLessThan(1e-300);
    expectClose(deviation, [Math.SQRT2], { rtol: 1e-15 });
  });

  it('treats categorical coordinates as equal or different, and nothing between', () => {
    const process = processOf([0, 0.5, 1], [1, 2, 4], { inverseSquaredLengthScales: [2] }, [true]);
    const other = processOf([7, -3, 12], [1, 2, 4], { inverseSquaredLengthScales: [2] }, [true]);
    expect(predict(process, [0, 0.5, 1, 0.3])).toEqual(predict(other, [7, -3, 12, 99]));
    // Different choices are one unit apart: a single observation counts elsewhere by the kernel at 2 length scales, squared.
    const single = processOf([0], [3], { inverseSquaredLengthScales: [2] }, [true]);
    const t = Math.sqrt(5 * 2);
    expectClose(predict(single, [1]).mean, [(3 * (1 + t + (t * t) / 3) * Math.exp(-t)) / (1 + 1e-6)], { rtol: 1e-13 });
    // By symmetry an unseen choice expects a multiple of the mean.
    const { mean } = predict(process, [0.3]);
    const centred = processOf([0, 0.5, 1], [-4 / 3, -1 / 3, 5 / 3], { inverseSquaredLengthScales: [2] }, [true]);
    expectClose(predict(centred, [0.3]).mean, [0], { atol: 1e-15 });
    expect(mean[0]).toBeGreaterThan(0);
  });

  it.each([1, 2, 3, 4, 5, 11])('predicts %d points together as one by one, to the bit', (count) => {
    const rng = createRng('block', count);
    const points = randomPoints(13, 3, rng);
    const process = processOf(points, valuesAt(points, 3, wave), { inverseSquaredLengthScales: [1, 2, 3] });
    const queries = randomPoints(count, 3, rng);
    const together = predict(process, queries);
    for (let i = 0; i < count; i++) {
      const alone = predict(process, queries.subarray(3 * i, 3 * i + 3));
      expect([together.mean[i], together.deviation[i]]).toEqual([alone.mean[0], alone.deviation[0]]);
    }
  });

  describe('differentiate', () => {
    const rng = createRng('gradient');
    const isCategorical = [false, true, false];
    const points = randomPoints(15, 3, rng).map((u, at) => (at % 3 === 1 ? Math.floor(2 * u) : u));
    const process = processOf(
      points,
      valuesAt(points, 3, wave),
      { kernelScale: 2, noiseVariance: 0.01, inverseSquaredLengthScales: [2, 1, 5] },
      isCategorical,
    );

    it('gives the mean and deviation of predict, and the gradients of their differences', () => {
      for (let round = 0; round < 20; round++) {
        const point = Float64Array.of(rng.next(), rng.int(2), rng.next());
        const out = new PosteriorGradient(3);
        process.differentiate(point, out);
        const { mean, deviation } = predict(process, point);
        expectClose(out.mean, mean[0], { rtol: 1e-12 });
        expectClose(out.deviation, deviation[0], { rtol: 1e-12 });
        // Truncation of order 1e-10, rounding of order 1e-15 / 1e-5.
        expectClose(out.ofMean, slopes(process, point, 'mean'), { rtol: 1e-7, atol: 1e-8 });
        expectClose(out.ofDeviation, slopes(process, point, 'deviation'), { rtol: 1e-7, atol: 1e-8 });
        expect([out.ofMean[1], out.ofDeviation[1]]).toEqual([0, 0]);
      }
    });

    it('is finite on an observation', () => {
      const out = new PosteriorGradient(3);
      process.differentiate(points.slice(0, 3), out);
      expect([...out.ofMean, ...out.ofDeviation].every(Number.isFinite)).toBe(true);
    });
  });

  it('survives a point repeated a hundred times', () => {
    const process = processOf(new Float64Array(100).fill(0.5), new Float64Array(100).fill(2), {
      kernelScale: 1e4,
      inverseSquaredLengthScales: [1],
    });
    const { mean, deviation } = predict(process, [0.5, 0.6]);
    expectClose(mean[0], 2, { rtol: 1e-6 });
    expect([...mean, ...deviation].every((value) => Number.isFinite(value) && value > 0)).toBe(true);
  });

  it('adds noise until the covariance is not singular', () => {
    // Beside 1e12 the noise is lost to rounding, and three equal rows remain.
    const process = processOf([0.5, 0.5, 0.5], [1, 2, 6], { kernelScale: 1e12, inverseSquaredLengthScales: [1] });
    const { mean, deviation } = predict(process, [0.5]);
    // The first noise that rounding leaves anything of gets the average, 3, but roughly.
    expect(mean[0]).toBeGreaterThan(2);
    expect(mean[0]).toBeLessThan(5);
    expect(deviation[0]).toBeLessThan(10);
  });
});

function slopes(process: GaussianProcess, point: Float64Array, what: 'mean' | 'deviation'): Float64Array {
  const all = differences((x) => predict(process, x)[what][0], point, 1e-5);
  all[1] = 0;
  return all;
}
