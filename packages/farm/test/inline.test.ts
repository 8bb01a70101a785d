import { expect, it } from 'vitest';
import { defineJob, inline } from '../src/index.ts';

it('inline() takes a job itself and computes tasks one after another', async () => {
  const seen: number[] = [];
  const job = defineJob({
    start: (step: number) => async (input: number) => {
      seen.push(input);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(-input);
      return input * step;
    },
  });
  const crew = await inline().open(job, 10);
  expect(crew.workers).toBe(1);
  const results = await Promise.all([1, 2, 3].map((input) => crew.run({ key: `${input}`, input })));
  expect(results.map(({ output }) => output)).toEqual([10, 20, 30]);
  expect(seen).toEqual([1, -1, 2, -2, 3, -3]);
  await crew.close();
});

it('inline() copies shared data that is not in shared memory', async () => {
  const shared = { list: [1] };
  const job = defineJob({ start: (data: { list: number[] }) => () => data.list.push(2) });
  const crew = await inline().open(job, shared);
  expect((await crew.run({ key: 'a', input: null })).output).toBe(2);
  expect(shared).toEqual({ list: [1] });
});

it('inline() tells a running job to stop, for each reason', async () => {
  const told: string[] = [];
  let begin = (): void => {};
  const begun = (): Promise<void> =>
    new Promise((resolve) => {
      begin = resolve;
    });
  const job = defineJob({
    start:
      () =>
      (_: null, { key, signal }) => {
        begin();
        return new Promise<void>(() =>
          signal.addEventListener('abort', () => told.push(`${key}: ${signal.reason.message}`)),
        );
      },
  });
  const crew = await inline().open(job, undefined);
  const controller = new AbortController();
  const a = begun();
  const cancelled = crew.run({ key: 'a', input: null }, { signal: controller.signal });
  await a;
  controller.abort(new Error('enough'));
  await expect(cancelled).rejects.toThrow('enough');
  const b = begun();
  const late = crew.run({ key: 'b', input: null }, { timeoutMs: 200 });
  await Promise.all([b, expect(late).rejects.toThrow('ran longer than 200 ms')]);
  const c = begun();
  const open = crew.run({ key: 'c', input: null });
  await c;
  await Promise.all([crew.close(), expect(open).rejects.toThrow('closed')]);
  expect(told).toEqual([
    'a: enough',
    'b: task b: ran longer than 200 ms',
    'c: task c: the crew was closed before it finished',
  ]);
});

it('inline() gives the event loop a turn, so that long synchronous work can be cancelled between tasks', async () => {
  const job = defineJob({
    start: () => (ms: number) => {
      const end = performance.now() + ms;
      while (performance.now() < end);
    },
  });
  const crew = await inline().open(job, undefined);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 1);
  const tasks = Array.from({ length: 100 }, (_, i) => ({ key: `${i}`, input: 10 }));
  let done = 0;
  const loop = async (): Promise<void> => {
    for await (const _ of crew.stream(tasks, { signal: controller.signal })) done++;
  };
  await expect(loop()).rejects.toThrow('enough');
  expect(done).toBeLessThan(50);
  await crew.close();
});
