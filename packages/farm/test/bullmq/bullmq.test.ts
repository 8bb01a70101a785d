import { execFile, type PromiseWithChild } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBars, ParameterError, QuantblocksError, shareBars } from '@quantblocks/core';
import { freePort } from '@quantblocks/test-kit/free-port';
import { hasRedis, TestRedis } from '@quantblocks/test-kit/redis';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BullmqServer, bullmq, serveBullmq } from '../../src/bullmq/index.ts';
import { loadPackages } from '../../src/bullmq/packages.ts';
import { defineJob, type TaskError } from '../../src/index.ts';
import { obeyRef } from '../refs.ts';
import { errorOf, Log, loggedRef, totalRef } from './fixture.ts';
import { WorkerProcess } from './worker-process.ts';

describe.skipIf(!hasRedis)('a queue with one worker', () => {
  let redis: TestRedis;
  let server: BullmqServer;
  let client: Redis;
  let log: Log;
  let connection: { port: number };
  beforeAll(async () => {
    redis = await TestRedis.start();
    connection = { port: redis.port };
    server = await serveBullmq({ connection, workers: 1, signals: [] });
    client = new Redis(connection);
    log = await Log.create();
  }, 30_000);
  afterAll(async () => {
    client.disconnect();
    await server.drain();
    await redis.stop();
    await rm(log.file);
  });

  it('a task that throws is tried again, then parked with its error', async () => {
    const crew = await bullmq({ connection, attempts: 3, backoffMs: 20 }).open(loggedRef, log);
    const error = (await errorOf(crew.run({ key: 'bad', input: { busyMs: 0, fails: true } }))) as TaskError;
    expect(error).toMatchObject({ reason: 'threw', message: 'task bad: threw RangeError: always' });
    const begun = await log.lines('begin');
    expect(begun.filter(({ key }) => key === 'bad')).toHaveLength(3);
    const [parked] = await client.zrange('quantblocks:quantblocks:failed', 0, '-1');
    expect(await client.hmget(`quantblocks:quantblocks:${parked}`, 'name', 'failedReason')).toEqual([
      'bad',
      'RangeError: always',
    ]);
    await crew.close();
  }, 30_000);

  it('a task that ends its thread is poison after as many attempts', async () => {
    const crew = await bullmq({ connection, attempts: 2, backoffMs: 20 }).open(obeyRef, null);
    expect(await errorOf(crew.run({ key: 'exit', input: { do: 'exit' } }))).toMatchObject({ reason: 'lost' });
    expect((await crew.run({ key: 'good', input: { do: 'return', value: 1 } })).output).toBe(1);
    await crew.close();
  }, 30_000);

  it('a cancelled task is ended on its worker, which then takes the next', async () => {
    const crew = await bullmq({ connection }).open(obeyRef, null);
    const controller = new AbortController();
    const loop = errorOf(crew.run({ key: 'loop', input: { do: 'loop' } }, { signal: controller.signal }));
    const next = crew.run({ key: 'next', input: { do: 'return', value: 2 } });
    setTimeout(() => controller.abort(new Error('enough')), 100);
    expect(await loop).toMatchObject({ message: 'enough' });
    expect((await next).output).toBe(2);
    await crew.close();
  }, 30_000);

  it('few tasks wait in Redis, however many wait here', async () => {
    const crew = await bullmq({ connection, ahead: 3 }).open(obeyRef, null);
    let most = 0;
    const results = Array.from({ length: 60 }, (_, i) => crew.run({ key: `${i}`, input: { do: 'return', value: i } }));
    const look = setInterval(async () => {
      const [waiting, active] = await Promise.all(
        ['wait', 'active'].map((list) => client.llen(`quantblocks:quantblocks:${list}`)),
      );
      most = Math.max(most, waiting + active);
    }, 2);
    expect((await Promise.all(results)).map(({ output }) => output)).toEqual(results.map((_, i) => i));
    clearInterval(look);
    expect(most).toBeGreaterThan(0);
    // Completing one job and adding the next are not one step.
    expect(most).toBeLessThanOrEqual(4);
    await crew.close();
  }, 30_000);

  it('a crew leaves nothing behind that does not expire', async () => {
    const crew = await bullmq({ connection }).open(obeyRef, null);
    const unfinished = [1, 2, 3].map((i) => errorOf(crew.run({ key: `${i}`, input: { do: 'sleep', ms: 60_000 } })));
    await crew.close();
    await Promise.all(unfinished);
    const keys = await client.keys('quantblocks-farm:*');
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) if (!key.endsWith(':workers')) expect(await client.pttl(key)).toBeGreaterThan(0);
    expect(await client.llen('quantblocks:quantblocks:wait')).toBe(0);
  }, 30_000);

  it('a program ends by itself when its crews are idle or closed', async () => {
    const script = fileURLToPath(new URL('../jobs/crew-program.ts', import.meta.url));
    const args = [...process.execArgv, script, `${connection.port}`];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 25_000 });
    expect(stdout.trim()).toBe('done 1 2');
  }, 30_000);

  it('the worker program serves until SIGTERM, and says why it cannot', async () => {
    const program = fileURLToPath(new URL('../../src/bullmq/worker-program.ts', import.meta.url));
    const env = { ...process.env, QUANTBLOCKS_QUEUE: 'program', QUANTBLOCKS_WORKERS: '1' };
    const start = (port: number): PromiseWithChild<{ stdout: string; stderr: string }> =>
      promisify(execFile)(process.execPath, [...process.execArgv, program], {
        env: { ...env, QUANTBLOCKS_REDIS: `redis://localhost:${port}` },
      });
    const served = start(connection.port);
    const crew = await bullmq({ connection, queue: 'program' }).open(obeyRef, null);
    expect((await crew.run({ key: 'one', input: { do: 'return', value: 1 } })).output).toBe(1);
    await crew.close();
    served.child.kill('SIGTERM');
    expect((await served).stdout).toBe('farm: takes tasks\nfarm: drained\n');
    const port = await freePort();
    expect(await errorOf(start(port))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`farm: Redis at localhost:${port} cannot be reached: connect ECONNREFUSED`),
    });
  }, 30_000);

  it('a queue without workers rejects open, in words and in time', async () => {
    const executor = bullmq({ connection, queue: 'empty', openMs: 200 });
    await expect(executor.open(obeyRef, null)).rejects.toThrow(
      'no worker took the job from queue empty within 200 ms: start one with serveBullmq',
    );
  });

  it('a job outside the root is refused', async () => {
    const root = new URL('../jobs/', import.meta.url);
    const other = bullmq({ connection, root: new URL('../bullmq/', import.meta.url) });
    await expect(other.open(obeyRef, null)).rejects.toThrow('job: expected a module below');
    // On another machine the same file is missing: the worker says so.
    await expect(bullmq({ connection, root }).open(obeyRef, null)).rejects.toThrow('the job could not be started');
  }, 30_000);
});

