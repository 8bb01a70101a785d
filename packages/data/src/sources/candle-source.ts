import { type Bars, ParameterError } from '@quantblocks/core';
import { parseInterval } from './interval.ts';

/** Which bars are wanted. */
export interface CandleRequest {
  /** In the source's own spelling: `BTCUSDT` at Binance, `BTC/USDT` for ccxt. */
  symbol: string;
  /** Name of the timeframe, see {@link parseInterval}. */
  timeframe: string;
  /** First bar opens at or after it, epoch milliseconds UTC. */
  start: number;
  /** All bars open before it. @defaultValue now */
  end?: number;
  /** At most so many bars, the oldest ones. @defaultValue no limit */
  limit?: number;
  /** Ends the work early; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after every page. */
  onProgress?: (progress: CandleProgress) => void;
}

/** How far a request has come. */
export interface CandleProgress {
  /** Bars received so far. */
  bars: number;
  /** Open of the newest bar, epoch milliseconds; NaN before the first one. */
  time: number;
  /** Share of the requested period, 0 .. 1. */
  fraction: number;
}

/**
 * Something that delivers finished candles of a symbol, oldest first.
 *
 * Every source keeps the same promises: only bars that are complete, no stamp twice, nothing filled in where the exchange has a
 * gap, and an error rather than a silently shorter series. Bars of length 0 mean that the period holds none.
 */
export interface CandleSource {
  readonly name: string;
  fetchBars(request: CandleRequest): Promise<Bars>;
}

/** Waits, or rejects as soon as the signal is aborted. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export function checkRequest(request: CandleRequest): void {
  const { symbol, timeframe, start, end, limit } = request;
  parseInterval(timeframe);
  if (typeof symbol !== 'string' || symbol === '') throw new ParameterError('symbol', 'a non-empty string', symbol);
  if (!Number.isInteger(start)) throw new ParameterError('start', 'whole epoch milliseconds', start);
  if (end !== undefined && !(Number.isInteger(end) && end > start)) {
    throw new ParameterError('end', `whole epoch milliseconds after start = ${start}`, end);
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw new ParameterError('limit', 'an integer >= 1', limit);
  }
}
