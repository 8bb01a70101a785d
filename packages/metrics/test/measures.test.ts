import * as m from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

// Worked by hand: wealth 1.1, 0.88, 0.968, 0.968, 1.2584.
const returns = [0.1, -0.2, 0.1, 0, 0.3];

describe('growth', () => {
  it('compounds, annualises and averages', () => {
    expectClose(m.totalReturn(returns), 0.2584);
    expectClose(m.cagr(returns, { periodsPerYear: 10 }), 1.2584 ** 2 - 1);
    expectClose(m.geometricMean(returns), 1.2584 ** 0.2 - 1);
    expectClose(m.returnsToEquity(returns, { initialCapital: 100 }), [110, 88, 96.8, 96.8, 125.84]);
  });

  it('a yearly rate beyond all numbers does not exist', () => {
    expect(m.cagr([1], { periodsPerYear: 8766 })).toBeNaN();
  });

  it('stability is 1 for steady growth and undefined once all is lost', () => {
    expectClose(m.stabilityOfReturns([0.01, 0.01, 0.01, 0.01]), 1);
    expect(m.stabilityOfReturns([0.01, -1])).toBeNaN();
    expect(m.stabilityOfReturns([0.01, -1.5, 0.2])).toBeNaN();
  });

  it('capital that is gone earns nothing', () => {
    expect([...m.equityToReturns([50, 0, 70], { initialCapital: 100 })]).toEqual([-0.5, -1, 0]);
    expect([...m.returnsToEquity([-0.5, -1, 5])]).toEqual([0.5, 0, 0]);
    expect(m.isRuined([-0.5, -1, 5])).toBe(true);
    expect(m.isRuined([-0.99, -0.99, -0.99, -0.99, -0.99, -0.99, -0.99, -0.99, -0.99, -0.99])).toBe(false);
  });
});

describe('ratios', () => {
  it('Sharpe and Sortino of five returns', () => {
    // Mean 0.06; squared deviations 0.0016 + 0.0676 + 0.0016 + 0.0036 + 0.0576 = 0.132.
    expectClose(m.sharpeRatio(returns, { periodsPerYear: 4 }), (0.06 / Math.sqrt(0.132 / 4)) * 2);
    expectClose(m.sortinoRatio(returns, { periodsPerYear: 4 }), (0.06 / Math.sqrt(0.04 / 5)) * 2);
    expectClose(m.volatility(returns, { periodsPerYear: 4 }), Math.sqrt(0.132 / 4) * 2);
  });

  it('a riskless rate is annual and converted by compounding', () => {
    const perPeriod = 1.21 ** 0.5 - 1;
    const options = { periodsPerYear: 2, riskFree: 0.21 };
    expectClose(m.sharpeRatio(returns, options), ((0.06 - perPeriod) / Math.sqrt(0.132 / 4)) * Math.SQRT2);
  });

  it('omega and gain-to-pain weigh gains against losses', () => {
    expectClose(m.omegaRatio(returns, { periodsPerYear: 365 }), 0.5 / 0.2);
    expectClose(m.omegaRatio(returns, { periodsPerYear: 1, requiredReturn: 0.1 }), 0.2 / 0.4);
    expectClose(m.gainToPainRatio(returns), 0.3 / 0.2);
  });

  it('gain-to-pain on days nets gains and losses of one UTC day', () => {
    const hours = [0, 1, 24, 25, 48].map((hour) => hour * 3_600_000);
    // Days: -0.1, 0.1, 0.3.
    expectClose(m.gainToPainRatio(returns, { per: 'day', time: hours }), 0.3 / 0.1);
  });

  it('the autocorrelation penalty follows its sum', () => {
    // Pearson correlation of (2, 3, 5) and (1, 2, 3).
    const series = [1, 2, 3, 5];
    const rho = 3 / Math.sqrt((14 / 3) * 2);
    const total = (3 / 4) * rho + (2 / 4) * rho ** 2 + (1 / 4) * rho ** 3;
    expectClose(m.autocorrelationPenalty(series), Math.sqrt(1 + 2 * total));
    const year = { periodsPerYear: 365 };
    expectClose(m.smartSharpeRatio(series, year) * m.autocorrelationPenalty(series), m.sharpeRatio(series, year));
  });

  it('a Sharpe ratio equal to its benchmark is as likely as not', () => {
    const benchmarkRatio = m.sharpeRatio(returns, { periodsPerYear: 365 });
    expectClose(m.probabilisticSharpeRatio(returns, { periodsPerYear: 365, benchmarkRatio }), 0.5);
  });
});