describe.skipIf(!hasRedis)('two worker processes', () => {
  it('fetch shared data once each, onto memory that their threads share', async () => {
    const redis = await TestRedis.start();
    onTestFinished(() => redis.stop());
    const connection = { port: redis.port };
    const workers = await Promise.all([1, 2].map(() => WorkerProcess.start({ connection, workers: 2 })));
    const length = 300_000;
    const close = Float64Array.from({ length }, (_, i) => 1 + (i % 7));
    const bars = shareBars(createBars({ time: close.map((_, i) => i), open: close, high: close, low: close, close }));
    const crew = await bullmq({ connection }).open(totalRef, bars);
    const outcomes = await Promise.all(Array.from({ length: 24 }, (_, i) => crew.run({ key: `${i}`, input: null })));
    const sum = close.reduce((total, value) => total + value, 0);
    expect(new Set(outcomes.map(({ output }) => output))).toEqual(new Set([sum]));
    expect(new Set(outcomes.map(({ worker }) => worker.split(' ')[0])).size).toBe(2);
    const client = new Redis(connection);
    const calls = /cmdstat_mget:calls=(\d+)/.exec(await client.info('commandstats'))?.[1];
    // 12 MB in two parts, for each of two processes.
    expect(calls).toBe('4');
    client.disconnect();
    await crew.close();
    for (const worker of workers) worker.send('SIGTERM');
    expect(await Promise.all(workers.map((worker) => worker.ended()))).toEqual([0, 0]);
  }, 30_000);
});

