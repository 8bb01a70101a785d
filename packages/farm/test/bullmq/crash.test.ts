import { rm } from 'node:fs/promises';
import { IntegrityError } from '@quantblocks/core';
import { hasRedis, TestRedis } from '@quantblocks/test-kit/redis';
import { afterEach, describe, expect, it } from 'vitest';
import { bullmq, serveBullmq } from '../../src/bullmq/index.ts';
import { type Crew, inline, type Task, withLedger } from '../../src/index.ts';
import type { Logged } from '../jobs/logged.ts';
import { obeyRef } from '../refs.ts';
import { errorOf, impureRef, Log, loggedRef, QUICK } from './fixture.ts';
import { WorkerProcess } from './worker-process.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startRedis(...options: string[]): Promise<TestRedis> {
  const redis = await TestRedis.start(...options);
  ends.push(() => redis.stop());
  return redis;
}

async function startWorkers(
  count: number,
  options: Parameters<typeof WorkerProcess.start>[0],
): Promise<WorkerProcess[]> {
  const workers = await Promise.all(Array.from({ length: count }, () => WorkerProcess.start(options)));
  ends.push(() => Promise.all(workers.map((worker) => worker.kill())));
  return workers;
}

/** Servers in this process start at once; for tests that do not end them by force. */
async function startServers(count: number, options: Parameters<typeof serveBullmq>[0]): Promise<void> {
  for (let i = 0; i < count; i++) {
    const server = await serveBullmq({ ...options, signals: [], onError: () => {} });
    ends.push(() => server.drain());
  }
}

async function startLog(): Promise<Log> {
  const log = await Log.create();
  ends.push(() => rm(log.file));
  return log;
}

const tasksOf = (count: number, busyMs: number): Task<Logged>[] =>
  Array.from({ length: count }, (_, i) => ({ key: `task-${i}`, input: { busyMs } }));

/** A ledger that remembers every commit, and so sees a second one. */
class CountingLedger<Output> {
  readonly commits: { readonly key: string; readonly output: Output }[] = [];
  find(key: string): { readonly output: Output } | undefined {
    return this.commits.find((commit) => commit.key === key);
  }
  commit(key: string, output: Output): void {
    this.commits.push({ key, output });
  }
  get keys(): string[] {
    return this.commits.map(({ key }) => key).sort();
  }
}

const keysOf = (tasks: readonly Task<Logged>[]): string[] => tasks.map(({ key }) => key).sort();
const bytesOf = (output: Float64Array): Buffer => Buffer.from(output.buffer, output.byteOffset, output.byteLength);

async function expectBytesOfInline(
  ledger: CountingLedger<Float64Array>,
  log: Log,
  tasks: Task<Logged>[],
): Promise<void> {
  const crew = await inline().open(loggedRef, { file: log.file });
  for (const { key } of tasks) {
    const { output } = await crew.run({ key, input: { busyMs: 0 } });
    expect(bytesOf(ledger.find(key)?.output as Float64Array).equals(bytesOf(output))).toBe(true);
  }
  await crew.close();
}

/** Kills a process in the middle of a task; returns how long that task then took to be finished by another one. */
async function killMidTask(times: { lockMs?: number; checkMs?: number }, busyMs: number): Promise<number> {
  const { port } = await startRedis();
  const connection = { port };
  const [victim] = await startWorkers(2, { connection, workers: 1, ...times });
  const log = await startLog();
  const ledger = new CountingLedger<Float64Array>();
  const tasks = tasksOf(8, busyMs);
  const crew = withLedger(await bullmq({ connection, checkMs: 500 }).open(loggedRef, log), ledger);
  const running = tasks.map((task) => crew.run(task));
  await log.until((begun) => begun.some(({ pid }) => pid === victim.pid));
  await victim.kill();
  const killed = performance.now();
  const finished = await log.lines('end');
  const lost = (await log.lines('begin')).find(
    ({ key, pid }) => pid === victim.pid && !finished.some((end) => end.key === key),
  );
  await running[Number(lost?.key.split('-')[1])];
  const recoveredMs = performance.now() - killed;
  await Promise.all(running);
  await crew.close();

  expect(ledger.keys).toEqual(keysOf(tasks));
  const begun = await log.lines('begin');
  expect(begun.filter(({ key }) => key === lost?.key).length).toBe(2);
  await expectBytesOfInline(ledger, log, tasks);
  return recoveredMs;
}

