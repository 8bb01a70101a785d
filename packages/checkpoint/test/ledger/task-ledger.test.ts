import { join } from 'node:path';
import { IntegrityError, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { fileStore, memoryStore, type Store, type TaskKey, TaskLedger, taskId } from '../../src/index.ts';
import { header, scratchFolder } from '../scratch.ts';

const key: TaskKey = { strategy: 'ichimoku', asset: 'BTC', seed: 7, fold: 2021, phase: 'global', configHash: 'a1' };
const folds = [2024, 2018, 2022].map((fold): TaskKey => ({ ...key, fold }));

describe('taskId', () => {
  it('differs when any part does, and cannot be forged by slashes', () => {
    const variants: TaskKey[] = [
      key,
      { ...key, seed: 8 },
      { ...key, phase: 'g/a1' },
      { ...key, asset: 'BTC/7', seed: 2021 },
    ];
    expect(new Set(variants.map(taskId)).size).toBe(variants.length);
    expect(() => taskId({ ...key, phase: '' })).toThrow(ParameterError);
    expect(() => taskId({ ...key, phase: 'half of \ud83d' })).toThrow(ParameterError);
    expect(() => taskId({ ...key, seed: Number.NaN })).toThrow('key.seed: expected a word or a number, got NaN');
  });
});

describe.each<[string, () => Store]>([
  ['memory', () => memoryStore()],
  ['file', () => fileStore(join(scratchFolder(), 'tasks.journal'), { header, sync: 'none' })],
])('TaskLedger in %s', (_, open) => {
  it('leads a task from open over running to done', async () => {
    const ledger = new TaskLedger(open());
    await ledger.add([key]);
    expect(await ledger.get(key)).toEqual({ key, state: 'open', attempts: 0 });
    expect(await ledger.start(key)).toEqual({ key, state: 'running', attempts: 1 });
    expect(await ledger.commit(key, { score: Number.NaN })).toEqual({
      ...{ key, state: 'done', attempts: 1 },
      result: { score: Number.NaN },
    });
    expect((await ledger.start(key)).state).toBe('done');
    await ledger.add([key]);
    expect(await ledger.get(key)).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('takes a result once: the same again is nothing, another is an IntegrityError', async () => {
    const ledger = new TaskLedger(open());
    await ledger.add([key]);
    await ledger.commit(key, { a: 1, b: [-0] });
    await ledger.commit(key, { b: [-0], a: 1 });
    await expect(ledger.commit(key, { a: 1, b: [0] })).rejects.toThrow(IntegrityError);
    await expect(ledger.commit(key, 'another')).rejects.toThrow(
      `${taskId(key)}: expected the result of before, {"a":1,"b":[-0]}, got "another"`,
    );
    expect((await ledger.get(key))?.result).toEqual({ a: 1, b: [-0] });
  });

  it('commits once when two deliver at the same time', async () => {
    const ledger = new TaskLedger<number>(open());
    await ledger.add([key]);
    const both = await Promise.allSettled([ledger.commit(key, 1), ledger.commit(key, 2)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await ledger.get(key))?.result).toBe(1);
    await Promise.all([ledger.commit(key, 1), ledger.commit(key, 1)]);
  });

  it('keeps its result when the caller changes what it got', async () => {
    const ledger = new TaskLedger<number[]>(open());
    await ledger.add([key]);
    await ledger.commit(key, [1]);
    (await ledger.get(key))!.result!.push(2);
    expect((await ledger.list())[0].result).toEqual([1]);
  });

  it('resumes what is open in the order of adding', async () => {
    const ledger = new TaskLedger(open());
    await ledger.add(folds);
    await ledger.add([...folds, key]);
    await ledger.start(folds[0]);
    await ledger.commit(folds[1], 1);
    expect(await ledger.resume()).toEqual([folds[0], folds[2], key]);
    expect(await ledger.get(folds[0])).toEqual({
      key: folds[0],
      state: 'open',
      attempts: 1,
      error: 'lost: its run ended',
    });
  });

  it('keeps the order of calls that come before the first has counted', async () => {
    const store = open();
    let counts = 0;
    const slow: Store = {
      get: (id) => store.get(id),
      put: (id, value, version) => store.put(id, value, version),
      close: () => store.close(),
      entries: async () => {
        const entries = [...(await store.entries())];
        if (counts++ > 0) await new Promise((resolve) => setTimeout(resolve, 5));
        return entries;
      },
    };
    const ledger = new TaskLedger(slow);
    await Promise.all([ledger.add(folds.slice(0, 2)), ledger.add(folds.slice(2))]);
    expect((await ledger.list()).map(({ key: { fold } }) => fold)).toEqual([2024, 2018, 2022]);
  });

  it('leaves the tasks of another coordinator alone when it is told which are its own', async () => {
    const store = open();
    const [ledger, other] = [new TaskLedger(store), new TaskLedger(store, { maxAttempts: 1 })];
    await ledger.add(folds);
    for (const fold of folds) await ledger.start(fold);
    expect(await ledger.resume(({ fold }) => fold === 2018)).toEqual([folds[1]]);
    expect((await ledger.list()).map(({ state }) => state)).toEqual(['running', 'open', 'running']);
    // Without a word it takes them for lost; what they give is kept all the same.
    expect(await other.resume()).toEqual([folds[1]]);
    expect((await other.get(folds[0]))?.state).toBe('failed');
    expect((await ledger.commit(folds[0], 1)).state).toBe('done');
  });

  it('parks a task that failed or got lost too often, until it is reopened', async () => {
    const ledger = new TaskLedger(open(), { maxAttempts: 2 });
    await ledger.add([key]);
    await ledger.start(key);
    expect((await ledger.fail(key, new RangeError('negative'))).state).toBe('open');
    await ledger.start(key);
    expect(await ledger.resume()).toEqual([]);
    expect(await ledger.get(key)).toEqual({ key, state: 'failed', attempts: 2, error: 'lost: its run ended' });
    expect((await ledger.start(key)).state).toBe('failed');
    expect(await ledger.reopen(key)).toMatchObject({ state: 'open', attempts: 0 });
    await ledger.start(key);
    await ledger.commit(key, 'late');
    expect(await ledger.get(key)).toEqual({ key, state: 'done', attempts: 1, result: 'late' });
    expect((await ledger.fail(key, 'later still')).state).toBe('done');
  });

  it('takes the late result of a parked task', async () => {
    const ledger = new TaskLedger(open(), { maxAttempts: 1 });
    await ledger.add([key]);
    await ledger.start(key);
    await ledger.fail(key, 'timeout');
    expect((await ledger.commit(key, 1)).state).toBe('done');
  });

  it('refuses tasks that were never added, and results that would be lost', async () => {
    const ledger = new TaskLedger(open());
    await expect(ledger.start(key)).rejects.toThrow('key: expected a task that was added');
    await expect(ledger.commit(key, 1)).rejects.toThrow(ParameterError);
    await ledger.add([key]);
    await expect(ledger.commit(key, new Date(0))).rejects.toThrow('result: expected plain data');
    expect(() => new TaskLedger(open(), { maxAttempts: 0 })).toThrow(ParameterError);
  });
});
