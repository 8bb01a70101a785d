import type { Bars } from '@quantblocks/core';
import { defineJob, type Job } from '../../src/index.ts';

/** Reads a close, then leaves a mark in its place: only tests may write into shared memory. */
export const mark: Job<Bars, number, number> = defineJob({
  start: (bars) => (index) => {
    const before = bars.close[index];
    bars.close[index] = -index;
    return before;
  },
});

/** Counts how often it was prepared, and by how many threads, in memory that all of them share. */
export const count: Job<{ starts: Int32Array }, null, number> = defineJob({
  start: async ({ starts }) => {
    const nth = Atomics.add(starts, 0, 1);
    return () => nth;
  },
});

/** Answers with the same array each time, as a job does that saves memory. */
export const reuse: Job<undefined, number, Float64Array> = defineJob({
  start: () => {
    const memory = new Float64Array(2);
    return (value) => memory.fill(value);
  },
});
