import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { bootstrapMeanTest } from '../../src/bootstrap/bootstrap-mean-test.ts';
import { drawdownDistribution } from '../../src/bootstrap/drawdown-distribution.ts';
import { timingTest } from '../../src/multiple/timing-test.ts';
import { pboNull } from '../../src/overfitting/pbo-null.ts';
import { concentration } from '../../src/stress/concentration.ts';
import { regimeConditional } from '../../src/stress/regime-conditional.ts';
import { shiftPValue } from '../../src/stress/shift-p-value.ts';
import { walkForwardVerdict } from '../../src/stress/walk-forward-verdict.ts';
import { blocksOf, series } from './series.ts';

// All numbers here come from NumPy, SciPy and statsmodels programs that share no step with this package beyond the definitions. Where
// the answer is deterministic, 1e-9 allows for sums in another order and for the last digit of sines; Monte Carlo has its own tolerance.
const exact = { rtol: 1e-9 };

describe('deterministic answers', () => {
  it('regimeConditional has the errors of a least-squares regression on the regime', () => {
    const returns = series(400, (i) => 0.0006 + 0.01 * Math.sin(i * i) + 0.002 * Math.cos(i / 7));
    const labels = series(400, (i) => Math.floor(i / 23) % 3);
    const { regimes } = regimeConditional(returns, labels);
    // statsmodels: OLS of the returns in a regime (0 outside) on its dummy over the whole line, cov_type HAC with 9, 11 and 5 lags (Newey and
    // West 1994 by hand), times sqrt(400 / 399). The p values: the same for the other regimes with 4, 8 and 5 lags, Student's t(399).
    const expected = [
      { value: 0.0012260468048771738, error: 0.000735636727391619, without: 0.1504235061190407 },
      { value: 0.000151539703979071, error: 0.0005032797674034764, without: 0.023245621985858767 },
      { value: 0.0007911696455571287, error: 0.0006663678197186075, without: 0.06341829080463246 },
    ];
    for (const [label, { value, error, without }] of expected.entries()) {
      const { mean, pValueWithout } = regimes[label];
      expectClose(mean.value, value, exact);
      expectClose(mean.upper - mean.value, 1.959963984540054 * error, exact);
      expectClose(mean.value - mean.lower, 1.959963984540054 * error, exact);
      expectClose(pValueWithout, without, exact);
    }
  });

  it('shiftPValue counts rotations of the returns', () => {
    // Sums of squares between groups of np.roll(returns, -s) for all 59 s: 7 reach that of s = 0.
    const returns = series(60, (i) => 0.01 * Math.sin(i * i) + 0.004 * Math.cos(i / 7));
    const labels = series(60, (i) => Math.floor(i / 9) % 2);
    expect(shiftPValue(returns, labels, 999, createRng(0))).toBe(8 / 60);
  });

  it('timingTest counts rotations of the positions', () => {
    const returns = series(90, (i) => 0.0002 + 0.01 * Math.sin(i * i) + 0.004 * Math.sin((i + 1) / 5));
    const timed = timingTest(
      series(90, (i) => Math.sign(Math.sin(i / 5))),
      returns,
    );
    expectClose(timed.value, 0.002321886223201134, exact);
    expectClose(timed.untimed, -4.952466794017502e-6, { atol: 1e-15 });
    expect(timed.pValue).toBe(2 / 90);
    const untimed = timingTest(
      series(90, (i) => (i % 17 < 9 ? 1 : -0.5)),
      returns,
    );
    expect(untimed.pValue).toBe(37 / 90);
  });

  it('bootstrapMeanTest studentises by sums of blocks', () => {
    // Blocks are cut anew where an index does not follow the last; their sums and quantiles are plain NumPy. The error of the sample: residuals
    // of an AR(1), Parzen weights with bandwidth 2.6614 (4 rho^2 / (1 - rho)^4 T)^(1/5), over (1 - coefficient)^2 (n - 1).
    const returns = series(60, (i) => 0.0012 + 0.01 * Math.sin(i * i) + 0.003 * Math.cos(i / 3));
    const test = bootstrapMeanTest(returns, { indices: blocksOf(60, 200, 9) });
    expectClose(test.t, 1.03327137725487, exact);
    expectClose(test.standardError, 0.0009962265090708747, exact);
    expect(test.pValue).toBe(35 / 201);
    expectClose(test.lowerBound, -0.0009578839785929381, exact);
  });

  it('walkForwardVerdict has the t test of a regression on a constant', () => {
    const folds = Array.from({ length: 8 }, (_, fold) => ({
      inSample: series(120, (i) => 0.002 + 0.01 * Math.sin((i + fold) * (i + fold) + fold)),
      outOfSample: series(40, (i) => 0.0015 + 0.01 * Math.sin(i * i * 1.3 + 2 * fold)),
    }));
    const { value, pValue, profitableFolds, returns } = walkForwardVerdict(folds);
    expectClose(value, 0.8636661376096971, exact);
    expect(profitableFolds).toBe(0.875);
    // statsmodels, HAC with 9 lags and n / (n - 1), Student's t(319).
    expectClose(pValue, 4.8710694220906665e-6, { rtol: 1e-7 });
    // Quantiles of 400,000 resamples of folds; 999 resamples know the ends of an interval of width 0.87 to 0.02 (one standard error).
    expect(Math.abs(returns.lower - 0.4289)).toBeLessThan(0.06);
    expect(Math.abs(returns.upper - 1.2999)).toBeLessThan(0.06);
  });
});

