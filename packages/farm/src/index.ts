export type {
  Crew,
  Executor,
  OpenOptions,
  RunOptions,
  Task,
  TaskFailure,
  TaskOutcome,
  TaskResult,
} from './executor.ts';
export { inline } from './inline.ts';
export { defineJob, type Job, type JobBody, type TaskContext } from './job.ts';
export { type JobRef, jobRef } from './job-ref.ts';
export { TaskError, type TaskErrorReason } from './task-error.ts';
export { type ThreadsOptions, threads } from './threads.ts';
