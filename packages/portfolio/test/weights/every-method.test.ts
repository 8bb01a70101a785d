import { createRng, ParameterError, QuantblocksError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Covariance, covarianceMatrix } from '../../src/covariance/covariance.ts';
import { InfeasibleError, NoPositiveReturnError, SingularCovarianceError } from '../../src/errors.ts';
import type { WeightBounds } from '../../src/inputs.ts';
import { equalRiskContribution } from '../../src/weights/equal-risk-contribution.ts';
import { equalWeights } from '../../src/weights/equal-weights.ts';
import { hierarchicalRiskParity } from '../../src/weights/hierarchical-risk-parity.ts';
import { inverseVolatility } from '../../src/weights/inverse-volatility.ts';
import { maximumDiversification } from '../../src/weights/maximum-diversification.ts';
import { maximumSharpe } from '../../src/weights/maximum-sharpe.ts';
import { meanVariance } from '../../src/weights/mean-variance.ts';
import { minimumCvar } from '../../src/weights/minimum-cvar.ts';
import { minimumVariance } from '../../src/weights/minimum-variance.ts';
import type { PortfolioWeights } from '../../src/weights/portfolio-weights.ts';
import { riskBudget } from '../../src/weights/risk-budget.ts';
import { gram, permute, permuteCovariance, randomBox, randomOrder, randomReturns, total } from '../random-problem.ts';

type Method = (covariance: Covariance, returns: ArrayLike<number>, bounds?: WeightBounds) => PortfolioWeights;

const BOUNDED: Record<string, Method> = {
  minimumVariance: (covariance, _, bounds) => minimumVariance(covariance, bounds),
  meanVariance: (covariance, returns, bounds) => meanVariance(covariance, returns, { gamma: 5, ...bounds }),
  maximumSharpe,
  equalRiskContribution: (covariance, _, bounds) => equalRiskContribution(covariance, bounds),
  riskBudget: (covariance, returns, bounds) => riskBudget(covariance, Array.from(returns, Math.abs), bounds),
  maximumDiversification: (covariance, _, bounds) => maximumDiversification(covariance, bounds),
};
const ALL: Record<string, Method> = {
  ...BOUNDED,
  equalWeights: (covariance) => equalWeights(covariance),
  inverseVolatility: (covariance) => inverseVolatility(covariance),
  hierarchicalRiskParity: (covariance) => hierarchicalRiskParity(covariance),
};

const identity = covarianceMatrix([
  [1, 0],
  [0, 1],
]);

