import { threadId } from 'node:worker_threads';
import type { Task } from './executor.ts';
import type { JobBody } from './job.ts';
import type { JobRef } from './job-ref.ts';
import { performTask, startJob } from './perform.ts';
import { type PlainError, type Reply, toPlainError } from './reply.ts';

/** What a thread is started with. */
export interface ThreadData {
  readonly job: JobRef;
  readonly shared: unknown;
}

/** Says that a thread is prepared, or why it is not. */
export interface Greeting {
  readonly startError: PlainError | undefined;
}

/** Computes a task; `null` asks for the greeting. */
export type ThreadHandler = (task: Task<unknown> | null) => Promise<Reply<unknown> | Greeting>;

/**
 * Prepares the job, then resolves to the function the pool calls. A failed start is an answer too: a thread that dies while it
 * starts would be replaced by another one that dies.
 */
export async function serveThread({ job, shared }: ThreadData): Promise<ThreadHandler> {
  const worker = `thread ${threadId}`;
  let body: JobBody<unknown, unknown>;
  try {
    body = await startJob(job, shared);
  } catch (thrown) {
    const error = toPlainError(thrown);
    return async (task) => (task === null ? { startError: error } : { error, reason: 'threw' });
  }
  // Threads are ended, not asked; a fresh signal per task keeps listeners from piling up.
  return async (task) =>
    task === null ? { startError: undefined } : performTask(body, task, worker, new AbortController().signal);
}
