import { mean, ParameterError } from '@quantblocks/core';
import { alpha, beta, rSquared, treynorRatio } from '../benchmark/beta.ts';
import { betaFragility } from '../benchmark/beta-fragility.ts';
import { battingAverage, captureRatio } from '../benchmark/capture-ratio.ts';
import { informationRatio, trackingError } from '../benchmark/information-ratio.ts';
import { divide, perPeriodRate, requireAligned, requireNumbers, requirePositive, sortedNumbers } from '../checks.ts';
import { type ConventionOptions, type RiskFreeOptions, rulesOf } from '../conventions.ts';
import { deepest, drawdownSeries, longestRun } from '../drawdown/drawdown-series.ts';
import { drawdownsOf } from '../drawdown/drawdown-table.ts';
import { serenityOf, ulcerOf, ulcerPerformanceIndex } from '../drawdown/ulcer-index.ts';
import { equityToReturns } from '../growth/equity-returns.ts';
import { stabilityOfReturns } from '../growth/stability.ts';
import { cagr, geometricMean, isRuined, totalReturn } from '../growth/total-return.ts';
import { exposure } from '../outcomes/exposure.ts';
import { outcomeMeasures } from '../outcomes/outcome-measures.ts';
import { best, consecutiveLosses, consecutiveWins, worst } from '../outcomes/streaks.ts';
import { costSummary, turnover } from '../positions/costs.ts';
import { type Positions, positionPnl, rows } from '../positions/positions.ts';
import { expectancy, rMultiples, systemQualityNumber } from '../positions/system-quality.ts';
import { averageBarsHeld, timeInMarket } from '../positions/time-in-market.ts';
import { autocorrelationPenalty } from '../ratios/autocorrelation-penalty.ts';
import { recoveryFactor } from '../ratios/calmar-ratio.ts';
import { gainToPainRatio } from '../ratios/gain-to-pain-ratio.ts';
import { omegaRatio } from '../ratios/omega-ratio.ts';
import { probabilisticSharpeRatio, probabilisticSortinoRatio } from '../ratios/probabilistic-ratio.ts';
import { riskReturnRatio, sharpeRatio } from '../ratios/sharpe-ratio.ts';
import { sortinoRatio } from '../ratios/sortino-ratio.ts';
import { downsideDeviation, volatility } from '../ratios/volatility.ts';
import { returnKurtosis, returnSkewness } from '../risk/shape.ts';
import { outlierRatiosOf, tailRatioOf } from '../risk/tail-ratio.ts';
import { conditionalValueAtRiskOf, valueAtRiskOf } from '../risk/value-at-risk.ts';
import type { PerformanceSummary } from './performance-summary.ts';

/** What {@link summarise} measures: returns, or equity with its initial capital. */
export interface SummaryInput extends RiskFreeOptions, ConventionOptions {
  /** Simple returns per period, fractions. */
  returns?: ArrayLike<number>;
  /** Value at each close, instead of `returns`. */
  equity?: ArrayLike<number>;
  /** Capital before the first period; needed with `equity`, and by `turnover`. */
  initialCapital?: number;
  /** Epoch milliseconds of each period; the gain-to-pain ratio is then taken on UTC days. */
  time?: ArrayLike<number>;
  /** Closed positions of the same periods; without them the fields of positions are NaN. */
  positions?: Positions;
  /** Returns of a benchmark in the same periods; without them the fields of the benchmark are NaN. */
  benchmark?: ArrayLike<number>;
}

/**
 * Every measure of this package in one flat record.
 *
 * @param input - Returns or equity, and what else is known.
 * @returns See {@link PerformanceSummary}; what does not exist is NaN.
 * @throws a {@link ParameterError} if returns and equity are both given or both missing, lengths differ, a value is not finite or an
 * option is out of range.
 *
 * @example
 * ```ts
 * import { summarise } from '@quantblocks/metrics';
 *
 * const summary = summarise({ equity: [50, 100, 200], initialCapital: 100, periodsPerYear: 3 });
 * [summary.cagr, summary.maxDrawdown, summary.calmar]; // => [1, -0.5, 2]
 * summary.beta; // => NaN
 * ```
 */
