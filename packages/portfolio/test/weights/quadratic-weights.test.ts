import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { covarianceMatrix } from '../../src/covariance/covariance.ts';
import { NoPositiveReturnError, SingularCovarianceError } from '../../src/errors.ts';
import { maximumDiversification } from '../../src/weights/maximum-diversification.ts';
import { maximumSharpe } from '../../src/weights/maximum-sharpe.ts';
import { meanVariance } from '../../src/weights/mean-variance.ts';
import { minimumVariance } from '../../src/weights/minimum-variance.ts';

const independent = covarianceMatrix([
  [1, 0, 0],
  [0, 2, 0],
  [0, 0, 4],
]);
const twins = covarianceMatrix([
  [1, 1, 0],
  [1, 1, 0],
  [0, 0, 1],
]);

describe('minimumVariance', () => {
  it('independent assets are held by inverse variance: 4, 2 and 1 sevenths', () => {
    const { weights, variance } = minimumVariance(independent);
    expectClose(weights, [4 / 7, 2 / 7, 1 / 7]);
    expectClose(variance, 4 / 7);
  });

  it('with a cap of 1/2 the rest is shared as before, and with a floor too', () => {
    expectClose(minimumVariance(independent, { cap: 0.5 }).weights, [1 / 2, 1 / 3, 1 / 6]);
    expectClose(minimumVariance(independent, { cap: 0.5, floor: [0, 0, 0.25] }).weights, [0.5, 0.25, 0.25]);
  });

  it('two correlated assets: the riskier one is left out, and sold if its floor allows', () => {
    // (s2^2 - c) / (s1^2 + s2^2 - 2c) = (4 - 1.5) / (5 - 3) = 1.25.
    const covariance = covarianceMatrix([
      [1, 1.5],
      [1.5, 4],
    ]);
    expect(minimumVariance(covariance).weights).toEqual(Float64Array.of(1, 0));
    expectClose(minimumVariance(covariance, { floor: -1, cap: 2 }).weights, [1.25, -0.25]);
  });

  it('one asset has no choice', () => {
    expect(minimumVariance(covarianceMatrix([[0.3]])).weights).toEqual(Float64Array.of(1));
  });

  it('a singular matrix is answered where the answer is the only one, and refused where it is not', () => {
    expect(
      minimumVariance(
        covarianceMatrix([
          [0, 0],
          [0, 1],
        ]),
      ).weights,
    ).toEqual(Float64Array.of(1, 0));
    expectClose(
      minimumVariance(
        covarianceMatrix([
          [1, -2],
          [-2, 4],
        ]),
      ).weights,
      [2 / 3, 1 / 3],
    );
    expect(() => minimumVariance(twins)).toThrow(SingularCovarianceError);
    expect(() => minimumVariance(twins)).toThrow(/of 3 assets it has rank 2.*shrink it/);
    expectClose(minimumVariance(twins, { cap: [1, 0.2, 0.5], floor: [0, 0.2, 0] }).weights, [0.3, 0.2, 0.5]);
  });
});

describe('meanVariance', () => {
  it('uncorrelated equals split by the difference of returns over gamma', () => {
    const covariance = covarianceMatrix([
      [0.01, 0],
      [0, 0.01],
    ]);
    const { weights } = meanVariance(covariance, [0.001, 0.002], { gamma: 0.5 });
    expectClose(weights, [0.4, 0.6]);
  });

  it('great aversion is minimum variance, none at all is the asset of largest return', () => {
    const returns = [0.01, 0.02, 0.03];
    expectClose(meanVariance(independent, returns, { gamma: 1e9 }).weights, minimumVariance(independent).weights, {
      rtol: 1e-9,
    });
    expect(meanVariance(independent, returns, { gamma: 1e-9 }).weights).toEqual(Float64Array.of(0, 0, 1));
  });

  it('refuses a gamma that is not above 0', () => {
    for (const gamma of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => meanVariance(independent, [1, 2, 3], { gamma })).toThrow(ParameterError);
    }
  });
});

describe('maximumSharpe', () => {
  it('independent assets are held in proportion to return over variance', () => {
    // 1/1, 2/2 and 2/4.
    expectClose(maximumSharpe(independent, [1, 2, 2]).weights, [0.4, 0.4, 0.2]);
  });

  it('does not change with the scale of the returns', () => {
    const { weights } = maximumSharpe(independent, [1, 2, 2], { cap: 0.39 });
    expectClose(maximumSharpe(independent, [1e-6, 2e-6, 2e-6], { cap: 0.39 }).weights, weights);
  });

  it('an asset that loses is left out, or at its floor', () => {
    expectClose(maximumSharpe(independent, [1, 2, -1]).weights, [0.5, 0.5, 0]);
    expect(maximumSharpe(independent, [1, 2, -1], { floor: 0.1 }).weights[2]).toBe(0.1);
  });

  it('if every portfolio within the bounds loses, that is an error, not an answer', () => {
    expect(() => maximumSharpe(independent, [-1, -2, 0])).toThrow(NoPositiveReturnError);
    expect(() => maximumSharpe(independent, [-1, -2, 0.5], { cap: 0.5 })).toThrow(/got at most -0.25/);
    // Sold short, a loss is a gain.
    expectClose(maximumSharpe(independent, [-1, -2, 0.5], { floor: -10, cap: 20 }).kkt, 0, { atol: 1e-12 });
  });

  it('a portfolio without risk, and twins, have no single best', () => {
    expect(() =>
      maximumSharpe(
        covarianceMatrix([
          [0, 0],
          [0, 1],
        ]),
        [0.1, 1],
      ),
    ).toThrow(/no variance/);
    expect(() => maximumSharpe(twins, [1, 1, 1])).toThrow(SingularCovarianceError);
    expectClose(maximumSharpe(twins, [1, 0.5, 1]).weights, [0.5, 0, 0.5]);
  });
});

describe('maximumDiversification', () => {
  it('without correlation it is inverse volatility', () => {
    const raw = [1, 1 / Math.SQRT2, 1 / 2];
    const sum = raw[0] + raw[1] + raw[2];
    expectClose(
      maximumDiversification(independent).weights,
      raw.map((w) => w / sum),
    );
  });

  it('refuses an asset without variance', () => {
    expect(() =>
      maximumDiversification(
        covarianceMatrix([
          [1, 0],
          [0, 0],
        ]),
      ),
    ).toThrow(/asset 1 has no variance/);
  });
});
