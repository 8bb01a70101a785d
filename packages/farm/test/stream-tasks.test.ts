import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Crew, defineJob, inline, type Task, type TaskOutcome, threads } from '../src/index.ts';
import { streamTasks } from '../src/stream-tasks.ts';
import type { Order } from './jobs/tasks.ts';
import { drawRef, obeyRef } from './refs.ts';

async function collect<Output>(outcomes: AsyncIterable<TaskOutcome<Output>>): Promise<TaskOutcome<Output>[]> {
  const all: TaskOutcome<Output>[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
}

const numbers = function* (count: number): Generator<Task<Order>> {
  for (let i = 0; i < count; i++) yield { key: `${i}`, input: { do: 'return', value: i } };
};

/** A crew of so many workers whose tasks end when the test says so. */
function handMade(workers: number) {
  const running = new Map<string, (output: string) => void>();
  const run = ({ key }: Task<null>, { signal }: { signal?: AbortSignal | undefined } = {}) =>
    new Promise<{ key: string; output: string; durationMs: number; worker: string }>((resolve, reject) => {
      running.set(key, (output) => {
        running.delete(key);
        resolve({ key, output, durationMs: 0, worker: 'hand' });
      });
      signal?.addEventListener('abort', () => {
        running.delete(key);
        reject(signal.reason);
      });
    });
  return { crew: { workers, run }, running };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.each([
  ['inline', inline()],
  ['threads', threads({ workers: 2 })],
])('%s', (_, executor) => {
  let crew: Crew<Order, unknown>;
  beforeAll(async () => {
    crew = await executor.open(obeyRef, null);
  }, 30_000);
  afterAll(() => crew.close());

  it('a stream yields every outcome once, from any iterable', async () => {
    const values = async (tasks: Iterable<Task<Order>> | AsyncIterable<Task<Order>>): Promise<unknown[]> =>
      (await collect(crew.stream(tasks))).map((outcome) => 'output' in outcome && outcome.output);
    const expected = Array.from({ length: 100 }, (_, i) => i);
    const sorted = (list: unknown[]): unknown[] => list.sort((a, b) => Number(a) - Number(b));
    expect(sorted(await values(numbers(100)))).toEqual(expected);
    expect(sorted(await values([...numbers(100)]))).toEqual(expected);
    const later = async function* () {
      for (const task of numbers(100)) {
        if (Number(task.key) % 10 === 0) await turn();
        yield task;
      }
    };
    expect(sorted(await values(later()))).toEqual(expected);
    expect(await values([])).toEqual([]);
  }, 30_000);

  it('a stream gives the same outputs as single runs', async () => {
    const draws = await executor.open(drawRef, { seed: 5 });
    const tasks = Array.from({ length: 30 }, (_, i) => ({ key: `${i}`, input: i }));
    const single = await Promise.all(tasks.map((task) => draws.run(task)));
    const streamed = await collect(draws.stream(tasks));
    const byKey = new Map(streamed.map((outcome) => [outcome.key, outcome]));
    for (const { key, output } of single) expect(byKey.get(key)).toMatchObject({ output });
    await draws.close();
  }, 30_000);

  it('failures are outcomes too', async () => {
    const orders: Order[] = [
      { do: 'return', value: 1 },
      { do: 'throw' },
      { do: 'function' },
      { do: 'sleep', ms: 60_000 },
    ];
    const tasks = orders.map((input) => ({ key: input.do, input }));
    const outcomes = await collect(crew.stream(tasks, { timeoutMs: 50 }));
    const short = outcomes.map((outcome) => [outcome.key, 'error' in outcome ? outcome.error.reason : outcome.output]);
    expect(new Map(short as [string, unknown][])).toEqual(
      new Map<string, unknown>([
        ['return', 1],
        ['throw', 'threw'],
        ['function', 'unclonable'],
        ['sleep', 'timeout'],
      ]),
    );
  }, 30_000);

  it('misuse of a stream is refused', async () => {
    expect(() => crew.stream([], { timeoutMs: -1 })).toThrow('timeoutMs: expected');
    await expect(collect(crew.stream([], { signal: AbortSignal.abort(new Error('no')) }))).rejects.toThrow('no');
    await expect(collect(crew.stream([{ key: '', input: { do: 'return' } }]))).rejects.toThrow('task.key: expected');
  });
});

it('a stream takes at most two tasks per worker before their outcomes are taken', async () => {
  const { crew, running } = handMade(3);
  let taken = 0;
  const source = (function* (): Generator<Task<null>> {
    for (;;) yield { key: `${taken++}`, input: null };
  })();
  const stream = streamTasks(crew, source, {});
  const first = stream.next();
  await turn();
  expect(taken).toBe(6);
  for (const [key, end] of running) end(`of ${key}`);
  expect((await first).value).toMatchObject({ key: '0', output: 'of 0' });
  await turn();
  expect(taken).toBe(6);
  expect((await stream.next()).value).toMatchObject({ key: '1' });
  await turn();
  expect(taken).toBe(7);
  await stream.return();
});

it('a stream yields outcomes in the order in which they arrive', async () => {
  const { crew, running } = handMade(2);
  const outcomes = collect(
    streamTasks(
      crew,
      ['a', 'b', 'c'].map((key) => ({ key, input: null })),
      {},
    ),
  );
  await turn();
  for (const key of ['c', 'a', 'b']) running.get(key)?.('done');
  expect((await outcomes).map(({ key }) => key)).toEqual(['c', 'a', 'b']);
});

it('leaving the loop ends what runs and closes the source', async () => {
  const { crew, running } = handMade(2);
  let isClosed = false;
  const source = (function* (): Generator<Task<null>> {
    try {
      for (let i = 0; ; i++) yield { key: `${i}`, input: null };
    } finally {
      isClosed = true;
    }
  })();
  const stream = streamTasks(crew, source, {});
  const first = stream.next();
  await turn();
  running.get('2')?.('done');
  await first;
  await stream.return();
  expect(isClosed).toBe(true);
  expect(running.size).toBe(0);
});

it('a source that throws ends the stream after what it gave', async () => {
  const { crew, running } = handMade(1);
  const source = (function* (): Generator<Task<null>> {
    yield { key: 'a', input: null };
    throw new Error('source is broken');
  })();
  const stream = streamTasks(crew, source, {});
  const first = stream.next();
  await turn();
  running.get('a')?.('done');
  expect((await first).value).toMatchObject({ key: 'a' });
  await expect(stream.next()).rejects.toThrow('source is broken');
});

it('a cancelled stream yields what has finished, then throws the reason', async () => {
  const { crew, running } = handMade(2);
  const controller = new AbortController();
  const tasks = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, input: null }));
  const stream = streamTasks(crew, tasks, { signal: controller.signal });
  const first = stream.next();
  await turn();
  running.get('b')?.('done');
  running.get('c')?.('done');
  await first;
  controller.abort(new Error('enough'));
  expect((await stream.next()).value).toMatchObject({ key: 'c' });
  await expect(stream.next()).rejects.toThrow('enough');
  expect(running.size).toBe(0);
});

it('a cancelled stream does not wait for a source that never answers', async () => {
  const { crew } = handMade(1);
  const controller = new AbortController();
  const source = (async function* (): AsyncGenerator<Task<null>> {
    await new Promise(() => {});
  })();
  const next = streamTasks(crew, source, { signal: controller.signal }).next();
  await turn();
  controller.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
});

it('a crew that is closed during a stream loses no task silently', async () => {
  const job = defineJob({ start: () => () => new Promise<null>(() => {}) });
  const crew = await inline().open(job, undefined);
  const stream = crew.stream([1, 2, 3].map((i) => ({ key: `${i}`, input: null })))[Symbol.asyncIterator]();
  const first = stream.next();
  await turn();
  await crew.close();
  expect((await first).value).toMatchObject({ key: '1', error: { reason: 'closed' } });
  expect((await stream.next()).value).toMatchObject({ key: '2', error: { reason: 'closed' } });
  await expect(stream.next()).rejects.toThrow('crew: expected an open crew');
});
