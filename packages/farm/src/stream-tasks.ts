import type { Crew, RunOptions, Task, TaskOutcome } from './executor.ts';
import { Fifo } from './fifo.ts';
import { TaskError } from './task-error.ts';

/** Taken from the source and not yet delivered, per worker: one that runs and one that waits, so that no worker waits for us. */
const TAKEN_PER_WORKER = 2;

export async function* streamTasks<Input, Output>(
  crew: Pick<Crew<Input, Output>, 'run' | 'workers'>,
  tasks: Iterable<Task<Input>> | AsyncIterable<Task<Input>>,
  { signal, timeoutMs }: RunOptions,
): AsyncGenerator<TaskOutcome<Output>, void, undefined> {
  signal?.throwIfAborted();
  const source = Symbol.asyncIterator in tasks ? tasks[Symbol.asyncIterator]() : tasks[Symbol.iterator]();
  const finished = new Fifo<TaskOutcome<Output>>();
  const stop = new AbortController();
  let taken = 0;
  let isPulling = false;
  let isExhausted = false;
  let isDone = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};

  // A cluster's workers come and go.
  const hasRoom = (): boolean => !isExhausted && taken < crew.workers * TAKEN_PER_WORKER;
  const fail = (error: unknown): void => {
    failure ??= { error };
    isExhausted = true;
  };
  const cancel = (): void => {
    fail(signal?.reason);
    stop.abort(signal?.reason);
    wake();
  };
  const compute = async (task: Task<Input>): Promise<void> => {
    try {
      finished.push(await crew.run(task, { signal: stop.signal, timeoutMs }));
    } catch (error) {
      if (error instanceof TaskError) finished.push({ key: task.key, error });
      else {
        taken--;
        fail(error);
      }
    }
    wake();
  };
  const pull = async (): Promise<void> => {
    isPulling = true;
    try {
      while (hasRoom()) {
        const next = await source.next();
        if (next.done === true) isDone = isExhausted = true;
        else if (!isExhausted) {
          taken++;
          void compute(next.value);
        }
      }
    } catch (error) {
      isDone = true;
      fail(error);
    }
    isPulling = false;
    wake();
  };

  signal?.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      if (!isPulling && hasRoom()) void pull();
      const outcome = finished.shift();
      if (outcome !== undefined) {
        yield outcome;
        taken--;
      } else if (isExhausted && taken === 0) {
        if (failure !== undefined) throw failure.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
    isExhausted = true;
    stop.abort();
    // A source that is still asked for a task may never answer: it is told, and not waited for.
    if (isPulling) void Promise.resolve(source.return?.()).catch(() => {});
    else if (!isDone) await source.return?.();
  }
}
