import { ParameterError } from '@quantblocks/core';
import { explained } from '../files/storage-error.ts';
import { decodeJson, encodeJson } from '../json/index.ts';
import type { Store, StoreEntry } from './store.ts';

/** What {@link sqliteStore} needs of a prepared statement. */
export interface SqliteStatement {
  run(...values: (string | number)[]): { readonly changes: number | bigint };
  get(...values: (string | number)[]): unknown;
  all(...values: (string | number)[]): unknown[];
}

/** What {@link sqliteStore} needs of a database: that of `better-sqlite3` has it, and `DatabaseSync` of `node:sqlite` (Node 22). */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

interface Row {
  readonly key: string;
  readonly version: number;
  readonly value: string;
}

const TABLE = 'quantblocks_store';
/** How long a write waits for another process. */
const BUSY_MS = 5000;

/**
 * A store in a table of an SQLite database, `quantblocks_store`: several processes of one machine may share it, and any tool for SQLite
 * can look into it.
 *
 * The connection is set to a write-ahead log that is flushed at each commit (`synchronous = FULL`): what was acknowledged survives a
 * power cut. A write waits for the disk, and the calling thread with it.
 *
 * @param database - An open database, without a transaction of the owner's: what is written inside one is safe only when that ends.
 *   `close` of the store leaves it open, for it is its owner's.
 * @throws a {@link StorageError} if the table cannot be made.
 *
 * @example
 * ```ts no-run
 * import { sqliteStore, TaskLedger } from '@quantblocks/checkpoint';
 * import Database from 'better-sqlite3';
 *
 * const ledger = new TaskLedger<number>(sqliteStore(new Database('run.sqlite')));
 * ```
 */
export function sqliteStore(database: SqliteDatabase): Store {
  if (typeof database?.prepare !== 'function')
    throw new ParameterError('database', 'an open database of better-sqlite3 or node:sqlite', database);
  return new SqliteStore(database);
}

class SqliteStore implements Store {
  private readonly one: SqliteStatement;
  private readonly all: SqliteStatement;
  private readonly insert: SqliteStatement;
  private readonly update: SqliteStatement;

  constructor(database: SqliteDatabase) {
    const prepare = (sql: string): SqliteStatement => explained(TABLE, 'be prepared', () => database.prepare(sql));
    explained(TABLE, 'be made', () => {
      database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
      untilFree(() => database.exec('PRAGMA journal_mode = WAL'));
      // better-sqlite3 is built with NORMAL for this mode, which loses the last commits of a machine that stops.
      database.exec('PRAGMA synchronous = FULL');
      database.exec(
        `CREATE TABLE IF NOT EXISTS ${TABLE} (key TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL) WITHOUT ROWID`,
      );
    });
    this.one = prepare(`SELECT key, version, value FROM ${TABLE} WHERE key = ?`);
    this.all = prepare(`SELECT key, version, value FROM ${TABLE}`);
    this.insert = prepare(`INSERT INTO ${TABLE} (key, version, value) VALUES (?, 1, ?) ON CONFLICT DO NOTHING`);
    this.update = prepare(`UPDATE ${TABLE} SET version = version + 1, value = ? WHERE key = ? AND version = ?`);
  }

  async get(key: string): Promise<StoreEntry | undefined> {
    const row = explained(TABLE, `read ${key}`, () => this.one.get(key)) as Row | undefined;
    return row && entryOf(row);
  }

  async entries(): Promise<Iterable<readonly [string, StoreEntry]>> {
    const rows = explained(TABLE, 'be read', () => this.all.all()) as Row[];
    return rows.map((row) => [row.key, entryOf(row)] as const);
  }

  async put(key: string, value: unknown, version: number): Promise<boolean> {
    const text = encodeJson(value);
    // Each statement is a transaction of its own, so that looking and writing are one step for all processes.
    const { changes } = explained(TABLE, `write ${key}`, () =>
      version === 0 ? this.insert.run(key, text) : this.update.run(text, key, version),
    );
    return Number(changes) === 1;
  }

  async close(): Promise<void> {}
}

/** The first switch to the log does not wait, as writes do, while another process begins the same database. */
function untilFree(step: () => unknown): void {
  for (const end = Date.now() + BUSY_MS; ; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)) {
    try {
      step();
      return;
    } catch (error) {
      if (!/database is locked/.test(String(error)) || Date.now() > end) throw error;
    }
  }
}

function entryOf({ version, value }: Row): StoreEntry {
  return { version: Number(version), value: decodeJson(value) };
}
