import { createRng, ParameterError } from '@quantblocks/core';
import { type CandleRequest, type CandleSource, checkRequest, type Sleep } from './candle-source.ts';
import { type Candle, type CandlePage, collectPages } from './collect-pages.ts';
import { pause, realSleep, withRetries } from './retry.ts';
import { SourceError } from './source-error.ts';

const NAME = 'binance';
const INTERVALS = '1s 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' ');
const PAGE_LIMIT = 1000;
const MINUTE = 60_000;
const INVALID_SYMBOL = -1121;

/** Options of {@link binanceSource}; all but `baseUrl` are for tests and unusual networks. */
export interface BinanceSourceOptions {
  /** @defaultValue `'https://api.binance.com'` */
  baseUrl?: string;
  /** @defaultValue the global `fetch` */
  fetch?: typeof globalThis.fetch;
  /** Clock in epoch milliseconds, used where the server does not state its own. @defaultValue `Date.now` */
  now?: () => number;
  /** @defaultValue a timer */
  sleep?: Sleep;
  /** Request weight per minute after which to wait for the next minute. @defaultValue `4800`, 80 % of the public limit */
  weightLimit?: number;
  /** Attempts after a failure that may pass. @defaultValue `5` */
  retries?: number;
  /** Longest time for one answer. @defaultValue `15_000` */
  timeoutMs?: number;
}

/**
 * Finished spot candles from Binance (`GET /api/v3/klines`), or from any server that speaks the same protocol.
 *
 * Pages of 1000 bars; waits for the next minute before the request weight runs out; obeys `Retry-After` of HTTP 429; retries network
 * errors, timeouts, HTTP 5xx and cut-off answers with growing, seeded pauses. A ban (HTTP 418) is reported at once, never waited out.
 *
 * @returns A source whose symbols are spelled `BTCUSDT`. Volume is in base units.
 * @throws a {@link SourceError} (from `fetchBars`) if the symbol is unknown, the address banned, or the server keeps failing.
 * @throws a {@link ParameterError} if the request or an option is outside its range.
 * @see Binance Spot API documentation, "Kline/Candlestick data" and "Limits".
 *
 * @example
 * ```ts no-run
 * import { binanceSource } from '@quantblocks/data';
 *
 * const bars = await binanceSource().fetchBars({ symbol: 'BTCUSDT', timeframe: '1h', start: Date.UTC(2024, 0, 1) });
 * ```
 */
export function binanceSource(options: BinanceSourceOptions = {}): CandleSource {
  const { baseUrl = 'https://api.binance.com', fetch = globalThis.fetch, now = Date.now, sleep = realSleep } = options;
  const { weightLimit = 4800, retries = 5, timeoutMs = 15_000 } = options;
  if (!URL.canParse(baseUrl)) throw new ParameterError('baseUrl', 'a URL', baseUrl);
  if (!(weightLimit > 0)) throw new ParameterError('weightLimit', 'a number > 0', weightLimit);
  if (!(Number.isInteger(retries) && retries >= 0)) throw new ParameterError('retries', 'an integer >= 0', retries);
  if (!(timeoutMs > 0)) throw new ParameterError('timeoutMs', 'a number > 0', timeoutMs);
  // Shared by all requests of this source: the server counts them together.
  let weightUsed = 0;

  return {
    name: NAME,
    async fetchBars(request) {
      checkRequest(request);
      if (!INTERVALS.includes(request.timeframe)) {
        throw new ParameterError('timeframe', `one of ${INTERVALS.join(' ')}`, request.timeframe);
      }
      const { symbol, start, signal } = request;
      const rng = createRng(1, NAME, symbol, start);
      const fetchPage = (since: number, limit: number): Promise<CandlePage> =>
        withRetries(
          async () => {
            if (weightUsed >= weightLimit) {
              await pause(sleep, MINUTE - (now() % MINUTE), signal);
              weightUsed = 0;
            }
            const response = await send(address(baseUrl, request, since, limit), signal);
            return { candles: parseKlines(await body(response)), now: serverTime(response) ?? now() };
          },
          { retries, sleep, rng, signal },
        );
      return collectPages(request, { name: NAME, pageLimit: PAGE_LIMIT, emptyEnds: true, now, fetchPage });
    },
  };

  async function send(url: URL, signal: AbortSignal | undefined): Promise<Response> {
    const timeout = AbortSignal.timeout(timeoutMs);
    let response: Response;
    try {
      response = await fetch(url, { signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) });
    } catch (cause) {
      throw new SourceError(NAME, 'unavailable', `no answer from ${url.host}`, { retryable: true, cause });
    }
    const weight = Number(response.headers.get('x-mbx-used-weight-1m') ?? Number.NaN);
    if (!Number.isNaN(weight)) weightUsed = weight;
    return response;
  }
}

function address(baseUrl: string, request: CandleRequest, since: number, limit: number): URL {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}/api/v3/klines`);
  url.searchParams.set('symbol', request.symbol);
  url.searchParams.set('interval', request.timeframe);
  url.searchParams.set('startTime', String(since));
  if (request.end !== undefined) url.searchParams.set('endTime', String(request.end - 1)); // Binance includes it
  url.searchParams.set('limit', String(limit));
  return url;
}

/** The parsed body of a good answer, or the error that the answer means. */
async function body(response: Response): Promise<unknown> {
  const { status } = response;
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw new SourceError(NAME, 'unavailable', 'the connection broke', { retryable: true, cause });
  }
  if (response.ok) {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new SourceError(NAME, 'malformed', 'an answer that is not JSON', { status, retryable: true, cause });
    }
  }
  const said = apiError(text);
  const details = { status, ...retryAfter(response) };
  const message = `HTTP ${status}${said.message === '' ? '' : `, ${said.message}`}`;
  if (status === 418) throw new SourceError(NAME, 'banned', `${message}${waitText(details)}`, details);
  if (status === 429) throw new SourceError(NAME, 'rate-limited', message, { ...details, retryable: true });
  if (status >= 500) throw new SourceError(NAME, 'unavailable', message, { ...details, retryable: true });
  throw new SourceError(NAME, said.code === INVALID_SYMBOL ? 'invalid-symbol' : 'rejected', message, details);
}

function apiError(text: string): { code: number; message: string } {
  try {
    const { code, msg } = JSON.parse(text) as { code?: unknown; msg?: unknown };
    return { code: Number(code), message: typeof msg === 'string' ? msg : '' };
  } catch {
    return { code: Number.NaN, message: '' }; // an HTML page from something in between; the status says enough
  }
}

function retryAfter(response: Response): { retryAfterMs?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {};
}

function waitText({ retryAfterMs }: { retryAfterMs?: number }): string {
  return retryAfterMs === undefined ? '' : `, wait ${retryAfterMs / 1000} s`;
}

/** The server's clock decides which bar is finished: the local one may be wrong. */
function serverTime(response: Response): number | undefined {
  const time = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function parseKlines(payload: unknown): Candle[] {
  if (!Array.isArray(payload)) throw new SourceError(NAME, 'malformed', 'expected an array of klines');
  return payload.map((row: unknown, i) => {
    // Numbers come as strings, times as numbers: [openTime, open, high, low, close, volume, closeTime, ...].
    const candle = Array.isArray(row)
      ? row.slice(0, 6).map((value) => (value === '' ? Number.NaN : Number(value)))
      : [];
    if (candle.length < 6 || !candle.every(Number.isFinite)) {
      throw new SourceError(NAME, 'malformed', `kline ${i} is ${JSON.stringify(row)?.slice(0, 100)}`);
    }
    return candle as unknown as Candle;
  });
}