describe('drawdowns', () => {
  it('series, ulcer index and ratios over the deepest', () => {
    const series = [0, -0.2, -0.12, -0.12, 0];
    expectClose(m.drawdownSeries(returns), series, { atol: 1e-15 });
    expectClose(m.maxDrawdown(returns), -0.2);
    expect(m.longestDrawdown(returns)).toBe(3);
    const ulcer = Math.sqrt((0.04 + 2 * 0.0144) / 4);
    expectClose(m.ulcerIndex(returns), ulcer);
    expectClose(m.calmarRatio(returns, { periodsPerYear: 5 }), 0.2584 / 0.2);
    expectClose(m.recoveryFactor(returns), 0.2584 / 0.2);
    expectClose(m.recoveryFactor(returns, { convention: 'quantstats' }), 0.3 / 0.2);
    expectClose(m.ulcerPerformanceIndex(returns, { periodsPerYear: 5, riskFree: 0.05 }), 0.2084 / ulcer);
    expectClose(
      m.ulcerPerformanceIndex(returns, { periodsPerYear: 10, riskFree: 0.05, convention: 'quantstats' }),
      0.2584 / ulcer,
    );
  });

  it('the table names start, valley, end and recovery, deepest first', () => {
    const table = m.drawdownTable([-0.1, 0.2, -0.2, -0.5, 0.5, 2, -0.3]);
    expect(table).toHaveLength(3);
    expect(table[0]).toMatchObject({ start: 2, valley: 3, end: 4, recovery: 5, duration: 3, recoveryDuration: 2 });
    expect(table[1]).toMatchObject({ start: 6, valley: 6, end: 6, recovery: -1, declineDuration: 1 });
    expect(table[1].recoveryDuration).toBeNaN();
    expect(table[2]).toMatchObject({ start: 0, end: 0, recovery: 1 });
    // The 1 % quantile of (-0.6, -0.4, -0.2) lies just above -0.6, so that only the deepest is dropped.
    expectClose(table[0].depth99, -0.4);
    expect(table[1].depth99).toBeNaN();
    expect(m.drawdownTable(returns, { top: 1 })).toHaveLength(1);
  });
});

describe('outcomes', () => {
  const pnl = [300, -100, 0, 200, -200, 100];

  it('winners and losers', () => {
    expectClose(m.winRate(pnl), 3 / 5);
    expectClose(m.winRate(pnl, { zeros: 'counted' }), 3 / 6);
    expect(m.averageWin(pnl)).toBe(200);
    expect(m.averageLoss(pnl)).toBe(-150);
    expect(m.averageReturn(pnl)).toBe(60);
    expect(m.expectancy(pnl)).toBe(50);
    expect(m.profitFactor(pnl)).toBe(2);
    expectClose(m.payoffRatio(pnl), 4 / 3);
    expectClose(m.profitRatio(pnl), 600 / 16 / (300 / 4));
    expectClose(m.kellyCriterion(pnl), 0.6 - 0.4 / (4 / 3));
    expectClose(m.cpcIndex(pnl), 2 * 0.6 * (4 / 3));
    expectClose(m.riskOfRuin(pnl), 0.25 ** 6);
  });

  it('streaks end at a zero', () => {
    expect(m.consecutiveWins([1, 1, 0, 1])).toBe(2);
    expect(m.consecutiveLosses([-1, 0, -1, -1, 1])).toBe(2);
  });

  it('a strategy that never lost has no profit factor rather than an infinite one', () => {
    expect(m.profitFactor([1, 2])).toBeNaN();
    expect(m.payoffRatio([1, 2])).toBeNaN();
  });

  it('tails', () => {
    const series = Array.from({ length: 101 }, (_, i) => (i - 40) / 100);
    expectClose(m.tailRatio(series), 0.55 / 0.35);
    expectClose(m.outlierWinRatio(series), 0.59 / 0.3);
    expectClose(m.outlierLossRatio(series), 0.39 / 0.205);
    expectClose(m.commonSenseRatio(series), m.profitFactor(series) * (0.55 / 0.35));
  });
});

describe('benchmark', () => {
  const market = [0.1, -0.1, 0.2, 0, 0.1];

  it('beta, alpha and Treynor', () => {
    // Market mean 0.06, crossed 0.048, squares 0.052.
    const crossed = 0.04 * 0.04 + 0.26 * 0.16 + 0.04 * 0.14 + 0.06 * 0.06 + 0.24 * 0.04;
    const beta = crossed / 0.052;
    expectClose(m.beta(returns, market), beta);
    expectClose(m.rSquared(returns, market), crossed ** 2 / 0.052 / 0.132);
    const alpha = 0.06 - beta * 0.06;
    expectClose(m.alpha(returns, market, { periodsPerYear: 12 }), 12 * alpha, { atol: 1e-12 });
    expectClose(m.alpha(returns, market, { periodsPerYear: 12, convention: 'empyrical' }), (1 + alpha) ** 12 - 1, {
      atol: 1e-12,
    });
    expectClose(m.treynorRatio(returns, market, { periodsPerYear: 5, riskFree: 0.05 }), 0.2084 / beta);
    expectClose(
      m.treynorRatio(returns, market, { periodsPerYear: 5, riskFree: 0.05, convention: 'quantstats' }),
      0.2584 / beta,
    );
  });

  it('batting, capture and tracking', () => {
    expect(m.battingAverage(returns, market)).toEqual({ all: 0.2, up: 1 / 3, down: 0 });
    const up = { periodsPerYear: 3, market: 'up' } as const;
    expectClose(m.captureRatio(returns, market, up), (1.1 * 1.1 * 1.3 - 1) / (1.1 * 1.2 * 1.1 - 1));
    expectClose(m.captureRatio(returns, market, { periodsPerYear: 1, market: 'down' }), 2);
    const active = [0, -0.1, -0.1, 0, 0.2];
    expectClose(m.trackingError(returns, market, { periodsPerYear: 1 }), Math.sqrt(0.06 / 4));
    expect(active.reduce((a, b) => a + b)).toBeCloseTo(0, 15);
    expectClose(m.informationRatio(returns, market, { periodsPerYear: 4 }), 0, { atol: 1e-14 });
  });

  it('beta fragility ranks equal benchmark returns in their order in time', () => {
    // Ranks: -0.1 at 1, 0 at 3, then 0.1 at 0 and at 4, 0.2 at 2; the middle of five is rank 2.
    expectClose(m.betaFragility(returns, market), (2 / 3) * -0.2 + (1 / 3) * 0.1 - 0.1);
  });
});