describe.skipIf(!hasRedis)('a worker process', () => {
  it('that is killed loses nothing: another one takes its task, and each result is committed once', async () => {
    expect(await killMidTask(QUICK, 300)).toBeLessThan(15_000);
  }, 30_000);

  it.skipIf(!process.env.QUANTBLOCKS_SLOW)(
    'that is killed is replaced within 15 s with the times set by default',
    async () => {
      for (let round = 0; round < 4; round++) expect(await killMidTask({}, 1000)).toBeLessThan(15_000);
    },
    180_000,
  );

  it.skipIf(!process.env.QUANTBLOCKS_SLOW)(
    'is not sacrificed for ever: a task under which four of them died is parked',
    async () => {
      const { port } = await startRedis();
      const connection = { port };
      await startWorkers(5, { connection, workers: 1, lockMs: 600, checkMs: 300 });
      const crew = await bullmq({ connection, checkMs: 300 }).open(obeyRef, null);
      const error = await errorOf(crew.run({ key: 'killer', input: { do: 'kill' } }));
      expect(error).toMatchObject({ key: 'killer', reason: 'lost' });
      expect((error as Error).message).toContain('job stalled more than allowable limit');
      expect((await crew.run({ key: 'good', input: { do: 'return', value: 1 } })).output).toBe(1);
      await crew.close();
    },
    60_000,
  );

  it('renews the lock of a task that takes longer, so it runs once', async () => {
    const { port } = await startRedis();
    const connection = { port };
    await startServers(2, { connection, workers: 1, lockMs: 500, checkMs: 250 });
    const log = await startLog();
    const crew = await bullmq({ connection }).open(loggedRef, log);
    await crew.run({ key: 'long', input: { busyMs: 1500 } });
    await crew.close();
    expect(await log.lines('begin')).toHaveLength(1);
  }, 30_000);

  it('that froze for longer than its lock answers late: the first result stays, and a different one is an error', async () => {
    const { port } = await startRedis();
    const connection = { port };
    const options = { connection, workers: 2, ...QUICK };
    const [frozen] = await startWorkers(1, options);
    const [log, impureLog] = [await startLog(), await startLog()];
    const ledger = new CountingLedger<Float64Array>();
    const executor = bullmq({ connection, checkMs: 300 });
    const pure = withLedger(await executor.open(loggedRef, log), ledger);
    const broken = await executor.open(impureRef, impureLog);
    const results = Promise.all([
      pure.run({ key: 'pure', input: { busyMs: 700 } }),
      broken.run({ key: 'impure', input: { busyMs: 700 } }),
    ]);
    await log.until(({ length }) => length === 1);
    await impureLog.until(({ length }) => length === 1);
    frozen.send('SIGSTOP');
    const [other] = await startWorkers(1, options);
    const [, { output }] = await results;
    expect(output).toBe(other.pid);

    // While the other process is busy with the broken crew's next task, the frozen one wakes up and answers.
    const next = errorOf(broken.run({ key: 'next', input: { busyMs: 20_000 } }));
    frozen.send('SIGCONT');
    const error = (await next) as Error;
    expect(error).toMatchObject({ name: 'TaskError', key: 'next', reason: 'lost', cause: { name: 'IntegrityError' } });
    expect(error.message).toContain('task impure: expected the result of its first computation');
    await expect(broken.close()).rejects.toBeInstanceOf(IntegrityError);

    while ((await log.lines('end')).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await pure.run({ key: 'after', input: { busyMs: 0 } });
    expect(ledger.keys).toEqual(['after', 'pure']);
    await pure.close();
  }, 30_000);

  it('drains on SIGTERM: it finishes what runs, takes no more, and ends', async () => {
    const { port } = await startRedis();
    const connection = { port };
    const [leaving, staying] = await startWorkers(2, { connection, workers: 1, ...QUICK });
    const log = await startLog();
    const crew = await bullmq({ connection, checkMs: 300 }).open(loggedRef, log);
    const running = Promise.all(tasksOf(8, 250).map((task) => crew.run(task)));
    await log.until((begun) => begun.some(({ pid }) => pid === leaving.pid));
    leaving.send('SIGTERM');
    const asked = (await log.lines('begin')).filter(({ pid }) => pid === leaving.pid).length;
    expect(await leaving.ended()).toBe(0);
    expect(leaving.output).toContain('drained');
    await running;
    await crew.close();
    const [begun, done] = [await log.lines('begin'), await log.lines('end')];
    expect(begun.filter(({ pid }) => pid === leaving.pid).length).toBe(asked);
    expect(done.filter(({ pid }) => pid === leaving.pid).length).toBe(asked);
    expect(begun).toHaveLength(8);
    expect(done.filter(({ pid }) => pid === staying.pid).length).toBe(8 - asked);
  }, 30_000);
});

describe.skipIf(!hasRedis)('Redis', () => {
  it.each([
    ['without persistence', []],
    ['with an append-only file', ['--appendonly', 'yes', '--appendfsync', 'always']],
  ])(
    'may be killed in the middle and come back %s',
    async (_, options) => {
      const redis = await startRedis(...options);
      const connection = { port: redis.port };
      await startServers(2, { connection, workers: 1, ...QUICK });
      const log = await startLog();
      const ledger = new CountingLedger<Float64Array>();
      const tasks = tasksOf(14, 150);
      const open: Crew<Logged, Float64Array> = await bullmq({ connection, checkMs: 300 }).open(loggedRef, log);
      const crew = withLedger(open, ledger);
      const running = Promise.all(tasks.map((task) => crew.run(task)));
      await log.until(({ length }) => length >= 6);
      const acknowledged = [...ledger.commits];
      await redis.kill();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await redis.start();
      await running;
      await crew.close();
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(ledger.commits.slice(0, acknowledged.length)).toEqual(acknowledged);
      expect(ledger.keys).toEqual(keysOf(tasks));
      await expectBytesOfInline(ledger, log, tasks);
    },
    40_000,
  );

  it('that stays away is given up after a while, in words', async () => {
    const redis = await startRedis();
    const connection = { port: redis.port };
    await startWorkers(1, { connection, workers: 1 });
    const log = await startLog();
    const crew = await bullmq({ connection, checkMs: 100, patienceMs: 500 }).open(loggedRef, log);
    const late = errorOf(crew.run({ key: 'late', input: { busyMs: 3000 } }));
    await log.until(({ length }) => length === 1);
    await redis.kill();
    expect(await late).toMatchObject({ key: 'late', reason: 'lost' });
    expect(((await late) as Error).message).toMatch(/Redis has not answered for \d+ ms/);
    await crew.close();
  }, 30_000);
});
