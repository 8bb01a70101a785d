import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBars, shareBars } from '@quantblocks/core';
import type { Piscina } from 'piscina';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Crew, defineJob, threads } from '../src/index.ts';
import type { Order } from './jobs/tasks.ts';
import { countRef, endlessRef, exitingRef, markRef, mortalRef, obeyRef } from './refs.ts';

const counter = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));
const poolOf = (crew: unknown): Piscina => (crew as { workforce: { pool: Piscina } }).workforce.pool;
const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a crew of two threads', () => {
  let crew: Crew<Order, unknown>;
  const run = (order: Order, options = {}): Promise<{ output: unknown; worker: string }> =>
    crew.run({ key: order.do, input: order }, options);
  beforeAll(async () => {
    crew = await threads({ workers: 2, maxHeapMb: 50 }).open(obeyRef, null);
  }, 30_000);
  afterAll(() => crew.close());

  it('works on two tasks at once', async () => {
    const pair = await Promise.all([run({ do: 'sleep', ms: 50 }), run({ do: 'sleep', ms: 50 })]);
    expect(new Set(pair.map(({ worker }) => worker)).size).toBe(2);
    expect(crew.workers).toBe(2);
  });

  it('ends an endless loop that is out of time, while others finish', async () => {
    const loops = [errorOf(run({ do: 'loop' }, { timeoutMs: 100 })), errorOf(run({ do: 'loop' }, { timeoutMs: 100 }))];
    const others = Array.from({ length: 10 }, (_, value) => run({ do: 'return', value }));
    expect((await Promise.all(others)).map(({ output }) => output)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const error of await Promise.all(loops)) expect(error).toMatchObject({ reason: 'timeout' });
  }, 30_000);

  it('does not count the wait for a worker against a task', async () => {
    const loops = [errorOf(run({ do: 'loop' }, { timeoutMs: 600 })), errorOf(run({ do: 'loop' }, { timeoutMs: 600 }))];
    expect((await run({ do: 'return', value: 1 }, { timeoutMs: 550 })).output).toBe(1);
    await Promise.all(loops);
  }, 30_000);

  it('ends an endless loop that is cancelled', async () => {
    const controller = new AbortController();
    const loop = run({ do: 'loop' }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(loop).rejects.toThrow('enough');
    expect((await run({ do: 'return', value: 1 })).output).toBe(1);
  }, 30_000);

  it('outlives threads that exit or run out of memory', async () => {
    const ends = [errorOf(run({ do: 'exit' })), errorOf(run({ do: 'fill' })), errorOf(run({ do: 'exit' }))];
    const [first, full, second] = await Promise.all(ends);
    for (const exit of [first, second]) {
      expect(exit).toMatchObject({
        name: 'TaskError',
        key: 'exit',
        reason: 'lost',
        message: 'task exit: its worker was lost: worker exited with code: 3',
      });
    }
    expect(full).toMatchObject({ key: 'fill', reason: 'lost', message: expect.stringContaining('memory limit') });
    const others = Array.from({ length: 10 }, (_, value) => run({ do: 'return', value }));
    expect((await Promise.all(others)).map(({ output }) => output)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }, 30_000);
});

it('every thread is prepared once, before the first task', async () => {
  const starts = counter();
  const crew = await threads({ workers: 3 }).open(countRef, { starts });
  expect(starts[0]).toBe(3);
  const results = await Promise.all(Array.from({ length: 30 }, (_, i) => crew.run({ key: `${i}`, input: null })));
  expect(new Set(results.map(({ output }) => output))).toEqual(new Set([0, 1, 2]));
  expect(starts[0]).toBe(3);
  await crew.close();
}, 30_000);

it('bars in shared memory are the same memory in every thread', async () => {
  const price = [1, 2, 3, 4];
  const bars = shareBars(createBars({ time: [0, 1, 2, 3], open: price, high: price, low: price, close: price }));
  const crew = await threads({ workers: 2 }).open(markRef, bars);
  await Promise.all([1, 2, 3].map((input) => crew.run({ key: `${input}`, input })));
  expect([...bars.close]).toEqual([1, -1, -2, -3]);
  expect((await crew.run({ key: 'again', input: 3 })).output).toBe(-3);
  await crew.close();
}, 30_000);

