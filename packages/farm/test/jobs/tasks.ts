import { setTimeout } from 'node:timers/promises';
import { createRng } from '@quantblocks/core';
import { defineJob, type Job } from '../../src/index.ts';

/** A number that depends on the key and the input alone. */
export const draw: Job<{ seed: number }, number, Float64Array> = defineJob({
  start:
    ({ seed }) =>
    (length, { key }) => {
      const rng = createRng(seed, key);
      return Float64Array.from({ length }, () => rng.normal());
    },
});

export type Order =
  | { do: 'return'; value?: unknown }
  | { do: 'sleep'; ms: number }
  | { do: 'loop' | 'throw' | 'throwText' | 'exit' | 'kill' | 'fill' | 'function' | 'reject' };

class OddError extends RangeError {
  override readonly name = 'OddError';
  readonly callback = (): void => {};
}

/** Does what a test tells it to. */
export const obey: Job<unknown, Order, unknown> = defineJob({
  start:
    () =>
    async (order, { signal }) => {
      switch (order.do) {
        case 'return':
          return order.value;
        case 'sleep':
          await setTimeout(order.ms, undefined, { signal });
          return order.ms;
        case 'loop':
          for (;;);
        case 'throw':
          throw new OddError('odd input', { cause: new Error('deeper') });
        case 'throwText':
          throw 'only text';
        case 'reject':
          return Promise.reject(new OddError('odd input'));
        case 'exit':
          return process.exit(3);
        case 'kill':
          return process.kill(process.pid, 'SIGKILL');
        case 'fill': {
          const hoard: unknown[] = [];
          for (;;) hoard.push(Array.from({ length: 10_000 }, () => ({})));
        }
        case 'function':
          return () => 1;
      }
    },
});
