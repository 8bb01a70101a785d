import { randomBytes } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { ParameterError } from '@quantblocks/core';
import type { Job as QueuedJob } from 'bullmq';
import { connect, type RedisConnection } from './connect.ts';
import type { JobData } from './messages.ts';
import { checkMilliseconds, checkQueue, namesOf, PREFIX } from './names.ts';
import { loadPackages } from './packages.ts';
import { rootUrl } from './program-root.ts';
import { QueueServer } from './queue-server.ts';

/** Options of {@link serveBullmq}. */
export interface ServeBullmqOptions {
  /** Where Redis or Valkey is: an address or a URL. */
  readonly connection: RedisConnection;
  /** Name of the queue. @defaultValue `'quantblocks'` */
  readonly queue?: string | undefined;
  /** Threads, and so tasks at once. @defaultValue `os.availableParallelism()` */
  readonly workers?: number | undefined;
  /** Megabytes of objects one thread may hold. @defaultValue Node's own limit */
  readonly maxHeapMb?: number | undefined;
  /** Folder that holds the jobs' modules; nothing outside it is imported. @defaultValue the working directory */
  readonly root?: URL | string | undefined;
  /** Milliseconds a task belongs to this process without a sign of life; renewed while it lives. @defaultValue `8000` */
  readonly lockMs?: number | undefined;
  /** Milliseconds between two searches for tasks whose worker is gone. @defaultValue `2000` */
  readonly checkMs?: number | undefined;
  /** Signals that drain: finish what runs, take no more. @defaultValue `['SIGTERM', 'SIGINT']` */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
  /** Hears of what went wrong between this process and Redis. @defaultValue prints to stderr */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** A process that takes tasks. */
export interface BullmqServer extends AsyncDisposable {
  /** Resolves when the process has drained and parted from Redis. */
  readonly done: Promise<void>;
  /** Finishes the tasks that run and takes no more; draining again waits for the same end. */
  drain(): Promise<void>;
}

/**
 * Takes tasks of {@link bullmq} crews from a queue and computes them on threads of this process, until it is told to drain.
 *
 * The threads leave the event loop to the queue, so locks are renewed however long a task takes. With the times set by default a task whose
 * process was killed is taken by another one within 12 s.
 *
 * @param options - Address, queue, threads and times.
 * @returns A promise of the server once it is connected; rejects with a `QuantblocksError` if Redis cannot be reached or refuses the password,
 * and with a {@link MissingPackageError} if `bullmq` or `ioredis` is not installed.
 * @throws a {@link ParameterError} if an option is out of range.
 * @remarks Whoever can write to the queue chooses which exports below `root` run: keep Redis behind a password and a private network.
 *
 * @example
 * ```ts no-run
 * import { serveBullmq } from '@quantblocks/farm/bullmq';
 *
 * const server = await serveBullmq({ connection: 'redis://:secret@queue.local', workers: 8 });
 * await server.done; // after SIGTERM
 * ```
 */
export async function serveBullmq(options: ServeBullmqOptions): Promise<BullmqServer> {
  const { connection, queue = 'quantblocks', workers = availableParallelism(), maxHeapMb, root } = options ?? {};
  const { lockMs = 8000, checkMs = 2000, signals = ['SIGTERM', 'SIGINT'], onError = print } = options ?? {};
  if (connection === undefined) throw new ParameterError('connection', 'an address or URL of Redis', connection);
  checkQueue(queue);
  if (!(Number.isInteger(workers) && workers >= 1)) throw new ParameterError('workers', 'an integer >= 1', workers);
  for (const [name, value] of Object.entries({ lockMs, checkMs })) checkMilliseconds(name, value);
  const settings = { workers, maxHeapMb, root: rootUrl(root) };
  const packages = await loadPackages();
  const redis = await connect(packages, connection);
  const id = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
  const server = new QueueServer(redis, namesOf(queue), id, settings, onError);
  await server.join();
  const worker = new packages.bullmq.Worker<JobData>(queue, (job: QueuedJob<JobData>) => server.process(job), {
    connection: redis,
    prefix: PREFIX,
    concurrency: workers,
    lockDuration: lockMs,
    stalledInterval: checkMs,
    // A worker that dies is bad luck; a task under which workers die again and again is poison.
    maxStalledCount: MOST_LOST_WORKERS,
    runRetryDelay: RETRY_MS,
  });
  worker.on('error', onError);

  let done = (): void => {};
  const isDone = new Promise<void>((resolve) => {
    done = resolve;
  });
  let draining: Promise<void> | undefined;
  const drain = (): Promise<void> => {
    // A second signal ends the process as usual.
    for (const signal of signals) process.removeListener(signal, drain);
    draining ??= worker
      .close()
      .then(() => server.leave())
      .then(done);
    return draining;
  };
  for (const signal of signals) process.on(signal, drain);
  await worker.waitUntilReady();
  return { done: isDone, drain, [Symbol.asyncDispose]: drain };
}

const MOST_LOST_WORKERS = 3;
/** After Redis was gone. */
const RETRY_MS = 500;

function print(error: Error): void {
  console.error(`farm: ${error.message}`);
}
