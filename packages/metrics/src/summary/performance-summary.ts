/**
 * Every measure of a result as one flat record, ready for tables, JSON and expressions such as `0.5 * calmar + 0.3 * sharpe`.
 *
 * Units: fractions (0.05 = 5 %), ratios without unit, periods, money of the account. A measure that does not exist (no spread, no
 * loss, no position, no benchmark given) is NaN; nothing is ever Infinity. {@link SUMMARY_FIELDS} names and explains each field.
 */
export interface PerformanceSummary {
  readonly periods: number;
  readonly years: number;
  readonly periodsPerYear: number;
  readonly ruined: boolean;

  readonly totalReturn: number;
  readonly cagr: number;
  readonly geometricMean: number;
  readonly stability: number;

  readonly volatility: number;
  readonly downsideDeviation: number;
  readonly sharpe: number;
  readonly smartSharpe: number;
  readonly probabilisticSharpe: number;
  readonly sortino: number;
  readonly smartSortino: number;
  readonly adjustedSortino: number;
  readonly probabilisticSortino: number;
  readonly autocorrelationPenalty: number;
  readonly calmar: number;
  readonly omega: number;
  readonly gainToPain: number;
  readonly riskReturnRatio: number;

  readonly maxDrawdown: number;
  readonly longestDrawdown: number;
  readonly drawdowns: number;
  readonly averageDrawdown: number;
  readonly ulcerIndex: number;
  readonly ulcerPerformanceIndex: number;
  readonly serenityIndex: number;
  readonly recoveryFactor: number;

  readonly valueAtRisk: number;
  readonly conditionalValueAtRisk: number;
  readonly tailRatio: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly outlierWinRatio: number;
  readonly outlierLossRatio: number;
  readonly commonSenseRatio: number;

  readonly exposure: number;
  readonly bestPeriod: number;
  readonly worstPeriod: number;
  readonly averagePeriod: number;
  readonly averagePeriodWin: number;
  readonly averagePeriodLoss: number;
  readonly periodWinRate: number;
  readonly periodPayoffRatio: number;
  readonly periodProfitFactor: number;
  readonly periodProfitRatio: number;
  readonly periodKelly: number;
  readonly periodCpcIndex: number;
  readonly periodRiskOfRuin: number;
  readonly consecutivePeriodWins: number;
  readonly consecutivePeriodLosses: number;

  readonly benchmarkReturn: number;
  readonly beta: number;
  readonly alpha: number;
  readonly rSquared: number;
  readonly informationRatio: number;
  readonly trackingError: number;
  readonly treynor: number;
  readonly capture: number;
  readonly upCapture: number;
  readonly downCapture: number;
  readonly battingAverage: number;
  readonly upBattingAverage: number;
  readonly downBattingAverage: number;
  readonly betaFragility: number;

  readonly positions: number;
  readonly longPositions: number;
  readonly shortPositions: number;
  readonly positionWinRate: number;
  readonly longWinRate: number;
  readonly shortWinRate: number;
  readonly positionProfitFactor: number;
  readonly positionPayoffRatio: number;
  readonly positionKelly: number;
  readonly positionCpcIndex: number;
  readonly expectancy: number;
  readonly expectancyR: number;
  readonly systemQualityNumber: number;
  readonly averagePositionWin: number;
  readonly averagePositionLoss: number;
  readonly bestPosition: number;
  readonly worstPosition: number;
  readonly consecutivePositionWins: number;
  readonly consecutivePositionLosses: number;
  readonly averageBarsHeld: number;
  readonly timeInMarket: number;
  readonly turnover: number;
  readonly netPnl: number;
  readonly grossPnl: number;
  readonly fees: number;
  readonly slippage: number;
  readonly funding: number;
  readonly costs: number;
  readonly costsOfGross: number;
}

/** Unit of a field: fractions are shown as percent, periods and bars as counts, money in the account's currency. */
export type SummaryUnit = 'fraction' | 'ratio' | 'periods' | 'bars' | 'count' | 'years' | 'money' | 'flag';

/** How a field of the summary is shown. */
export interface SummaryField {
  readonly label: string;
  readonly unit: SummaryUnit;
}

const fraction = (label: string): SummaryField => ({ label, unit: 'fraction' });
const ratio = (label: string): SummaryField => ({ label, unit: 'ratio' });
const money = (label: string): SummaryField => ({ label, unit: 'money' });
const count = (label: string): SummaryField => ({ label, unit: 'count' });

/**
 * Label and unit of every field of a {@link PerformanceSummary}, in reading order.
 *
 * @example
 * ```ts
 * import { SUMMARY_FIELDS } from '@quantblocks/metrics';
 *
 * SUMMARY_FIELDS.maxDrawdown; // => { label: 'Maximum drawdown', unit: 'fraction' }
 * ```
 */
