import type { Bars } from '@quantblocks/core';
import { defineJob, type Job } from '@quantblocks/farm';

/** Does nothing: what is measured is the way there and back. */
export const echo: Job<undefined, number, number> = defineJob({ start: () => (input) => input });

/** Reads the last close of bars that come with each task. */
export const lastClose: Job<undefined, Bars, number> = defineJob({
  start: () => (bars) => bars.close[bars.length - 1],
});
