import type { TaskErrorReason } from './task-error.ts';

/** An error as plain data: structured clone would lose the names of classes, and refuse errors that carry functions. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: PlainError | undefined;
}

/** What a worker answers. */
export type Reply<Output> =
  | { readonly output: Output; readonly durationMs: number; readonly worker: string }
  | { readonly error: PlainError; readonly reason: Exclude<TaskErrorReason, 'closed'> };

const DEEPEST_CAUSE = 8;

export function toPlainError(thrown: unknown, depth = 0): PlainError {
  if (!(thrown instanceof Error)) {
    return { name: 'Error', message: text(thrown), stack: undefined, cause: undefined };
  }
  const { name, message, stack, cause } = thrown;
  const hasCause = cause !== undefined && depth < DEEPEST_CAUSE;
  return { name, message, stack, cause: hasCause ? toPlainError(cause, depth + 1) : undefined };
}

export function fromPlainError({ name, message, stack, cause }: PlainError): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause: fromPlainError(cause) });
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

function text(thrown: unknown): string {
  try {
    return typeof thrown === 'object' ? JSON.stringify(thrown) : String(thrown);
  } catch {
    return 'an object'; // circular: an error about an error would hide the first one
  }
}
