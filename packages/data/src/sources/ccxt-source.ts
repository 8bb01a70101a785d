import { createRng, ParameterError } from '@quantblocks/core';
import { type CandleSource, checkRequest, type Sleep } from './candle-source.ts';
import { type Candle, type CandlePage, collectPages } from './collect-pages.ts';
import { pause, realSleep, withRetries } from './retry.ts';
import { SourceError } from './source-error.ts';

/** The part of a ccxt exchange that is used. */
export interface CcxtExchange {
  id?: string;
  /** Names of the timeframes the exchange offers. */
  timeframes?: object;
  /** Milliseconds between requests. */
  rateLimit?: number;
  /** Whether the exchange object waits by itself; ccxt does by default. */
  enableRateLimit?: boolean;
  fetchOHLCV(
    symbol: string,
    timeframe?: string,
    since?: number,
    limit?: number,
  ): Promise<readonly (readonly (number | undefined)[])[]>;
}

/** Options of {@link ccxtSource}. */
export interface CcxtSourceOptions {
  /** Bars per page; the exchange may cap it. @defaultValue `500` */
  pageLimit?: number;
  /** How the optional package is loaded. Bundlers need `() => import('ccxt')`. @defaultValue a dynamic import */
  load?: () => Promise<object>;
  /** Attempts after a failure that may pass. @defaultValue `5` */
  retries?: number;
  /** Clock in epoch milliseconds. @defaultValue `Date.now` */
  now?: () => number;
  /** @defaultValue a timer */
  sleep?: Sleep;
}

// ccxt's classes of errors that may pass. Compared by name: the package is optional and its classes cannot be imported here.
const RETRYABLE = new Set([
  'NetworkError',
  'RequestTimeout',
  'ExchangeNotAvailable',
  'OnMaintenance',
  'InvalidNonce',
  'DDoSProtection',
  'RateLimitExceeded',
]);

/**
 * Finished candles through ccxt, from any of its exchanges.
 *
 * @param exchange - A ccxt exchange object, or its id: then the optional package `ccxt` is loaded with the first request.
 * @returns A source whose symbols are spelled `BTC/USDT`.
 * @throws a {@link SourceError} (from `fetchBars`) if ccxt is not installed or the exchange fails.
 * @throws a {@link ParameterError} if ccxt has no such exchange, or the exchange no such timeframe.
 *
 * @example
 * ```ts
 * import { ccxtSource } from '@quantblocks/data';
 *
 * const hour = 3_600_000;
 * const exchange = { fetchOHLCV: async () => [[0, 10, 12, 9, 11, 5], [hour, 11, 13, 10, 12, 7]] };
 * const source = ccxtSource(exchange, { now: () => 1.5 * hour }); // the second bar is not finished
 * const bars = await source.fetchBars({ symbol: 'BTC/USDT', timeframe: '1h', start: 0 });
 * bars.length; // => 1
 * ```
 */
export function ccxtSource(exchange: CcxtExchange | string, options: CcxtSourceOptions = {}): CandleSource {
  const { pageLimit = 500, load = importCcxt, retries = 5, now = Date.now, sleep = realSleep } = options;
  if (!(Number.isInteger(pageLimit) && pageLimit >= 1)) {
    throw new ParameterError('pageLimit', 'an integer >= 1', pageLimit);
  }
  if (!(Number.isInteger(retries) && retries >= 0)) throw new ParameterError('retries', 'an integer >= 0', retries);
  const name = `ccxt:${typeof exchange === 'string' ? exchange : (exchange.id ?? 'exchange')}`;
  let loaded: Promise<CcxtExchange> | undefined;

  return {
    name,
    async fetchBars(request) {
      checkRequest(request);
      loaded ??= typeof exchange === 'string' ? loadExchange(exchange, load) : Promise.resolve(exchange);
      const market = await loaded;
      const { symbol, timeframe, start, signal } = request;
      if (market.timeframes !== undefined && !Object.hasOwn(market.timeframes, timeframe)) {
        throw new ParameterError('timeframe', `one of ${Object.keys(market.timeframes).join(' ')}`, timeframe);
      }
      const rng = createRng(1, name, symbol, start);
      const waits = market.enableRateLimit === false ? (market.rateLimit ?? 0) : 0;
      let first = true;
      const fetchPage = (since: number, limit: number): Promise<CandlePage> =>
        withRetries(
          async () => {
            if (waits > 0 && !first) await pause(sleep, waits, signal);
            first = false;
            const rows = await fetchOHLCV(market, name, symbol, timeframe, since, limit);
            return { candles: parseRows(rows, name), now: now() };
          },
          { retries, sleep, rng, signal },
        );
      return collectPages(request, { name, pageLimit, emptyEnds: false, now, fetchPage });
    },
  };
}

async function fetchOHLCV(
  market: CcxtExchange,
  name: string,
  symbol: string,
  timeframe: string,
  since: number,
  limit: number,
): Promise<unknown> {
  try {
    return await market.fetchOHLCV(symbol, timeframe, since, limit);
  } catch (cause) {
    const kind = cause instanceof Error ? cause.constructor.name : '';
    const message = cause instanceof Error ? cause.message : String(cause);
    if (kind === 'BadSymbol') throw new SourceError(name, 'invalid-symbol', message, { cause });
    if (!RETRYABLE.has(kind)) throw new SourceError(name, 'rejected', message, { cause });
    const reason = kind === 'RateLimitExceeded' || kind === 'DDoSProtection' ? 'rate-limited' : 'unavailable';
    throw new SourceError(name, reason, message, { retryable: true, cause });
  }
}

function parseRows(rows: unknown, name: string): Candle[] {
  if (!Array.isArray(rows)) throw new SourceError(name, 'malformed', 'expected an array of candles');
  return rows.map((row: unknown, i) => {
    const values: unknown[] = Array.isArray(row) ? row : [];
    const prices = values.slice(0, 5);
    if (prices.length < 5 || !prices.every(Number.isFinite)) {
      throw new SourceError(name, 'malformed', `candle ${i} is ${JSON.stringify(row)?.slice(0, 100)}`);
    }
    // Some exchanges state no volume: then it is not known, which is not zero.
    return [...prices, Number(values[5] ?? Number.NaN)] as unknown as Candle;
  });
}

async function loadExchange(id: string, load: () => Promise<object>): Promise<CcxtExchange> {
  let ccxt: Record<string, unknown>;
  try {
    ccxt = (await load()) as Record<string, unknown>;
  } catch (cause) {
    const hint = 'the optional package ccxt could not be loaded: install it next to @quantblocks/data';
    throw new SourceError(`ccxt:${id}`, 'missing-package', hint, { cause });
  }
  const ids = ccxt.exchanges;
  const Exchange = ccxt[id];
  if (!(Array.isArray(ids) && ids.includes(id) && typeof Exchange === 'function')) {
    throw new ParameterError('exchange', "the id of one of ccxt's exchanges", id);
  }
  return new (Exchange as new () => CcxtExchange)();
}

async function importCcxt(): Promise<object> {
  // Not a literal, so that neither the type checker nor a bundler asks for a package that is optional.
  const specifier: string = 'ccxt';
  return (await import(specifier)) as object;
}
