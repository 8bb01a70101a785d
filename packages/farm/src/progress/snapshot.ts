/** What a row is doing. `'failed'`: a task of it has no result, and none of it runs. */
export type RowState = 'waiting' | 'running' | 'done' | 'failed';

/** Progress of one seed and fold. */
export interface ProgressRow {
  /** `null` where the work has no such name. */
  readonly seed: string | null;
  readonly fold: string | null;
  readonly state: RowState;
  /** Units that have ended, and how many there shall be; `null` if nobody said. */
  readonly ended: number;
  readonly total: number | null;
  /** Best value of its search; `null` if there is none. */
  readonly best: number | null;
  readonly failed: number;
}

/** Progress of a whole run at one moment, as plain data without NaN: also what the progress file holds. */
export interface ProgressSnapshot {
  /** Trials as soon as a search reports them, otherwise tasks. */
  readonly unit: 'trials' | 'tasks';
  readonly ended: number;
  /** `null` if nobody said how much there is in all. */
  readonly total: number | null;
  readonly elapsedMs: number;
  /** Units per second, lately; `null` before anything has ended. */
  readonly perSecond: number | null;
  /** Milliseconds that are left, with a range of about 90 %; `null` without total or evidence. */
  readonly left: { readonly ms: number; readonly lowMs: number; readonly highMs: number } | null;
  /** Workers in all; `null` if nobody said. */
  readonly workers: number | null;
  /** Tasks that were started and have not ended. */
  readonly running: number;
  /** Tasks without a result, and trials that failed. */
  readonly failed: number;
  readonly retried: number;
  readonly rows: readonly ProgressRow[];
  /** The latest failures, oldest first. */
  readonly failures: readonly { readonly key: string; readonly message: string }[];
}
