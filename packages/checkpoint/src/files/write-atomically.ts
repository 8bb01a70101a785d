import { dirname } from 'node:path';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { discard, stageFile } from './stage-file.ts';
import { explained } from './storage-error.ts';

/** Options of {@link writeAtomically}. */
export interface WriteOptions {
  /** Keeps what `path` held before under this name, which has to be in the same folder. */
  readonly previous?: string | undefined;
  /** @defaultValue the machine's own */
  readonly fileSystem?: FileSystem | undefined;
}

/**
 * Replaces a file so that, whenever the power fails, it holds the old bytes or the new ones and never a mixture.
 *
 * Writes a draft with a name of its own in the same folder, in a loop because a write may be short; checks its size; flushes it;
 * renames it; flushes the folder.
 *
 * @param path - Its folder has to exist.
 * @param bytes - The whole content.
 * @throws a {@link StorageError} if any step fails; the draft is removed and the old file is as it was. Only when the flush of the
 *   folder fails, the last step, the new bytes are there already, and a power cut may still bring the old ones back.
 *
 * @example
 * ```ts
 * import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { writeAtomically } from '@quantblocks/checkpoint';
 *
 * const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
 * writeAtomically(join(folder, 'best.txt'), Buffer.from('0.42'));
 * readFileSync(join(folder, 'best.txt'), 'utf8'); // => '0.42'
 * readdirSync(folder); // => ['best.txt']
 * ```
 */
export function writeAtomically(path: string, bytes: Uint8Array, options: WriteOptions = {}): void {
  const { previous, fileSystem: files = nodeFileSystem } = options;
  explained(path, `write ${bytes.length} bytes`, () => {
    const draft = stageFile(files, path, bytes);
    let moved = false;
    try {
      if (previous !== undefined) {
        files.rename(path, previous);
        moved = true;
      }
      files.rename(draft.path, path);
    } catch (error) {
      discard(files, draft);
      if (moved) restore(files, previous!, path);
      throw error;
    }
    files.close(draft.file);
    files.syncFolder(dirname(path));
  });
}

function restore(files: FileSystem, previous: string, path: string): void {
  try {
    files.rename(previous, path);
  } catch {
    // Whoever looks for the file looks for the previous one too, and the first error is the one to report.
  }
}
