import { ParameterError } from '@quantblocks/core';

/** What a running task may know besides its input. */
export interface TaskContext {
  /** The task's key: derive random streams from it, so that results depend on nothing else. */
  readonly key: string;
  /**
   * Fires when the task is cancelled or out of time, where the executor cannot end it by force: {@link inline} can only ask,
   * {@link threads} ends the thread and never asks.
   */
  readonly signal: AbortSignal;
}

/** Computes one task: returns data, or a promise of data, and touches nothing outside. */
export type JobBody<Input, Output> = (input: Input, context: TaskContext) => Output | Promise<Output>;

/** Code that workers run: prepared once per worker, then called once per task. */
export interface Job<Shared, Input, Output> {
  readonly start: (shared: Shared) => JobBody<Input, Output> | Promise<JobBody<Input, Output>>;
}

/**
 * Declares a job: what a worker prepares once, and what it computes for each task.
 *
 * A job is a named export of a module of its own, because worker threads import that module: importing it must not start
 * anything. Shared data, inputs and outputs are plain data: numbers, strings, arrays, objects of them, typed arrays.
 *
 * @param job - `start(shared)` prepares a worker and returns the function `(input, { key, signal }) => output`.
 * @returns The same job, typed.
 * @throws a {@link ParameterError} if `start` is not a function.
 *
 * @example
 * ```ts
 * import { defineJob, inline } from '@quantblocks/farm';
 *
 * const scale = defineJob({
 *   start: (factors: readonly number[]) => (input: { index: number; value: number }) => factors[input.index] * input.value,
 * });
 * const crew = await inline().open(scale, [10, 100]);
 * const { output } = await crew.run({ key: 'second', input: { index: 1, value: 3 } });
 * output; // => 300
 * await crew.close();
 * ```
 */
export function defineJob<Shared, Input, Output>(job: Job<Shared, Input, Output>): Job<Shared, Input, Output> {
  if (!isJob(job)) throw new ParameterError('job.start', 'a function that prepares a worker', job?.start);
  return job;
}

export function isJob(value: unknown): value is Job<unknown, unknown, unknown> {
  return typeof (value as Partial<Job<unknown, unknown, unknown>> | null | undefined)?.start === 'function';
}
