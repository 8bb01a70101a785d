export { alpha, type BenchmarkOptions, beta, rSquared, treynorRatio } from './benchmark/beta.ts';
export { betaFragility } from './benchmark/beta-fragility.ts';
export { type BattingAverage, battingAverage, type CaptureOptions, captureRatio } from './benchmark/capture-ratio.ts';
export { informationRatio, trackingError } from './benchmark/information-ratio.ts';
export { hourBlockAverages, weekdayAverages } from './calendar/averages.ts';
export type { CalendarPeriod } from './calendar/calendar-runs.ts';
export {
  monthlyReturnTable,
  type PeriodOptions,
  type PeriodReturn,
  periodReturns,
  type YearOfReturns,
} from './calendar/period-returns.ts';
export {
  type FinalTriggerInput,
  type FinalTriggerPerformance,
  finalTriggerPerformance,
} from './compat/final-trigger.ts';
export {
  type AnnualOptions,
  CONVENTIONS,
  type Convention,
  type ConventionOptions,
  type ConventionRules,
  type RiskFreeOptions,
} from './conventions.ts';
export { drawdownSeries, longestDrawdown, maxDrawdown } from './drawdown/drawdown-series.ts';
export { type Drawdown, drawdownTable } from './drawdown/drawdown-table.ts';
export { serenityIndex, type UlcerOptions, ulcerIndex, ulcerPerformanceIndex } from './drawdown/ulcer-index.ts';
export {
  buyAndHoldReturns,
  type EquityOptions,
  equityToReturns,
  type OpenClose,
  returnsToEquity,
} from './growth/equity-returns.ts';
export { stabilityOfReturns } from './growth/stability.ts';
export { cagr, geometricMean, isRuined, totalReturn } from './growth/total-return.ts';
export { exposure, type ReturnOverExposureOptions, returnOverExposure } from './outcomes/exposure.ts';
export {
  commonSenseRatio,
  cpcIndex,
  kellyCriterion,
  payoffRatio,
  profitFactor,
  profitRatio,
  riskOfRuin,
} from './outcomes/profit-factor.ts';
export { best, consecutiveLosses, consecutiveWins, worst } from './outcomes/streaks.ts';
export { averageLoss, averageReturn, averageWin, type WinRateOptions, winRate } from './outcomes/win-rate.ts';
export { type CostSummary, costSummary, type TurnoverOptions, turnover } from './positions/costs.ts';
export { type PositionColumns, type Positions, pnlByEntry, positionPnl } from './positions/positions.ts';
export {
  expectancy,
  rMultiples,
  type SystemQualityOptions,
  systemQualityNumber,
} from './positions/system-quality.ts';
export { averageBarsHeld, timeInMarket } from './positions/time-in-market.ts';
export { autocorrelationPenalty } from './ratios/autocorrelation-penalty.ts';
export { calmarRatio, recoveryFactor } from './ratios/calmar-ratio.ts';
export { type GainToPainOptions, gainToPainRatio } from './ratios/gain-to-pain-ratio.ts';
export { type OmegaOptions, omegaRatio } from './ratios/omega-ratio.ts';
export {
  type ProbabilisticOptions,
  probabilisticSharpeRatio,
  probabilisticSortinoRatio,
} from './ratios/probabilistic-ratio.ts';
export { type RatioOptions, riskReturnRatio, sharpeRatio, smartSharpeRatio } from './ratios/sharpe-ratio.ts';
export { adjustedSortinoRatio, smartSortinoRatio, sortinoRatio } from './ratios/sortino-ratio.ts';
export { downsideDeviation, volatility } from './ratios/volatility.ts';
export { returnKurtosis, returnSkewness } from './risk/shape.ts';
export { outlierLossRatio, outlierWinRatio, tailRatio } from './risk/tail-ratio.ts';
export { conditionalValueAtRisk, type TailOptions, valueAtRisk } from './risk/value-at-risk.ts';
export { rollingMaxDrawdown } from './rolling/rolling-drawdown.ts';
export { rollingBeta, rollingSharpe, rollingVolatility, type WindowOptions } from './rolling/rolling-sharpe.ts';
export {
  type PerformanceSummary,
  SUMMARY_FIELDS,
  type SummaryField,
  type SummaryUnit,
} from './summary/performance-summary.ts';
export { type QuickStats, quickStats } from './summary/quick-stats.ts';
export { type SummaryInput, summarise } from './summary/summarise.ts';
