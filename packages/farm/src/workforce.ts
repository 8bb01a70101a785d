import type { Task } from './executor.ts';
import type { Reply } from './reply.ts';

/** What an executor supplies; {@link QueuedCrew} adds the queue, limits, streams and the words of errors. */
export interface Workforce<Input, Output> {
  /** How many tasks are computed at once when all is well. */
  readonly size: number;
  /** How many tasks would be computed at once if they were given now. */
  readonly idle: number;
  /** Why no worker is left and none will come back. */
  readonly lost: Error | undefined;
  /** Whether workers end tasks that are out of time themselves, because only they know when a task began. */
  readonly keepsTime?: boolean;
  /** Is called when a worker became idle by itself (a replacement), or the last one was lost. */
  onChange: () => void;
  /** Resolves with the answer; rejects if there is none, at once when the signal fires. */
  perform(task: Task<Input>, signal: AbortSignal, timeoutMs: number | undefined): Promise<Reply<Output>>;
  /** Ends the workers; what they compute rejects. */
  end(): Promise<void>;
}
