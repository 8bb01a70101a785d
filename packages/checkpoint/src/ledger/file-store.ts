import { ParameterError } from '@quantblocks/core';
import type { Journal } from '../journal/journal.ts';
import { type JournalOptions, openJournal } from '../journal/open-journal.ts';
import { decodeJson, encodeJson } from '../json/index.ts';
import type { Store, StoreEntry } from './store.ts';

type Row = readonly [key: string, version: number, value: unknown];

/** Journals below this size are not worth a compaction. */
const SMALL_BYTES = 1 << 20;

/**
 * A store in one file, of one process: a {@link Journal} of writes, compacted by itself when most of it is out of date.
 *
 * @param path - Its folder is made if needed.
 * @param options - As of {@link openJournal}; writes are flushed in groups of 20 ms by default.
 * @throws what {@link openJournal} throws.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { fileStore } from '@quantblocks/checkpoint';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'checkpoint-')), 'tasks.journal');
 * const header = { configHash: 'a1', schema: 1 };
 * const store = fileStore(path, { header });
 * await store.put('fold-1', { score: 0.4 }, 0);
 * await store.close();
 *
 * const again = fileStore(path, { header });
 * await again.get('fold-1'); // => { version: 1, value: { score: 0.4 } }
 * await again.close();
 * ```
 */
export function fileStore(path: string, options: JournalOptions): Store {
  return new FileStore(openJournal<Row, Row[]>(path, { sync: { group: { ms: 20, records: 64 } }, ...options }));
}

class FileStore implements Store {
  private readonly journal: Journal<Row, Row[]>;
  /** What is on disk; the rest must not be seen, for somebody would rely on it. */
  private readonly rows = new Map<string, StoreEntry>();
  /** Writes on their way, one of a key at a time. */
  private readonly pending = new Map<string, { readonly entry: StoreEntry; readonly written: Promise<void> }>();
  private compactAt: number;

  constructor(journal: Journal<Row, Row[]>) {
    this.journal = journal;
    for (const [key, version, value] of [...(journal.snapshot ?? []), ...journal.records])
      this.rows.set(key, { version, value });
    this.compactAt = Math.max(SMALL_BYTES, 2 * journal.bytes);
  }

  async get(key: string): Promise<StoreEntry | undefined> {
    return this.rows.get(key);
  }

  async entries(): Promise<Iterable<readonly [string, StoreEntry]>> {
    return [...this.rows];
  }

  async put(key: string, value: unknown, version: number): Promise<boolean> {
    // Whether this one may be written depends on whether that one is kept.
    while (this.pending.has(key)) await this.pending.get(key)?.written.catch(() => {});
    if ((this.rows.get(key)?.version ?? 0) !== version) return false;
    if (value === undefined) throw new ParameterError('value', 'plain data', value);
    // A copy: what the caller changes later was not written.
    const entry = { version: version + 1, value: decodeJson(encodeJson(value)) };
    const { length } = this.journal;
    const written = this.journal.append([key, entry.version, entry.value]);
    // Nothing of it is in the file, and a compaction must not bring it there: this rejects.
    if (this.journal.length === length) await written;
    this.pending.set(key, { entry, written });
    try {
      await written;
      this.rows.set(key, entry);
    } finally {
      this.pending.delete(key);
    }
    if (this.journal.bytes > this.compactAt) await this.compact();
    return true;
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  private async compact(): Promise<void> {
    // Set first: others may arrive here before this one is done.
    this.compactAt = Number.POSITIVE_INFINITY;
    try {
      // What is on its way is in the journal already.
      const rows = new Map(this.rows);
      for (const [key, { entry }] of this.pending) rows.set(key, entry);
      await this.journal.compact(Array.from(rows, ([key, { version, value }]) => [key, version, value]));
    } finally {
      this.compactAt = Math.max(SMALL_BYTES, 2 * this.journal.bytes);
    }
  }
}
