import { QuantblocksError } from '@quantblocks/core';
import type { LockOwner } from './acquire-lock.ts';

/**
 * Somebody else writes here, or took over in the meantime: two writers would destroy each other's records.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { acquireLock, LockedError } from '@quantblocks/checkpoint';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'checkpoint-')), 'run.journal');
 * const lock = acquireLock(path);
 * let owner: number | undefined;
 * try {
 *   acquireLock(path);
 * } catch (error) {
 *   if (error instanceof LockedError) owner = error.owner?.pid;
 * }
 * owner === process.pid; // => true
 * lock.release();
 * ```
 */
export class LockedError extends QuantblocksError {
  readonly path: string;
  /** Who holds the lock, where that is known. */
  readonly owner: LockOwner | undefined;

  constructor(path: string, reason: string, owner?: LockOwner) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.owner = owner;
  }
}
