import { createRng, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { CmaEs } from '../../src/cma-es/cma-es.ts';
import { warmStart } from '../../src/cma-es/warm-start.ts';

const POINTS = [
  [0.2, 0.4],
  [0.4, 0.4],
  [0.9, 0.9],
  [0.1, 0.2],
  [0.6, 0.5],
].map((point) => Float64Array.from(point));

describe('warmStart', () => {
  it('makes a normal distribution of the best points', () => {
    const { mean, sigma, covariance } = warmStart(POINTS, [1, 2, 9, 8, 7], { gamma: 0.5 });
    expectClose(mean, [0.3, 0.4]);
    // Variances 0.01 + 0.01 and 0.01: determinant 2e-4, a matrix of determinant 1 times its root.
    expectClose(sigma, 2e-4 ** 0.25);
    expectClose(covariance, [Math.SQRT2, 0, 0, Math.SQRT1_2], { atol: 1e-15 });
  });

  it('is a sphere of radius alpha about the best of few points', () => {
    const { mean, sigma, covariance } = warmStart(POINTS, [Number.NaN, 5, 3, Number.POSITIVE_INFINITY, 4], {
      alpha: 0.2,
    });
    expectClose(mean, [0.9, 0.9]);
    expectClose(sigma, 0.2);
    expectClose(covariance, [1, 0, 0, 1]);
  });

  it('is a start that CMA-ES takes, and finds a known valley faster from', () => {
    const loss = (point: Float64Array): number => (point[0] - 0.7) ** 2 + 1e3 * (point[0] - point[1]) ** 2;
    const rng = createRng(4);
    const points = Array.from({ length: 200 }, () => Float64Array.of(rng.next(), rng.next()));
    const evaluations = (options: { mean: ArrayLike<number>; sigma: number; covariance?: Float64Array }): number => {
      const cma = new CmaEs(options);
      for (let count = 0; ; count += cma.populationSize) {
        const samples = Array.from({ length: cma.populationSize }, () => cma.ask(rng));
        const losses = samples.map((sample) => loss(sample.point));
        if (Math.min(...losses) < 1e-6) return count;
        cma.tell(
          samples.map((sample) => sample.raw),
          losses,
        );
      }
    };
    const runs = 20;
    let cold = 0;
    let warm = 0;
    for (let run = 0; run < runs; run++) {
      cold += evaluations({ mean: [0.5, 0.5], sigma: 1 / 6 });
      warm += evaluations(warmStart(points, points.map(loss)));
    }
    expect(warm).toBeLessThan(cold);
  });

  it('refuses what it cannot start from', () => {
    expect(() => warmStart([], [])).toThrow(ParameterError);
    expect(() => warmStart(POINTS, [1])).toThrow(ParameterError);
    for (const gamma of [0, 1.1]) expect(() => warmStart(POINTS, [1, 2, 3, 4, 5], { gamma })).toThrow(ParameterError);
    expect(() => warmStart(POINTS, [1, 2, 3, 4, 5], { alpha: 0 })).toThrow(ParameterError);
  });
});
