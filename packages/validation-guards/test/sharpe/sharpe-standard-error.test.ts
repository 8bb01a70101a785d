import { ParameterError } from '@quantblocks/core';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { longRunVariance } from '../../src/sharpe/long-run-variance.ts';
import { sharpe, sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';
import { sharpeStandardError } from '../../src/sharpe/sharpe-standard-error.ts';
import { autoregression, garch } from '../noise.ts';

describe('longRunVariance', () => {
  it('is recoloured variance where prewhitening leaves nothing to weigh', () => {
    // Products of neighbours, 1, -1, 1 and 0, sum to 1, squares to 4: the coefficient is 1/4.
    const values = Float64Array.of(1, 1, -1, -1, 0);
    const residuals = [0.75, -1.25, -0.75, 0.25];
    const squares = 0.5625 + 1.5625 + 0.5625 + 0.0625;
    const left = (residuals[0] * residuals[1] + residuals[1] * residuals[2] + residuals[2] * residuals[3]) / squares;
    const bandwidth = 2.6614 * (((4 * left * left) / (1 - left) ** 4) * 4) ** 0.2;
    expect(bandwidth).toBeGreaterThan(1);
    expect(bandwidth).toBeLessThan(2);
    const weight = 2 * (1 - 1 / bandwidth) ** 3;
    expectClose(longRunVariance(values), ((squares / 4) * (1 + 2 * weight * left)) / 0.75 ** 2);
  });

  it('finds the variance of an autoregression, (1 + c) / (1 - c) times its own', () => {
    for (const coefficient of [-0.3, 0, 0.5]) {
      const values = autoregression(20_000, coefficient, 5).map((value) => value * 100);
      // A consistent estimate: the error is of order sqrt(bandwidth / n).
      expectClose(longRunVariance(values), (1 + coefficient) / (1 - coefficient), { rtol: 0.08 });
    }
  });

  it('is never negative, and survives a series without change', () => {
    expect(longRunVariance(Float64Array.from({ length: 60 }, (_, i) => (-1) ** i))).toBeGreaterThanOrEqual(0);
    expect(longRunVariance(new Float64Array(30))).toBe(0);
  });
});

describe('sharpeStandardError', () => {
  it('is 1 / sqrt(n) for a ratio of zero, whatever the shape', () => {
    const estimate = sharpeFromMoments({ perBar: 0, n: 101, skewness: -2, kurtosis: 12 });
    expectClose(sharpeStandardError(estimate, { method: 'mertens' }), 0.1);
    expectClose(sharpeStandardError(estimate, { method: 'normal' }), 1 / Math.sqrt(101));
  });

  it('is the same by all methods for a normal shape, but for n - 1', () => {
    const estimate = sharpeFromMoments({ perBar: 0.3, n: 401 });
    const normal = sharpeStandardError(estimate, { method: 'normal' });
    expectClose(sharpeStandardError(estimate), normal * Math.sqrt(401 / 400));
  });

  it('grows with negative skewness and fat tails under a positive ratio', () => {
    const error = (skewness: number, kurtosis: number): number =>
      sharpeStandardError(sharpeFromMoments({ perBar: 0.2, n: 100, skewness, kurtosis }));
    expect(error(-1, 3)).toBeGreaterThan(error(0, 3));
    expect(error(0, 9)).toBeGreaterThan(error(0, 3));
    expect(error(1, 3)).toBeLessThan(error(0, 3));
  });

  it('takes the order of bars into account only as hac', () => {
    const trending = autoregression(2000, 0.4, 6, 0.1);
    const sorted = trending.slice().sort();
    const iid = sharpeStandardError(trending, { method: 'mertens' });
    expectClose(sharpeStandardError(sorted, { method: 'mertens' }), iid, { rtol: 1e-9 });
    // Of an autoregression the mean has (1 + c) / (1 - c) times the variance: 1.53 times the error.
    expectClose(sharpeStandardError(trending) / iid, Math.sqrt(1.4 / 0.6), { rtol: 0.1 });
    const noise = autoregression(2000, 0, 6, 0.1);
    expectClose(sharpeStandardError(noise), sharpeStandardError(noise, { method: 'mertens' }), { rtol: 0.05 });
  });

  it('is nearly the same as hac and as mertens for independent returns of any shape', () => {
    // Squared normals: skewness 2.8, kurtosis 15, so each term of the error matters.
    const skewed = autoregression(4000, 0, 8).map((value) => value * value);
    for (const returns of [skewed, skewed.map((value) => -value)]) {
      const iid = sharpeStandardError(returns, { method: 'mertens' });
      expectClose(sharpeStandardError(returns, { method: 'hac' }), iid, { rtol: 0.05 });
    }
  });

  it('gains nothing from bars that say the same thing three times', () => {
    const noise = garch(1000, 7);
    const repeated = Float64Array.from({ length: 3000 }, (_, i) => noise[Math.floor(i / 3)]);
    const once = sharpeStandardError(noise);
    expectClose(sharpeStandardError(repeated, { method: 'mertens' }), once / Math.sqrt(3), { rtol: 0.05 });
    // An autoregression is not what this is, and errs to the safe side.
    expect(sharpeStandardError(repeated)).toBeGreaterThan(once);
    expect(sharpeStandardError(repeated)).toBeLessThan(once * 1.4);
  });

  it.each([[[]], [[0.1]], [[0.1, 0.1, 0.1, 0.1]], [[0.1, 0.2, 0.3]]])('does not exist for %j', (returns) => {
    expect(sharpeStandardError(returns)).toBeNaN();
    expect(sharpeStandardError(returns, { method: 'mertens' })).toBeNaN();
  });

  it('refuses hac without returns, and methods it does not know', () => {
    const hac = errorOf(() => sharpeStandardError(sharpe([0.1, 0.2, 0, 0.3]), { method: 'hac' }));
    expect(hac.message).toBe('method: expected normal or mertens for an estimate: hac needs the returns, got "hac"');
    const unknown = errorOf(() => sharpeStandardError([0.1, 0.2], { method: 'lo' as 'normal' }));
    expect(unknown).toBeInstanceOf(ParameterError);
  });
});
