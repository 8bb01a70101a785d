import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../src/index.ts';

/** A folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'checkpoint-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Names in a folder, hidden ones too, without those of locks. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.includes('.lock-'))
    .sort();
}

export const header = { configHash: 'a1', schema: 1 };

/** Flushes nothing: for tests of what is written, not of when it is safe. */
export const unsafeFileSystem: FileSystem = {
  ...nodeFileSystem,
  fsync: () => {},
  fdatasync: () => {},
  fdatasyncLater: async () => {},
  syncFolder: () => {},
};