export function summarise(input: SummaryInput): PerformanceSummary {
  const { periodsPerYear, riskFree = 0, convention = 'standard' } = input;
  rulesOf(convention);
  perPeriodRate(riskFree, periodsPerYear);
  const returns = returnsOf(input);
  const years = returns.length / periodsPerYear;
  const options = { periodsPerYear, riskFree, convention };
  return {
    periods: returns.length,
    years,
    periodsPerYear,
    ruined: isRuined(returns),
    ...ofReturns(returns, options, input.time),
    ...ofBenchmark(returns, input.benchmark, options),
    ...ofPositions(input.positions, returns.length, years, input.initialCapital),
  };
}

type Options = Required<RiskFreeOptions & ConventionOptions>;

function returnsOf({ returns, equity, initialCapital }: SummaryInput): Float64Array {
  if ((returns === undefined) === (equity === undefined)) {
    throw new ParameterError('input', 'either returns or equity', returns === undefined ? 'neither' : 'both');
  }
  if (returns !== undefined) return requireNumbers(returns);
  if (initialCapital === undefined) throw new ParameterError('initialCapital', 'a number > 0 with equity', undefined);
  return equityToReturns(equity as ArrayLike<number>, { initialCapital });
}

function ofReturns(returns: Float64Array, options: Options, time: ArrayLike<number> | undefined) {
  const growth = cagr(returns, options);
  const drawdown = drawdownSeries(returns);
  const table = drawdownsOf(drawdown);
  const maxDrawdown = deepest(drawdown);
  const sorted = sortedNumbers(returns);
  const outcomes = outcomeMeasures(returns);
  const outliers = outlierRatiosOf(sorted);
  const penalty = autocorrelationPenalty(returns);
  const sharpe = sharpeRatio(returns, options);
  const sortino = sortinoRatio(returns, options);
  return {
    totalReturn: totalReturn(returns),
    cagr: growth,
    geometricMean: geometricMean(returns),
    stability: stabilityOfReturns(returns),
    volatility: volatility(returns, options),
    downsideDeviation: downsideDeviation(returns, options),
    sharpe,
    smartSharpe: sharpe / penalty,
    probabilisticSharpe: probabilisticSharpeRatio(returns, options),
    sortino,
    smartSortino: sortino / penalty,
    adjustedSortino: sortino / Math.SQRT2,
    probabilisticSortino: probabilisticSortinoRatio(returns, options),
    autocorrelationPenalty: penalty,
    calmar: divide(growth, -maxDrawdown),
    omega: omegaRatio(returns, options),
    gainToPain: time === undefined ? gainToPainRatio(returns) : gainToPainRatio(returns, { per: 'day', time }),
    riskReturnRatio: riskReturnRatio(returns),
    maxDrawdown,
    longestDrawdown: longestRun(drawdown),
    drawdowns: table.length,
    averageDrawdown: mean(table.map(({ depth }) => depth)),
    ulcerIndex: ulcerOf(drawdown),
    ulcerPerformanceIndex: ulcerPerformanceIndex(returns, options),
    serenityIndex: serenityOf(returns, drawdown),
    recoveryFactor: recoveryFactor(returns, options),
    valueAtRisk: valueAtRiskOf(sorted, options),
    conditionalValueAtRisk: conditionalValueAtRiskOf(sorted, options),
    tailRatio: tailRatioOf(sorted),
    skewness: returnSkewness(returns, options),
    kurtosis: returnKurtosis(returns, options),
    outlierWinRatio: outliers.win,
    outlierLossRatio: outliers.loss,
    commonSenseRatio: outcomes.profitFactor * tailRatioOf(sorted),
    exposure: exposure(returns, options),
    bestPeriod: best(returns),
    worstPeriod: worst(returns),
    averagePeriod: outcomes.averageReturn,
    averagePeriodWin: outcomes.averageWin,
    averagePeriodLoss: outcomes.averageLoss,
    periodWinRate: outcomes.winRate,
    periodPayoffRatio: outcomes.payoffRatio,
    periodProfitFactor: outcomes.profitFactor,
    periodProfitRatio: outcomes.profitRatio,
    periodKelly: outcomes.kelly,
    periodCpcIndex: outcomes.cpcIndex,
    periodRiskOfRuin: outcomes.riskOfRuin,
    consecutivePeriodWins: consecutiveWins(returns),
    consecutivePeriodLosses: consecutiveLosses(returns),
  };
}

