import { mean, standardDeviation, sum } from '@quantblocks/core';
import type { BacktestResult } from '@quantblocks/engine';

/** Figures of the closed positions that `summarise` of the metrics package does not have. */
export interface TradeFigures {
  /** t-statistic of the average net result against zero; NaN below two positions. */
  readonly tStatistic: number;
  /** Bars at whose close a position was open, as a fraction of the bars that could be traded. */
  readonly exposure: number;
  readonly grossPnl: number;
  readonly netPnl: number;
  readonly ambiguousPositions: number;
}

/** Figures of the positions of one simulation that could trade on `bars` bars. */
export function tradeFigures({ positions, exposureBars }: BacktestResult, bars: number): TradeFigures {
  const n = positions.length;
  const net = positions.netPnl.subarray(0, n);
  return {
    tStatistic: n > 1 ? (mean(net) / standardDeviation(net)) * Math.sqrt(n) : Number.NaN,
    exposure: exposureBars / bars,
    grossPnl: sum(positions.grossPnl.subarray(0, n)),
    netPnl: sum(net),
    ambiguousPositions: sum(positions.ambiguous.subarray(0, n)),
  };
}

/** Net result of each position as a fraction of the value it was entered with. */
export function positionReturns({ positions }: Pick<BacktestResult, 'positions'>): Float64Array {
  return Float64Array.from(
    { length: positions.length },
    (_, i) => positions.netPnl[i] / (positions.entryPrice[i] * positions.quantity[i]),
  );
}
