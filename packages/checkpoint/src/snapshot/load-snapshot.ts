import { type FileSystem, nodeFileSystem } from '../files/file-system.ts';
import type { JournalHeader } from '../journal/journal-file.ts';
import { requireSameRun } from '../journal/require-same-run.ts';
import { previousOf, readSnapshot } from './snapshot-file.ts';

/** Options of {@link loadSnapshot}. */
export interface LoadSnapshotOptions {
  readonly header: JournalHeader;
  /** What to do with a snapshot of another configuration. @defaultValue `'refuse'` */
  readonly otherConfiguration?: 'refuse' | 'accept' | undefined;
  /** @defaultValue the machine's own */
  readonly fileSystem?: FileSystem | undefined;
}

/** What {@link loadSnapshot} found. */
export interface LoadedSnapshot<Value> {
  /** `'damaged'`: there was something, and none of it can be trusted. */
  readonly found: 'latest' | 'previous' | 'none' | 'damaged';
  /** Undefined where nothing good was found. */
  readonly value: Value | undefined;
  /** What was wrong with each file that could not be used, in words. */
  readonly problems: readonly string[];
}

/**
 * Reads what {@link saveSnapshot} stored; where that is damaged or missing, the one before.
 *
 * @returns the value, where it came from, and what was wrong; that it has the shape `Value` is the caller's word.
 * @throws an {@link IntegrityError} if the snapshot is of another schema or configuration.
 * @throws a {@link StorageError} if a file is there but cannot be read.
 *
 * @example
 * ```ts
 * import { mkdtempSync, truncateSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { loadSnapshot, saveSnapshot } from '@quantblocks/checkpoint';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'checkpoint-')), 'state.json');
 * const header = { configHash: 'a1', schema: 1 };
 * loadSnapshot(path, { header }).found; // => 'none'
 * for (const fold of [1, 2]) saveSnapshot(path, { fold }, { header });
 * truncateSync(path, 20);
 * const { found, value } = loadSnapshot<{ fold: number }>(path, { header });
 * [found, value?.fold]; // => ['previous', 1]
 * ```
 */
export function loadSnapshot<Value = unknown>(path: string, options: LoadSnapshotOptions): LoadedSnapshot<Value> {
  const { header, otherConfiguration, fileSystem: files = nodeFileSystem } = options;
  const problems: string[] = [];
  for (const [found, file] of [
    ['latest', path],
    ['previous', previousOf(path)],
  ] as const) {
    const content = readSnapshot(files, file);
    if ('head' in content) {
      requireSameRun(file, header, content.head, otherConfiguration);
      return { found, value: content.value as Value, problems };
    }
    if (content.problem !== undefined) problems.push(content.problem);
  }
  return { found: problems.length === 0 ? 'none' : 'damaged', value: undefined, problems };
}