export const SUMMARY_FIELDS: Readonly<Record<keyof PerformanceSummary, SummaryField>> = {
  periods: { label: 'Periods', unit: 'periods' },
  years: { label: 'Years', unit: 'years' },
  periodsPerYear: ratio('Periods per year'),
  ruined: { label: 'Ruined', unit: 'flag' },
  totalReturn: fraction('Total return'),
  cagr: fraction('CAGR'),
  geometricMean: fraction('Geometric mean per period'),
  stability: ratio('Stability (R² of log growth)'),
  volatility: fraction('Volatility per year'),
  downsideDeviation: fraction('Downside deviation per year'),
  sharpe: ratio('Sharpe ratio'),
  smartSharpe: ratio('Smart Sharpe ratio'),
  probabilisticSharpe: fraction('Probabilistic Sharpe ratio'),
  sortino: ratio('Sortino ratio'),
  smartSortino: ratio('Smart Sortino ratio'),
  adjustedSortino: ratio('Adjusted Sortino ratio'),
  probabilisticSortino: fraction('Probabilistic Sortino ratio'),
  autocorrelationPenalty: ratio('Autocorrelation penalty'),
  calmar: ratio('Calmar ratio'),
  omega: ratio('Omega ratio'),
  gainToPain: ratio('Gain-to-pain ratio'),
  riskReturnRatio: ratio('Risk-return ratio per period'),
  maxDrawdown: fraction('Maximum drawdown'),
  longestDrawdown: { label: 'Longest drawdown', unit: 'periods' },
  drawdowns: count('Drawdowns'),
  averageDrawdown: fraction('Average drawdown'),
  ulcerIndex: fraction('Ulcer index'),
  ulcerPerformanceIndex: ratio('Ulcer performance index'),
  serenityIndex: ratio('Serenity index'),
  recoveryFactor: ratio('Recovery factor'),
  valueAtRisk: fraction('Value at risk (5 %)'),
  conditionalValueAtRisk: fraction('Conditional value at risk (5 %)'),
  tailRatio: ratio('Tail ratio'),
  skewness: ratio('Skewness'),
  kurtosis: ratio('Excess kurtosis'),
  outlierWinRatio: ratio('Outlier win ratio'),
  outlierLossRatio: ratio('Outlier loss ratio'),
  commonSenseRatio: ratio('Common sense ratio'),
  exposure: fraction('Share of periods with a return'),
  bestPeriod: fraction('Best period'),
  worstPeriod: fraction('Worst period'),
  averagePeriod: fraction('Average period'),
  averagePeriodWin: fraction('Average winning period'),
  averagePeriodLoss: fraction('Average losing period'),
  periodWinRate: fraction('Winning periods'),
  periodPayoffRatio: ratio('Payoff ratio of periods'),
  periodProfitFactor: ratio('Profit factor of periods'),
  periodProfitRatio: ratio('Profit ratio of periods'),
  periodKelly: fraction('Kelly criterion of periods'),
  periodCpcIndex: ratio('CPC index of periods'),
  periodRiskOfRuin: fraction('Risk of ruin (rule of thumb)'),
  consecutivePeriodWins: { label: 'Most winning periods in a row', unit: 'periods' },
  consecutivePeriodLosses: { label: 'Most losing periods in a row', unit: 'periods' },
  benchmarkReturn: fraction('Total return of the benchmark'),
  beta: ratio('Beta'),
  alpha: fraction('Alpha per year'),
  rSquared: ratio('R² to the benchmark'),
  informationRatio: ratio('Information ratio'),
  trackingError: fraction('Tracking error per year'),
  treynor: ratio('Treynor ratio'),
  capture: ratio('Capture ratio'),
  upCapture: ratio('Up capture ratio'),
  downCapture: ratio('Down capture ratio'),
  battingAverage: fraction('Batting average'),
  upBattingAverage: fraction('Batting average in rising markets'),
  downBattingAverage: fraction('Batting average in falling markets'),
  betaFragility: ratio('Beta fragility'),
  positions: count('Positions'),
  longPositions: count('Long positions'),
  shortPositions: count('Short positions'),
  positionWinRate: fraction('Winning positions'),
  longWinRate: fraction('Winning long positions'),
  shortWinRate: fraction('Winning short positions'),
  positionProfitFactor: ratio('Profit factor'),
  positionPayoffRatio: ratio('Payoff ratio'),
  positionKelly: fraction('Kelly criterion'),
  positionCpcIndex: ratio('CPC index'),
  expectancy: money('Expectancy per position'),
  expectancyR: ratio('Expectancy in R'),
  systemQualityNumber: ratio('System quality number'),
  averagePositionWin: money('Average winning position'),
  averagePositionLoss: money('Average losing position'),
  bestPosition: money('Best position'),
  worstPosition: money('Worst position'),
  consecutivePositionWins: count('Most winning positions in a row'),
  consecutivePositionLosses: count('Most losing positions in a row'),
  averageBarsHeld: { label: 'Average bars held', unit: 'bars' },
  timeInMarket: fraction('Time in market'),
  turnover: ratio('Turnover per year, multiples of capital'),
  netPnl: money('Net profit of closed positions'),
  grossPnl: money('Gross profit of closed positions'),
  fees: money('Fees'),
  slippage: money('Slippage'),
  funding: money('Funding'),
  costs: money('Costs'),
  costsOfGross: fraction('Costs of gross profit'),
};
