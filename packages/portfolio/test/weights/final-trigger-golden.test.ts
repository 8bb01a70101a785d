import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, mean, quantile, standardDeviation, variance } from '@quantblocks/core';
import { describeGolden, expectClose, readFloat64, readJson } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import type { Covariance } from '../../src/covariance/covariance.ts';
import { sampleCovariance } from '../../src/covariance/sample-covariance.ts';
import { correlation } from '../../src/diversification/correlation.ts';
import { equalRiskContribution } from '../../src/weights/equal-risk-contribution.ts';
import { equalWeights } from '../../src/weights/equal-weights.ts';
import { maximumSharpe } from '../../src/weights/maximum-sharpe.ts';
import { minimumCvar } from '../../src/weights/minimum-cvar.ts';
import { fillRiskContributions } from '../../src/weights/portfolio-weights.ts';

const METHODS = ['equal', 'max_sharpe', 'risk_parity', 'min_cvar'] as const;
type Method = (typeof METHODS)[number];

interface Objectives {
  sharpe_per_period: number;
  cvar95: number;
  risk_contributions: number[];
  rp_objective: number;
}

type Stored = Record<Method, number[]> & Record<`${Method}_objective`, Objectives>;

/** Bounds `lower_upper` are keys beside these two. */
type WeightsFile = { shape_rows_cols: [number, number]; corr: number[][] } & Record<`${number}_${number}`, Stored>;

const exact = { rtol: 1e-10, atol: 1e-13 };
/** By how much a solution may be worse than the stored one. */
const SLACK = 1e-9;

describeGolden(
  'final-trigger/guards',
  { accept: ({ path }) => existsSync(join(path, 'portfolio_weights.json')) },
  ({ path }) => {
    const { shape_rows_cols, corr, ...byBounds } = readJson<WeightsFile>(join(path, 'portfolio_weights.json'));
    const columns = columnsOf(readFloat64(join(path, 'portfolio_returns.f64')), shape_rows_cols);
    const covariance = sampleCovariance(columns);
    expectClose(correlation(columns).values, corr.flat(), { ...exact, label: 'corr' });
    for (const [key, stored] of Object.entries(byBounds)) {
      for (const method of METHODS) {
        const objectives = objectivesOf(columns, covariance, Float64Array.from(stored[method]));
        for (const [name, value] of Object.entries(stored[`${method}_objective`])) {
          const actual = objectives[name as keyof Objectives];
          expectClose(actual, value, { ...exact, label: `${key} ${method} ${name}` });
        }
      }
      const [floor, cap] = key.split('_').map(Number);
      checkEqual(covariance, stored);
      checkSharpe(columns, covariance, { floor, cap }, stored);
      checkRiskParity(columns, covariance, { floor, cap }, stored);
      checkCvar(columns, { floor, cap }, stored);
    }
  },
);

interface Bounds {
  floor: number;
  cap: number;
}

function checkEqual(covariance: Covariance, stored: Stored): void {
  const { weights, riskContributions } = equalWeights(covariance);
  expectClose(weights, stored.equal, exact);
  expectClose(riskContributions, stored.equal_objective.risk_contributions, exact);
}

/**
 * How far stored weights may be follows from what they miss. Scaled to mean 1, a portfolio has variance `1 / S^2`, and the best one, y, has the
 * least over a cone, where moving towards any other, z, does not lower it: `(z - y)' C y >= 0`, so that `var(z - y) <= var z - var y`.
 */
function checkSharpe(columns: Float64Array[], covariance: Covariance, bounds: Bounds, stored: Stored): void {
  const { weights, kkt } = maximumSharpe(covariance, columns.map(mean), bounds);
  expect(kkt).toBeLessThan(1e-10);
  const best = objectivesOf(columns, covariance, weights).sharpe_per_period;
  const reached = stored.max_sharpe_objective.sharpe_per_period;
  expect(best).toBeGreaterThan(reached - SLACK);
  const ours = lossesOf(columns, weights);
  const theirs = lossesOf(columns, stored.max_sharpe);
  const difference = ours.map((loss, t) => loss / mean(ours) - theirs[t] / mean(theirs));
  const missed = 1 / reached ** 2 - 1 / best ** 2;
  expect(variance(difference, { ddof: 0 })).toBeLessThan(missed + SLACK / best ** 2);
}

/**
 * Inside the bounds the least objective is 0. Scaled to variance 1, a portfolio z has shares `z (C z)` that miss 1/n by e, the best one, y, by
 * nothing; subtracting the two conditions gives `var(z - y) + sum d^2 z / (n y) = sum d e` with `d = (z - y) / z`, so that
 * `|d| <= n |e| max(y / z)`.
 */
