import { dirname } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { type FileSystem, nodeFileSystem } from '../files/file-system.ts';
import { removeDrafts } from '../files/stage-file.ts';
import { codeOf, explained } from '../files/storage-error.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { acquireLock, type Lock } from '../lock/acquire-lock.ts';
import { Journal } from './journal.ts';
import { encodeHead, type JournalContent, type JournalHeader, readJournal } from './journal-file.ts';
import { requireSameRun } from './require-same-run.ts';
import { requireSync, type SyncPolicy } from './sync-policy.ts';

/** Options of {@link openJournal}. */
export interface JournalOptions {
  readonly header: JournalHeader;
  /** When a record counts as written. @defaultValue `'every'` */
  readonly sync?: SyncPolicy | undefined;
  /** What to do with a journal of another configuration. @defaultValue `'refuse'` */
  readonly otherConfiguration?: 'refuse' | 'accept' | undefined;
  /** `'none'` if the caller holds a lock already. @defaultValue `'own'` */
  readonly lock?: 'own' | 'none' | undefined;
  /** @defaultValue the machine's own */
  readonly fileSystem?: FileSystem | undefined;
}

/**
 * Opens a file of records that are on disk when they are acknowledged, and makes it if there is none.
 *
 * A torn tail, which is what a crash leaves of a record that was not acknowledged, is cut off and reported as `dropped` bytes.
 *
 * @param path - Its folder is made if needed.
 * @returns the journal with the records it held: what `Item` and `Snapshot` promise of their shape is the caller's word.
 * @throws an {@link IntegrityError} if a line inside was damaged, or the file is of another schema or configuration.
 * @throws a {@link LockedError} if another process writes there.
 * @throws a {@link StorageError} if the file cannot be read or made.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { configHash, openJournal } from '@quantblocks/checkpoint';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'checkpoint-')), 'trials.journal');
 * const header = { configHash: configHash({ feeBps: 4 }), schema: 1 };
 * const journal = openJournal(path, { header });
 * await journal.append({ trial: 0, score: Number.NaN });
 * await journal.close();
 *
 * const again = openJournal<{ trial: number; score: number }>(path, { header });
 * again.records; // => [{ trial: 0, score: NaN }]
 * await again.close();
 * openJournal(path, { header: { ...header, configHash: configHash({ feeBps: 5 }) } }); // => throws IntegrityError
 * ```
 */
export function openJournal<Item = unknown, Snapshot = unknown>(
  path: string,
  options: JournalOptions,
): Journal<Item, Snapshot> {
  const { header, sync = 'every', lock: lockMode = 'own', fileSystem: files = nodeFileSystem } = options;
  requireHeader(header);
  requireSync(sync);
  const { configHash, schema } = header;
  explained(path, 'make its folder', () => files.makeFolder(dirname(path)));
  const lock = lockMode === 'own' ? acquireLock(path, { fileSystem: files }) : undefined;
  try {
    return explained(path, 'open the journal', () => {
      if (lock !== undefined) removeDrafts(files, path);
      const content = readOrMake(files, path, encodeHead({ configHash, schema, seq: 0 }));
      requireSameRun(path, header, content.head, options.otherConfiguration);
      return openContent<Item, Snapshot>(path, content, { files, sync, lock });
    });
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function openContent<Item, Snapshot>(
  path: string,
  { head, records, size, total }: JournalContent & { readonly total: number },
  { files, sync, lock }: { files: FileSystem; sync: SyncPolicy; lock: Lock | undefined },
): Journal<Item, Snapshot> {
  const file = files.open(path, 'r+');
  try {
    if (total > size) {
      files.ftruncate(file, size);
      files.fdatasync(file);
    }
  } catch (error) {
    files.close(file);
    throw error;
  }
  return new Journal(path, {
    ...{ files, file, size, sync, lock, head },
    records: records as Item[],
    dropped: total - size,
  });
}

function readOrMake(files: FileSystem, path: string, head: Buffer): JournalContent & { readonly total: number } {
  let bytes: Buffer;
  try {
    bytes = files.read(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    writeAtomically(path, head, { fileSystem: files });
    bytes = head;
  }
  return { ...readJournal(path, bytes), total: bytes.length };
}

function requireHeader(header: JournalHeader): void {
  if (typeof header?.configHash !== 'string' || header.configHash === '')
    throw new ParameterError('header.configHash', 'a name for the configuration', header?.configHash);
  if (!Number.isInteger(header.schema)) throw new ParameterError('header.schema', 'an integer', header.schema);
}
