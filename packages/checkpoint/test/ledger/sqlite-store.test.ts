import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StorageError, type Store, sqliteStore, TaskLedger } from '../../src/index.ts';
import { outputOf, runProgram } from '../crash/run-program.ts';
import { scratchFolder } from '../scratch.ts';
import { hasSqlite, openSqlite } from './sqlite-database.ts';

function open(path: string): Store {
  const database = openSqlite(path);
  onTestFinished(() => database.close());
  return sqliteStore(database);
}

describe.skipIf(!hasSqlite)('sqliteStore', () => {
  it('finds everything again, flushed at each commit', async () => {
    const path = join(scratchFolder(), 'store.sqlite');
    const database = openSqlite(path);
    const store = sqliteStore(database);
    await store.put('a', 1, 0);
    await store.put('a', { x: Number.NEGATIVE_INFINITY }, 1);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    database.close();
    expect([...(await open(path).entries())]).toEqual([['a', { version: 2, value: { x: Number.NEGATIVE_INFINITY } }]]);
  });

  it('is shared: of two connections one wins', async () => {
    const path = join(scratchFolder(), 'store.sqlite');
    const [a, b] = [open(path), open(path)];
    expect(await a.put('key', 'a', 0)).toBe(true);
    expect(await b.put('key', 'b', 0)).toBe(false);
    expect(await b.put('key', 'b', 1)).toBe(true);
    expect(await a.get('key')).toEqual({ version: 2, value: 'b' });
  });

  it('waits for another process that begins the same database', async () => {
    const path = join(scratchFolder(), 'store.sqlite');
    const child = runProgram('hold-sqlite', [path]);
    await once(child.stdout!, 'data');
    expect(await open(path).put('key', 1, 0)).toBe(true);
    await once(child, 'exit');
  });

  it('lets several processes write one store, and loses no version', async () => {
    const path = join(scratchFolder(), 'store.sqlite');
    const children = [1, 2].map(() => runProgram('count-sqlite', [path]));
    const ends = await Promise.all(children.map(outputOf));
    expect(ends.map(({ stderr }) => stderr)).toEqual(['', '']);
    expect(await open(path).get('count')).toEqual({ version: 200, value: 200 });
  }, 20_000);

  it('says what the database said', async () => {
    const database = openSqlite(join(scratchFolder(), 'store.sqlite'));
    const store = sqliteStore(database);
    database.close();
    await expect(store.get('a')).rejects.toThrow(StorageError);
    await expect(store.put('a', 1, 0)).rejects.toThrow('quantblocks_store: could not write a: ');
    expect(() => sqliteStore({} as never)).toThrow('database: expected an open database');
  });

  it('keeps what was acknowledged before a kill', async () => {
    for (let round = 0; round < 5; round++) {
      const path = join(scratchFolder(), 'store.sqlite');
      const child = runProgram('fill-sqlite', [path]);
      let acknowledged = -1;
      for await (const line of createInterface({ input: child.stdout! })) {
        acknowledged = Number(line);
        if (acknowledged >= 5 + 7 * round) break;
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
      const kept = new Map(await open(path).entries());
      for (let i = 0; i <= acknowledged; i++) expect(kept.get(`key-${i}`)).toEqual({ version: 1, value: i });
    }
  }, 30_000);

  it('carries a ledger', async () => {
    const path = join(scratchFolder(), 'store.sqlite');
    const key = { strategy: 's', asset: 'BTC', seed: 1, fold: 1, phase: 'p', configHash: 'a1' };
    const ledger = new TaskLedger<number>(open(path));
    await ledger.add([key, { ...key, fold: 2 }]);
    await ledger.start(key);
    await ledger.commit(key, 0.5);
    const again = new TaskLedger<number>(open(path));
    expect((await again.resume()).map(({ fold }) => fold)).toEqual([2]);
    expect((await again.get(key))?.result).toBe(0.5);
  });
});