describe('null distributions', () => {
  it('concentration has the exact tail of a ratio of exponential sums', () => {
    const gains = series(60, (i) => Math.exp(0.9 * Math.sin(i * i * 1.7) + 0.9 * Math.cos(3.3 * i)));
    // The share exceeds s with the probability that sum (w_j - s) E_j is positive: by inversion of its characteristic function
    // (Gil-Pelaez), which sorted Monte Carlo confirms (0.2983 of 200,000 draws).
    const expected = [
      { top: 5, share: 0.28745426184343803, mean: 0.28304475663486706, pValue: 0.42030681155778066 },
      { top: 10, share: 0.4776077267518939, mean: 0.4584836931639138, pValue: 0.29785807110729456 },
    ];
    for (const { top, share, mean, pValue } of expected) {
      const found = Array.from({ length: 20 }, (_, seed) => concentration(gains, { top, seed }));
      expectClose(found[0].value, share, exact);
      expectClose(found[0].expectedShare, mean, exact);
      expectClose(found[0].gini, 0.4705596168436213, exact);
      expectClose(found[0].hhi, 0.031653408305894935, exact);
      // 20 times 999 draws: a standard error of 0.0035.
      const average = found.reduce((total, each) => total + each.pValue, 0) / found.length;
      expect(Math.abs(average - pValue)).toBeLessThan(0.014);
    }
  });

  it('drawdownDistribution has the quantiles of 200,000 orders', () => {
    const returns = series(60, (i) => 0.01 + 0.06 * Math.sin(i * i));
    const expected = [
      { order: 'shuffle', median: -0.1811, deepTail: -0.2773, reached: 0.0239 },
      { order: 'iid', median: -0.184, deepTail: -0.3359, reached: 0.0928 },
    ] as const;
    for (const { order, median, deepTail, reached } of expected) {
      const found = drawdownDistribution(returns, { order, resamples: 20_000, limit: -0.3 });
      expectClose(found.actual, -0.12576673132876093, exact);
      // Four standard errors: 0.0006 of a median, 0.0011 of the tail, 0.0021 of a probability near 0.09.
      expect(Math.abs(found.median - median)).toBeLessThan(0.0024);
      expect(Math.abs(found.deepTail - deepTail)).toBeLessThan(0.0045);
      expect(Math.abs(found.value - reached)).toBeLessThan(0.0085);
    }
  });

  it('pboNull has the moments of a simulation that keeps whole matrices', () => {
    const strategies = Array.from({ length: 12 }, (_, k) =>
      series(200, (i) => 0.01 * Math.sin((i + 1) * (i + 1) * (k + 1) * 0.37 + k)),
    );
    const values = pboNull(strategies, { blocks: 10, simulations: 1000 });
    const average = values.reduce((total, value) => total + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((total, value) => total + (value - average) ** 2, 0) / values.length);
    // 3000 simulations: mean 0.5022, deviation 0.2207, 5 % below 0.1389. Errors of 1000: 0.007, 0.005, 0.012 (one standard error each).
    expect(Math.abs(average - 0.5022)).toBeLessThan(0.03);
    expect(Math.abs(spread - 0.2207)).toBeLessThan(0.02);
    expect(Math.abs(values[50] - 0.1389)).toBeLessThan(0.05);
  });
});
