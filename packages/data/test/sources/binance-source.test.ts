import { ParameterError } from '@quantblocks/core';
import { type BinanceSourceOptions, binanceSource, type CandleProgress, SourceError } from '@quantblocks/data';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeBinance, fakeBinance, HOUR, hours, kline, START, sendJson } from './fake-binance.ts';

let server: FakeBinance;
let sleeps: number[];

beforeEach(async () => {
  server = await fakeBinance();
  server.klines = hours(2500);
  sleeps = [];
});
afterEach(() => server.close());

function source(options: BinanceSourceOptions = {}): ReturnType<typeof binanceSource> {
  const sleep = async (milliseconds: number): Promise<void> => {
    sleeps.push(milliseconds);
  };
  return binanceSource({ baseUrl: server.url, now: () => START + 100_000 * HOUR, sleep, ...options });
}

const request = { symbol: 'BTCUSDT', timeframe: '1h', start: START, end: START + 2500 * HOUR };

async function failure(promise: Promise<unknown>): Promise<SourceError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
}

describe('binanceSource', () => {
  it('walks pages of a thousand bars and returns them as columns', async () => {
    const bars = await source().fetchBars(request);
    expect(bars.symbol).toBe('BTCUSDT');
    expect(bars.timeframeMs).toBe(HOUR);
    expect(Array.from(bars.time)).toEqual(server.klines.map(([time]) => time));
    expect([bars.open[7], bars.high[7], bars.low[7], bars.close[7], bars.volume[7]]).toEqual(
      kline(START + 7 * HOUR)
        .slice(1, 6)
        .map(Number),
    );
    expect(server.queries.map(({ startTime, limit }) => [(startTime - START) / HOUR, limit])).toEqual([
      [0, 1000],
      [1000, 1000],
      [2000, 1000],
    ]);
    expect(server.queries[0]).toMatchObject({ symbol: 'BTCUSDT', interval: '1h', endTime: request.end - 1 });
  });

  it('keeps start inclusive, end exclusive and the limit', async () => {
    const some = await source().fetchBars({ ...request, start: START + HOUR, end: START + 4 * HOUR });
    expect(Array.from(some.time)).toEqual([1, 2, 3].map((i) => START + i * HOUR));
    const few = await source().fetchBars({ ...request, limit: 1001 });
    expect(few.length).toBe(1001);
    expect(server.queries.at(-1)?.limit).toBe(1);
  });

  it('is not fooled by a server that caps pages below what was asked for', async () => {
    server.pageLimit = 300;
    expect((await source().fetchBars(request)).length).toBe(2500);
  });

  it('drops the bar that is not finished by the clock of the server, not by its own', async () => {
    server.klines = hours(10);
    server.time = START + 9.5 * HOUR;
    expect((await source().fetchBars({ ...request, end: START + 20 * HOUR })).length).toBe(9);
    expect(server.queries).toHaveLength(1);
    server.time = START + 10 * HOUR;
    expect((await source().fetchBars({ ...request, end: START + 10 * HOUR })).length).toBe(10);
    server.time = undefined;
    const early = source({ now: () => START + 5.5 * HOUR });
    expect((await early.fetchBars({ symbol: 'BTCUSDT', timeframe: '1h', start: START })).length).toBe(5);
  });

  it('keeps gaps as gaps', async () => {
    server.klines = hours(1500).filter((_, i) => i < 400 || i >= 1200);
    const bars = await source().fetchBars({ ...request, end: START + 1500 * HOUR });
    expect(bars.length).toBe(700);
    expect(bars.time[400] - bars.time[399]).toBe(801 * HOUR);
  });

  it('takes overlapping and disordered pages apart', async () => {
    server.always = (response, { startTime, limit }) => {
      const first = Math.max(0, (startTime - START) / HOUR - 5);
      sendJson(response, 200, server.klines.slice(first, first + limit).reverse());
      return undefined;
    };
    const bars = await source().fetchBars(request);
    expect(Array.from(bars.time)).toEqual(server.klines.map(([time]) => time));
  });

  it('refuses a server that repeats the same page forever', async () => {
    server.always = (response) => {
      sendJson(response, 200, hours(100));
      return undefined;
    };
    const error = await failure(source().fetchBars(request));
    expect(error.reason).toBe('malformed');
    expect(error.message).toContain('again');
    expect(server.queries).toHaveLength(2);
  });

  it('asks twice before it believes that the data end early', async () => {
    server.faults.push((response) => {
      sendJson(response, 200, []);
      return undefined;
    });
    expect((await source().fetchBars(request)).length).toBe(2500);
    server.klines = hours(1000); // delisted
    expect((await source().fetchBars(request)).length).toBe(1000);
    server.klines = [];
    const none = await source().fetchBars(request);
    expect([none.length, none.symbol, none.timeframeMs]).toEqual([0, 'BTCUSDT', HOUR]);
  });

  it('knows the calendar length of a month', async () => {
    const month = (m: number): number => Date.UTC(2024, m, 1);
    server.klines = [0, 1, 2].map((m) => kline(month(m)));
    server.time = month(3) - 1;
    const bars = await source().fetchBars({ symbol: 'BTCUSDT', timeframe: '1M', start: month(0), end: month(12) });
    expect(Array.from(bars.time)).toEqual([month(0), month(1)]);
  });

  it('reports progress after every page', async () => {
    const seen: CandleProgress[] = [];
    await source().fetchBars({ ...request, onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { bars: 1000, time: START + 999 * HOUR, fraction: 0.4 },
      { bars: 2000, time: START + 1999 * HOUR, fraction: 0.8 },
      { bars: 2500, time: START + 2499 * HOUR, fraction: 1 },
    ]);
  });
});

