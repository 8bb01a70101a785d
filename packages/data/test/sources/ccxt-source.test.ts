import { ParameterError } from '@quantblocks/core';
import { type CcxtExchange, type CcxtSourceOptions, ccxtSource, SourceError } from '@quantblocks/data';
import { describe, expect, it } from 'vitest';
import { HOUR, START } from './fake-binance.ts';

class NetworkError extends Error {}
class RateLimitExceeded extends Error {}
class BadSymbol extends Error {}
class AuthenticationError extends Error {}

type Row = (number | undefined)[];

const rows: Row[] = Array.from({ length: 1200 }, (_, i) => [START + i * HOUR, 10, 12, 9, 11, i]);

/** An exchange that pages like ccxt's and fails as it is told. */
function fakeExchange(data: Row[], failures: Error[] = []): CcxtExchange & { calls: number[] } {
  const calls: number[] = [];
  return {
    id: 'fake',
    timeframes: { '1h': '60', '1d': 'D' },
    rateLimit: 50,
    calls,
    async fetchOHLCV(_symbol, _timeframe, since = 0, limit = 500) {
      calls.push((since - START) / HOUR);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return data.filter(([time = 0]) => time >= since).slice(0, limit);
    },
  };
}

function options(sleeps: number[] = []): CcxtSourceOptions {
  return {
    now: () => START + 5000 * HOUR,
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
    },
  };
}

const request = { symbol: 'BTC/USDT', timeframe: '1h', start: START, end: START + 1200 * HOUR };

describe('ccxtSource', () => {
  it('walks pages and returns columns', async () => {
    const exchange = fakeExchange(rows);
    const source = ccxtSource(exchange, options());
    const bars = await source.fetchBars(request);
    expect(source.name).toBe('ccxt:fake');
    expect(bars.length).toBe(1200);
    expect(bars.symbol).toBe('BTC/USDT');
    expect([bars.open[3], bars.high[3], bars.low[3], bars.close[3], bars.volume[3]]).toEqual([10, 12, 9, 11, 3]);
    expect(exchange.calls).toEqual([0, 500, 1000]);
  });

  it('drops the bar that is not finished', async () => {
    const now = (): number => START + 700.5 * HOUR;
    const bars = await ccxtSource(fakeExchange(rows), { ...options(), now }).fetchBars(request);
    expect(bars.length).toBe(700);
  });

  it('steps over stretches for which the exchange answers with nothing', async () => {
    // Some exchanges answer a window before the listing, or inside a halt, with an empty page.
    const late: CcxtExchange = {
      async fetchOHLCV(_symbol, _timeframe, since = 0, limit = 500) {
        return rows.slice(700).filter(([time = 0]) => time >= since && time < since + limit * HOUR);
      },
    };
    const bars = await ccxtSource(late, { ...options(), pageLimit: 100 }).fetchBars(request);
    expect([bars.length, bars.time[0]]).toEqual([500, START + 700 * HOUR]);
  });

  it('leaves an unknown volume unknown', async () => {
    const bars = await ccxtSource(fakeExchange([[START, 1, 1, 1, 1, undefined]]), options()).fetchBars(request);
    expect(bars.volume[0]).toBeNaN();
  });

  it('retries what may pass and reports what does not', async () => {
    const sleeps: number[] = [];
    const flaky = fakeExchange(rows, [new NetworkError('down'), new RateLimitExceeded('slow')]);
    expect((await ccxtSource(flaky, options(sleeps)).fetchBars(request)).length).toBe(1200);
    expect(sleeps).toHaveLength(2);
    const outcomes: [Error[], string, number][] = [
      [[new BadSymbol('no market NOPE')], 'invalid-symbol', 1],
      [[new AuthenticationError('no key')], 'rejected', 1],
      [[new NetworkError('down'), new NetworkError('still down')], 'unavailable', 2],
      [[new RateLimitExceeded('slow'), new RateLimitExceeded('slow')], 'rate-limited', 2],
    ];
    for (const [failures, reason, calls] of outcomes) {
      const exchange = fakeExchange(rows, failures);
      const source = ccxtSource(exchange, { ...options(), retries: 1 });
      await expect(source.fetchBars(request)).rejects.toMatchObject({ name: 'SourceError', reason });
      expect(exchange.calls).toHaveLength(calls);
    }
  });

  it('refuses pages that do not advance, and rows that are not candles', async () => {
    const stuck: CcxtExchange = { fetchOHLCV: async () => rows.slice(0, 10) };
    await expect(ccxtSource(stuck, options()).fetchBars(request)).rejects.toMatchObject({ reason: 'malformed' });
    const broken = fakeExchange([[START, 1, undefined, 1, 1, 1]]);
    await expect(ccxtSource(broken, options()).fetchBars(request)).rejects.toMatchObject({ reason: 'malformed' });
  });

  it('waits between pages only where the exchange does not do so itself', async () => {
    const sleeps: number[] = [];
    await ccxtSource({ ...fakeExchange(rows), enableRateLimit: true }, options(sleeps)).fetchBars(request);
    expect(sleeps).toEqual([]);
    await ccxtSource({ ...fakeExchange(rows), enableRateLimit: false }, options(sleeps)).fetchBars(request);
    expect(sleeps).toEqual([50, 50]);
  });

  it('stops between pages when aborted', async () => {
    const controller = new AbortController();
    const exchange = fakeExchange(rows);
    const onProgress = (): void => controller.abort(new Error('enough'));
    const running = ccxtSource(exchange, options()).fetchBars({ ...request, signal: controller.signal, onProgress });
    await expect(running).rejects.toThrow('enough');
    expect(exchange.calls).toHaveLength(1);
  });

  it('loads ccxt on demand and says so where it is missing', async () => {
    class Fake {
      fetchOHLCV = fakeExchange(rows).fetchOHLCV;
    }
    let loads = 0;
    const load = async (): Promise<object> => {
      loads += 1;
      return { exchanges: ['fake'], fake: Fake, Exchange: Fake };
    };
    const source = ccxtSource('fake', { ...options(), load });
    expect(loads).toBe(0);
    expect((await source.fetchBars(request)).length).toBe(1200);
    expect((await source.fetchBars({ ...request, limit: 3 })).length).toBe(3);
    expect(loads).toBe(1);
    await expect(ccxtSource('Exchange', { ...options(), load }).fetchBars(request)).rejects.toThrow(ParameterError);
    const missing = (): Promise<object> => Promise.reject(new Error("Cannot find package 'ccxt'"));
    const error = await ccxtSource('fake', { ...options(), load: missing })
      .fetchBars(request)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ reason: 'missing-package', message: expect.stringContaining('install it') });
  });

  it('refuses a timeframe the exchange does not offer, and options out of range', async () => {
    const source = ccxtSource(fakeExchange(rows), options());
    await expect(source.fetchBars({ ...request, timeframe: '5m' })).rejects.toThrow('one of 1h 1d, got "5m"');
    expect(() => ccxtSource(fakeExchange(rows), { pageLimit: 0 })).toThrow(ParameterError);
    expect(() => ccxtSource(fakeExchange(rows), { retries: 0.5 })).toThrow(ParameterError);
  });
});
