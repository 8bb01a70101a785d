import { type Bars, createBars, emptyBars } from '@quantblocks/core';
import type { CandleRequest } from './candle-source.ts';
import { nextOpen, parseInterval } from './interval.ts';
import { SourceError } from './source-error.ts';

/** Open time, open, high, low, close, volume. */
export type Candle = readonly [number, number, number, number, number, number];

/** One answer of a source. */
export interface CandlePage {
  readonly candles: readonly Candle[];
  /** The source's time when it answered, epoch milliseconds: bars that end later are not finished. */
  readonly now: number;
}

/** How pages are asked for. */
export interface PageFetcher {
  readonly name: string;
  readonly pageLimit: number;
  fetchPage(since: number, limit: number): Promise<CandlePage>;
  /** Whether an empty page ends the data, or only means that this stretch holds none. */
  readonly emptyEnds: boolean;
  now(): number;
}

/**
 * Walks pages from `start` to `end`: orders and de-duplicates them, drops unfinished bars, and refuses a source that does not advance.
 *
 * A short page is not taken for the last one, because servers may cap pages below what was asked for.
 */
export async function collectPages(request: CandleRequest, fetcher: PageFetcher): Promise<Bars> {
  const { symbol, timeframe, start, limit = Number.POSITIVE_INFINITY, signal, onProgress } = request;
  const timeframeMs = parseInterval(timeframe);
  const { end = fetcher.now() } = request;
  const candles: Candle[] = [];
  let cursor = start;
  let confirmed = false;
  while (cursor < end && candles.length < limit) {
    signal?.throwIfAborted();
    const pageLimit = Math.min(fetcher.pageLimit, limit - candles.length);
    const page = await fetcher.fetchPage(cursor, pageLimit);
    const before = candles.length;
    const unfinished = append(candles, page, request, limit);
    const newest = candles.length > 0 ? candles[candles.length - 1][0] : Number.NaN;

    if (page.candles.length === 0) {
      if (!fetcher.emptyEnds) cursor += pageLimit * timeframeMs;
      else if (confirmed || nextOpen(cursor, timeframe) > page.now) cursor = end;
      // A market may have ended, but a server may also be wrong once: a series is only cut short on a second word.
      else confirmed = true;
    } else if (candles.length > before) {
      cursor = nextOpen(newest, timeframe);
    } else if (unfinished || page.candles.every((candle) => candle[0] >= end)) {
      cursor = end;
    } else {
      const stamps = `${page.candles.length} bars from ${page.candles[0][0]}`;
      throw new SourceError(fetcher.name, 'malformed', `asked for bars from ${cursor}, got ${stamps} again`);
    }
    if (unfinished) cursor = end;
    onProgress?.({ bars: candles.length, time: newest, fraction: Math.min(1, (cursor - start) / (end - start)) });
  }
  if (candles.length === 0) return emptyBars(symbol, timeframeMs);
  const column = (k: number): Float64Array => Float64Array.from(candles, (candle) => candle[k]);
  return createBars({
    symbol,
    timeframeMs,
    time: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  });
}

/** Adds what is new, wanted and finished; says whether an unfinished bar was left out. */
function append(candles: Candle[], page: CandlePage, request: CandleRequest, limit: number): boolean {
  const { start, timeframe, end = Number.POSITIVE_INFINITY } = request;
  let newest = candles.length > 0 ? candles[candles.length - 1][0] : Number.NEGATIVE_INFINITY;
  for (const candle of [...page.candles].sort((a, b) => a[0] - b[0])) {
    const time = candle[0];
    if (time <= newest || time < start || time >= end || candles.length >= limit) continue;
    if (nextOpen(time, timeframe) > page.now) return true;
    candles.push(candle);
    newest = time;
  }
  return false;
}
