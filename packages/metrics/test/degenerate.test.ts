import { ParameterError } from '@quantblocks/core';
import * as m from '@quantblocks/metrics';
import { describe, expect, it } from 'vitest';

const year = { periodsPerYear: 252 };
const bench = (returns: number[]): number[] => returns.map(() => 0.01);

/** Every measure of one series of returns. */
const MEASURES: Record<string, (returns: number[]) => number> = {
  adjustedSortinoRatio: (r) => m.adjustedSortinoRatio(r, year),
  alpha: (r) => m.alpha(r, bench(r), year),
  autocorrelationPenalty: m.autocorrelationPenalty,
  averageLoss: m.averageLoss,
  averageReturn: m.averageReturn,
  averageWin: m.averageWin,
  best: m.best,
  beta: (r) => m.beta(r, bench(r)),
  betaFragility: (r) => m.betaFragility(r, bench(r)),
  cagr: (r) => m.cagr(r, year),
  calmarRatio: (r) => m.calmarRatio(r, year),
  captureRatio: (r) => m.captureRatio(r, bench(r), year),
  commonSenseRatio: m.commonSenseRatio,
  conditionalValueAtRisk: (r) => m.conditionalValueAtRisk(r),
  cpcIndex: m.cpcIndex,
  downsideDeviation: (r) => m.downsideDeviation(r, year),
  expectancy: m.expectancy,
  exposure: (r) => m.exposure(r),
  gainToPainRatio: (r) => m.gainToPainRatio(r),
  geometricMean: m.geometricMean,
  informationRatio: (r) => m.informationRatio(r, bench(r), year),
  kellyCriterion: m.kellyCriterion,
  omegaRatio: (r) => m.omegaRatio(r, year),
  outlierLossRatio: m.outlierLossRatio,
  outlierWinRatio: m.outlierWinRatio,
  payoffRatio: m.payoffRatio,
  probabilisticSharpeRatio: (r) => m.probabilisticSharpeRatio(r, year),
  probabilisticSortinoRatio: (r) => m.probabilisticSortinoRatio(r, year),
  profitFactor: m.profitFactor,
  profitRatio: m.profitRatio,
  rSquared: (r) => m.rSquared(r, bench(r)),
  recoveryFactor: (r) => m.recoveryFactor(r),
  returnKurtosis: (r) => m.returnKurtosis(r),
  returnOverExposure: (r) => m.returnOverExposure(r, year),
  returnSkewness: (r) => m.returnSkewness(r),
  riskOfRuin: m.riskOfRuin,
  riskReturnRatio: m.riskReturnRatio,
  serenityIndex: m.serenityIndex,
  sharpeRatio: (r) => m.sharpeRatio(r, year),
  smartSharpeRatio: (r) => m.smartSharpeRatio(r, year),
  smartSortinoRatio: (r) => m.smartSortinoRatio(r, year),
  sortinoRatio: (r) => m.sortinoRatio(r, year),
  stabilityOfReturns: m.stabilityOfReturns,
  systemQualityNumber: (r) => m.systemQualityNumber(r),
  tailRatio: m.tailRatio,
  trackingError: (r) => m.trackingError(r, bench(r), year),
  treynorRatio: (r) => m.treynorRatio(r, bench(r), year),
  ulcerIndex: m.ulcerIndex,
  ulcerPerformanceIndex: (r) => m.ulcerPerformanceIndex(r, year),
  valueAtRisk: (r) => m.valueAtRisk(r),
  volatility: (r) => m.volatility(r, year),
  winRate: (r) => m.winRate(r),
  worst: m.worst,
};

/** Counts and sums that are 0 over nothing. */
const COUNTS: Record<string, (returns: number[]) => unknown> = {
  battingAverage: (r) => m.battingAverage(r, bench(r)),
  consecutiveLosses: m.consecutiveLosses,
  consecutiveWins: m.consecutiveWins,
  drawdownSeries: m.drawdownSeries,
  drawdownTable: (r) => m.drawdownTable(r),
  isRuined: m.isRuined,
  longestDrawdown: m.longestDrawdown,
  maxDrawdown: m.maxDrawdown,
  returnsToEquity: (r) => m.returnsToEquity(r),
  rollingBeta: (r) => m.rollingBeta(r, bench(r), { window: 2 }),
  rollingMaxDrawdown: (r) => m.rollingMaxDrawdown(r, { window: 2 }),
  rollingSharpe: (r) => m.rollingSharpe(r, { window: 2, ...year }),
  rollingVolatility: (r) => m.rollingVolatility(r, { window: 2, ...year }),
  summarise: (returns) => m.summarise({ returns, ...year }),
  totalReturn: m.totalReturn,
  weekdayAverages: (r) => m.weekdayAverages(r, r.map((_, i) => i)), // biome-ignore format: one line
};

