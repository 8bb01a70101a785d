import { createRng, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { covarianceMatrix } from '../../src/covariance/covariance.ts';
import { sampleCovariance } from '../../src/covariance/sample-covariance.ts';
import { correlation } from '../../src/diversification/correlation.ts';
import { diversificationRatio } from '../../src/diversification/diversification-ratio.ts';
import { effectiveBets } from '../../src/diversification/effective-bets.ts';

const identity = (n: number) =>
  covarianceMatrix(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))));
const ones = (n: number) => covarianceMatrix(Array.from({ length: n }, () => new Array(n).fill(1)));

function randomReturns(seed: number, assets: number, bars: number): Float64Array[] {
  const rng = createRng(seed);
  const market = Float64Array.from({ length: bars }, () => rng.normal());
  return Array.from({ length: assets }, (_, i) => market.map((value) => (0.01 + i) * (value + rng.normal())));
}

describe('effectiveBets', () => {
  it('is the number of uncorrelated assets, and 1 for copies', () => {
    for (const n of [1, 2, 7]) {
      expectClose(Object.values(effectiveBets(identity(n))), [n, n]);
      expectClose(Object.values(effectiveBets(ones(n))), [1, 1]);
    }
  });

  it('is between 1 and n, with participation not above entropy', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { entropy, participation } = effectiveBets(correlation(randomReturns(seed, 5, 12)));
      expect(participation).toBeGreaterThanOrEqual(1);
      expect(entropy).toBeGreaterThanOrEqual(participation);
      expect(entropy).toBeLessThanOrEqual(5);
    }
  });

  it('takes the eigenvalues as shares of their sum', () => {
    // Shares 0.8 and 0.2: exp(-0.8 ln 0.8 - 0.2 ln 0.2) = 0.8^-0.8 * 0.2^-0.2, and 1 / (0.64 + 0.04).
    const { entropy, participation } = effectiveBets(
      covarianceMatrix([
        [4, 0],
        [0, 1],
      ]),
    );
    expectClose([entropy, participation], [0.8 ** -0.8 * 0.2 ** -0.2, 1 / 0.68]);
  });

  it('does not depend on the unit of covariances', () => {
    const plain = sampleCovariance(randomReturns(1, 4, 30));
    const tiny = { n: 4, values: plain.values.map((value) => value * 1e-200) };
    expectClose(Object.values(effectiveBets(tiny)), Object.values(effectiveBets(plain)), { rtol: 1e-10 });
  });

  it('does not exist where a correlation does not, or nothing varies', () => {
    expect(
      effectiveBets(
        correlation([
          [0, 0],
          [1, 2],
        ]),
      ),
    ).toEqual({ entropy: Number.NaN, participation: Number.NaN });
    expect(effectiveBets({ n: 2, values: new Float64Array(4) })).toEqual({
      entropy: Number.NaN,
      participation: Number.NaN,
    });
  });

  it('refuses what is no covariance', () => {
    expect(() =>
      effectiveBets(
        covarianceMatrix([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow(ParameterError);
    expect(() =>
      effectiveBets(
        covarianceMatrix([
          [1, 0.5],
          [0.4, 1],
        ]),
      ),
    ).toThrow(ParameterError);
  });
});

describe('diversificationRatio', () => {
  it('is sqrt(n) for uncorrelated assets of equal risk, and 1 for copies or a single asset', () => {
    expectClose(diversificationRatio([1, 1, 1, 1], identity(4)), 2);
    expectClose(diversificationRatio([0.7, 0.3], ones(2)), 1);
    expectClose(diversificationRatio([0, 1], identity(2)), 1);
  });

  it('weighs volatilities', () => {
    // (0.5 * 2 + 0.5 * 1) / sqrt(0.25 * 4 + 0.25 * 1)
    expectClose(
      diversificationRatio(
        [0.5, 0.5],
        covarianceMatrix([
          [4, 0],
          [0, 1],
        ]),
      ),
      1.5 / Math.sqrt(1.25),
    );
  });

  it('is at least 1, short or long, and free of the scale of the weights', () => {
    for (let seed = 0; seed < 20; seed++) {
      const covariance = sampleCovariance(randomReturns(seed, 5, 40));
      const rng = createRng(seed, 'weights');
      const weights = Float64Array.from({ length: 5 }, () => rng.normal());
      const ratio = diversificationRatio(weights, covariance);
      expect(ratio).toBeGreaterThanOrEqual(1 - 1e-12);
      expectClose(
        diversificationRatio(
          weights.map((w) => -8 * w),
          covariance,
        ),
        ratio,
      );
    }
  });

  it('does not exist without risk', () => {
    expect(diversificationRatio([0, 0], identity(2))).toBeNaN();
    expect(diversificationRatio([1, -1], ones(2))).toBeNaN();
  });

  it('refuses weights of another number', () => {
    expect(() => diversificationRatio([1], identity(2))).toThrow(ParameterError);
  });
});
