import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasRedis } from '@quantblocks/test-kit/redis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileStore, memoryStore, redisStore, type Store, sqliteStore } from '../../src/index.ts';
import { FaultyFileSystem } from '../faulty-file-system.ts';
import { header, scratchFolder } from '../scratch.ts';
import { openRedis } from './redis-client.ts';
import { hasSqlite, openSqlite } from './sqlite-database.ts';

interface Kind {
  readonly name: string;
  readonly isHere: boolean;
  make(): Promise<Store>;
}

const KINDS: readonly Kind[] = [
  { name: 'memoryStore', isHere: true, make: async () => memoryStore() },
  {
    name: 'fileStore',
    isHere: true,
    make: async () => fileStore(join(scratchFolder(), 'store.journal'), { header, sync: 'none' }),
  },
  {
    name: 'sqliteStore',
    isHere: hasSqlite,
    async make() {
      const database = openSqlite(join(scratchFolder(), 'store.sqlite'));
      onTestFinished(() => database.close());
      return sqliteStore(database);
    },
  },
  { name: 'redisStore', isHere: hasRedis, make: async () => redisStore(await openRedis('always')) },
];

// Every adapter has to pass this.
describe.each(KINDS.filter(({ isHere }) => isHere))('$name', ({ make: open }) => {
  it('writes only the version after the present one', async () => {
    const store = await open();
    expect(await store.get('a')).toBeUndefined();
    expect(await store.put('a', 1, 1)).toBe(false);
    expect(await store.put('a', 1, 0)).toBe(true);
    expect(await store.put('a', 2, 0)).toBe(false);
    expect(await store.put('a', 2, 1)).toBe(true);
    expect(await store.put('a', 3, 3)).toBe(false);
    expect(await store.get('a')).toEqual({ version: 2, value: 2 });
    await store.close();
  });

  it('lets one of several win that write at the same time', async () => {
    const store = await open();
    const wins = await Promise.all([1, 1, 3].map((value) => store.put('a', value, 0)));
    expect(wins).toEqual([true, false, false]);
    expect((await store.get('a'))?.value).toBe(1);
    await store.close();
  });

  it('keeps a copy of any plain data, and lists all', async () => {
    const store = await open();
    const value = { score: Number.NaN, curve: Float64Array.of(1, -0) };
    await store.put('a', value, 0);
    value.score = 1;
    value.curve[0] = 7;
    await store.put('b', null, 0);
    expect(new Map(await store.entries())).toEqual(
      new Map([
        ['a', { version: 1, value: { score: Number.NaN, curve: Float64Array.of(1, -0) } }],
        ['b', { version: 1, value: null }],
      ]),
    );
    await store.close();
  });

  it('refuses what would be lost, and keeps what was there', async () => {
    const store = await open();
    await store.put('a', 1, 0);
    await expect(store.put('a', () => 2, 1)).rejects.toThrow('expected plain data');
    await expect(store.put('a', undefined, 1)).rejects.toThrow('expected plain data');
    expect(await store.get('a')).toEqual({ version: 1, value: 1 });
    await store.close();
    await store.close();
  });
});

describe('fileStore', () => {
  it('finds everything again', async () => {
    const path = join(scratchFolder(), 'store.journal');
    const store = fileStore(path, { header });
    await store.put('a', 1, 0);
    await store.put('a', { x: Number.POSITIVE_INFINITY }, 1);
    await store.put('b', 3, 0);
    await store.close();
    const again = fileStore(path, { header });
    expect([...(await again.entries())]).toEqual([
      ['a', { version: 2, value: { x: Number.POSITIVE_INFINITY } }],
      ['b', { version: 1, value: 3 }],
    ]);
    await again.close();
  });

  it('shows nobody what is not on disk yet', async () => {
    const fileSystem = new FaultyFileSystem();
    const store = fileStore(join(scratchFolder(), 'store.journal'), { header, fileSystem });
    fileSystem.fail('fdatasyncLater', 'EIO');
    const written = store.put('a', 1, 0);
    const [read, list, put] = await Promise.allSettled([store.get('a'), store.entries(), written]);
    expect(read).toEqual({ status: 'fulfilled', value: undefined });
    expect([...(list as PromiseFulfilledResult<Iterable<unknown>>).value]).toEqual([]);
    expect(put.status).toBe('rejected');
    await store.close();
  });

  it('judges a write by the one before only when that is kept', async () => {
    const fileSystem = new FaultyFileSystem();
    const store = fileStore(join(scratchFolder(), 'store.journal'), { header, fileSystem, sync: 'none' });
    fileSystem.space = 0;
    const lost = store.put('a', 'lost', 0);
    fileSystem.heal();
    const settled = await Promise.allSettled([lost, store.put('a', 'kept', 0), store.put('a', 'next', 1)]);
    expect(settled.map((put) => (put.status === 'fulfilled' ? put.value : 'rejected'))).toEqual([
      'rejected',
      true,
      true,
    ]);
    expect(await store.get('a')).toEqual({ version: 2, value: 'next' });
    await store.close();
  });

  it('compacts itself while others write, and loses nothing', async () => {
    const path = join(scratchFolder(), 'store.journal');
    const store = fileStore(path, { header, sync: { group: { ms: 0, records: 2 } } });
    const value = 'x'.repeat(50_000);
    const write = async (key: string): Promise<void> => {
      for (let version = 0; version < 15; version++) expect(await store.put(key, value, version)).toBe(true);
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(write));
    await store.close();
    expect(readFileSync(path, 'latin1').slice(0, 400)).toContain('"snapshot":[["');
    const again = fileStore(path, { header });
    expect([...(await again.entries())].map(([, { version }]) => version)).toEqual([15, 15, 15, 15, 15]);
    await again.close();
  });

  it('compacts itself when most of it is out of date, and loses nothing', async () => {
    const path = join(scratchFolder(), 'store.journal');
    const store = fileStore(path, { header, sync: 'none' });
    const value = 'x'.repeat(100_000);
    for (let version = 0; version < 50; version++)
      await store.put(`key-${version % 2}`, `${version}${value}`, version >> 1);
    await store.close();
    expect(statSync(path).size).toBeLessThan(2e6);
    expect(readFileSync(path, 'latin1').slice(0, 400)).toContain('"snapshot":[["key-');
    const again = fileStore(path, { header });
    expect(await again.get('key-1')).toEqual({ version: 25, value: `49${value}` });
    await again.close();
  });
});
