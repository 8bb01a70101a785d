import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  acquireLock,
  decodeJson,
  encodeJson,
  type Lock,
  LockedError,
  StorageError,
  writeAtomically,
} from '@quantblocks/checkpoint';
import { DataError } from '@quantblocks/core';
import type { z } from 'zod';
import { shapeOf } from './shape.ts';

const PATIENCE_MS = 5000;
const LOOK_MS = 20;

/**
 * Adds a record to a file of JSON lines that several processes may write to: the file is replaced as a whole, so that it never ends in half
 * a line. For files of notes, not of trials: it costs the length of the file.
 */
export async function appendLine(path: string, record: unknown): Promise<void> {
  const line = `${encodeJson(record)}\n`;
  const lock = await patiently(path);
  try {
    writeAtomically(path, Buffer.from(readIfThere(path) + line));
  } finally {
    lock.release();
  }
}

/** Records of a file of JSON lines; none if there is no file. */
export function readLines<T>(path: string, schema: z.ZodType<T>): T[] {
  return readIfThere(path)
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      const location = { source: path, row: index + 1 };
      let value: unknown;
      try {
        value = decodeJson(line);
      } catch {
        throw new DataError('a line of JSON', line, location);
      }
      const shape = shapeOf(schema, value);
      if (shape.problem === undefined) return [shape.value];
      const { expected, received, path: column } = shape.problem;
      throw new DataError(expected, received, { ...location, column: column || undefined });
    });
}

/** Text of a file; empty if there is none. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return '';
    throw new StorageError(path, 'read it', error);
  }
}

/** Who writes a line holds the lock for milliseconds: wait for it, but not for ever. */
async function patiently(path: string): Promise<Lock> {
  for (const start = Date.now(); ; ) {
    try {
      return acquireLock(path);
    } catch (error) {
      if (!(error instanceof LockedError) || Date.now() - start > PATIENCE_MS) throw error;
    }
    await wait(LOOK_MS);
  }
}
