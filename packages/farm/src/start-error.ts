import { ParameterError, QuantblocksError } from '@quantblocks/core';

/** A job that could not be prepared, in the words of what it threw. */
export function startError(cause: Error): QuantblocksError {
  return new QuantblocksError(`the job could not be started: ${cause.name}: ${cause.message}`, { cause });
}

/** Copies shared data to workers, or says which data cannot travel. */
export function refuseShared<T>(copy: () => T): T {
  try {
    return copy();
  } catch (error) {
    if ((error as Error).name !== 'DataCloneError') throw error;
    throw new ParameterError('shared', 'plain data', (error as Error).message);
  }
}
