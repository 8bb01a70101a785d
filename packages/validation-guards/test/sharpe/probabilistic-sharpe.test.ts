import { ParameterError } from '@quantblocks/core';
import { probabilisticSharpeRatio } from '@quantblocks/metrics';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minTrackRecordLength } from '../../src/sharpe/min-track-record-length.ts';
import { probabilisticSharpe } from '../../src/sharpe/probabilistic-sharpe.ts';
import { sharpe, sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';
import { autoregression, garch } from '../noise.ts';

describe('probabilisticSharpe', () => {
  it('is one half at the benchmark, and cdf(1) one standard error above', () => {
    const estimate = sharpeFromMoments({ perBar: 0.1, n: 101, skewness: 10.05, kurtosis: 103 });
    // Variance 1 - 1.005 + 0.255 = 0.25, so the error is 0.05.
    const at = (perBar: number) => probabilisticSharpe(estimate, { benchmark: { perBar } });
    expectClose(at(0).standardError, 0.05);
    expectClose([at(0.1).value, at(0.05).value, at(0.05).pValue], [0.5, 0.8413447460685429, 0.15865525393145707]);
  });

  it('is the probabilistic ratio of metrics with the mertens error', () => {
    const returns = garch(300, 1);
    const benchmarkRatio = 0.7;
    expectClose(
      probabilisticSharpe(returns, { method: 'mertens', benchmark: { perYear: 0.7, periodsPerYear: 365 } }).value,
      probabilisticSharpeRatio(returns, { periodsPerYear: 365, benchmarkRatio }),
    );
  });

  it('passes an edge, fails noise, and says why in words', () => {
    const edge = probabilisticSharpe(autoregression(500, 0, 11, 0.2));
    expect(edge.status).toBe('pass');
    expect(edge.explanation).toMatch(
      /^A Sharpe ratio of 0\.\d+ per bar \(standard error 0\.\d+, 500 bars\) or more has .* 0\.05 is allowed\.$/,
    );
    expect(edge).toMatchObject({ n: 500, benchmark: 0, question: 'Is the true Sharpe ratio above 0 per bar?' });
    expect(probabilisticSharpe(autoregression(500, 0, 12)).status).toBe('fail');
    expect(probabilisticSharpe(autoregression(500, 0, 11, -0.2)).status).toBe('fail');
  });

  it('is insufficient below 20 bars, however good they look', () => {
    const verdict = probabilisticSharpe(autoregression(19, 0, 13, 3));
    expect(verdict.status).toBe('insufficient');
    expect(verdict.explanation).toBe('There are 19 bars; a test of a Sharpe ratio needs 20.');
    expect(probabilisticSharpe(autoregression(20, 0, 13, 3)).status).toBe('pass');
    expect(probabilisticSharpe([])).toMatchObject({ status: 'insufficient', pValue: Number.NaN, n: 0 });
  });

  it('is undefined for returns that do not differ', () => {
    const verdict = probabilisticSharpe(new Float64Array(100).fill(0.01));
    expect(verdict).toMatchObject({ status: 'undefined', value: Number.NaN, pValue: Number.NaN });
    const without = probabilisticSharpe(autoregression(50, 0, 15), { benchmark: sharpe([]) });
    expect(without).toMatchObject({ status: 'undefined', pValue: Number.NaN });
    expect(without.explanation).toBe('The benchmark has no Sharpe ratio.');
  });

  it('rises with the ratio and falls with the benchmark', () => {
    const unit = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(unit, unit, fc.double({ min: 0.01, max: 0.3, noNaN: true }), (perBar, target, step) => {
        const value = (ratio: number, against: number): number =>
          probabilisticSharpe(sharpeFromMoments({ perBar: ratio, n: 250 }), { benchmark: { perBar: against } }).value;
        const here = value(perBar, target);
        expect(value(perBar, target + step)).toBeLessThanOrEqual(here);
        // The error of a larger ratio is larger too; above the benchmark by less than sqrt(2) the ratio wins.
        if (target >= 0) expect(value(perBar + step, target)).toBeGreaterThanOrEqual(here);
      }),
      { seed: 3 },
    );
  });

  it('does not change with the scale of returns', () => {
    const returns = autoregression(200, 0.2, 14, 0.05);
    const scaled = returns.map((value) => value * 7.3);
    expectClose(probabilisticSharpe(scaled).pValue, probabilisticSharpe(returns).pValue, { rtol: 1e-9 });
  });

  it('refuses a level that is none, and an annual benchmark without a year', () => {
    expect(errorOf(() => probabilisticSharpe([0.1], { alpha: 1 })).message).toBe(
      'alpha: expected a number in (0, 1), got 1',
    );
    const benchmark = { perYear: 1, periodsPerYear: Number.NaN };
    expect(errorOf(() => probabilisticSharpe([0.1], { benchmark }))).toBeInstanceOf(ParameterError);
  });
});

describe('minTrackRecordLength', () => {
  it('is 1 + V (z / distance)^2', () => {
    const estimate = sharpeFromMoments({ perBar: 0.2, n: 100, skewness: -0.5, kurtosis: 4 });
    const bars = 1 + (1 + 0.1 + 0.03) * (1.6448536269514722 / 0.15) ** 2;
    const { value, years } = minTrackRecordLength(estimate, { benchmark: { perBar: 0.05 } });
    expectClose(value, bars);
    expect(years).toBeNaN();
    const normal = minTrackRecordLength(sharpeFromMoments({ perBar: 0.2, n: 100 }), { method: 'normal' }).value;
    expectClose(normal, 1.02 * (1.6448536269514722 / 0.2) ** 2); // Lo divides by n
  });

  it('passes exactly when the probabilistic Sharpe ratio does', () => {
    const statuses = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const returns = autoregression(60, 0.1, seed, 0.2);
      for (const method of ['normal', 'mertens', 'hac'] as const) {
        const { status } = minTrackRecordLength(returns, { method });
        expect(status).toBe(probabilisticSharpe(returns, { method }).status);
        statuses.add(status);
      }
    }
    expect([...statuses].sort()).toEqual(['fail', 'pass']);
  });

  it('is infinite, and fails, for a ratio that is not above the benchmark', () => {
    const verdict = minTrackRecordLength(sharpeFromMoments({ perBar: 0.1, n: 500 }), { benchmark: { perBar: 0.1 } });
    expect(verdict).toMatchObject({ status: 'fail', value: Number.POSITIVE_INFINITY });
    expect(verdict.explanation).toBe(
      'A Sharpe ratio of 0.1 per bar is not above 0.1: no number of bars like these would prove it.',
    );
  });

  it('is insufficient or undefined as the probability is', () => {
    expect(minTrackRecordLength([0.1, 0.2]).status).toBe('insufficient');
    expect(minTrackRecordLength(new Float64Array(50))).toMatchObject({ status: 'undefined', value: Number.NaN });
  });

  it('refuses a level of one half, at which nothing needs proof', () => {
    expect(errorOf(() => minTrackRecordLength([0.1], { alpha: 0.5 })).message).toBe(
      'alpha: expected a number in (0, 0.5), got 0.5',
    );
  });
});