describe('no returns', () => {
  it.each(Object.keys(MEASURES))('%s of nothing is NaN', (name) => {
    expect(MEASURES[name]([])).toBeNaN();
  });

  it('nothing is neither gained nor lost', () => {
    expect([m.totalReturn([]), m.maxDrawdown([]), m.longestDrawdown([]), m.consecutiveWins([])]).toEqual([0, 0, 0, 0]);
    expect(m.isRuined([])).toBe(false);
    expect(m.drawdownTable([])).toEqual([]);
    expect(m.buyAndHoldReturns({ open: [], close: [] })).toHaveLength(0);
    expect(m.quickStats([], 100, 252)).toEqual({
      totalReturn: 0,
      cagr: Number.NaN,
      maxDrawdown: 0,
      sharpe: Number.NaN,
      sortino: Number.NaN,
      ruined: false,
    });
  });
});

describe('one return', () => {
  it('has no spread, so that ratios to it do not exist', () => {
    for (const name of [
      'sharpeRatio',
      'volatility',
      'riskReturnRatio',
      'systemQualityNumber',
      'informationRatio',
      'beta',
    ]) {
      expect(MEASURES[name]([0.05]), name).toBeNaN();
    }
    expect(m.quickStats([105], 100, 252).sharpe).toBeNaN();
  });

  it('is best, worst, average and total', () => {
    for (const name of ['best', 'worst', 'averageReturn', 'averageWin', 'valueAtRisk', 'conditionalValueAtRisk']) {
      expect(MEASURES[name]([0.05]), name).toBe(0.05);
    }
    expect(m.totalReturn([0.05])).toBeCloseTo(0.05, 15);
  });
});

describe('returns that are all zero', () => {
  const flat = new Array<number>(20).fill(0);
  const EXISTING: Record<string, number> = {
    alpha: Number.NaN,
    best: 0,
    cagr: 0,
    captureRatio: 0,
    conditionalValueAtRisk: 0,
    downsideDeviation: 0,
    expectancy: 0,
    exposure: 0,
    geometricMean: 0,
    trackingError: 0,
    ulcerIndex: 0,
    valueAtRisk: 0,
    volatility: 0,
    worst: 0,
  };

  it.each(Object.keys(MEASURES))('%s of no movement is 0 or does not exist', (name) => {
    expect(MEASURES[name](flat)).toBe(EXISTING[name] ?? Number.NaN);
  });
});

describe('steady returns', () => {
  it('have no Sharpe ratio, even where rounding gives their equity a spread', () => {
    const equity = Float64Array.from({ length: 500 }, (_, i) => 12_345.678 * 1.0013 ** (i + 1));
    const returns = m.equityToReturns(equity, { initialCapital: 12_345.678 });
    expect(new Set(returns).size).toBeGreaterThan(1);
    expect(m.sharpeRatio(returns, year)).toBeNaN();
    expect(m.quickStats(equity, 12_345.678, 252).sharpe).toBeNaN();
    expect(m.rollingSharpe(returns, { window: 50, ...year }).every(Number.isNaN)).toBe(true);
    expect(m.beta(returns, returns)).toBeNaN();
  });
});

