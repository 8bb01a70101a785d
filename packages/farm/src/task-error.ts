import { QuantblocksError } from '@quantblocks/core';

/**
 * Why a task has no result: its job threw; it ran longer than `timeoutMs`; its worker died under it; its input or output is not
 * plain data; the crew was closed. Only `'lost'` is worth another attempt as it stands.
 */
export type TaskErrorReason = 'threw' | 'timeout' | 'lost' | 'unclonable' | 'closed';

/**
 * A task that has no result; `cause` is the error of the job, with its own name, message and stack, where there was one.
 *
 * @example
 * ```ts
 * import { defineJob, inline, TaskError } from '@quantblocks/farm';
 *
 * const job = defineJob({
 *   start: () => (input: number) => {
 *     if (input < 0) throw new RangeError('negative');
 *     return Math.sqrt(input);
 *   },
 * });
 * const crew = await inline().open(job, undefined);
 * const error = await crew.run({ key: 'seed-7', input: -1 }).catch((reason: unknown) => reason);
 * error instanceof TaskError && [error.key, error.reason, error.message];
 * // => ['seed-7', 'threw', 'task seed-7: threw RangeError: negative']
 * await crew.close();
 * ```
 */
export class TaskError extends QuantblocksError {
  readonly key: string;
  readonly reason: TaskErrorReason;

  constructor(key: string, reason: TaskErrorReason, message: string, options?: ErrorOptions) {
    super(`task ${key}: ${message}`, options);
    this.key = key;
    this.reason = reason;
  }
}
