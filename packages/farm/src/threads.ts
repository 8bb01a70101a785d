import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ParameterError } from '@quantblocks/core';
import { Piscina } from 'piscina';
import type { Crew, Executor, OpenOptions, Task } from './executor.ts';
import type { Job } from './job.ts';
import { isJobRef, type JobRef } from './job-ref.ts';
import { orAborted } from './or-aborted.ts';
import { QueuedCrew } from './queued-crew.ts';
import { fromPlainError, type Reply } from './reply.ts';
import type { Greeting, ThreadData } from './serve-thread.ts';
import { refuseShared, startError } from './start-error.ts';
import type { Workforce } from './workforce.ts';

/** Options of {@link threads}. */
export interface ThreadsOptions {
  /** Threads of each crew. @defaultValue `os.availableParallelism()` */
  readonly workers?: number | undefined;
  /** Megabytes of objects one thread may hold; one that needs more loses its task and is replaced. @defaultValue Node's own limit */
  readonly maxHeapMb?: number | undefined;
  /** The file that each thread runs, for bundlers that move it. @defaultValue `worker.js` of this package */
  readonly workerUrl?: URL | string | undefined;
}

/**
 * Computes tasks on worker threads, one task per thread at a time.
 *
 * Columns on a `SharedArrayBuffer` (`shareBars` of core) are read in place by all threads; everything else is copied once per thread. A
 * task that runs out of time or is cancelled loses its thread, endless loop or not; a new thread is prepared and takes over.
 *
 * @param options - Number of threads and their limits.
 * @returns An executor that takes a {@link JobRef}: code cannot be sent to a thread, only imported by it.
 * @throws a {@link ParameterError} if an option is out of range.
 *
 * @example
 * ```ts no-run
 * import { jobRef, threads } from '@quantblocks/farm';
 *
 * const evaluate = jobRef(new URL('./evaluate.ts', import.meta.url), 'evaluate');
 * const crew = await threads({ workers: 4 }).open(evaluate, { fee: 0.001 });
 * await crew.run({ key: 'trial-0', input: { stop: 2.5 } });
 * await crew.close();
 * ```
 */
export function threads(options: ThreadsOptions = {}): Executor {
  const { workers = availableParallelism(), maxHeapMb, workerUrl = import.meta.resolve('#worker') } = options;
  if (!(Number.isInteger(workers) && workers >= 1)) throw new ParameterError('workers', 'an integer >= 1', workers);
  if (maxHeapMb !== undefined && !(maxHeapMb > 0)) throw new ParameterError('maxHeapMb', 'megabytes > 0', maxHeapMb);
  if (!/^file:/i.test(String(workerUrl))) throw new ParameterError('workerUrl', 'a file: URL', workerUrl);
  const filename = fileURLToPath(workerUrl);
  const open = async <Shared, Input, Output>(
    job: Job<Shared, Input, Output> | JobRef<Job<Shared, Input, Output>>,
    shared: Shared,
    { signal }: OpenOptions = {},
  ): Promise<Crew<Input, Output>> => {
    if (!isJobRef(job)) throw new ParameterError('job', 'a jobRef, because threads import their code', job);
    signal?.throwIfAborted();
    const data: ThreadData = { job: { module: job.module, name: job.name }, shared };
    const pool = refuseShared(() => createPool(filename, workers, data, maxHeapMb));
    const workforce = new ThreadWorkforce<Input, Output>(pool);
    await workforce.start(signal);
    return new QueuedCrew(workforce);
  };
  return { open };
}

function createPool(filename: string, workers: number, workerData: ThreadData, maxHeapMb: number | undefined): Piscina {
  return new Piscina({
    filename,
    name: 'perform',
    minThreads: workers,
    maxThreads: workers,
    workerData,
    recordTiming: false,
    ...(maxHeapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } }),
  });
}

class ThreadWorkforce<Input, Output> implements Workforce<Input, Output> {
  readonly size: number;
  lost: Error | undefined;
  onChange = (): void => {};
  private readonly pool: Piscina;

  constructor(pool: Piscina) {
    this.pool = pool;
    this.size = pool.maxThreads;
    // Both events come before the pool has done its own part: then only a failed start leaves it without threads.
    const changed = (): void =>
      queueMicrotask(() => {
        if (pool.threads.length === 0) this.lost = new Error('no thread is left, and new ones die while they start');
        this.onChange();
      });
    pool.on('workerCreate', changed).on('workerDestroy', changed);
    // A thread that dies between tasks takes nothing with it and is replaced.
    pool.on('error', () => {});
  }

  get idle(): number {
    return this.pool.idleThreads;
  }

  /** Resolves when every thread is prepared; each of them answers one greeting. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    const greetings = Promise.all(Array.from({ length: this.size }, (): Promise<Greeting> => this.pool.run(null)));
    try {
      for (const { startError: error } of await (signal === undefined ? greetings : orAborted(greetings, signal))) {
        if (error !== undefined) throw fromPlainError(error);
      }
    } catch (error) {
      await this.end();
      throw signal?.aborted ? signal.reason : startError(error as Error);
    }
  }

  perform({ key, input }: Task<Input>, signal: AbortSignal): Promise<Reply<Output>> {
    return this.pool.run({ key, input }, { signal });
  }

  end(): Promise<void> {
    // The pool would replace a thread whose end is seen only after its own.
    this.pool.options.minThreads = 0;
    return this.pool.destroy();
  }
}
