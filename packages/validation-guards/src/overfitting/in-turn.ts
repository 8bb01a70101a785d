/** How far a test that runs code of the caller is. */
export interface RunProgress {
  /** Runs that have ended. */
  readonly done: number;
  /** Runs there will be. */
  readonly total: number;
}

/** Options of tests that run code of the caller many times. */
export interface RunOptions {
  /** Ends the test before the next run; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Called after every run. */
  onProgress?: ((progress: RunProgress) => void) | undefined;
}

/** Runs one after the other, with room between them for an abort to arrive although each may be synchronous. */
export async function inTurn<T>(
  total: number,
  run: (index: number) => T | Promise<T>,
  options: RunOptions,
): Promise<T[]> {
  const { signal, onProgress } = options;
  const results: T[] = [];
  for (let index = 0; index < total; index++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    results.push(await run(index));
    onProgress?.({ done: index + 1, total });
  }
  return results;
}
