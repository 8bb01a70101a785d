import { kurtosis, ParameterError } from '@quantblocks/core';
import { sharpeRatio } from '@quantblocks/metrics';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxSharpePValue } from '../../src/sharpe/max-sharpe-p-value.ts';
import { probabilisticSharpe } from '../../src/sharpe/probabilistic-sharpe.ts';
import { type SharpeLevel, sharpe, sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';
import { autoregression } from '../noise.ts';

describe('sharpe', () => {
  it('is mean over sample deviation per bar, with moments around it', () => {
    // Mean 1, deviations -1, -1, 2: squares sum to 6, cubes to 6; so s = 1 / sqrt(3) and skewness = 2 / 2^1.5.
    const { perBar, n, skewness, annualised } = sharpe([0, 0, 3], { periodsPerYear: 12 });
    expectClose([perBar, n, skewness, annualised], [1 / Math.sqrt(3), 3, 1 / Math.SQRT2, 2]);
  });

  it('has a raw kurtosis: 1 for a coin, about 3 for normal returns', () => {
    expectClose(sharpe([1, -1, 1, -1]).kurtosis, 1);
    const returns = autoregression(500, 0, 1);
    expectClose(sharpe(returns).kurtosis, kurtosis(returns) + 3);
    expectClose(sharpe(returns).kurtosis, 3, { rtol: 0.2 }); // standard error sqrt(24 / 500) = 0.22
  });

  it('annualises as metrics does, and only if told how', () => {
    const returns = autoregression(50, 0, 2);
    expectClose(sharpe(returns, { periodsPerYear: 365 }).annualised, sharpeRatio(returns, { periodsPerYear: 365 }));
    expect(sharpe(returns).annualised).toBeNaN();
  });

  it.each([
    ['no returns', []],
    ['one return', [0.01]],
    ['equal returns', [0.1, 0.1, 0.1, 0.1, 0.1]],
    ['returns equal but for rounding', [0.1 + 0.2 - 0.3, 0, 1e-17, 0]],
  ])('does not exist for %s', (_, returns) => {
    expect(sharpe(returns)).toMatchObject({ perBar: Number.NaN, n: returns.length });
  });

  it('does not change with the scale of returns, and changes sign with them', () => {
    const somewhere = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(somewhere, fc.double({ min: 0.01, max: 100, noNaN: true }), (returns, scale) => {
        fc.pre(Math.max(...returns) - Math.min(...returns) > 1e-6);
        const { perBar, skewness, kurtosis } = sharpe(returns);
        const scaled = sharpe(returns.map((value) => value * scale));
        // The mean may be nothing but what is left of large numbers.
        const tolerance = { rtol: 1e-9, atol: 1e-9 };
        expectClose([scaled.perBar, scaled.skewness, scaled.kurtosis], [perBar, skewness, kurtosis], tolerance);
        const turned = sharpe(returns.map((value) => -value));
        expectClose([turned.perBar, turned.skewness, turned.kurtosis], [-perBar, -skewness, kurtosis], tolerance);
      }),
      { seed: 1 },
    );
  });
});

describe('the unit of a Sharpe ratio', () => {
  it('is scaled once, where an annual figure enters', () => {
    const annual = sharpeFromMoments({ perYear: 2, periodsPerYear: 256, n: 500 });
    expect(annual).toMatchObject({ perBar: 0.125, annualised: 2, n: 500, skewness: 0, kurtosis: 3 });
    const benchmark = { perYear: 1, periodsPerYear: 256 };
    expect(probabilisticSharpe(annual, { benchmark }).benchmark).toBe(1 / 16);
  });

  it('cannot be lost: a plain number is neither an estimate nor a benchmark', () => {
    // @ts-expect-error a number has no unit
    expect(errorOf(() => maxSharpePValue(2.5, { trials: 10 }))).toBeInstanceOf(ParameterError);
    // @ts-expect-error a number has no unit
    const error = errorOf(() => probabilisticSharpe(autoregression(50, 0, 3), { benchmark: 1 }));
    expect(error.message).toBe(
      'benchmark: expected a Sharpe ratio with its unit, { perBar } or { perYear, periodsPerYear }, got 1',
    );
    const estimate = sharpeFromMoments({ perYear: 2, periodsPerYear: 12, n: 60 });
    const other = errorOf(() => probabilisticSharpe(estimate, { benchmark: { perYear: 1, periodsPerYear: 365 } }));
    expect(other.message).toBe('benchmark: expected bars of one length (12 per year), got 365');
    // @ts-expect-error an annual ratio without the number of bars per year
    expect(errorOf(() => sharpeFromMoments({ perYear: 2, n: 500 }))).toBeInstanceOf(ParameterError);
  });

  it('may be taken from another estimate as a benchmark', () => {
    const returns = autoregression(200, 0, 4);
    expectClose(probabilisticSharpe(returns, { benchmark: sharpe(returns) }).value, 0.5);
  });
});

describe('misuse of estimates', () => {
  const level: SharpeLevel = { perBar: 0.1 };
  it.each<[string, () => unknown, string]>([
    ['NaN', () => sharpe([0.1, Number.NaN]), 'returns: expected finite numbers, got "NaN at 1"'],
    ['no year', () => sharpe([1, 2], { periodsPerYear: 0 }), 'periodsPerYear: expected a finite number > 0, got 0'],
    ['one bar', () => sharpeFromMoments({ ...level, n: 1 }), 'n: expected a whole number >= 2, got 1'],
    [
      'an excess kurtosis',
      () => sharpeFromMoments({ ...level, n: 9, kurtosis: 0 }),
      'kurtosis: expected a finite number >= 1 + skewness^2 (1), not in excess of 3, got 0',
    ],
    [
      'no skewness',
      () => sharpeFromMoments({ ...level, n: 9, skewness: Number.NaN }),
      'skewness: expected a finite number, got NaN',
    ],
    [
      'an infinite ratio',
      () => sharpeFromMoments({ perYear: Number.POSITIVE_INFINITY, periodsPerYear: 12, n: 9 }),
      'moments: expected a finite Sharpe ratio, got Infinity',
    ],
    [
      'no ratio',
      () => sharpeFromMoments({ perBar: Number.NaN, n: 9 }),
      'moments: expected a finite Sharpe ratio, got NaN',
    ],
  ])('%s is refused', (_, call, message) => {
    const error = errorOf(call);
    expect(error.message).toBe(message);
    expect(error).toBeInstanceOf(ParameterError);
  });
});
