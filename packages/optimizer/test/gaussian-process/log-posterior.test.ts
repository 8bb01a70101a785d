import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { decodeParameters, encodeParameters, LogPosterior } from '../../src/gaussian-process/log-posterior.ts';
import { differences, randomPoints, valuesAt, wave } from './data.ts';

describe('LogPosterior', () => {
  it('of two points is what comes out by hand', () => {
    const posterior = new LogPosterior(Float64Array.of(0.25, 0.75), Float64Array.of(-1, 1), [false]);
    const parameters = { kernelScale: 2, noiseVariance: 0.5, inverseSquaredLengthScales: Float64Array.of(4) };
    // One length scale apart: the covariance is [[a, c], [c, a]], with determinant a^2 - c^2, and the values are an
    // eigenvector of its inverse with eigenvalue 1 / (a - c).
    const a = 2.5;
    const c = 2 * (1 + Math.sqrt(5) + 5 / 3) * Math.exp(-Math.sqrt(5));
    const likelihood = -0.5 * Math.log(a * a - c * c) - 0.5 * (2 / (a - c));
    const prior = Math.log(2) - 2 + 0.1 * Math.log(0.5) - 30 * 0.5 - (0.1 / 4 + 0.1 * 4);
    const value = posterior.evaluate(encodeParameters(parameters, true), new Float64Array(3));
    expectClose(value, -(likelihood + prior), { rtol: 1e-12 });
  });

  describe.each([true, false])('where noise is learned: %s', (isNoisy) => {
    it('has the gradient of its differences', () => {
      const rng = createRng('log posterior');
      const isCategorical = [false, true, false];
      for (const n of [2, 5, 12]) {
        const points = randomPoints(n, 3, rng).map((u, at) => (at % 3 === 1 ? Math.floor(3 * u) : u));
        const posterior = new LogPosterior(points, valuesAt(points, 3, wave), isCategorical);
        for (let round = 0; round < 5; round++) {
          const coded = Float64Array.from({ length: isNoisy ? 5 : 4 }, () => rng.normal());
          const gradient = new Float64Array(coded.length);
          posterior.evaluate(coded, gradient);
          const scratch = new Float64Array(coded.length);
          const expected = differences((x) => posterior.evaluate(x, scratch), coded, 1e-5);
          // Central differences: 1e-10 of truncation, and 1e-16 / 1e-5 of rounding in units of a value that the
          // noise's floor lets grow to 1e4.
          expectClose(gradient, expected, { rtol: 1e-6, atol: 1e-6 });
        }
      }
    });
  });

  it('is infinite where the covariance is not a number', () => {
    const posterior = new LogPosterior(Float64Array.of(0.25, 0.75), Float64Array.of(-1, 1), [false]);
    expect(posterior.evaluate(Float64Array.of(0, 1000, 0), new Float64Array(3))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('encodeParameters', () => {
  it('is undone by decodeParameters', () => {
    const parameters = { kernelScale: 2, noiseVariance: 0.5, inverseSquaredLengthScales: Float64Array.of(4, 0.1) };
    const again = decodeParameters(encodeParameters(parameters, true), true);
    expectClose(again.kernelScale, 2, { rtol: 1e-15 });
    expectClose(again.noiseVariance, 0.5, { rtol: 1e-15 });
    expectClose(again.inverseSquaredLengthScales, [4, 0.1], { rtol: 1e-15 });
  });

  it('leaves no noise but the minimum where none is learned', () => {
    const parameters = { kernelScale: 2, noiseVariance: 0.5, inverseSquaredLengthScales: Float64Array.of(4) };
    expect(decodeParameters(encodeParameters(parameters, false), false).noiseVariance).toBe(1e-6);
  });

  it('takes the minimum of noise for a place to start from', () => {
    const parameters = { kernelScale: 2, noiseVariance: 1e-6, inverseSquaredLengthScales: Float64Array.of(4) };
    expect(encodeParameters(parameters, true).every(Number.isFinite)).toBe(true);
  });
});
