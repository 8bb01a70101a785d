import { ParameterError } from '@quantblocks/core';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflatedSharpe } from '../../src/sharpe/deflated-sharpe.ts';
import { maxSharpePValue } from '../../src/sharpe/max-sharpe-p-value.ts';
import { minBacktestLength } from '../../src/sharpe/min-backtest-length.ts';
import { probabilisticSharpe } from '../../src/sharpe/probabilistic-sharpe.ts';
import { sharpe, sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';
import { autoregression } from '../noise.ts';

const perBar = fc.double({ min: -0.2, max: 0.4, noNaN: true });
const spread = (count: number, deviation = 0.05) => ({ count, deviation: { perBar: deviation } });

describe('deflatedSharpe', () => {
  it('is the probabilistic Sharpe ratio against the expected maximum', () => {
    const returns = autoregression(400, 0.1, 21, 0.15);
    // The expected maximum of two is 1 / sqrt(pi).
    const benchmark = { perBar: 0.05 / Math.sqrt(Math.PI) };
    const { value, pValue, benchmark: target, trials } = deflatedSharpe(returns, { trials: spread(2) });
    const plain = probabilisticSharpe(returns, { benchmark });
    expectClose([value, pValue, target, trials], [plain.value, plain.pValue, benchmark.perBar, 2]);
  });

  it('is the probabilistic Sharpe ratio itself for a single trial', () => {
    const returns = autoregression(100, 0, 22, 0.2);
    expect(deflatedSharpe(returns, { trials: [sharpe(returns)] }).value).toBe(probabilisticSharpe(returns).value);
  });

  it('falls with the number of trials and with their deviation', () => {
    fc.assert(
      fc.property(perBar, fc.integer({ min: 2, max: 5000 }), (ratio, count) => {
        const estimate = sharpeFromMoments({ perBar: ratio, n: 300 });
        const here = deflatedSharpe(estimate, { trials: spread(count) }).value;
        expect(deflatedSharpe(estimate, { trials: spread(count * 2) }).value).toBeLessThanOrEqual(here);
        expect(deflatedSharpe(estimate, { trials: spread(count, 0.07) }).value).toBeLessThanOrEqual(here);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it('never passes the best of 300 noise strategies, and passes an edge among them', () => {
    for (let seed = 0; seed < 5; seed++) {
      const search = Array.from({ length: 300 }, (_, i) => autoregression(250, 0, 1000 * seed + i));
      const trials = search.map((returns) => sharpe(returns));
      const best = trials.reduce((most, trial, i) => (trial.perBar > trials[most].perBar ? i : most), 0);
      expect(probabilisticSharpe(search[best]).status).toBe('pass');
      expect(deflatedSharpe(search[best], { trials }).status).toBe('fail');
      const edge = autoregression(250, 0, 1000 * seed + 999, 0.45);
      expect(deflatedSharpe(edge, { trials: [...trials, sharpe(edge)] }).status).toBe('pass');
    }
  });

  it('is insufficient without trials, without their ratios, or below 20 bars', () => {
    const returns = autoregression(100, 0, 23, 0.5);
    for (const trials of [[], [sharpe(returns), sharpe([])]]) {
      const verdict = deflatedSharpe(returns, { trials });
      expect(verdict).toMatchObject({ status: 'insufficient', pValue: Number.NaN });
      expect(verdict.explanation).toMatch(/at least two trials/);
    }
    expect(deflatedSharpe(returns.subarray(0, 19), { trials: spread(2) }).status).toBe('insufficient');
    expect(deflatedSharpe(new Float64Array(40), { trials: spread(2) }).status).toBe('undefined');
  });

  it('warns of few trials, and of trials that are nearly one', () => {
    const returns = autoregression(100, 0, 24);
    expect(deflatedSharpe(returns, { trials: spread(5, 0.1) }).warnings[0]).toMatch(/few trials/);
    expect(deflatedSharpe(returns, { trials: spread(50, 0.01) }).warnings[0]).toMatch(/nearly one strategy/);
    expect(deflatedSharpe(returns, { trials: spread(50, 0.1) }).warnings).toEqual([]);
  });

  it('refuses bars of another length among the trials', () => {
    const [chosen, hourly] = [365, 8760].map((periodsPerYear) =>
      sharpeFromMoments({ perYear: 1, periodsPerYear, n: 99 }),
    );
    expect(errorOf(() => deflatedSharpe(chosen, { trials: [hourly, hourly] })).message).toBe(
      'trials[0]: expected bars of one length (365 per year), got 8760',
    );
    const trials = { count: 9, deviation: { perYear: 1, periodsPerYear: 8760 } };
    expect(errorOf(() => deflatedSharpe(chosen, { trials })).message).toBe(
      'trials.deviation: expected bars of one length (365 per year), got 8760',
    );
  });
});

describe('maxSharpePValue', () => {
  it('is the p value itself for one trial, and 1 - (1 - p)^N for more', () => {
    const estimate = sharpeFromMoments({ perBar: 0.2, n: 101 });
    const one = maxSharpePValue(estimate, { trials: 1 });
    expectClose(one.pValue, one.singlePValue);
    expectClose(one.pValue, probabilisticSharpe(estimate).pValue);
    expectClose(maxSharpePValue(estimate, { trials: 3 }).pValue, 1 - (1 - one.pValue) ** 3);
  });

  it('keeps its digits where the p value of one is tiny', () => {
    const estimate = sharpeFromMoments({ perBar: 0.5, n: 1001 });
    const { pValue, singlePValue } = maxSharpePValue(estimate, { trials: 1000 });
    expect(singlePValue).toBeLessThan(1e-40);
    expectClose(pValue, singlePValue * 1000);
  });

  it('rises with the number of trials and falls with the ratio', () => {
    fc.assert(
      fc.property(perBar, fc.double({ min: 1, max: 1e6, noNaN: true }), (ratio, trials) => {
        const pValue = (value: number, count: number): number =>
          maxSharpePValue(sharpeFromMoments({ perBar: value, n: 300 }), { trials: count }).pValue;
        const here = pValue(ratio, trials);
        expect(pValue(ratio, trials * 2)).toBeGreaterThanOrEqual(here);
        expect(pValue(ratio + 0.05, trials)).toBeLessThanOrEqual(here);
        expect(here).toBeLessThanOrEqual(1);
        expect(here).toBeGreaterThanOrEqual(
          maxSharpePValue(sharpeFromMoments({ perBar: ratio, n: 300 }), { trials }).singlePValue * 0.999,
        );
      }),
      { seed: 5 },
    );
  });

  it('is insufficient or undefined where a single test is, and refuses no trials', () => {
    expect(maxSharpePValue([0.1], { trials: 9 }).status).toBe('insufficient');
    expect(maxSharpePValue(new Float64Array(99), { trials: 9 })).toMatchObject({
      status: 'undefined',
      pValue: Number.NaN,
    });
    expect(errorOf(() => maxSharpePValue([0.1], { trials: 0 }))).toBeInstanceOf(ParameterError);
    expect(errorOf(() => maxSharpePValue([0.1], {} as { trials: number })).message).toBe(
      'trials: expected a finite number >= 1, got undefined',
    );
  });
});

describe('minBacktestLength', () => {
  it('is the squared expected maximum over the squared ratio, below 2 log(N) / s^2', () => {
    const plan = sharpeFromMoments({ perYear: 1, periodsPerYear: 252, n: 1260 });
    const { value, years, status } = minBacktestLength(plan, { trials: 2 });
    expectClose([value, years], [252 / Math.PI, 1 / Math.PI]);
    expect(status).toBe('pass');
    for (const trials of [5, 50, 500]) {
      expect(minBacktestLength(plan, { trials }).years).toBeLessThan(2 * Math.log(trials));
    }
    expect(minBacktestLength(plan, { trials: 500 }).status).toBe('fail');
  });

  it('says in the form of the literature that five years hold about 45 trials', () => {
    const plan = sharpeFromMoments({ perYear: 1, periodsPerYear: 252, n: 1260 });
    const years = (trials: number): number => minBacktestLength(plan, { trials, expectedMax: 'approximate' }).years;
    expect(years(45)).toBeLessThan(5.01);
    expect(years(46)).toBeGreaterThan(5);
  });

  it('is infinite for no gain, and insufficient or undefined as any test', () => {
    const loss = minBacktestLength(sharpeFromMoments({ perBar: -0.1, n: 99 }), { trials: 9 });
    expect(loss).toMatchObject({ status: 'fail', value: Number.POSITIVE_INFINITY });
    expect(minBacktestLength([0.1, 0.3], { trials: 9 }).status).toBe('insufficient');
    expect(minBacktestLength(new Float64Array(99), { trials: 9 }).status).toBe('undefined');
    expect(errorOf(() => minBacktestLength([0.1], { trials: Number.NaN }))).toBeInstanceOf(ParameterError);
  });
});
