import { QuantblocksError } from '@quantblocks/core';
import { EXIT_CODES } from './exit-codes.ts';

/** Errors of the file system that say what the user can mend. */
const FILES: readonly string[] = [
  'ENOENT',
  'EACCES',
  'EPERM',
  'EISDIR',
  'ENOTDIR',
  'EEXIST',
  'ENOSPC',
  'EROFS',
  'EMFILE',
];

/** An error in one line, and the exit code it deserves. */
export function failureOf(error: unknown): { readonly message: string; readonly code: number } {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, '; ');
  if (isMendable(error)) return { message, code: EXIT_CODES.mendable };
  const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
  return { message: `${name}${message} (a fault of quantblocks; --trace shows where)`, code: EXIT_CODES.fault };
}

function isMendable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A task that threw is as mendable as what it threw, which came from another thread and is known by its name.
  if (error.name === 'TaskError' && (error as { reason?: unknown }).reason === 'threw')
    return /^(Parameter|Data|Integrity|Storage|Objective)Error$/.test((error.cause as Error | undefined)?.name ?? '');
  return error instanceof QuantblocksError || FILES.includes(String((error as NodeJS.ErrnoException).code));
}
