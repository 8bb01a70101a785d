import { QuantblocksError } from '@quantblocks/core';
import type { Redis } from 'ioredis';
import type { Packages } from './packages.ts';

/** Where Redis or Valkey is. */
export interface RedisAddress {
  /** @defaultValue `'localhost'` */
  readonly host?: string | undefined;
  /** @defaultValue `6379` */
  readonly port?: number | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Number of the database. @defaultValue `0` */
  readonly db?: number | undefined;
  /** Options of `tls.connect`; an empty object for TLS with a public certificate. */
  readonly tls?: object | undefined;
}

/** An address, or a URL such as `redis://:password@host:6379`. */
export type RedisConnection = RedisAddress | URL | string;

/** Enough for a name, a handshake and a password over a slow line. */
export const CONNECT_MS = 10_000;
const LONGEST_PAUSE_MS = 1000;

/**
 * A connection that comes back by itself once it was there. The first attempt fails in words, and within a bounded time: whoever
 * has a wrong address waits for nothing.
 */
export async function connect(
  { ioredis }: Packages,
  connection: RedisConnection,
  connectMs: number = CONNECT_MS,
): Promise<Redis> {
  let isConnected = false;
  let failure: Error | undefined;
  const options = {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: connectMs,
    retryStrategy: (attempt: number) => (isConnected ? Math.min(50 * 2 ** attempt, LONGEST_PAUSE_MS) : null),
  };
  const redis =
    typeof connection === 'string' || connection instanceof URL
      ? new ioredis.Redis(String(connection), options)
      : new ioredis.Redis({ ...definedOf(connection), ...options });
  // Without a listener ioredis prints to the console; what fails later is seen by whoever waits for an answer.
  redis.on('error', (error: Error) => {
    failure ??= error;
  });
  let clock: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      clock = setTimeout(() => reject(new Error(`no answer within ${connectMs} ms`)), connectMs);
    });
    await Promise.race([redis.connect().then(() => redis.ping()), late]);
  } catch (error) {
    redis.disconnect();
    throw inWords(failure ?? (error as Error), `${redis.options.host}:${redis.options.port}`);
  } finally {
    clearTimeout(clock);
  }
  isConnected = true;
  return redis;
}

function inWords(cause: Error, address: string): QuantblocksError {
  const isRefused = /WRONGPASS|NOAUTH|NOPERM|invalid password|without any password/i.test(cause.message);
  const what = isRefused ? 'refused the user or password' : 'cannot be reached';
  return new QuantblocksError(`Redis at ${address} ${what}: ${cause.message}`, { cause });
}

function definedOf(address: RedisAddress): Record<string, unknown> {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined));
}

/** Runs commands in one round trip; the first that fails fails all. */
export async function inOneTrip(pipeline: { exec(): Promise<[Error | null, unknown][] | null> }): Promise<unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, answer]) => {
    if (error !== null) throw error;
    return answer;
  });
}