describe.skipIf(!hasRedis)('a connection that cannot be', () => {
  it('a wrong password, or none, is an error in words that do not repeat it', async () => {
    const redis = await TestRedis.start('--requirepass', 'secret');
    onTestFinished(() => redis.stop());
    const { port } = redis;
    for (const connection of [{ port }, { port, password: 'wrong' }, `redis://:wrong@127.0.0.1:${port}`]) {
      const error = await errorOf(bullmq({ connection }).open(obeyRef, null));
      expect(error).toBeInstanceOf(QuantblocksError);
      expect((error as Error).message).toMatch(
        new RegExp(`^Redis at \\S+:${port} refused the user or password: (NOAUTH|WRONGPASS)`),
      );
      expect((error as Error).message).not.toContain('wrong@');
      await expect(serveBullmq({ connection })).rejects.toThrow('refused the user or password');
    }
    const server = await serveBullmq({ connection: { port, password: 'secret' }, workers: 1, signals: [] });
    await server.drain();
  }, 30_000);

  it('a host where nothing listens, or nothing answers, is an error in time', async () => {
    const port = await freePort();
    const message = `Redis at localhost:${port} cannot be reached: connect ECONNREFUSED`;
    await expect(bullmq({ connection: { port } }).open(obeyRef, null)).rejects.toThrow(message);
    await expect(serveBullmq({ connection: { port } })).rejects.toThrow(message);

    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const executor = bullmq({ connection: { port: (mute.address() as AddressInfo).port }, openMs: 300 });
    await expect(executor.open(obeyRef, null)).rejects.toThrow('cannot be reached: no answer within 300 ms');
    mute.close();
  });
});

describe('without packages', () => {
  it('a missing package says what to install', async () => {
    const missing = Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' });
    const error = await errorOf(
      loadPackages((name) => (name === 'bullmq' ? Promise.resolve({}) : Promise.reject(missing))),
    );
    expect(error).toMatchObject({
      name: 'MissingPackageError',
      package: 'ioredis',
      message: 'the queue needs the package ioredis: npm install bullmq ioredis',
    });
    await expect(loadPackages(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('options out of range are refused', async () => {
    const connection = { port: 1 };
    expect(() => bullmq(undefined as never)).toThrow('connection: expected');
    expect(() => bullmq({ connection, queue: 'a:b' })).toThrow('queue: expected a name without colons');
    expect(() => bullmq({ connection, attempts: 0 })).toThrow('attempts: expected an integer >= 1');
    expect(() => bullmq({ connection, ahead: 1.5 })).toThrow('ahead: expected an integer >= 1');
    expect(() => bullmq({ connection, checkMs: Number.NaN })).toThrow('checkMs: expected milliseconds >= 1');
    expect(() => bullmq({ connection, root: 'https://here' })).toThrow('root: expected a file: URL');
    await expect(bullmq({ connection }).open(defineJob({ start: () => () => 1 }), null)).rejects.toThrow(
      ParameterError,
    );
    await expect(serveBullmq({ connection, workers: 0 })).rejects.toThrow('workers: expected an integer >= 1');
    await expect(serveBullmq({ connection, lockMs: 0 })).rejects.toThrow('lockMs: expected milliseconds >= 1');
  });
});
