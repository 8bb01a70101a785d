import { createRng, ParameterError, variance } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covarianceMatrix } from '../../src/covariance/covariance.ts';
import { ewmaCovariance } from '../../src/covariance/ewma-covariance.ts';
import { ledoitWolf } from '../../src/covariance/ledoit-wolf.ts';
import { oas } from '../../src/covariance/oas.ts';
import { sampleCovariance } from '../../src/covariance/sample-covariance.ts';
import { columnsOf, describePortfolios } from '../golden-portfolio.ts';
import { permute, permuteCovariance, randomOrder, randomReturns } from '../random-problem.ts';

const ESTIMATORS = { sampleCovariance, ledoitWolf, oas, ewmaCovariance };

describePortfolios(({ name, returns, cov, expected }) => {
  const columns = columnsOf(returns);
  // Products are summed in another order than in the stored file.
  const close = { rtol: 1e-10, atol: 1e-17 };
  expectClose(sampleCovariance(columns).values, cov.flat(), { ...close, label: `${name} sample` });
  for (const [key, actual] of Object.entries({ ledoit_wolf: ledoitWolf(columns), oas: oas(columns) })) {
    const stored = expected[key as 'ledoit_wolf' | 'oas'];
    expectClose(actual.values, stored.cov.flat(), { ...close, label: `${name} ${key}` });
    expectClose(actual.shrinkage, stored.shrinkage, { rtol: 1e-10, label: `${name} ${key}` });
  }
});

describe('sampleCovariance', () => {
  it('is what pencil and paper give', () => {
    expect(
      sampleCovariance([
        [1, 2, 3],
        [2, 0, 4],
      ]),
    ).toEqual({ n: 2, values: Float64Array.of(1, 1, 1, 4) });
    expectClose(
      sampleCovariance(
        [
          [1, 2, 3],
          [2, 0, 4],
        ],
        { ddof: 0 },
      ).values,
      [2 / 3, 2 / 3, 2 / 3, 8 / 3],
    );
  });

  it('has the variances of core on its diagonal', () => {
    const [returns] = randomReturns(createRng(1), 1, 101);
    expectClose(sampleCovariance([returns]).values, [variance(returns)]);
  });
});

describe('ewmaCovariance', () => {
  it('without decay it is the mean of the products', () => {
    expectClose(
      ewmaCovariance(
        [
          [1, 2],
          [3, -1],
        ],
        { decay: 1 },
      ).values,
      [2.5, 0.5, 0.5, 5],
    );
  });

  it('weighs bars by powers of the decay that sum to 1', () => {
    expectClose(ewmaCovariance([[4, 2, 1]], { decay: 0.5 }).values, [(16 + 2 * 4 + 4 * 1) / 7]);
  });

  it('refuses a decay outside (0, 1]', () => {
    for (const decay of [0, -1, 1.01, Number.NaN]) {
      expect(() => ewmaCovariance([[1, 2]], { decay })).toThrow(ParameterError);
    }
  });
});

describe('ledoitWolf and oas', () => {
  it('a constant market is its own target', () => {
    expect(
      ledoitWolf([
        [1, 1, 1],
        [2, 2, 2],
      ]),
    ).toEqual({ n: 2, values: new Float64Array(4), shrinkage: 0 });
    expect(
      Array.from(
        oas([
          [1, 1, 1],
          [2, 2, 2],
        ]).values,
      ),
    ).toEqual([0, 0, 0, 0]);
  });

  it('shrink less with more bars, and keep the mean variance', () => {
    const columns = randomReturns(createRng(4), 8, 2000);
    const short = columns.map((column) => column.subarray(0, 20));
    for (const estimator of [ledoitWolf, oas]) {
      expect(estimator(short).shrinkage).toBeGreaterThan(estimator(columns).shrinkage);
      const trace = (values: Float64Array): number => values.reduce((sum, v, k) => (k % 9 === 0 ? sum + v : sum), 0);
      expectClose(trace(estimator(short).values), trace(sampleCovariance(short, { ddof: 0 }).values));
    }
  });
});

describe('every estimator', () => {
  it('is symmetric, follows a permutation of the assets and the square of the unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const rng = createRng(seed, 'covariance');
        const n = 1 + rng.int(6);
        const columns = randomReturns(rng, n, 2 + rng.int(30));
        const order = randomOrder(rng, n);
        for (const [label, estimate] of Object.entries(ESTIMATORS)) {
          const { values } = estimate(columns);
          expect(
            permute(
              Array.from(values, (_, k) => (k % n) * n + Math.floor(k / n)),
              values,
            ),
          ).toEqual(values);
          const permuted = estimate(order.map((i) => columns[i]));
          expectClose(permuted.values, permuteCovariance(order, { n, values }).values, {
            rtol: 1e-9,
            atol: 1e-18,
            label,
          });
          const doubled = estimate(columns.map((column) => column.map((value) => 2 * value)));
          expectClose(
            doubled.values,
            values.map((value) => 4 * value),
            { label },
          );
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('does not change its input', () => {
    const columns = randomReturns(createRng(2), 3, 9);
    const before = columns.map((column) => column.slice());
    for (const estimate of Object.values(ESTIMATORS)) estimate(columns);
    expect(columns).toEqual(before);
  });

  it('names the bar and asset of a number that is not finite, and refuses unequal, short or no series', () => {
    for (const estimate of Object.values(ESTIMATORS)) {
      expect(() =>
        estimate([
          [1, 2, 3],
          [1, Number.NaN, 3],
        ]),
      ).toThrow('returns[1]: expected finite numbers, got "NaN at 1"');
      expect(() =>
        estimate([
          [1, 2, 3],
          [1, 2],
        ]),
      ).toThrow(ParameterError);
      expect(() => estimate([[1], [2]])).toThrow(ParameterError);
      expect(() => estimate([])).toThrow(ParameterError);
    }
  });
});

describe('covarianceMatrix', () => {
  it('refuses rows that are no square of finite numbers', () => {
    expect(() => covarianceMatrix([])).toThrow(ParameterError);
    expect(() => covarianceMatrix([[1, 2], [3]])).toThrow(ParameterError);
    expect(() => covarianceMatrix([[Number.NaN]])).toThrow(/NaN at 0, 0/);
  });
});
