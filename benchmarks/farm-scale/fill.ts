import { defineJob, type Job } from '@quantblocks/farm';

/** Computes nothing and answers with so many numbers. */
export const fill: Job<undefined, number, Float64Array> = defineJob({
  start: () => (length) => new Float64Array(length),
});
