import { createRng } from '@quantblocks/core';
import * as m from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

const rng = createRng(11, 'summarise');
const returns = Float64Array.from({ length: 300 }, (_, i) => (i % 7 === 0 ? 0 : 0.01 * rng.normal() + 0.001));
const benchmark = Float64Array.from(returns, (r) => r + 0.01 * rng.normal());
const time = Float64Array.from(returns, (_, i) => Date.UTC(2024, 0, 1) + i * 6 * 3_600_000);

describe('summarise', () => {
  it.each(['standard', 'quantstats', 'empyrical', 'finalTriggerV2'] as const)(
    'gives the values of the single measures in the %s convention',
    (convention) => {
      const options = { periodsPerYear: 1461, riskFree: 0.03, convention };
      const expected: Partial<m.PerformanceSummary> = {
        totalReturn: m.totalReturn(returns),
        cagr: m.cagr(returns, options),
        geometricMean: m.geometricMean(returns),
        stability: m.stabilityOfReturns(returns),
        volatility: m.volatility(returns, options),
        downsideDeviation: m.downsideDeviation(returns, options),
        sharpe: m.sharpeRatio(returns, options),
        smartSharpe: m.smartSharpeRatio(returns, options),
        probabilisticSharpe: m.probabilisticSharpeRatio(returns, options),
        sortino: m.sortinoRatio(returns, options),
        smartSortino: m.smartSortinoRatio(returns, options),
        adjustedSortino: m.adjustedSortinoRatio(returns, options),
        probabilisticSortino: m.probabilisticSortinoRatio(returns, options),
        calmar: m.calmarRatio(returns, options),
        omega: m.omegaRatio(returns, options),
        gainToPain: m.gainToPainRatio(returns, { per: 'day', time }),
        maxDrawdown: m.maxDrawdown(returns),
        longestDrawdown: m.longestDrawdown(returns),
        ulcerIndex: m.ulcerIndex(returns),
        ulcerPerformanceIndex: m.ulcerPerformanceIndex(returns, options),
        serenityIndex: m.serenityIndex(returns),
        recoveryFactor: m.recoveryFactor(returns, options),
        valueAtRisk: m.valueAtRisk(returns, options),
        conditionalValueAtRisk: m.conditionalValueAtRisk(returns, options),
        tailRatio: m.tailRatio(returns),
        skewness: m.returnSkewness(returns, options),
        kurtosis: m.returnKurtosis(returns, options),
        outlierWinRatio: m.outlierWinRatio(returns),
        outlierLossRatio: m.outlierLossRatio(returns),
        commonSenseRatio: m.commonSenseRatio(returns),
        exposure: m.exposure(returns, options),
        periodWinRate: m.winRate(returns),
        periodPayoffRatio: m.payoffRatio(returns),
        periodProfitFactor: m.profitFactor(returns),
        periodKelly: m.kellyCriterion(returns),
        benchmarkReturn: m.totalReturn(benchmark),
        beta: m.beta(returns, benchmark),
        alpha: m.alpha(returns, benchmark, options),
        informationRatio: m.informationRatio(returns, benchmark, options),
        treynor: m.treynorRatio(returns, benchmark, options),
        upCapture: m.captureRatio(returns, benchmark, { ...options, market: 'up' }),
        betaFragility: m.betaFragility(returns, benchmark),
      };
      const summary = m.summarise({ returns, benchmark, time, ...options });
      for (const [name, value] of Object.entries(expected)) {
        expect(value, name).not.toBeNaN();
        expectClose(summary[name as keyof m.PerformanceSummary] as number, value as number, { label: name });
      }
    },
  );

  it('takes equity from its initial capital', () => {
    const equity = m.returnsToEquity(returns, { initialCapital: 5000 });
    const fromEquity = m.summarise({ equity, initialCapital: 5000, periodsPerYear: 1461 });
    const fromReturns = m.summarise({ returns, periodsPerYear: 1461 });
    expectClose(fromEquity.sharpe, fromReturns.sharpe, { rtol: 1e-10 });
    expectClose(fromEquity.maxDrawdown, fromReturns.maxDrawdown, { rtol: 1e-10 });
    expect(fromEquity.years).toBe(300 / 1461);
  });

  it('does not change its input', () => {
    const copy = returns.slice();
    m.summarise({ returns, benchmark, periodsPerYear: 1461 });
    expect(returns).toEqual(copy);
  });

  it('accepts plain arrays', () => {
    const plain = m.summarise({ returns: [...returns], benchmark: [...benchmark], periodsPerYear: 1461 });
    expect(plain).toEqual(m.summarise({ returns, benchmark, periodsPerYear: 1461 }));
  });
});