describe('limits', () => {
  it('waits as long as HTTP 429 asks, then goes on', async () => {
    server.faults.push((response) => {
      response.setHeader('Retry-After', '7');
      sendJson(response, 429, { code: -1003, msg: 'Too many requests.' });
      return undefined;
    });
    expect((await source().fetchBars(request)).length).toBe(2500);
    expect(sleeps).toEqual([7000]);
  });

  it('gives up after as many retries as allowed', async () => {
    server.always = (response) => {
      sendJson(response, 429, { code: -1003, msg: 'Too many requests.' });
      return undefined;
    };
    const error = await failure(source({ retries: 2 }).fetchBars(request));
    expect([error.reason, error.status, error.retryable]).toEqual(['rate-limited', 429, true]);
    expect(sleeps).toHaveLength(2);
  });

  it('reports a ban at once, with its length', async () => {
    server.faults.push((response) => {
      response.setHeader('Retry-After', '120');
      sendJson(response, 418, { code: -1003, msg: 'Way too much request weight used; IP banned.' });
      return undefined;
    });
    const error = await failure(source().fetchBars(request));
    expect([error.reason, error.status, error.retryAfterMs, error.retryable]).toEqual(['banned', 418, 120_000, false]);
    expect(sleeps).toEqual([]);
    expect(server.queries).toHaveLength(1);
  });

  it('waits for the next minute when the request weight is nearly used up', async () => {
    let weight = 4790;
    server.always = (response) => {
      weight += 5;
      response.setHeader('x-mbx-used-weight-1m', String(weight));
      return true;
    };
    const now = START + 100_000 * HOUR + 42_000;
    expect((await source({ now: () => now }).fetchBars(request)).length).toBe(2500);
    expect(sleeps).toEqual([18_000]);
  });
});

