import { hasRedis } from '@quantblocks/test-kit/redis';
import { describe, expect, it } from 'vitest';
import { redisStore, StorageError, TaskLedger } from '../../src/index.ts';
import { openRedis, startRedis } from './redis-client.ts';

const key = { strategy: 's', asset: 'BTC', seed: 1, fold: 1, phase: 'p', configHash: 'a1' };

describe.skipIf(!hasRedis)('redisStore', () => {
  it('keeps what was acknowledged when the server is killed and comes back', async () => {
    const server = await startRedis('always');
    const store = redisStore(await openRedis('always', server), { name: 'run-7' });
    const ledger = new TaskLedger<number>(store);
    await ledger.add([key, { ...key, fold: 2 }]);
    await ledger.start(key);
    await ledger.commit(key, 0.5);
    await server.kill();
    await server.start();
    const again = new TaskLedger<number>(redisStore(await openRedis('always', server), { name: 'run-7' }));
    expect((await again.resume()).map(({ fold }) => fold)).toEqual([2]);
    expect((await again.get(key))?.result).toBe(0.5);
    // The first client came back by itself.
    expect((await ledger.commit(key, 0.5)).state).toBe('done');
  });

  it('refuses a server that would forget, unless asked not to', async () => {
    const server = await startRedis('never');
    const client = await openRedis('never', server);
    const store = redisStore(client);
    await expect(store.put('a', 1, 0)).rejects.toThrow(StorageError);
    await expect(store.get('a')).rejects.toThrow('start it with --appendonly yes --appendfsync always');
    expect(await redisStore(client, { durability: 'server' }).put('a', 1, 0)).toBe(true);
    await client.config('SET', 'appendonly', 'yes');
    await client.config('SET', 'appendfsync', 'always');
    expect(await store.get('a')).toEqual({ version: 1, value: 1 });
  });

  it.each([
    ['appendonly', 'no'],
    ['appendfsync', 'everysec'],
    ['no-appendfsync-on-rewrite', 'yes'],
    ['maxmemory-policy', 'allkeys-lru'],
  ])('refuses a server with %s %s', async (name, value) => {
    const client = await openRedis('always');
    await client.config('SET', name, value);
    await expect(redisStore(client).put('a', 1, 0)).rejects.toThrow(`the server has ${name} ${value}; start it`);
  });

  it('says how to go on where a server does not tell its settings', async () => {
    const client = { call: () => Promise.reject(new Error("ERR unknown command 'CONFIG'")) };
    await expect(redisStore(client).get('a')).rejects.toThrow(/durability 'disk' asks: ERR unknown command/);
  });

  it('is shared: of two clients one wins', async () => {
    const server = await startRedis('never');
    const [a, b] = [await openRedis('never', server), await openRedis('never', server)].map((client) =>
      redisStore(client, { durability: 'server' }),
    );
    expect((await Promise.all([a.put('key', 'a', 0), b.put('key', 'b', 0)])).sort()).toEqual([false, true]);
    expect(await b.put('key', 'c', 1)).toBe(true);
    expect(await a.get('key')).toEqual({ version: 2, value: 'c' });
  });

  it('takes its own write, sent twice because an answer was lost, for its own', async () => {
    const client = await openRedis('never');
    const sentTwice = {
      async call(command: string, args: (string | number)[]) {
        if (command === 'EVAL') await client.call(command, args);
        return client.call(command, args);
      },
    };
    const store = redisStore(sentTwice, { durability: 'server' });
    expect(await store.put('a', 1, 0)).toBe(true);
    expect(await store.get('a')).toEqual({ version: 1, value: 1 });
    expect(await store.put('a', 2, 0)).toBe(false);
  });

  it('lists more than fits in one answer, each once', async () => {
    const client = await openRedis('never');
    const store = redisStore(client, { durability: 'server' });
    const keys = Array.from({ length: 2500 }, (_, i) => `key-${i}`);
    await Promise.all(keys.map((name, i) => store.put(name, i, 0)));
    const listed = new Map(await store.entries());
    expect(keys.every((name, i) => listed.get(name)?.value === i)).toBe(true);
    expect(listed.size).toBe(2500);
  });

  it('says what is wrong', async () => {
    const client = await openRedis('never');
    await client.hset('quantblocks:store', 'a', 'something else');
    const store = redisStore(client, { durability: 'server' });
    await expect(store.get('a')).rejects.toThrow('a: expected version, token and JSON');
    await client.set('text', 'no hash');
    await expect(redisStore(client, { name: 'text', durability: 'server' }).get('a')).rejects.toThrow('WRONGTYPE');
    expect(() => redisStore({} as never)).toThrow('client: expected');
    expect(() => redisStore(client, { durability: 'disc' as never })).toThrow('durability: expected');
  });
});
