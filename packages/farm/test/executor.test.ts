import { createBars, ParameterError, QuantblocksError, shareBars } from '@quantblocks/core';
import { hasRedis, TestRedis } from '@quantblocks/test-kit/redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bullmq, serveBullmq } from '../src/bullmq/index.ts';
import { type Crew, type Executor, inline, type Task, TaskError, threads } from '../src/index.ts';
import type { Order } from './jobs/tasks.ts';
import { drawRef, failingRef, markRef, missingRef, obeyRef, reuseRef, unfinishedRef } from './refs.ts';

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const draws: Task<number>[] = Array.from({ length: 60 }, (_, i) => ({ key: `draw-${i}`, input: (i * 37) % 50 }));

/** All bytes of all outputs, in the order of the tasks. */
async function bytesOf(executor: Executor): Promise<Buffer> {
  const crew = await executor.open(drawRef, { seed: 11 });
  const results = await Promise.all(draws.map((task) => crew.run(task)));
  await crew.close();
  expect(results.map(({ key }) => key)).toEqual(draws.map(({ key }) => key));
  return Buffer.concat(results.map(({ output }) => Buffer.from(output.buffer)));
}

it('every executor gives the same bytes, with any number of workers', async () => {
  const expected = await bytesOf(inline());
  expect(expected.length).toBe(8 * draws.reduce((total, { input }) => total + input, 0));
  for (const workers of [1, 2, 4]) expect((await bytesOf(threads({ workers }))).equals(expected)).toBe(true);
}, 30_000);

interface Place {
  readonly executor: Executor;
  readonly end: () => Promise<void>;
}

const noEnd = async (): Promise<void> => {};

async function queue(): Promise<Place> {
  const redis = await TestRedis.start();
  const connection = { port: redis.port };
  const server = await serveBullmq({ connection, workers: 1, signals: [] });
  const end = async (): Promise<void> => {
    await server.drain();
    await redis.stop();
  };
  return { executor: bullmq({ connection, backoffMs: 10 }), end };
}

const places: [string, () => Promise<Place>][] = [
  ['inline', async () => ({ executor: inline(), end: noEnd })],
  ['threads', async () => ({ executor: threads({ workers: 1 }), end: noEnd })],
  ['bullmq', queue],
];