it('bars in plain memory are copied', async () => {
  const price = [1, 2];
  const bars = createBars({ time: [0, 1], open: price, high: price, low: price, close: price });
  const crew = await threads({ workers: 1 }).open(markRef, bars);
  expect((await crew.run({ key: 'a', input: 1 })).output).toBe(2);
  expect([...bars.close]).toEqual([1, 2]);
  await crew.close();
}, 30_000);

it('the file of the threads may lie elsewhere', async () => {
  const workerUrl = new URL('../src/worker.ts', import.meta.url);
  for (const url of [workerUrl, workerUrl.href]) {
    const crew = await threads({ workers: 1, workerUrl: url }).open(obeyRef, null);
    expect((await crew.run({ key: 'a', input: { do: 'return', value: 1 } })).output).toBe(1);
    await crew.close();
  }
  await expect(threads({ workers: 1, workerUrl: 'file:///nowhere.js' }).open(obeyRef, null)).rejects.toThrow(
    'the job could not be started: Error: Cannot find module',
  );
}, 30_000);

it('a thread that exits while it starts rejects open', async () => {
  await expect(threads({ workers: 2 }).open(exitingRef, null)).rejects.toThrow(
    'the job could not be started: Error: worker exited with code: 7',
  );
}, 30_000);

it('a start that never ends can be cancelled', async () => {
  const signal = AbortSignal.timeout(50);
  await expect(threads({ workers: 2 }).open(endlessRef, null, { signal })).rejects.toThrow('timeout');
}, 30_000);

it('a crew that cannot get threads any more says so instead of waiting', async () => {
  const crew = await threads({ workers: 2 }).open(mortalRef, { starts: counter(), allowed: 2 });
  const errors = await Promise.all([1, 2, 3, 4].map((i) => errorOf(crew.run({ key: `${i}`, input: null }))));
  expect(errors.slice(0, 2)).toMatchObject([{ reason: 'lost' }, { reason: 'lost' }]);
  for (const error of errors.slice(2)) {
    expect(error).toMatchObject({ reason: 'lost', message: expect.stringContaining('no thread is left') });
  }
  expect(await errorOf(crew.run({ key: 'late', input: null }))).toMatchObject({ reason: 'lost' });
  await crew.close();
}, 30_000);

it('closing leaves no thread behind, even if the end of a cancelled one is seen late', async () => {
  const crew = await threads({ workers: 1 }).open(obeyRef, null);
  const pool = poolOf(crew);
  const ends = pool.threads[0].listeners('exit');
  const controller = new AbortController();
  const loop = errorOf(crew.run({ key: 'loop', input: { do: 'loop' } }, { signal: controller.signal }));
  controller.abort();
  await crew.close();
  await loop;
  for (const end of ends) end(1);
  expect(pool.threads).toEqual([]);
}, 30_000);

it('a program ends by itself when its crews are idle or closed', async () => {
  const script = fileURLToPath(new URL('./jobs/program.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script], { timeout: 25_000 });
  expect(stdout.trim()).toBe('done 1 2');
}, 30_000);

it('threads() refuses what is not a reference, and options out of range', async () => {
  const job = defineJob({ start: () => () => 1 });
  await expect(threads().open(job, undefined)).rejects.toThrow(
    'job: expected a jobRef, because threads import their code',
  );
  for (const workers of [0, -1, 1.5, Number.NaN]) {
    expect(() => threads({ workers })).toThrow('workers: expected an integer >= 1');
  }
  expect(() => threads({ maxHeapMb: 0 })).toThrow('maxHeapMb: expected megabytes > 0');
  expect(() => threads({ workerUrl: '/dist/worker.js' })).toThrow('workerUrl: expected a file: URL');
});