function ofBenchmark(returns: Float64Array, given: ArrayLike<number> | undefined, options: Options) {
  // Against nothing, every measure is NaN: an empty benchmark of an empty series says so for each.
  const ours = given === undefined ? new Float64Array(0) : returns;
  const benchmark = given === undefined ? ours : requireAligned(given, returns.length, 'benchmark');
  const batting = battingAverage(ours, benchmark);
  return {
    benchmarkReturn: given === undefined ? Number.NaN : totalReturn(benchmark),
    beta: beta(ours, benchmark),
    alpha: alpha(ours, benchmark, options),
    rSquared: rSquared(ours, benchmark),
    informationRatio: informationRatio(ours, benchmark, options),
    trackingError: trackingError(ours, benchmark, options),
    treynor: treynorRatio(ours, benchmark, options),
    capture: captureRatio(ours, benchmark, options),
    upCapture: captureRatio(ours, benchmark, { ...options, market: 'up' }),
    downCapture: captureRatio(ours, benchmark, { ...options, market: 'down' }),
    battingAverage: batting.all,
    upBattingAverage: batting.up,
    downBattingAverage: batting.down,
    betaFragility: betaFragility(ours, benchmark),
  };
}

const NO_POSITIONS: Positions = {
  length: 0,
  netPnl: [],
  grossPnl: [],
  side: [],
  entryBar: [],
  exitBar: [],
  entryPrice: [],
  exitPrice: [],
  quantity: [],
  initialRisk: [],
};

function ofPositions(given: Positions | undefined, bars: number, years: number, capital: number | undefined) {
  const positions = given ?? NO_POSITIONS;
  // Counts and sums over no positions are 0; over positions nobody told us about they are not known.
  const known = (value: number): number => (given === undefined ? Number.NaN : value);
  const pnl = positionPnl(positions);
  const side = rows(positions.side, positions.length, 'positions.side');
  const long = pnl.filter((_, i) => side[i] > 0);
  const short = pnl.filter((_, i) => side[i] < 0);
  const multiples = rMultiples(positions).filter((r) => !Number.isNaN(r));
  const costs = costSummary(positions);
  const outcomes = outcomeMeasures(pnl);
  return {
    positions: known(positions.length),
    longPositions: known(long.length),
    shortPositions: known(short.length),
    positionWinRate: outcomes.winRateOfAll,
    longWinRate: outcomeMeasures(long).winRateOfAll,
    shortWinRate: outcomeMeasures(short).winRateOfAll,
    positionProfitFactor: outcomes.profitFactor,
    positionPayoffRatio: outcomes.payoffRatio,
    positionKelly: outcomes.kelly,
    positionCpcIndex: outcomes.cpcIndex,
    expectancy: expectancy(pnl),
    expectancyR: expectancy(multiples),
    systemQualityNumber: systemQualityNumber(multiples.length > 0 ? multiples : pnl),
    averagePositionWin: outcomes.averageWin,
    averagePositionLoss: outcomes.averageLoss,
    bestPosition: best(pnl),
    worstPosition: worst(pnl),
    consecutivePositionWins: known(consecutiveWins(pnl)),
    consecutivePositionLosses: known(consecutiveLosses(pnl)),
    averageBarsHeld: averageBarsHeld(positions),
    timeInMarket: bars > 0 ? known(timeInMarket(positions, { bars })) : Number.NaN,
    turnover:
      capital === undefined || years === 0
        ? Number.NaN
        : known(turnover(positions, { capital: requirePositive(capital, 'initialCapital'), years })),
    netPnl: known(costs.netPnl),
    grossPnl: known(costs.grossPnl),
    fees: known(costs.fees),
    slippage: known(costs.slippage),
    funding: known(costs.funding),
    costs: known(costs.total),
    costsOfGross: costs.shareOfGross,
  };
}
