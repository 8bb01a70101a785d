import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for the end of something, whatever it is, but not longer than this. Keeps the program alive meanwhile. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const clock = sleep(ms, undefined, { signal: stop.signal }).catch(() => {});
  await Promise.race([work.catch(() => {}), clock]);
  stop.abort();
}