function checkRiskParity(columns: Float64Array[], covariance: Covariance, bounds: Bounds, stored: Stored): void {
  const { weights, riskContributions, kkt } = equalRiskContribution(covariance, bounds);
  expect(kkt).toBeLessThan(1e-10);
  const best = missedShares(riskContributions);
  const reached = stored.risk_parity_objective.rp_objective;
  expect(best).toBeLessThan(reached + SLACK);
  if (best > 1e-20) return;
  const ours = standardDeviation(lossesOf(columns, weights));
  const theirs = standardDeviation(lossesOf(columns, stored.risk_parity));
  const ratios = weights.map((weight, i) => weight / ours / (stored.risk_parity[i] / theirs));
  const distance = Math.sqrt(ratios.reduce((sum, ratio) => sum + (1 - ratio) ** 2, 0));
  expect(distance).toBeLessThan(weights.length * Math.sqrt(reached) * Math.max(...ratios) + SLACK);
}

/**
 * The stored objective is that of {@link minimumCvar} while no other loss equals the quantile, see below. At its optimum some do, and the stored
 * one jumps below it there: it has no minimum to compare with. Being flat in pieces, neither says how far apart weights may be.
 */
function checkCvar(columns: Float64Array[], bounds: Bounds, stored: Stored): void {
  const bars = columns[0].length;
  const tail = countedLosses(bars) / bars;
  const { weights, cvar, kkt } = minimumCvar(columns, { ...bounds, tail });
  expect(kkt).toBeLessThan(1e-10);
  const reached = cvarOf(lossesOf(columns, stored.min_cvar), tail);
  expect(reached).toBeGreaterThan(stored.min_cvar_objective.cvar95 - 1e-13);
  expect(cvar).toBeLessThan(reached + SLACK);
  expect(meanBeyondQuantile(lossesOf(columns, weights))).toBeLessThan(stored.min_cvar_objective.cvar95 + SLACK);
}

describe('the mean of the losses at or above their 95 % quantile', () => {
  const rng = createRng(1, 'quantile');
  const samples = Array.from({ length: 120 }, (_, i) => Float64Array.from({ length: i + 2 }, () => rng.normal()));

  it('averages the floor(0.05 (T - 1)) + 1 largest of T different losses: a tail of at least 5 %', () => {
    for (const losses of samples) {
      const bars = losses.length;
      const counted = countedLosses(bars);
      expect(losses.filter((loss) => loss >= quantile(losses, 0.95))).toHaveLength(counted);
      expect(counted).toBeGreaterThanOrEqual(0.05 * bars - 1e-9);
      expectClose(meanBeyondQuantile(losses), cvarOf(losses, counted / bars), { rtol: 1e-10, atol: 1e-14 });
    }
  });

  it('is the conditional value at risk of 5 % where that is a whole number of bars, and less elsewhere', () => {
    for (const losses of samples) {
      const bars = losses.length;
      const excess = cvarOf(losses, 0.05) - meanBeyondQuantile(losses);
      // One bar stands for 5 % of fewer than 20, in both.
      if (bars % 20 === 0 || bars <= 20) expectClose(excess, 0, { atol: 1e-12 });
      else expect(excess).toBeGreaterThan(bars % 20 === 19 ? -1e-12 : 1e-12);
    }
  });

  it('takes in all losses equal to the quantile, so that ties lower it further', () => {
    const losses = Float64Array.from({ length: 40 }, (_, i) => (i < 1 ? 5 : i < 6 ? 3 : 1));
    expect(meanBeyondQuantile(losses)).toBeCloseTo((5 + 5 * 3) / 6, 12);
    expect(cvarOf(losses, 0.05)).toBeCloseTo(4, 12);
  });
});

/** Of T different losses, those at or above the linear 95 % quantile. */
function countedLosses(bars: number): number {
  return Math.floor(0.05 * (bars - 1) + 1e-9) + 1;
}

function cvarOf(losses: Float64Array, tail: number): number {
  return minimumCvar([losses.map((loss) => -loss)], { tail }).cvar;
}

function meanBeyondQuantile(losses: Float64Array): number {
  const limit = quantile(losses, 0.95);
  return mean(losses.filter((loss) => loss >= limit));
}

function objectivesOf(columns: readonly Float64Array[], covariance: Covariance, weights: Float64Array): Objectives {
  const losses = lossesOf(columns, weights);
  const shares = new Float64Array(weights.length);
  fillRiskContributions(covariance, weights, shares);
  return {
    sharpe_per_period: -mean(losses) / standardDeviation(losses, { ddof: 0 }),
    cvar95: meanBeyondQuantile(losses),
    risk_contributions: Array.from(shares),
    rp_objective: missedShares(shares),
  };
}

function missedShares(shares: Float64Array): number {
  return shares.reduce((sum, share) => sum + (share - 1 / shares.length) ** 2, 0);
}

function lossesOf(columns: readonly Float64Array[], weights: ArrayLike<number>): Float64Array {
  return columns[0].map((_, t) => -columns.reduce((sum, column, i) => sum + weights[i] * column[t], 0));
}

function columnsOf(values: Float64Array, [rows, assets]: readonly [number, number]): Float64Array[] {
  return Array.from({ length: assets }, (_, i) =>
    Float64Array.from({ length: rows }, (_, t) => values[t * assets + i]),
  );
}
