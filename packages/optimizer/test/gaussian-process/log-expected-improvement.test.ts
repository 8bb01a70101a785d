import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  logExpectedImprovement,
  logImprovement,
  logImprovementSlope,
} from '../../src/gaussian-process/log-expected-improvement.ts';

/** z, log(pdf(z) + z cdf(z)) and cdf(z) / (pdf(z) + z cdf(z)), from the definition in 80 digits. */
const exact = [
  [10, Math.LN10, 0.1],
  [5, 1.6094379231264313, 0.19999994053122006],
  [2, 0.6973835457882284, 0.48655931878528386],
  [1, 0.08002621884930694, 0.7766387252017393],
  [0.5, -0.3598276837450638, 0.9909227180041099],
  [0, -0.9189385332046728, 1.2533141373155003],
  [-0.5, -1.6205162643873199, 1.5598731483480797],
  [-1, -2.4851210257126413, 1.9042712333296918],
  [-1.4999, -3.5297079666218636, 2.27950298293519],
  [-1.5001, -3.530163882760727, 2.2796584063551615],
  [-2, -4.768783523917114, 2.679416883955586],
  [-5, -16.74430116266099, 5.361816241288088],
  [-10, -55.55312203612235, 10.194383033412553],
  [-20, -206.9178385094251, 20.099262811101283],
  [-37, -692.6429601632705, 37.0539362024042],
  [-38.5, -749.3472742078229, 38.55184340493951],
  [-50, -1258.744182868461, 50.03995213387265],
  [-100, -5010.12957880025, 100.01999400419587],
  [-1000, -500014.73445209116, 1000.001999994],
];

describe('logImprovement', () => {
  // The sum of the definition cancels down to a fifth of its terms before the continued fraction takes over.
  it.each(exact)('at %f is exact, and so is its slope', (z, value, slope) => {
    expectClose(logImprovement(z), value, { rtol: 1e-14, atol: 1e-15 });
    expectClose(logImprovementSlope(z), slope, { rtol: 5e-14 });
  });

  it('agrees with the asymptotic series far out', () => {
    for (const z of [-1e3, -1e5, -1e8, -1e150]) {
      const u = 1 / (z * z);
      const series = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(-z) + Math.log1p(u * (-3 + 15 * u));
      expectClose(logImprovement(z), series, { rtol: 1e-14 });
      expectClose(logImprovementSlope(z), -z * (1 + 2 * u - 6 * u * u), { rtol: 1e-14 });
    }
  });

  it('rises with z, ever less steeply', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e4, max: 30, noNaN: true }), (z) => {
        expect(logImprovement(z + 1e-3)).toBeGreaterThan(logImprovement(z));
        expect(logImprovementSlope(z + 1e-3)).toBeLessThan(logImprovementSlope(z));
      }),
      { seed: 1 },
    );
  });
});

describe('logExpectedImprovement', () => {
  it('is the logarithm of the deviation over sqrt(2 pi) where the mean is the best value', () => {
    expectClose(logExpectedImprovement(3, 0.2, 3), Math.log(0.2 / Math.sqrt(2 * Math.PI)), { rtol: 1e-14 });
  });

  it('is the logarithm of the improvement where it is certain', () => {
    expectClose(logExpectedImprovement(1, 1e-9, 3), Math.log(2), { rtol: 1e-14 });
  });

  it('is the integral of the improvement over the density', () => {
    const [mean, deviation, best] = [0.7, 0.4, 0.3];
    let integral = 0;
    const step = 1e-4;
    // Midpoints of a smooth integrand that ends in a kink on a cell's edge: the error is of the order of the step's square.
    for (let f = best - step / 2; f > mean - 10 * deviation; f -= step) {
      const z = (f - mean) / deviation;
      integral += ((best - f) * Math.exp(-0.5 * z * z) * step) / (deviation * Math.sqrt(2 * Math.PI));
    }
    expectClose(logExpectedImprovement(mean, deviation, best), Math.log(integral), { rtol: 1e-7 });
  });
});
