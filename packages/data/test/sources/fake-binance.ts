import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One row as Binance sends it: prices are strings. */
export type Kline = [number, string, string, string, string, string, number, ...string[]];

/** What a request asked for. */
export interface KlineQuery {
  symbol: string;
  interval: string;
  startTime: number;
  endTime: number;
  limit: number;
}

/** Answers one request instead of the server, or lets it answer by returning `true`. */
export type Fault = (response: ServerResponse, query: KlineQuery) => boolean | undefined;

export interface FakeBinance {
  readonly url: string;
  readonly queries: KlineQuery[];
  /** Used up one per request, then the server behaves. */
  readonly faults: Fault[];
  /** Applies to every request after the faults. */
  always: Fault | undefined;
  /** The server's clock; `undefined` sends no Date header. */
  time: number | undefined;
  klines: Kline[];
  pageLimit: number;
  close(): Promise<void>;
}

export const HOUR = 3_600_000;
export const START: number = Date.UTC(2024, 0, 1);

export function kline(openTime: number, timeframeMs: number = HOUR): Kline {
  const price = 100 + ((openTime / timeframeMs) % 50);
  return [
    openTime,
    price.toFixed(2),
    (price + 1).toFixed(2),
    (price - 1).toFixed(2),
    (price + 0.5).toFixed(2),
    '12.50000000',
    openTime + timeframeMs - 1,
    '0',
  ];
}

export function hours(count: number): Kline[] {
  return Array.from({ length: count }, (_, i) => kline(START + i * HOUR));
}

/** A server on the loopback that speaks the klines protocol and can be told to misbehave. */
export async function fakeBinance(): Promise<FakeBinance> {
  const state: Omit<FakeBinance, 'url' | 'close'> = {
    queries: [],
    faults: [],
    always: undefined,
    time: START + 100_000 * HOUR,
    klines: [],
    pageLimit: 1000,
  };
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const query: KlineQuery = {
      symbol: searchParams.get('symbol') ?? '',
      interval: searchParams.get('interval') ?? '',
      startTime: Number(searchParams.get('startTime')),
      endTime: Number(searchParams.get('endTime') ?? Number.POSITIVE_INFINITY),
      limit: Number(searchParams.get('limit')),
    };
    state.queries.push(query);
    response.sendDate = false;
    if (result.time !== undefined) response.setHeader('Date', new Date(result.time).toUTCString());
    const fault = state.faults.shift() ?? result.always;
    if (fault !== undefined && fault(response, query) !== true) return;
    const wanted = result.klines.filter(([time]) => time >= query.startTime && time <= query.endTime);
    sendJson(response, 200, wanted.slice(0, Math.min(query.limit, result.pageLimit)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const result: FakeBinance = {
    ...state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return result;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