describe.each(places.filter(([name]) => name !== 'bullmq' || hasRedis))('%s', (name, place) => {
  let executor: Executor;
  let end = noEnd;
  let crew: Crew<Order, unknown>;
  const run = (order: Order, options = {}): Promise<{ output: unknown }> =>
    crew.run({ key: order.do, input: order }, options);
  const returns = (value: unknown): Promise<{ output: unknown }> => run({ do: 'return', value });
  beforeAll(async () => {
    ({ executor, end } = await place());
    crew = await executor.open(obeyRef, null);
  }, 30_000);
  afterAll(async () => {
    await crew.close();
    await end();
  });

  it('a result names its task, its worker and its time', async () => {
    const { key, output, durationMs, worker } = await crew.run({ key: 'a', input: { do: 'sleep', ms: 5 } });
    expect({ key, output }).toEqual({ key: 'a', output: 5 });
    expect(durationMs).toBeGreaterThan(3);
    expect(worker).toMatch(/^(inline|(\S+:\d+:\w+ )?thread \d+)$/);
  });

  it('plain data arrive as they were', async () => {
    const value = { a: [1, Number.NaN, -0, Number.POSITIVE_INFINITY], b: Float64Array.of(0.1), c: 'text', d: null };
    expect((await returns(value)).output).toEqual(value);
    expect((await returns(undefined)).output).toBeUndefined();
  });

  it('an input is copied, so a job cannot change what its caller holds', async () => {
    const value = { list: [1] };
    const { output } = await returns(value);
    expect(output).toEqual(value);
    expect(output).not.toBe(value);
  });

  it('an output is the caller’s own, even if the job uses its memory again', async () => {
    const other = await executor.open(reuseRef, undefined);
    const results = await Promise.all([1, 2, 3].map((input) => other.run({ key: `${input}`, input })));
    expect(results.map(({ output }) => [...output])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    await other.close();
  }, 30_000);

  it.skipIf(name === 'bullmq')(
    'shared memory is read in place',
    async () => {
      const price = [1, 2, 3];
      const bars = shareBars(createBars({ time: [0, 1, 2], open: price, high: price, low: price, close: price }));
      const other = await executor.open(markRef, bars);
      expect((await other.run({ key: 'second', input: 1 })).output).toBe(2);
      expect([...bars.close]).toEqual([1, -1, 3]);
      await other.close();
    },
    30_000,
  );

  it('a task that throws rejects with its key and the error of the job', async () => {
    const error = await errorOf(run({ do: 'throw' }));
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toBeInstanceOf(QuantblocksError);
    expect(error).toMatchObject({ name: 'TaskError', key: 'throw', reason: 'threw' });
    expect(error).toHaveProperty('message', 'task throw: threw OddError: odd input');
    expect(error).toMatchObject({ cause: { name: 'OddError', message: 'odd input', cause: { message: 'deeper' } } });
    expect((error as { cause: Error }).cause.stack).toContain('jobs/tasks.ts');
  });

  it('a task may reject, or throw what is no error', async () => {
    expect(await errorOf(run({ do: 'reject' }))).toMatchObject({ reason: 'threw', cause: { name: 'OddError' } });
    expect(await errorOf(run({ do: 'throwText' }))).toMatchObject({
      message: 'task throwText: threw Error: only text',
    });
  });

  it('what is not plain data is refused in words, in and out', async () => {
    const input = await errorOf(returns(() => 1));
    expect(input).toMatchObject({ reason: 'unclonable', key: 'return' });
    expect(input).toHaveProperty(
      'message',
      'task return: input and output must be plain data: () => 1 could not be cloned.',
    );
    expect(await errorOf(run({ do: 'function' }))).toMatchObject({
      reason: 'unclonable',
      message: 'task function: input and output must be plain data: () => 1 could not be cloned.',
    });
    expect((await returns(1)).output).toBe(1);
    await expect(executor.open(obeyRef, () => 1)).rejects.toThrow(
      'shared: expected plain data, got "() => 1 could not',
    );
  });

  it('a task that is out of time rejects, and others go on', async () => {
    const slow = errorOf(run({ do: 'sleep', ms: 60_000 }, { timeoutMs: 30 }));
    const others = await Promise.all([1, 2, 3].map(returns));
    expect(others.map(({ output }) => output)).toEqual([1, 2, 3]);
    expect(await slow).toMatchObject({
      name: 'TaskError',
      reason: 'timeout',
      key: 'sleep',
      message: 'task sleep: ran longer than 30 ms',
    });
  }, 30_000);

  it('a cancelled task rejects with the reason of its signal', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const running = errorOf(run({ do: 'sleep', ms: 60_000 }, { signal }));
    const waiting = Array.from({ length: 20 }, () => errorOf(run({ do: 'return' }, { signal })));
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await running).toBe(reason);
    await Promise.all(waiting);
    expect(await errorOf(run({ do: 'return' }, { signal }))).toBe(reason);
    expect((await returns(1)).output).toBe(1);
  }, 30_000);

  it('a start that fails rejects open in words', async () => {
    const error = await errorOf(executor.open(failingRef, null));
    expect(error).toBeInstanceOf(QuantblocksError);
    expect(error).toHaveProperty('message', 'the job could not be started: RangeError: no such market');
    expect((error as { cause: Error }).cause.stack).toContain('jobs/start.ts');
    await expect(executor.open(missingRef, null)).rejects.toThrow(/to export a job named missing, got undefined/);
    await expect(executor.open(unfinishedRef, null)).rejects.toThrow('job.start: expected to return a function');
  }, 30_000);

  it('misuse is refused', async () => {
    await expect(crew.run({ key: '', input: { do: 'return' } })).rejects.toThrow('task.key: expected a string');
    await expect(crew.run(undefined as never)).rejects.toThrow(ParameterError);
    for (const timeoutMs of [0, -1, Number.NaN, 2 ** 31]) {
      await expect(run({ do: 'return' }, { timeoutMs })).rejects.toThrow('timeoutMs: expected milliseconds > 0');
    }
    await expect(executor.open({} as never, null)).rejects.toThrow(QuantblocksError);
    await expect(executor.open(obeyRef, null, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
  });

  it('closing ends what is unfinished, once, and a closed crew takes nothing', async () => {
    const other = await executor.open(obeyRef, null);
    const sleeps = [1, 2, 3].map((i) => errorOf(other.run({ key: `${i}`, input: { do: 'sleep', ms: 60_000 } })));
    const closing = other.close();
    expect(other.close()).toBe(closing);
    await closing;
    for (const error of await Promise.all(sleeps)) expect(error).toMatchObject({ reason: 'closed' });
    await expect(other.run({ key: 'late', input: { do: 'return' } })).rejects.toThrow(
      'crew: expected an open crew, got "closed"',
    );
    await other.close();
  }, 30_000);

  it('a crew is closed at the end of a block', async () => {
    const other = await executor.open(obeyRef, null);
    {
      await using crew = other;
      await crew.run({ key: 'a', input: { do: 'return' } });
    }
    await expect(other.run({ key: 'late', input: { do: 'return' } })).rejects.toThrow('closed');
  }, 30_000);
});
