import { ParameterError } from '@quantblocks/core';
import type { Job } from './job.ts';

/** Where a job is found: code does not travel to a worker, its address does. */
export interface JobRef<J = Job<unknown, unknown, unknown>> {
  /** URL of the module that exports the job. */
  readonly module: string;
  /** Name of the export. */
  readonly name: string;
  /** Carries the job's types for the compiler; never set. */
  readonly types?: J;
}

/**
 * The address of a job, for workers that have to import it.
 *
 * @param module - URL of the module that exports the job: `import.meta.url` inside it, `new URL('./evaluate.ts', import.meta.url)` beside it.
 * @param name - Name of the export.
 * @returns A reference that every executor takes; `jobRef<typeof evaluate>(...)` gives it the job's types.
 * @throws a {@link ParameterError} if `module` is not an absolute URL or `name` is empty.
 *
 * @example
 * ```ts
 * import { jobRef } from '@quantblocks/farm';
 *
 * jobRef('file:///jobs/evaluate.js', 'evaluate').name; // => 'evaluate'
 * jobRef('./evaluate.js', 'evaluate'); // => throws ParameterError
 * ```
 */
export function jobRef<J = Job<unknown, unknown, unknown>>(module: URL | string, name: string): JobRef<J> {
  // A relative path would mean another file in each worker.
  if (!URL.canParse(String(module)))
    throw new ParameterError('module', 'an absolute URL such as import.meta.url', module);
  if (typeof name !== 'string' || name === '') throw new ParameterError('name', 'the name of an export', name);
  return { module: String(module), name };
}

export function isJobRef(value: unknown): value is JobRef {
  const { module, name } = (value ?? {}) as Partial<JobRef>;
  return typeof module === 'string' && typeof name === 'string';
}
