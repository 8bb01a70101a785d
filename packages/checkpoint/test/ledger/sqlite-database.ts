import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import type { SqliteDatabase } from '../../src/index.ts';

type Open = (path: string) => SqliteDatabase & { close(): void };

/** better-sqlite3 where it could be built, or what Node 22 brings itself. */
function find(): Open | undefined {
  const require = createRequire(import.meta.url);
  try {
    const Database: typeof BetterSqlite3 = require('better-sqlite3');
    new Database(':memory:').close();
    return (path) => new Database(path);
  } catch {
    try {
      const { DatabaseSync } = require('node:sqlite');
      return (path) => new DatabaseSync(path);
    } catch {
      console.warn('neither a built better-sqlite3 nor node:sqlite: the tests of the SQLite store are skipped');
      return undefined;
    }
  }
}

const found = find();

export const hasSqlite: boolean = found !== undefined;

export function openSqlite(path: string): ReturnType<Open> {
  if (found === undefined) throw new Error('no SQLite');
  return found(path);
}
