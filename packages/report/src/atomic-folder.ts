import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { QuantblocksError } from '@quantblocks/core';

/** A run folder could not be written; nothing of it is left behind. */
export class WriteRunError extends QuantblocksError {
  readonly folder: string;

  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${folder}: expected a folder that can be written, got ${reason}`, { cause });
    this.folder = folder;
  }
}

/**
 * Writes files so that the folder appears whole or not at all: into a hidden sibling, flushed to disk, then renamed.
 *
 * @param files - Contents by path relative to `folder`.
 * @throws a {@link WriteRunError} if the folder exists already or anything cannot be written.
 */
export async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const draft = join(dirname(folder), `.${randomBytes(6).toString('hex')}.partial`);
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(draft, path);
      await mkdir(dirname(file), { recursive: true });
      await writeDurably(file, text);
    }
    await syncFolder(draft);
    // Renaming over a folder that has content fails, so an earlier run is never replaced.
    await rename(draft, folder);
    await syncFolder(dirname(folder));
  } catch (cause) {
    // The first failure is the one to report; where nothing could be made there is nothing to remove.
    await rm(draft, { recursive: true, force: true }).catch(() => {});
    throw new WriteRunError(folder, cause);
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename survive a crash; file systems that cannot sync folders have nothing to offer here. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
