import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { covarianceMatrix } from '../../src/covariance/covariance.ts';
import { SingularCovarianceError } from '../../src/errors.ts';
import { equalWeights } from '../../src/weights/equal-weights.ts';
import { inverseVolatility } from '../../src/weights/inverse-volatility.ts';

const independent = covarianceMatrix([
  [0.01, 0],
  [0, 0.09],
]);

describe('equalWeights', () => {
  it('says what risk the same weights carry', () => {
    const { weights, variance, riskContributions, kkt, method } = equalWeights(independent);
    expect(weights).toEqual(Float64Array.of(0.5, 0.5));
    expectClose(variance, 0.025);
    expectClose(riskContributions, [0.1, 0.9]);
    expect([kkt, method]).toEqual([0, 'equalWeights']);
  });

  it('a perfect hedge has no risk to share', () => {
    const { variance, riskContributions } = equalWeights(
      covarianceMatrix([
        [1, -1],
        [-1, 1],
      ]),
    );
    expect(variance).toBe(0);
    expect(riskContributions).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  });
});

describe('inverseVolatility', () => {
  it('three times the volatility is a third of the weight', () => {
    const { weights, riskContributions } = inverseVolatility(independent);
    expectClose(weights, [0.75, 0.25]);
    expectClose(riskContributions, [0.5, 0.5]);
  });

  it('an asset without variance has no inverse', () => {
    expect(() =>
      inverseVolatility(
        covarianceMatrix([
          [1, 0],
          [0, 0],
        ]),
      ),
    ).toThrow(SingularCovarianceError);
  });
});
