import { dirname } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../files/file-system.ts';
import { explained } from '../files/storage-error.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import type { JournalHeader } from '../journal/journal-file.ts';
import { checkedLine } from '../json/checked-line.ts';
import { encodeJson } from '../json/encode-json.ts';
import { previousOf, readSnapshot, SNAPSHOT_FORMAT } from './snapshot-file.ts';

/** Options of {@link saveSnapshot}. */
export interface SaveSnapshotOptions {
  /** What the value depends on, and the version of its shape. */
  readonly header: JournalHeader;
  /** @defaultValue the machine's own */
  readonly fileSystem?: FileSystem | undefined;
}

/**
 * Replaces a stored value in one step and keeps the one before as `<path>.bak`.
 *
 * @param path - Its folder is made if needed.
 * @param value - Plain data, see {@link encodeJson}.
 * @throws a {@link StorageError} if it cannot be written; what was stored before is still there.
 * @throws a {@link ParameterError} if `value` holds what JSON would lose.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { loadSnapshot, saveSnapshot } from '@quantblocks/checkpoint';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'checkpoint-')), 'state.json');
 * const header = { configHash: 'a1', schema: 1 };
 * saveSnapshot(path, { fold: 3, best: -Infinity }, { header });
 * loadSnapshot(path, { header }).value; // => { fold: 3, best: -Infinity }
 * ```
 */
export function saveSnapshot(path: string, value: unknown, options: SaveSnapshotOptions): void {
  const { header, fileSystem: files = nodeFileSystem } = options;
  const { configHash, schema } = header;
  const bytes = checkedLine(encodeJson({ snapshot: SNAPSHOT_FORMAT, configHash, schema, value: [value] }, 'snapshot'));
  explained(path, 'make its folder', () => files.makeFolder(dirname(path)));
  // A damaged file must not take the place of the last good one.
  const isGood = 'head' in readSnapshot(files, path);
  writeAtomically(path, bytes, { fileSystem: files, previous: isGood ? previousOf(path) : undefined });
}
