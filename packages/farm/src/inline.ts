import { setImmediate } from 'node:timers/promises';
import type { Crew, Executor, OpenOptions, Task } from './executor.ts';
import type { Job, JobBody } from './job.ts';
import type { JobRef } from './job-ref.ts';
import { orAborted } from './or-aborted.ts';
import { performTask, startJob } from './perform.ts';
import { QueuedCrew } from './queued-crew.ts';
import type { Reply } from './reply.ts';
import { refuseShared, startError } from './start-error.ts';
import type { Workforce } from './workforce.ts';

/** After so much work the event loop gets a turn: timers, signals and progress must not starve. */
const TURN_MS = 20;

/**
 * Computes tasks in the calling thread, one after another: for tests, small work, and debugging.
 *
 * Shared data, inputs and outputs are copied as for a thread (shared memory stays shared), so that a job which runs here runs there
 * and gives the same. Only asynchronous work can be timed out or cancelled; a synchronous task blocks until it is done.
 *
 * @returns An executor that takes a job itself or a {@link JobRef}.
 *
 * @example
 * ```ts
 * import { defineJob, inline } from '@quantblocks/farm';
 *
 * const square = defineJob({ start: () => (input: number) => input * input });
 * const crew = await inline().open(square, undefined);
 * const results = await Promise.all([2, 3].map((input) => crew.run({ key: `square-${input}`, input })));
 * results.map(({ output }) => output); // => [4, 9]
 * await crew.close();
 * ```
 */
export function inline(): Executor {
  return { open };
}

async function open<Shared, Input, Output>(
  job: Job<Shared, Input, Output> | JobRef<Job<Shared, Input, Output>>,
  shared: Shared,
  { signal }: OpenOptions = {},
): Promise<Crew<Input, Output>> {
  signal?.throwIfAborted();
  const starting = startJob<Input, Output>(
    job,
    refuseShared(() => structuredClone(shared)),
  ).catch((error: Error) => {
    throw startError(error);
  });
  return new QueuedCrew(new InlineWorkforce(await (signal === undefined ? starting : orAborted(starting, signal))));
}

class InlineWorkforce<Input, Output> implements Workforce<Input, Output> {
  readonly size = 1;
  readonly lost = undefined;
  idle = 1;
  onChange = (): void => {};
  private readonly body: JobBody<Input, Output>;
  private lastTurn = performance.now();

  constructor(body: JobBody<Input, Output>) {
    this.body = body;
  }

  async perform(task: Task<Input>, signal: AbortSignal): Promise<Reply<Output>> {
    this.idle = 0;
    try {
      const input = structuredClone(task.input);
      if (performance.now() - this.lastTurn > TURN_MS) {
        await setImmediate();
        this.lastTurn = performance.now();
        signal.throwIfAborted();
      }
      return await orAborted(performTask(this.body, { key: task.key, input }, 'inline', signal), signal);
    } finally {
      this.idle = 1;
    }
  }

  async end(): Promise<void> {}
}
