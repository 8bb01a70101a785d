import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inferTimeframe } from '@quantblocks/core';
import * as m from '@quantblocks/metrics';
import { describeGolden, readFloat64, readJson } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { compareValue, finalTriggerNames, NOT_DEFINED } from './golden-values.ts';

type Stored = Record<string, unknown>;

interface MetricSet {
  periodsPerYear: number;
  rf: number;
  returnsFile: string;
  timesFile: string;
  benchFile: string | null;
  quantstats: Stored;
  empyrical: Stored;
  finalTriggerV2: Stored;
}

// Not results of a formula: an optimiser stopped at a boundary, and a value that keeps 252 periods whatever is passed.
const EXCLUDED = new Set(['gpd_risk_estimates', 'rar']);

describeGolden('metrics/sets', { extension: '.json' }, (set) => {
  const golden = readJson<MetricSet>(set.path);
  const folder = dirname(set.path);
  const returns = readFloat64(join(folder, golden.returnsFile));
  const time = readTimes(join(folder, golden.timesFile));
  const benchmark = golden.benchFile === null ? undefined : readFloat64(join(folder, golden.benchFile));
  let compared = 0;
  const gate = (library: string, stored: Stored, ours: Record<string, unknown>): void => {
    for (const [name, expected] of Object.entries(stored)) {
      if (EXCLUDED.has(name)) continue;
      expect(Object.keys(ours), `${library}.${name} is stored but not computed`).toContain(name);
      compared += compareValue(`${set.name} ${library}.${name}`, ours[name], expected);
    }
  };
  gate('quantstats', golden.quantstats, quantstats(returns, time, benchmark, golden));
  gate('empyrical', golden.empyrical, empyrical(returns, benchmark, golden));
  if (Object.keys(golden.finalTriggerV2).length > 0) {
    gate('finalTriggerV2', golden.finalTriggerV2, finalTrigger(returns, time));
  }
  expect(compared).toBeGreaterThan(0);
});

function quantstats(
  r: Float64Array,
  time: Float64Array,
  b: Float64Array | undefined,
  { periodsPerYear, rf: riskFree }: MetricSet,
): Record<string, unknown> {
  const convention = 'quantstats';
  const options = { periodsPerYear, riskFree, convention } as const;
  const table = m.drawdownTable(r);
  const day = (bar: number): string => new Date(time[bar]).toISOString().slice(0, 10);
  const cvar = m.conditionalValueAtRisk(r, options);
  return {
    comp: m.totalReturn(r),
    expected_return: m.geometricMean(r),
    geometric_mean: m.geometricMean(r),
    best: m.best(r),
    worst: m.worst(r),
    consecutive_wins: m.consecutiveWins(r),
    consecutive_losses: m.consecutiveLosses(r),
    exposure: m.exposure(r, options),
    win_rate: m.winRate(r),
    avg_return: m.averageReturn(r),
    avg_win: m.averageWin(r),
    avg_loss: m.averageLoss(r),
    max_drawdown: m.maxDrawdown(r),
    tail_ratio: m.tailRatio(r),
    payoff_ratio: m.payoffRatio(r),
    win_loss_ratio: m.payoffRatio(r),
    profit_ratio: m.profitRatio(r),
    profit_factor: m.profitFactor(r),
    cpc_index: m.cpcIndex(r),
    common_sense_ratio: m.commonSenseRatio(r),
    outlier_win_ratio: m.outlierWinRatio(r),
    outlier_loss_ratio: m.outlierLossRatio(r),
    recovery_factor: m.recoveryFactor(r, options),
    risk_return_ratio: m.riskReturnRatio(r),
    kelly_criterion: m.kellyCriterion(r),
    skew: m.returnSkewness(r, options),
    kurtosis: m.returnKurtosis(r, options),
    value_at_risk: m.valueAtRisk(r, options),
    cvar,
    expected_shortfall: cvar,
    ulcer_index: m.ulcerIndex(r),
    ulcer_performance_index: m.ulcerPerformanceIndex(r, options),
    serenity_index: m.serenityIndex(r),
    risk_of_ruin: m.riskOfRuin(r),
    autocorr_penalty: m.autocorrelationPenalty(r),
    gain_to_pain_ratio: m.gainToPainRatio(r, { per: 'day', time }),
    volatility: m.volatility(r, options),
    sharpe: m.sharpeRatio(r, options),
    smart_sharpe: m.smartSharpeRatio(r, options),
    sortino: m.sortinoRatio(r, options),
    smart_sortino: m.smartSortinoRatio(r, options),
    adjusted_sortino: m.adjustedSortinoRatio(r, options),
    cagr: m.cagr(r, options),
    calmar: m.calmarRatio(r, options),
    omega: m.omegaRatio(r, options),
    probabilistic_sharpe_ratio: m.probabilisticSharpeRatio(r, options),
    probabilistic_sortino_ratio: m.probabilisticSortinoRatio(r, options),
    drawdown_details_count: table.length,
    drawdown_top5: table.slice(0, 5).map((row) => ({
      start: day(row.start),
      valley: day(row.valley),
      end: day(row.end),
      days: Math.floor((time[row.end] - time[row.start]) / 86_400_000) + 1,
      'max drawdown': row.depth * 100,
      '99% max drawdown': row.depth99 * 100,
    })),
    ...(b && {
      greeks: { beta: m.beta(r, b), alpha: m.alpha(r, b, { ...options, riskFree: 0 }) },
      r_squared: m.rSquared(r, b),
      information_ratio: m.informationRatio(r, b, { periodsPerYear: 1 }),
      // With a riskless rate the stored value is not defined (see the README of the set).
      treynor_ratio: riskFree === 0 ? m.treynorRatio(r, b, options) : NOT_DEFINED,
    }),
  };
}