describe('faults that pass', () => {
  it('are retried: HTTP 500, a dropped connection, a body cut in the middle, JSON cut in the middle', async () => {
    server.faults.push(
      (response) => {
        sendJson(response, 500, '<html>oops</html>');
        return undefined;
      },
      (response) => {
        response.destroy();
        return undefined;
      },
      (response) => {
        response.setHeader('content-length', '10000');
        response.write('[[1704067200000,"100', () => response.destroy());
        return undefined;
      },
      (response) => {
        sendJson(response, 200, JSON.stringify(hours(10)).slice(0, 200));
        return undefined;
      },
    );
    expect((await source().fetchBars(request)).length).toBe(2500);
    for (const [attempt, milliseconds] of sleeps.entries()) {
      expect(milliseconds).toBeGreaterThanOrEqual(250 * 2 ** attempt);
      expect(milliseconds).toBeLessThan(500 * 2 ** attempt);
    }
    expect(sleeps).toHaveLength(4);
  });

  it('are retried with the same pauses in every run', async () => {
    const oops = (): void => {
      for (let i = 0; i < 3; i++) {
        server.faults.push((response) => {
          sendJson(response, 503, '');
          return undefined;
        });
      }
    };
    oops();
    await source().fetchBars(request);
    const first = sleeps.splice(0);
    oops();
    await source().fetchBars(request);
    expect(sleeps).toEqual(first);
    expect(new Set(first).size).toBe(3);
  });

  it('become errors when they do not pass', async () => {
    server.always = (response) => {
      sendJson(response, 502, '');
      return undefined;
    };
    const down = await failure(source({ retries: 1 }).fetchBars(request));
    expect([down.reason, down.status, server.queries.length]).toEqual(['unavailable', 502, 2]);
    server.always = (response) => {
      sendJson(response, 200, '[[1,');
      return undefined;
    };
    expect((await failure(source({ retries: 1 }).fetchBars(request))).reason).toBe('malformed');
  });

  it('include timeouts', async () => {
    let calls = 0;
    const impatient: typeof globalThis.fetch = (input, init) => {
      calls += 1;
      if (calls === 1)
        return Promise.reject(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
      return fetch(input, init);
    };
    expect((await source({ fetch: impatient }).fetchBars(request)).length).toBe(2500);
    expect(sleeps).toHaveLength(1);
  });
});

describe('faults that stay', () => {
  it('are not retried: an unknown symbol, another refusal, a payload of another shape', async () => {
    const answers: [number, unknown, string][] = [
      [400, { code: -1121, msg: 'Invalid symbol.' }, 'invalid-symbol'],
      [400, { code: -1100, msg: 'Illegal characters found in a parameter.' }, 'rejected'],
      [451, 'Unavailable for legal reasons', 'rejected'],
      [200, { serverTime: 1 }, 'malformed'],
      [200, [[START, '1', '1', '1', '1']], 'malformed'],
      [200, [[START, '1', 'NaN', '1', '1', '1', START]], 'malformed'],
      [200, [[START, '1', '', '1', '1', '1', START]], 'malformed'],
      [200, ['row'], 'malformed'],
    ];
    for (const [status, body, reason] of answers) {
      server.faults.push((response) => {
        sendJson(response, status, body);
        return undefined;
      });
      const before = server.queries.length;
      const error = await failure(source().fetchBars(request));
      expect([error.source, error.reason, error.retryable]).toEqual(['binance', reason, false]);
      expect(server.queries.length).toBe(before + 1);
    }
    expect(sleeps).toEqual([]);
  });

  it('say what the exchange said', async () => {
    server.faults.push((response) => {
      sendJson(response, 400, { code: -1121, msg: 'Invalid symbol.' });
      return undefined;
    });
    const error = await failure(source().fetchBars({ ...request, symbol: 'NOPE' }));
    expect(error.message).toBe('binance: invalid-symbol: HTTP 400, Invalid symbol.');
  });
});

describe('abort', () => {
  it('rejects with the reason given, before, during a request and during a pause', async () => {
    const reason = new Error('enough');
    await expect(source().fetchBars({ ...request, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.queries).toHaveLength(0);

    const during = new AbortController();
    server.faults.push(() => {
      during.abort(reason); // and never answers
      return undefined;
    });
    await expect(source().fetchBars({ ...request, signal: during.signal })).rejects.toBe(reason);

    const pausing = new AbortController();
    server.faults.push((response) => {
      sendJson(response, 500, '');
      return undefined;
    });
    const sleep = async (): Promise<void> => pausing.abort(reason);
    await expect(source({ sleep }).fetchBars({ ...request, signal: pausing.signal })).rejects.toBe(reason);
    expect(server.queries).toHaveLength(2);
  });

  it('interrupts a real pause', async () => {
    const controller = new AbortController();
    server.faults.push((response) => {
      response.setHeader('Retry-After', '3600');
      sendJson(response, 429, '');
      response.on('close', () => setImmediate(() => controller.abort(new Error('enough'))));
      return undefined;
    });
    const patient = binanceSource({ baseUrl: server.url });
    await expect(patient.fetchBars({ ...request, signal: controller.signal })).rejects.toThrow('enough');
  });
});

describe('misuse', () => {
  it('is refused before any request', async () => {
    for (const change of [
      { symbol: '' },
      { timeframe: '7h' },
      { timeframe: 'hour' },
      { start: Number.NaN },
      { start: 0.5 },
      { end: START },
      { limit: 0 },
    ]) {
      await expect(source().fetchBars({ ...request, ...change })).rejects.toThrow(ParameterError);
    }
    for (const options of [{ baseUrl: 'nowhere' }, { weightLimit: 0 }, { retries: -1 }, { timeoutMs: 0 }]) {
      expect(() => source(options)).toThrow(ParameterError);
    }
    expect(server.queries).toHaveLength(0);
  });
});
