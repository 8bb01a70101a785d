import { ParameterError } from '@quantblocks/core';
import type { Task } from './executor.ts';
import { isJob, type Job, type JobBody } from './job.ts';
import { isJobRef, type JobRef } from './job-ref.ts';
import { type Reply, toPlainError } from './reply.ts';

/** Finds the job and lets it prepare itself. */
export async function startJob<Input, Output>(job: unknown, shared: unknown): Promise<JobBody<Input, Output>> {
  const found = isJobRef(job) ? await importJob(job) : job;
  if (!isJob(found)) throw new ParameterError('job', 'a job, or a jobRef', found);
  const body = await (found as Job<unknown, Input, Output>).start(shared);
  if (typeof body !== 'function') throw new ParameterError('job.start', 'to return a function', body);
  return body;
}

async function importJob({ module, name }: JobRef): Promise<unknown> {
  const exported = ((await import(/* @vite-ignore */ module)) as Record<string, unknown>)[name];
  if (!isJob(exported)) throw new ParameterError('job', `${module} to export a job named ${name}`, exported);
  return exported;
}

/** Computes one task and answers, whatever the job does. */
export async function performTask<Input, Output>(
  body: JobBody<Input, Output>,
  { key, input }: Task<Input>,
  worker: string,
  signal: AbortSignal,
): Promise<Reply<Output>> {
  let output: Output;
  let durationMs: number;
  try {
    const start = performance.now();
    output = await body(input, { key, signal });
    durationMs = performance.now() - start;
  } catch (thrown) {
    return { error: toPlainError(thrown), reason: 'threw' };
  }
  try {
    // A thread that fails to send its answer dies without a word; a job may reuse the memory of its answer for the next one.
    return { output: structuredClone(output), durationMs, worker };
  } catch (thrown) {
    return { error: toPlainError(thrown), reason: 'unclonable' };
  }
}