describe('every method', () => {
  it('sums to 1, obeys its bounds exactly, and says by how little it misses the optimum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const rng = createRng(seed, 'bounds');
        const n = 1 + rng.int(12);
        const covariance = gram(randomReturns(rng, n, 2 * n + 2));
        const returns = Float64Array.from({ length: n }, () => 0.001 * (0.1 + rng.next()));
        const box = randomBox(rng, n);
        for (const [name, method] of Object.entries(BOUNDED)) {
          const { weights, riskContributions, kkt } = method(covariance, returns, box);
          expect(Math.abs(total(weights) - 1), name).toBeLessThan(1e-12);
          expect(
            weights.every((w, i) => w >= box.floor[i] && w <= box.cap[i]),
            name,
          ).toBe(true);
          expect(kkt, name).toBeLessThan(1e-10);
          expectClose(total(riskContributions), 1, { rtol: 1e-9, label: name });
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('follows a permutation of the assets, and does not depend on the unit of returns', () => {
    const rng = createRng(9, 'permutation');
    for (let trial = 0; trial < 40; trial++) {
      const n = 2 + rng.int(10);
      const covariance = gram(randomReturns(rng, n, 3 * n));
      const returns = Float64Array.from({ length: n }, () => 0.001 * (0.1 + rng.next()));
      const order = randomOrder(rng, n);
      const cap = 2 / n;
      // Percent in place of fractions: aversion to risk changes with the unit, and is left out.
      const percent = { n, values: covariance.values.map((value) => 1e4 * value) };
      for (const [name, method] of Object.entries(ALL)) {
        const { weights } = method(covariance, returns, { cap });
        if (name !== 'hierarchicalRiskParity') {
          const permuted = method(permuteCovariance(order, covariance), permute(order, returns), { cap }).weights;
          expectClose(permuted, permute(order, weights), { rtol: 0, atol: 1e-9, label: name });
        }
        if (name !== 'meanVariance') {
          const scaled = method(
            percent,
            returns.map((r) => 100 * r),
            { cap },
          ).weights;
          expectClose(scaled, weights, { rtol: 0, atol: 1e-9, label: name });
        }
      }
    }
  });

  it('refuses a matrix that is no covariance, and says why', () => {
    const wrong: [string, Covariance, RegExp][] = [
      ['NaN', { n: 2, values: Float64Array.of(1, Number.NaN, 0, 1) }, /NaN at 1/],
      ['size', { n: 3, values: new Float64Array(4) }, /9 numbers/],
      ['n', { n: 0, values: new Float64Array(0) }, /whole number/],
      ['asymmetric', { n: 2, values: Float64Array.of(1, 0.5, 0.4, 1) }, /symmetric.*0.4 and 0.5 at 1, 0/],
      ['negative variance', { n: 2, values: Float64Array.of(1, 0, 0, -1) }, /semidefinite.*-1 at asset 1/],
      ['correlation', { n: 2, values: Float64Array.of(1, 2, 2, 1) }, /beyond 1/],
      ['covariance of nothing', { n: 2, values: Float64Array.of(0, 1, 1, 1) }, /beyond 1/],
      ['indefinite', { n: 3, values: Float64Array.of(1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1) }, /negative eigenvalue/],
    ];
    for (const [label, covariance, message] of wrong) {
      for (const [name, method] of Object.entries(ALL)) {
        const attempt = (): PortfolioWeights => method(covariance, new Float64Array(covariance.n).fill(1));
        expect(attempt, `${name} ${label}`).toThrow(ParameterError);
        expect(attempt, `${name} ${label}`).toThrow(message);
      }
    }
  });

  it('refuses bounds without a portfolio, and names the sum', () => {
    for (const [name, method] of Object.entries(BOUNDED)) {
      const attempt = (bounds: WeightBounds) => (): PortfolioWeights => method(identity, [1, 1], bounds);
      expect(attempt({ cap: 0.4 }), name).toThrow(InfeasibleError);
      expect(attempt({ cap: 0.4 }), name).toThrow('cap: expected caps that sum to at least 1, got 0.8');
      expect(attempt({ floor: [0.9, 0.2] }), name).toThrow('floor: expected floors that sum to at most 1, got 1.1');
      expect(attempt({ floor: 0.6, cap: 0.5 }), name).toThrow(ParameterError);
      expect(attempt({ cap: Number.NaN }), name).toThrow(ParameterError);
      expect(attempt({ cap: [1] }), name).toThrow(ParameterError);
    }
    expect(() => minimumCvar([[1, 2]], { cap: 0.5 })).toThrow(InfeasibleError);
  });

  it('refuses expected returns that are missing or not finite', () => {
    expect(() => maximumSharpe(identity, [1])).toThrow(ParameterError);
    expect(() => maximumSharpe(identity, [1, Number.NaN])).toThrow(/NaN at 1/);
    expect(() => meanVariance(identity, [1, Number.POSITIVE_INFINITY], { gamma: 1 })).toThrow(/Infinity at 1/);
  });

  it('every error is a QuantblocksError with its own name', () => {
    const errors = [new InfeasibleError('cap', 0.5), new SingularCovarianceError('x'), new NoPositiveReturnError(-1)];
    expect(errors.map(({ name }) => name)).toEqual([
      'InfeasibleError',
      'SingularCovarianceError',
      'NoPositiveReturnError',
    ]);
    expect(errors.every((error) => error instanceof QuantblocksError)).toBe(true);
  });

  it('caps of 1/3 for three assets are feasible although they round below 1', () => {
    const { weights } = minimumVariance(
      covarianceMatrix([
        [1, 0, 0],
        [0, 2, 0],
        [0, 0, 3],
      ]),
      { cap: 1 / 3 },
    );
    expect(weights).toEqual(new Float64Array(3).fill(1 / 3));
  });
});
