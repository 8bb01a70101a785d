import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { IntegrityError } from '@quantblocks/core';
import type { FileSystem } from './file-system.ts';
import { writeAll } from './write-all.ts';

/** A file that is complete and on disk, but does not have its name yet. */
export interface StagedFile {
  /** The open file: it stays the same file when it is renamed. */
  readonly file: number;
  readonly path: string;
}

/** Writes bytes beside `path`, down to the disk. Nothing is left behind if that fails. */
export function stageFile(files: FileSystem, path: string, bytes: Uint8Array): StagedFile {
  const draft = join(dirname(path), `${draftPrefix(path)}${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  const file = files.open(draft, 'wx');
  try {
    writeAll(files, file, bytes);
    const { size } = files.stat(file);
    if (size !== bytes.length) throw new IntegrityError(draft, `${bytes.length} bytes on disk`, size);
    files.fsync(file);
  } catch (error) {
    discard(files, { file, path: draft });
    throw error;
  }
  return { file, path: draft };
}

/** Closes and removes a draft after an error, which is the one to report: a second one here would hide it. */
export function discard(files: FileSystem, { file, path }: StagedFile): void {
  for (const step of [() => files.close(file), () => files.unlink(path)]) {
    try {
      step();
    } catch {}
  }
}

/** Removes drafts that a killed process left. Only for who holds the lock of `path`: they could be in use otherwise. */
export function removeDrafts(files: FileSystem, path: string): void {
  const prefix = draftPrefix(path);
  for (const name of files.list(dirname(path))) {
    if (name.startsWith(prefix) && /^\d+-[0-9a-f]{12}\.tmp$/.test(name.slice(prefix.length)))
      files.unlink(join(dirname(path), name));
  }
}

function draftPrefix(path: string): string {
  return `.${basename(path)}.`;
}
