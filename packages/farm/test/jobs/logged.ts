import { appendFileSync } from 'node:fs';
import { createRng } from '@quantblocks/core';
import { defineJob, type Job } from '../../src/index.ts';

export interface Logged {
  /** Busy for so long, so that the thread cannot do anything else. */
  readonly busyMs: number;
  readonly fails?: boolean;
}

/** Writes to a file who begins and who ends a task; the result depends on the key alone. */
export const logged: Job<{ file: string }, Logged, Float64Array> = defineJob({
  start:
    ({ file }) =>
    ({ busyMs, fails }, { key }) => {
      work(file, key, busyMs);
      if (fails) throw new RangeError('always');
      const rng = createRng(7, key);
      return Float64Array.from({ length: 20 }, () => rng.normal());
    },
});

/** Not a function of its input: each process has another answer. */
export const impure: Job<{ file: string }, Logged, number> = defineJob({
  start:
    ({ file }) =>
    ({ busyMs }, { key }) => {
      work(file, key, busyMs);
      return process.pid;
    },
});

/** Sums a column that all tasks share. */
export const total: Job<{ close: Float64Array }, null, number> = defineJob({
  start:
    ({ close }) =>
    () =>
      close.buffer instanceof SharedArrayBuffer ? close.reduce((sum, value) => sum + value, 0) : Number.NaN,
});

function work(file: string, key: string, busyMs: number): void {
  appendFileSync(file, `begin ${key} ${process.pid}\n`);
  const end = performance.now() + busyMs;
  while (performance.now() < end);
  appendFileSync(file, `end ${key} ${process.pid}\n`);
}
