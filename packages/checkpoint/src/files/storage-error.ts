import { QuantblocksError } from '@quantblocks/core';

/**
 * A file could not be written or read; `code` is the system's own word for it, such as `'ENOSPC'`, and `cause` its error.
 *
 * What was there before is still there.
 *
 * @example
 * ```ts
 * import { StorageError } from '@quantblocks/checkpoint';
 *
 * const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
 * const error = new StorageError('run.journal', 'append a record', full);
 * error.message; // => 'run.journal: could not append a record: ENOSPC: no space left on device, write'
 * error.code; // => 'ENOSPC'
 * ```
 */
export class StorageError extends QuantblocksError {
  readonly path: string;
  readonly code: string | undefined;

  constructor(path: string, task: string, cause: unknown) {
    super(`${path}: could not ${task}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.path = path;
    this.code = codeOf(cause);
  }
}

/** The system's word for an error: `'ENOENT'`, `'ENOSPC'`, ... */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Runs `body`; what it throws becomes a {@link StorageError} that names the file and the task. */
export function explained<T>(path: string, task: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw error instanceof QuantblocksError ? error : new StorageError(path, task, error);
  }
}
