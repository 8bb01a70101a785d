import { randomUUID } from 'node:crypto';
import { IntegrityError, ParameterError } from '@quantblocks/core';
import { StorageError } from '../files/storage-error.ts';
import { decodeJson, encodeJson } from '../json/index.ts';
import type { Store, StoreEntry } from './store.ts';

/** What {@link redisStore} needs of a client: that of `ioredis` has it. */
export interface RedisClient {
  call(command: string, args: (string | number)[]): Promise<unknown>;
}

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** The key of the hash that holds everything. @defaultValue `'quantblocks:store'` */
  readonly name?: string | undefined;
  /**
   * `disk`: only a server that writes every command to its log before it answers (`appendonly yes`, `appendfsync always`), and never
   * evicts what has no expiry (`maxmemory-policy noeviction`), is accepted.
   * `server`: an acknowledged value is as safe as the server keeps it, which may be not at all.
   * @defaultValue `'disk'`
   */
  readonly durability?: 'disk' | 'server' | undefined;
}

/**
 * Looking and writing in one step. A client that lost its connection sends a command again without knowing whether it was carried out:
 * the token in the text tells its own write from that of somebody else.
 */
const COMPARE_AND_SET = `
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if kept == ARGV[3] then return 1 end
local version = kept and tonumber(string.match(kept, '^%d+')) or 0
if version ~= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`;

/** What a server has to be started with, and the settings that keep the promise. */
const DURABLE: readonly (readonly [name: string, wanted: string, accepted: RegExp])[] = [
  ['appendonly', 'yes', /^yes$/],
  ['appendfsync', 'always', /^always$/],
  ['no-appendfsync-on-rewrite', 'no', /^no$/],
  ['maxmemory-policy', 'noeviction', /^(noeviction|volatile-.+)$/],
];

/** Entries per round trip of a listing, so that others are served in between. */
const PAGE = 1000;

/**
 * A store in a hash of Redis or Valkey, for coordinators on several machines.
 *
 * A field holds version, token and JSON. By default the first use looks whether the server flushes its log at each command, and refuses
 * one that does not: a result that was acknowledged must not be gone after a restart.
 *
 * @param client - A connected client; `close` of the store leaves it open, for it is its owner's.
 * @throws a {@link ParameterError} for something that is no client.
 *
 * @example
 * ```ts no-run
 * import { redisStore, TaskLedger } from '@quantblocks/checkpoint';
 * import { Redis } from 'ioredis';
 *
 * const ledger = new TaskLedger<number>(redisStore(new Redis(), { name: 'run-7' }));
 * ```
 */
export function redisStore(
  client: RedisClient,
  { name = 'quantblocks:store', durability = 'disk' }: RedisStoreOptions = {},
): Store {
  if (typeof client?.call !== 'function')
    throw new ParameterError('client', 'a client with call(command, args)', client);
  if (durability !== 'disk' && durability !== 'server')
    throw new ParameterError('durability', "'disk' or 'server'", durability);
  return new RedisStore(client, name, durability === 'disk');
}

class RedisStore implements Store {
  private readonly client: RedisClient;
  private readonly name: string;
  private readonly isDurable: boolean;
  private checked: Promise<void> | undefined;

  constructor(client: RedisClient, name: string, isDurable: boolean) {
    this.client = client;
    this.name = name;
    this.isDurable = isDurable;
  }

  async get(key: string): Promise<StoreEntry | undefined> {
    const text = await this.ask(`read ${key}`, 'HGET', this.name, key);
    return text === null ? undefined : entryOf(key, text);
  }

  async entries(): Promise<Iterable<readonly [string, StoreEntry]>> {
    // A scan may show a field twice.
    const found = new Map<string, StoreEntry>();
    let cursor = '0';
    do {
      const [next, fields] = (await this.ask('be listed', 'HSCAN', this.name, cursor, 'COUNT', PAGE)) as [
        string,
        string[],
      ];
      for (let i = 0; i < fields.length; i += 2) found.set(fields[i], entryOf(fields[i], fields[i + 1]));
      cursor = next;
    } while (cursor !== '0');
    return found;
  }

  async put(key: string, value: unknown, version: number): Promise<boolean> {
    const text = `${version + 1} ${randomUUID()} ${encodeJson(value)}`;
    const answer = await this.ask(`write ${key}`, 'EVAL', COMPARE_AND_SET, 1, this.name, key, version, text);
    return answer === 1;
  }

  async close(): Promise<void> {}

  private async ask(task: string, command: string, ...args: (string | number)[]): Promise<unknown> {
    if (this.isDurable) {
      this.checked ??= this.checkDurability();
      await this.checked.catch((error: unknown) => {
        // The server may be restarted as it should be.
        this.checked = undefined;
        throw error;
      });
    }
    return this.call(task, command, args);
  }

  private async call(task: string, command: string, args: (string | number)[]): Promise<unknown> {
    try {
      return await this.client.call(command, args);
    } catch (error) {
      throw new StorageError(`Redis ${this.name}`, task, error);
    }
  }

  private async checkDurability(): Promise<void> {
    const task = "make sure that results survive a restart, as durability 'disk' asks";
    const found: string[] = [];
    for (const [name, , accepted] of DURABLE) {
      // A list of name and value, or an object of them, as the client is set.
      const setting = Object.values((await this.call(task, 'CONFIG', ['GET', name])) as object).at(-1);
      if (!accepted.test(String(setting))) found.push(`${name} ${setting}`);
    }
    if (found.length === 0) return;
    const flags = DURABLE.map(([name, wanted]) => `--${name} ${wanted}`).join(' ');
    const reason = `the server has ${found.join(', ')}; start it with ${flags}, or ask for durability 'server'`;
    throw new StorageError(`Redis ${this.name}`, task, new Error(reason));
  }
}

function entryOf(key: string, text: unknown): StoreEntry {
  const match = /^(\d+) \S+ (.*)$/su.exec(String(text));
  if (match === null) throw new IntegrityError(key, 'version, token and JSON', text);
  return { version: Number(match[1]), value: decodeJson(match[2]) };
}