describe('values that are not numbers', () => {
  it.each(Object.keys({ ...MEASURES, ...COUNTS }))('%s refuses NaN and Infinity', (name) => {
    const measure = MEASURES[name] ?? COUNTS[name];
    expect(() => measure([0.01, Number.NaN, 0.02])).toThrow(ParameterError);
    expect(() => measure([0.01, 0.02, Number.POSITIVE_INFINITY])).toThrow(
      /expected finite numbers, got "Infinity at 2"/,
    );
  });

  it('equity, prices and benchmarks are refused likewise', () => {
    expect(() => m.equityToReturns([1, Number.NaN], { initialCapital: 1 })).toThrow(/equity: expected finite numbers/);
    expect(() => m.quickStats([1, Number.NaN, 2], 1, 252)).toThrow(/equity: expected finite numbers/);
    expect(() => m.quickStats([Number.POSITIVE_INFINITY], 1, 252)).toThrow(ParameterError);
    expect(() => m.quickStats([1, -1, Number.NaN], 1, 252)).toThrow(ParameterError);
    expect(() => m.beta([0.01, 0.02], [0.01, Number.NaN])).toThrow(/benchmark: expected finite numbers/);
    expect(() => m.beta([0.01, 0.02], [0.01])).toThrow('benchmark: expected 2 values, one per return, got 1');
    expect(() => m.positionPnl({ length: 1, netPnl: [Number.NaN] })).toThrow(/positions.netPnl: expected finite/);
    expect(() => m.positionPnl({ length: 2, netPnl: [1] })).toThrow('positions.netPnl: expected 2 rows, got 1');
  });

  it('options out of range are refused by name', () => {
    const r = [0.01, -0.01];
    expect(() => m.equityToReturns(r, { initialCapital: 0 })).toThrow(/initialCapital/);
    expect(() => m.sharpeRatio(r, { periodsPerYear: 252, riskFree: -1 })).toThrow(
      /riskFree: expected an annual fraction/,
    );
    expect(() => m.omegaRatio(r, { periodsPerYear: 252, requiredReturn: -2 })).toThrow(/requiredReturn/);
    expect(() => m.probabilisticSharpeRatio(r, { ...year, benchmarkRatio: Number.NaN })).toThrow(/benchmarkRatio/);
    expect(() => m.valueAtRisk(r, { cutoff: 1 })).toThrow(/cutoff: expected a share in \(0, 1\), got 1/);
    expect(() => m.drawdownTable(r, { top: 0 })).toThrow(/top: expected an integer >= 1/);
    expect(() => m.rollingSharpe(r, { window: 1, ...year })).toThrow(/window: expected an integer >= 2/);
    expect(() => m.rollingMaxDrawdown(r, { window: 1.5 })).toThrow(/window/);
    expect(() => m.gainToPainRatio(r, { per: 'day' })).toThrow(/time: expected one time stamp per return/);
    expect(() => m.periodReturns(r, [1, 1], { period: 'day' })).toThrow(/time: expected more than 1 at 1, got 1/);
    expect(() => m.periodReturns(r, [1, 2], { period: 'week' as 'day' })).toThrow(
      /period: expected day, month or year/,
    );
    expect(() => m.hourBlockAverages(r, [1, 2], { blockHours: 5 })).toThrow(/blockHours: expected a divisor of 24/);
    expect(() => m.turnover({ length: 0, quantity: [], entryPrice: [], exitPrice: [] }, { capital: 0 })).toThrow(
      /capital/,
    );
    expect(() => m.timeInMarket({ length: 0, entryBar: [], exitBar: [] }, { bars: 0 })).toThrow(/bars/);
    expect(() => m.systemQualityNumber(r, { cap: 0 })).toThrow(/cap/);
    expect(() => m.pnlByEntry([1], [1, 2])).toThrow(/entry: expected 2 values, one per leg/);
    expect(() => m.buyAndHoldReturns({ open: [1], close: [1, 2] })).toThrow(/open: expected 2 values/);
    expect(() => m.finalTriggerPerformance({ equity: [1], time: [1] })).toThrow(/at least two bars/);
    expect(() => m.finalTriggerPerformance({ equity: [1, 2], time: [2, 1] })).toThrow(/strictly increasing/);
  });

  it('the summary takes returns or equity, not both and not neither', () => {
    expect(() => m.summarise({ ...year })).toThrow('input: expected either returns or equity, got "neither"');
    expect(() => m.summarise({ returns: [0], equity: [1], ...year })).toThrow(/got "both"/);
    expect(() => m.summarise({ equity: [1], ...year })).toThrow(/initialCapital: expected a number > 0 with equity/);
  });
});
