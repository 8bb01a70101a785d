import { ParameterError } from '@quantblocks/core';
import type { Crew, RunOptions, Task, TaskOutcome, TaskResult } from './executor.ts';
import { Fifo } from './fifo.ts';
import { fromPlainError } from './reply.ts';
import { outOfTime, Stop } from './stop.ts';
import { streamTasks } from './stream-tasks.ts';
import { TaskError, type TaskErrorReason } from './task-error.ts';
import type { Workforce } from './workforce.ts';

/** A timer of Node that is longer than this would fire at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

interface Entry<Input, Output> {
  readonly task: Task<Input>;
  readonly timeoutMs: number | undefined;
  readonly stop: Stop;
  readonly resolve: (result: TaskResult<Output>) => void;
  readonly reject: (reason: unknown) => void;
}

/** A crew over any workforce: gives each idle worker the task that has waited longest. */
export class QueuedCrew<Input, Output> implements Crew<Input, Output> {
  private readonly workforce: Workforce<Input, Output>;
  private readonly waiting = new Fifo<Entry<Input, Output>>();
  private readonly unfinished = new Set<Entry<Input, Output>>();
  private closing: Promise<void> | undefined;

  constructor(workforce: Workforce<Input, Output>) {
    this.workforce = workforce;
    workforce.onChange = () => this.dispatch();
  }

  get workers(): number {
    return this.workforce.size;
  }

  async run(task: Task<Input>, { signal, timeoutMs }: RunOptions = {}): Promise<TaskResult<Output>> {
    checkTask(task);
    checkTimeout(timeoutMs);
    if (this.closing !== undefined) throw new ParameterError('crew', 'an open crew', 'closed');
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const stop = new Stop(signal);
      // Whoever cancels a task that waits behind an endless one must not wait too.
      stop.signal.addEventListener('abort', () => this.settle(entry, () => reject(stop.signal.reason)));
      const entry = { task, timeoutMs, stop, resolve, reject };
      this.unfinished.add(entry);
      this.waiting.push(entry);
      this.dispatch();
    });
  }

  stream(
    tasks: Iterable<Task<Input>> | AsyncIterable<Task<Input>>,
    options: RunOptions = {},
  ): AsyncIterable<TaskOutcome<Output>> {
    checkTimeout(options.timeoutMs);
    return streamTasks(this, tasks, options);
  }

  close(): Promise<void> {
    if (this.closing === undefined) {
      this.closing = this.workforce.end();
      for (const { task, stop } of this.unfinished) {
        stop.end(new TaskError(task.key, 'closed', 'the crew was closed before it finished'));
      }
    }
    return this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private dispatch(): void {
    const { workforce, waiting } = this;
    while (workforce.idle > 0 || workforce.lost !== undefined) {
      const entry = waiting.shift();
      if (entry === undefined) return;
      if (!this.unfinished.has(entry)) continue;
      if (workforce.lost === undefined) void this.perform(entry);
      else this.fail(entry, 'lost', workforce.lost);
    }
  }

  private async perform(entry: Entry<Input, Output>): Promise<void> {
    const { task, timeoutMs, stop, resolve } = entry;
    if (timeoutMs !== undefined && !this.workforce.keepsTime) stop.startClock(task.key, timeoutMs);
    try {
      const reply = await this.workforce.perform(task, stop.signal, timeoutMs);
      if ('error' in reply) this.fail(entry, reply.reason, fromPlainError(reply.error));
      else this.settle(entry, () => resolve({ key: task.key, ...reply }));
    } catch (error) {
      this.fail(entry, (error as Error).name === 'DataCloneError' ? 'unclonable' : 'lost', error as Error);
    }
    this.dispatch();
  }

  private fail(entry: Entry<Input, Output>, reason: Exclude<TaskErrorReason, 'closed'>, cause: Error): void {
    const { key } = entry.task;
    const error =
      reason === 'timeout'
        ? outOfTime(key, entry.timeoutMs as number)
        : new TaskError(key, reason, describe(reason, cause), { cause });
    this.settle(entry, () => entry.reject(error));
  }

  /** The first end of a task counts: an answer, its signal, the clock, or closing. */
  private settle(entry: Entry<Input, Output>, end: () => void): void {
    if (!this.unfinished.delete(entry)) return;
    entry.stop.release();
    end();
  }
}

function describe(reason: Exclude<TaskErrorReason, 'closed' | 'timeout'>, { name, message }: Error): string {
  if (reason === 'threw') return `threw ${name}: ${message}`;
  return `${reason === 'lost' ? 'its worker was lost' : 'input and output must be plain data'}: ${message}`;
}

function checkTask(task: Task<unknown>): void {
  const { key } = (task ?? {}) as Partial<Task<unknown>>;
  if (typeof key !== 'string' || key === '') throw new ParameterError('task.key', 'a string that is not empty', key);
}

function checkTimeout(timeoutMs: number | undefined): void {
  if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS)) {
    throw new ParameterError('timeoutMs', `milliseconds > 0, at most ${MAX_TIMEOUT_MS}`, timeoutMs);
  }
}
