import { ParameterError, QuantblocksError } from '@quantblocks/core';
import type { Crew, Executor, OpenOptions } from '../executor.ts';
import type { Job } from '../job.ts';
import { isJobRef, type JobRef } from '../job-ref.ts';
import { orAborted } from '../or-aborted.ts';
import { QueuedCrew } from '../queued-crew.ts';
import { refuseShared } from '../start-error.ts';
import { CONNECT_MS, connect, type RedisConnection } from './connect.ts';
import { checkMilliseconds, checkQueue } from './names.ts';
import { pack } from './pack.ts';
import { loadPackages } from './packages.ts';
import { belowRoot, rootUrl } from './program-root.ts';
import { QueueLink } from './queue-link.ts';
import { QueueWorkforce } from './queue-workforce.ts';

/** Options of {@link bullmq}. */
export interface BullmqOptions {
  /** Where Redis or Valkey is: an address or a URL. */
  readonly connection: RedisConnection;
  /** Name of the queue; {@link serveBullmq} takes from the same one. @defaultValue `'quantblocks'` */
  readonly queue?: string | undefined;
  /** Folder that holds the jobs' modules; workers have the same files below their own. @defaultValue the working directory */
  readonly root?: URL | string | undefined;
  /** How often a task that threw or lost its worker is tried in all. @defaultValue `3` */
  readonly attempts?: number | undefined;
  /** Milliseconds before the second attempt; each further wait is twice as long. @defaultValue `1000` */
  readonly backoffMs?: number | undefined;
  /** Tasks in Redis per thread: those that run and those that wait. All others wait here. @defaultValue `2` */
  readonly ahead?: number | undefined;
  /** Milliseconds between two looks at what Redis still knows; what it lost is added again. @defaultValue `2000` */
  readonly checkMs?: number | undefined;
  /** Milliseconds to wait for a first worker while the crew opens. @defaultValue `60_000` */
  readonly openMs?: number | undefined;
  /** Milliseconds without Redis after which unfinished tasks are given up. @defaultValue `300_000` */
  readonly patienceMs?: number | undefined;
}

/**
 * Computes tasks on the machines that take from a queue in Redis or Valkey; start them with {@link serveBullmq}.
 *
 * Delivery is at least once and the first result counts, so a task whose worker dies is computed by another one, and a queue that was lost
 * is filled again. Shared data travel once to each worker process. A second result that differs from the first ends the crew.
 *
 * @param options - Address, queue, retries and limits.
 * @returns An executor that takes a {@link JobRef} to a module below `root`.
 * @throws a {@link ParameterError} if an option is out of range.
 * @remarks `open` rejects with a {@link MissingPackageError} if `bullmq` or `ioredis` is not installed, and with a `QuantblocksError` if Redis
 * cannot be reached, refuses the password, or no worker answers within `openMs`.
 * @see https://docs.bullmq.io/guide/jobs/stalled (BullMQ, Stalled Jobs)
 *
 * @example
 * ```ts no-run
 * import { jobRef } from '@quantblocks/farm';
 * import { bullmq } from '@quantblocks/farm/bullmq';
 *
 * const evaluate = jobRef(new URL('./evaluate.ts', import.meta.url), 'evaluate');
 * const crew = await bullmq({ connection: 'redis://:secret@queue.local' }).open(evaluate, { fee: 0.001 });
 * await crew.run({ key: 'trial-0', input: { stop: 2.5 } }, { timeoutMs: 60_000 });
 * await crew.close();
 * ```
 */
export function bullmq(options: BullmqOptions): Executor {
  const { connection, queue = 'quantblocks', root, attempts = 3, backoffMs = 1000, ahead = 2 } = options ?? {};
  const { checkMs = 2000, openMs = 60_000, patienceMs = 300_000 } = options ?? {};
  if (connection === undefined) throw new ParameterError('connection', 'an address or URL of Redis', connection);
  checkQueue(queue);
  for (const [name, value] of Object.entries({ attempts, ahead })) {
    if (!(Number.isInteger(value) && value >= 1)) throw new ParameterError(name, 'an integer >= 1', value);
  }
  for (const [name, value] of Object.entries({ backoffMs, checkMs, openMs, patienceMs }))
    checkMilliseconds(name, value);
  const folder = rootUrl(root);
  const open = async <Shared, Input, Output>(
    job: Job<Shared, Input, Output> | JobRef<Job<Shared, Input, Output>>,
    shared: Shared,
    { signal }: OpenOptions = {},
  ): Promise<Crew<Input, Output>> => {
    if (!isJobRef(job)) throw new ParameterError('job', 'a jobRef, because workers import their code', job);
    signal?.throwIfAborted();
    const address = belowRoot(job, folder);
    const bytes = refuseShared(() => pack(shared));
    const packages = await loadPackages();
    const redis = await connect(packages, connection, Math.min(CONNECT_MS, openMs));
    const link = new QueueLink(redis, packages, address, bytes, { queue, attempts, backoffMs });
    const workforce = new QueueWorkforce<Input, Output>(link, { ahead, checkMs, patienceMs });
    const stop = new AbortController();
    const nobody = new QuantblocksError(
      `no worker took the job from queue ${queue} within ${openMs} ms: start one with serveBullmq`,
    );
    const clock = setTimeout(() => stop.abort(nobody), openMs);
    const cancel = (): void => stop.abort(signal?.reason);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      await orAborted(workforce.start(stop.signal), stop.signal);
    } catch (error) {
      await workforce.end();
      throw error;
    } finally {
      clearTimeout(clock);
      signal?.removeEventListener('abort', cancel);
    }
    return new QueuedCrew(workforce);
  };
  return { open };
}
