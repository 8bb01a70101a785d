import { type Bars, MS_PER_YEAR, mean, periodsPerYear, standardDeviation, sum } from '@quantblocks/core';
import type { BacktestResult } from '@quantblocks/engine';
import { underwater } from './drawdowns.ts';

/** Figures of one equity series. Fractions; NaN where the figure does not exist. */
export interface EquityFigures {
  readonly finalEquity: number;
  readonly totalReturn: number;
  /** Compound growth per year of 365.25 days; -1 once ruined. */
  readonly cagr: number;
  /** Annualised standard deviation of bar returns. */
  readonly volatility: number;
  /** Annualised, no risk-free rate. */
  readonly sharpe: number;
  /** Annualised; root mean square of the losses over ALL bars. */
  readonly sortino: number;
  /** Non-positive. */
  readonly maxDrawdown: number;
  readonly calmar: number;
}

/** Figures of the closed positions and their costs. */
export interface TradeFigures {
  readonly positions: number;
  readonly longs: number;
  readonly winRate: number;
  /** Money won by winners over money lost by losers, net. */
  readonly profitFactor: number;
  /** Average winner over average loser, net. */
  readonly payoff: number;
  readonly averagePnl: number;
  /** Average result in multiples of the initial risk, over positions that had a stop. */
  readonly averageR: number;
  /** t-statistic of the average net result against zero. */
  readonly tStatistic: number;
  readonly averageBars: number;
  readonly exposure: number;
  readonly grossPnl: number;
  readonly netPnl: number;
  readonly ambiguousPositions: number;
}

/** Figures of an equity series from bar `from` on. */
export function equityFigures(
  bars: Bars,
  equity: ArrayLike<number>,
  initialCapital: number,
  finalEquity: number,
  from = 0,
): EquityFigures {
  const n = equity.length;
  const returns = new Float64Array(Math.max(0, n - from));
  for (let i = from; i < n; i++) {
    const before = i === 0 ? initialCapital : equity[i - 1];
    returns[i - from] = before > 0 ? equity[i] / before - 1 : 0;
  }
  const totalReturn = finalEquity / initialCapital - 1;
  const years = (bars.time[bars.length - 1] + bars.timeframeMs - bars.time[from]) / MS_PER_YEAR;
  const cagr = finalEquity > 0 ? (1 + totalReturn) ** (1 / years) - 1 : -1;
  const year = Math.sqrt(periodsPerYear(bars));
  const deviation = standardDeviation(returns);
  const downside = Math.sqrt(mean(returns.map((r) => Math.min(r, 0) ** 2)));
  const maxDrawdown = n === 0 ? Number.NaN : Math.max(-1, lowest(underwater(equity, initialCapital)));
  return {
    finalEquity,
    totalReturn,
    cagr,
    volatility: deviation * year,
    sharpe: deviation > 0 ? (mean(returns) / deviation) * year : Number.NaN,
    sortino: downside > 0 ? (mean(returns) / downside) * year : Number.NaN,
    maxDrawdown,
    calmar: maxDrawdown < 0 ? cagr / -maxDrawdown : Number.NaN,
  };
}

/** Figures of the positions of one simulation. */
export function tradeFigures(result: BacktestResult, bars: Pick<Bars, 'length'>): TradeFigures {
  const { positions } = result;
  const n = positions.length;
  const net = positions.netPnl.subarray(0, n);
  const wins = net.filter((pnl) => pnl > 0);
  const losses = net.filter((pnl) => pnl < 0);
  const won = sum(wins);
  const lost = -sum(losses);
  const multiples = positionR(result).filter((r) => !Number.isNaN(r));
  let held = 0;
  let longs = 0;
  let ambiguous = 0;
  for (let i = 0; i < n; i++) {
    held += positions.exitBar[i] - positions.entryBar[i];
    if (positions.side[i] > 0) longs++;
    ambiguous += positions.ambiguous[i];
  }
  const trading = Math.max(1, bars.length - result.config.tradeFrom);
  return {
    positions: n,
    longs,
    winRate: n > 0 ? wins.length / n : Number.NaN,
    profitFactor: lost > 0 ? won / lost : Number.NaN,
    payoff: losses.length > 0 && wins.length > 0 ? mean(wins) / -mean(losses) : Number.NaN,
    averagePnl: n > 0 ? mean(net) : Number.NaN,
    averageR: multiples.length > 0 ? mean(multiples) : Number.NaN,
    tStatistic: n > 1 ? (mean(net) / standardDeviation(net)) * Math.sqrt(n) : Number.NaN,
    averageBars: n > 0 ? held / n : Number.NaN,
    exposure: result.exposureBars / trading,
    grossPnl: sum(positions.grossPnl.subarray(0, n)),
    netPnl: sum(net),
    ambiguousPositions: ambiguous,
  };
}

/** Net result of each position in multiples of the money first put at risk; NaN without a stop. */
export function positionR({ positions }: Pick<BacktestResult, 'positions'>): Float64Array {
  const out = new Float64Array(positions.length);
  for (let i = 0; i < out.length; i++) {
    const risk = positions.initialRisk[i] * positions.quantity[i];
    out[i] = risk > 0 ? positions.netPnl[i] / risk : Number.NaN;
  }
  return out;
}

/** Net result of each position as a fraction of the value it was entered with. */
export function positionReturns({ positions }: Pick<BacktestResult, 'positions'>): Float64Array {
  const out = new Float64Array(positions.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = positions.netPnl[i] / (positions.entryPrice[i] * positions.quantity[i]);
  }
  return out;
}

function lowest(values: Float64Array): number {
  let least = 0;
  for (let i = 0; i < values.length; i++) if (values[i] < least) least = values[i];
  return least;
}
