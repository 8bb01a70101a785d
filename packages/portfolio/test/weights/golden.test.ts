import { expectClose } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { equalRiskContribution } from '../../src/weights/equal-risk-contribution.ts';
import {
  correlationDistances,
  hierarchicalRiskParity,
  profileDistances,
} from '../../src/weights/hierarchical-risk-parity.ts';
import { inverseVolatility } from '../../src/weights/inverse-volatility.ts';
import { linkage } from '../../src/weights/linkage.ts';
import { maximumDiversification } from '../../src/weights/maximum-diversification.ts';
import { maximumSharpe } from '../../src/weights/maximum-sharpe.ts';
import { meanVariance } from '../../src/weights/mean-variance.ts';
import { minimumCvar } from '../../src/weights/minimum-cvar.ts';
import { minimumVariance } from '../../src/weights/minimum-variance.ts';
import { riskBudget } from '../../src/weights/risk-budget.ts';
import { columnsOf, describePortfolios } from '../golden-portfolio.ts';

describePortfolios(({ name, mu, cap, expected }, covariance, tol) => {
  const { n } = covariance;
  const quadratic = {
    min_var: minimumVariance(covariance),
    min_var_cap: minimumVariance(covariance, { cap }),
    min_var_box: minimumVariance(covariance, { floor: 0.03, cap }),
    mean_var_gamma5: meanVariance(covariance, mu, { gamma: 5 }),
    max_sharpe: maximumSharpe(covariance, mu),
    max_sharpe_cap: maximumSharpe(covariance, mu, { cap }),
    max_div: maximumDiversification(covariance),
    max_div_cap: maximumDiversification(covariance, { cap }),
  };
  for (const [key, { weights, kkt }] of Object.entries(quadratic)) {
    const label = `${name} ${key}`;
    expectClose(weights, expected[key as keyof typeof quadratic], { rtol: 0, atol: tol.qp, label });
    expect(kkt, label).toBeLessThan(1e-10);
  }
  const rising = mu.map((_, i) => i + 1);
  const budgeted = { erc: equalRiskContribution(covariance), risk_budget: riskBudget(covariance, rising) };
  for (const [key, { weights, kkt }] of Object.entries(budgeted)) {
    const label = `${name} ${key}`;
    expectClose(weights, expected[key as keyof typeof budgeted], { rtol: 0, atol: tol.erc, label });
    expect(kkt, label).toBeLessThan(1e-10);
  }
  expectClose(inverseVolatility(covariance).weights, expected.inv_vol, { label: `${name} inv_vol` });
  expectClose(quadratic.min_var.variance, expected.min_var_value, { rtol: 1e-10 });
  const sharpe = quadratic.max_sharpe_cap.weights.reduce((sum, w, i) => sum + w * mu[i], 0);
  expectClose(sharpe / Math.sqrt(quadratic.max_sharpe_cap.variance), expected.max_sharpe_cap_value, { rtol: 1e-10 });

  const capped = equalRiskContribution(covariance, { cap });
  const objective = capped.riskContributions.reduce((sum, share) => sum + (share - 1 / n) ** 2, 0);
  expect(objective, `${name} capped`).toBeLessThan(
    expected.erc_capped_rc_least_squares.objective + tol.erc_capped_objective,
  );
  expect(capped.kkt, `${name} capped`).toBeLessThan(1e-10);
});

describePortfolios(({ name, returns, cap, expected }, covariance, tol) => {
  for (const method of ['single', 'ward'] as const) {
    const stored = expected[`hrp_${method}`];
    for (const [distance, golden] of [
      ['correlation', stored.corr_distance],
      ['profile', stored.book_distance_of_distance],
    ] as const) {
      const label = `${name} ${method} ${distance}`;
      const { order, weights } = hierarchicalRiskParity(covariance, { linkage: method, distance });
      expect(Array.from(order), label).toEqual(golden.order);
      expectClose(weights, golden.weights, { rtol: 0, atol: tol.hrp, label });
      const near = correlationDistances(covariance);
      const matrix = distance === 'profile' ? profileDistances(near, covariance.n) : near;
      expectClose(linkage(matrix, covariance.n, method).flat(), golden.linkage.flat(), { rtol: tol.hrp, label });
    }
  }
  const { cvar, kkt } = minimumCvar(columnsOf(returns), { cap });
  expectClose(cvar, expected.min_cvar05_cap.cvar, { rtol: 0, atol: tol.cvar_value, label: `${name} cvar` });
  expect(kkt, `${name} cvar`).toBeLessThan(1e-10);
});
