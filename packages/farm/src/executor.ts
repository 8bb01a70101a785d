import type { Job } from './job.ts';
import type { JobRef } from './job-ref.ts';
import type { TaskError } from './task-error.ts';

/** One piece of work: a key that names it and the data it needs. */
export interface Task<Input> {
  /** Names the task in results and errors, and for whoever keeps a ledger; not empty. */
  readonly key: string;
  /** Plain data, copied to the worker. Keep it small: what all tasks need is `shared`. */
  readonly input: Input;
}

/** What a task gave. Only `key` and `output` are the same in every run. */
export interface TaskResult<Output> {
  readonly key: string;
  readonly output: Output;
  /** Milliseconds inside the job, without waiting and transport. */
  readonly durationMs: number;
  /** Who computed it, for logs. */
  readonly worker: string;
}

/** A task without a result, as a stream reports it. */
export interface TaskFailure {
  readonly key: string;
  readonly error: TaskError;
}

/** What a stream yields for each task: `'error' in outcome` tells the two apart. */
export type TaskOutcome<Output> = TaskResult<Output> | TaskFailure;

/** Limits of {@link Crew.run} and {@link Crew.stream}. */
export interface RunOptions {
  /** Cancels: what waits is dropped, what runs is ended. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds one task may run, not counting the wait for a worker. @defaultValue no limit */
  readonly timeoutMs?: number | undefined;
}

/** Limits of {@link Executor.open}. */
export interface OpenOptions {
  /** Cancels the start. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Workers that hold one job and its shared data, and compute tasks until they are closed.
 *
 * An idle crew does not keep the process alive.
 */
export interface Crew<Input, Output> extends AsyncDisposable {
  /** How many tasks are computed at once. */
  readonly workers: number;
  /**
   * Computes one task as soon as a worker is free, first come, first served.
   *
   * Rejects with a {@link TaskError} if the task throws, runs out of time, loses its worker or carries what cannot be copied;
   * with the signal's reason if it is cancelled; with a `ParameterError` if the task, an option or a closed crew cannot be meant.
   */
  run(task: Task<Input>, options?: RunOptions): Promise<TaskResult<Output>>;
  /**
   * Computes many tasks and yields each outcome when it is there, failures too.
   *
   * Takes at most two tasks per worker from `tasks` before their outcomes are taken. If `tasks` itself throws, what was taken is
   * still yielded before the error. Leaving the loop ends what still runs.
   */
  stream(
    tasks: Iterable<Task<Input>> | AsyncIterable<Task<Input>>,
    options?: RunOptions,
  ): AsyncIterable<TaskOutcome<Output>>;
  /** Ends the workers at once; unfinished tasks reject. Closing again does nothing. */
  close(): Promise<void>;
}

/** Somewhere to compute: this thread ({@link inline}), other threads ({@link threads}). */
export interface Executor {
  /**
   * Brings a job and what its tasks share to the workers and waits until all of them are prepared.
   *
   * Rejects with a `QuantblocksError` if the job is not found or its `start` fails.
   */
  open<Shared, Input, Output>(
    job: Job<Shared, Input, Output> | JobRef<Job<Shared, Input, Output>>,
    shared: Shared,
    options?: OpenOptions,
  ): Promise<Crew<Input, Output>>;
}
