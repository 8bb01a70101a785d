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
export type { ProgressClock } from './progress/clock.ts';
export type { ProgressEvent, RowName, SearchEvent, TaskEvent } from './progress/events.ts';
export { type Progress, type ProgressOptions, progress } from './progress/progress.ts';
export type { ProgressStream } from './progress/progress-face.ts';
export type { ProgressFileContent } from './progress/progress-file.ts';
export type { ProgressPlan } from './progress/progress-model.ts';
export type { ProgressRow, ProgressSnapshot, RowState } from './progress/snapshot.ts';
export { withProgress } from './progress/with-progress.ts';
export { TaskError, type TaskErrorReason } from './task-error.ts';
export { type ThreadsOptions, threads } from './threads.ts';
export { type Found, type ResultLedger, withLedger } from './with-ledger.ts';
