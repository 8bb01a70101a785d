import { createRng, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { covarianceMatrix } from '../../src/covariance/covariance.ts';
import { SingularCovarianceError } from '../../src/errors.ts';
import { equalRiskContribution } from '../../src/weights/equal-risk-contribution.ts';
import { inverseVolatility } from '../../src/weights/inverse-volatility.ts';
import { riskBudget } from '../../src/weights/risk-budget.ts';
import { gram, randomReturns, total } from '../random-problem.ts';

describe('equalRiskContribution', () => {
  it('for two assets it is inverse volatility, whatever the correlation', () => {
    for (const correlation of [-0.9, 0, 0.5, 1]) {
      const covariance = covarianceMatrix([
        [1, 3 * correlation],
        [3 * correlation, 9],
      ]);
      expectClose(equalRiskContribution(covariance).weights, [0.75, 0.25]);
    }
  });

  it('for equal correlations it is inverse volatility', () => {
    const covariance = covarianceMatrix([
      [1, 0.6, 0.9],
      [0.6, 4, 1.8],
      [0.9, 1.8, 9],
    ]);
    expectClose(equalRiskContribution(covariance).weights, inverseVolatility(covariance).weights);
  });

  it('is equal on any definite matrix of up to 40 assets', () => {
    const rng = createRng(2, 'erc');
    for (let trial = 0; trial < 100; trial++) {
      const n = 1 + rng.int(40);
      const { weights, riskContributions, kkt } = equalRiskContribution(gram(randomReturns(rng, n, 2 * n + 2, 2)));
      expect(kkt).toBeLessThan(1e-10);
      expectClose(riskContributions, new Float64Array(n).fill(1 / n), { rtol: 1e-9 });
      expect(Math.abs(total(weights) - 1)).toBeLessThan(1e-12);
      expect(weights.every((w) => w > 0)).toBe(true);
    }
  });

  it('a cap in the way is met exactly, and no nearby portfolio within it has more equal shares', () => {
    const rng = createRng(3, 'erc');
    const covariance = gram(randomReturns(rng, 5, 40));
    const cap = 1.01 * Math.max(...equalRiskContribution(covariance).weights) * 0.8;
    const { weights, riskContributions, kkt } = equalRiskContribution(covariance, { cap });
    expect(kkt).toBeLessThan(1e-10);
    expect(Math.max(...weights)).toBe(cap);
    const loss = (w: Float64Array): number => {
      const marginal = w.map((_, i) => w.reduce((sum, x, j) => sum + covariance.values[i * 5 + j] * x, 0));
      const variance = w.reduce((sum, x, i) => sum + x * marginal[i], 0);
      return w.reduce((sum, x, i) => sum + ((x * marginal[i]) / variance - 0.2) ** 2, 0);
    };
    const least = riskContributions.reduce((sum, share) => sum + (share - 0.2) ** 2, 0);
    for (let trial = 0; trial < 500; trial++) {
      const near = weights.slice();
      const [from, to] = [rng.int(5), rng.int(5)];
      const amount = Math.min(0.01 * rng.next(), near[from], cap - near[to]);
      near[from] -= amount;
      near[to] += amount;
      expect(loss(near)).toBeGreaterThan(least - 1e-15);
    }
  });

  it('a hedge without variance and an asset without variance have no shares of risk', () => {
    expect(() =>
      equalRiskContribution(
        covarianceMatrix([
          [1, -1],
          [-1, 1],
        ]),
      ),
    ).toThrow(SingularCovarianceError);
    expect(() =>
      equalRiskContribution(
        covarianceMatrix([
          [1, 0],
          [0, 0],
        ]),
      ),
    ).toThrow(SingularCovarianceError);
  });
});

describe('riskBudget', () => {
  it('independent assets are held by the root of budget over variance', () => {
    const { weights, riskContributions } = riskBudget(
      covarianceMatrix([
        [1, 0],
        [0, 4],
      ]),
      [1, 4],
    );
    expectClose(weights, [0.5, 0.5]);
    expectClose(riskContributions, [0.2, 0.8]);
  });

  it('tiny budgets are kept too', () => {
    const covariance = gram(randomReturns(createRng(7), 4, 60));
    const { riskContributions } = riskBudget(covariance, [1e-6, 1, 1, 1e-3]);
    expectClose(riskContributions, [1e-6 / 2.001001, 1 / 2.001001, 1 / 2.001001, 1e-3 / 2.001001], { rtol: 1e-6 });
  });

  it('refuses budgets that are not above 0, or not one per asset', () => {
    const covariance = covarianceMatrix([
      [1, 0],
      [0, 4],
    ]);
    expect(() => riskBudget(covariance, [1, 0])).toThrow('budgets[1]: expected a number > 0, got 0');
    expect(() => riskBudget(covariance, [1])).toThrow(ParameterError);
  });
});
