import { defineJob, type Job } from '../../src/index.ts';

export const failing: Job<unknown, null, null> = defineJob({
  start: () => {
    throw new RangeError('no such market');
  },
});

export const exiting: Job<unknown, null, null> = defineJob({ start: () => process.exit(7) });

export const endless: Job<unknown, null, null> = defineJob({ start: () => new Promise(() => {}) });

export const unfinished = { start: (): string => 'not a function' };

/** Starts as often as it may; a thread that wants to start once more dies. A task ends its thread. */
export const mortal: Job<{ starts: Int32Array; allowed: number }, null, null> = defineJob({
  start: ({ starts, allowed }) => {
    if (Atomics.add(starts, 0, 1) >= allowed) process.exit(8);
    return () => process.exit(9);
  },
});
