import { setTimeout as wait } from 'node:timers/promises';
import type { Rng } from '@quantblocks/core';
import type { Sleep } from './candle-source.ts';
import { SourceError } from './source-error.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** How {@link withRetries} waits. */
export interface RetryOptions {
  /** Attempts after the first. */
  retries: number;
  sleep: Sleep;
  /** Spreads the waits of many clients; seeded, so that a run repeats. */
  rng: Rng;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a task again after failures that may pass, waiting as long as the source asked, else twice as long each time:
 * 0.5 s, 1 s, 2 s ... 60 s, each times a factor in [0.5, 1).
 */
export async function withRetries<Result>(task: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const { retries, sleep, rng, signal } = options;
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await task();
    } catch (error) {
      // An aborted request fails in its own words; the caller gets the reason he gave.
      signal?.throwIfAborted();
      if (!(error instanceof SourceError && error.retryable) || attempt === retries) throw error;
      const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + 0.5 * rng.next());
      await pause(sleep, error.retryAfterMs ?? backoff, signal);
    }
  }
}

/** Sleeps, and rejects with the signal's own reason if it is aborted meanwhile. */
export async function pause(sleep: Sleep, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
}

export const realSleep: Sleep = async (milliseconds, signal) => {
  await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
};