function empyrical(
  r: Float64Array,
  b: Float64Array | undefined,
  { periodsPerYear, rf: riskFree }: MetricSet,
): Record<string, unknown> {
  const convention = 'empyrical';
  const options = { periodsPerYear, riskFree, convention } as const;
  const batting = b && m.battingAverage(r, b);
  return {
    cum_returns_final: m.totalReturn(r),
    annual_return: m.cagr(r, options),
    cagr: m.cagr(r, options),
    annual_volatility: m.volatility(r, options),
    max_drawdown: m.maxDrawdown(r),
    calmar_ratio: m.calmarRatio(r, options),
    omega_ratio: m.omegaRatio(r, { periodsPerYear }),
    sharpe_ratio: m.sharpeRatio(r, options),
    sortino_ratio: m.sortinoRatio(r, options),
    downside_risk: m.downsideDeviation(r, options),
    stability_of_timeseries: m.stabilityOfReturns(r),
    tail_ratio: m.tailRatio(r),
    value_at_risk: m.valueAtRisk(r, options),
    conditional_value_at_risk: m.conditionalValueAtRisk(r, options),
    value_at_risk_01: m.valueAtRisk(r, { ...options, cutoff: 0.01 }),
    conditional_value_at_risk_01: m.conditionalValueAtRisk(r, { ...options, cutoff: 0.01 }),
    skew: m.returnSkewness(r, options),
    kurtosis: m.returnKurtosis(r, options),
    ...(b && {
      alpha: m.alpha(r, b, { ...options, riskFree: 0 }),
      beta: m.beta(r, b),
      excess_sharpe: m.informationRatio(r, b, { periodsPerYear: 1 }),
      capture: m.captureRatio(r, b, options),
      up_capture: m.captureRatio(r, b, { ...options, market: 'up' }),
      down_capture: m.captureRatio(r, b, { ...options, market: 'down' }),
      batting_average: {
        'batting average': batting?.all,
        'up market': batting?.up,
        'down market': batting?.down,
      },
      beta_fragility_heuristic: m.betaFragility(r, b),
    }),
  };
}

function finalTrigger(r: Float64Array, time: Float64Array): Record<string, unknown> {
  const result = m.finalTriggerPerformance({
    equity: Float64Array.of(1, ...m.returnsToEquity(r)),
    time: Float64Array.of(time[0] - inferTimeframe(time), ...time),
  });
  return finalTriggerNames(result);
}

function readTimes(path: string): Float64Array {
  const bytes = readFileSync(path);
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => Number(bytes.readBigInt64LE(8 * i)));
}
