import type { TaskOutcome } from '../executor.ts';

/** What distinguishes one line of a progress view: whatever of the two there is. */
export interface RowName {
  readonly seed?: string | number | undefined;
  readonly fold?: string | number | undefined;
}

/**
 * What became of a task. Seed and fold are read from keys such as `seed 7 fold 3` or `seed=7/fold=3` unless they are given.
 *
 * `'cancelled'` forgets a task that was started; `'retried'` says that it is started again.
 */
export interface TaskEvent extends RowName {
  readonly type: 'started' | 'finished' | 'failed' | 'retried' | 'cancelled';
  readonly key: string;
  /** Why it failed. */
  readonly error?: { readonly message: string } | undefined;
}

/** How far a search is: what `onProgress` of `optimize` and `walkForward` hands over, with a seed added where there are several. */
export interface SearchEvent extends RowName {
  /** Trials of this seed and fold that have ended, and how many there shall be. */
  readonly ended: number;
  readonly trials: number;
  /** Trials that failed, among those that ended. */
  readonly failed?: number | undefined;
  /** Best value so far, or the trial that has it. */
  readonly best?: number | { readonly values?: readonly number[] | null } | null | undefined;
  /** Folds of this seed, and how many of them are finished. */
  readonly folds?: number | undefined;
  readonly foldsDone?: number | undefined;
  /** These trials are from an earlier run: they count as work done, and say nothing about speed. @defaultValue `false` */
  readonly isResumed?: boolean | undefined;
}

/** All that a progress view understands: events, outcomes of `Crew.stream`, and progress of searches. */
export type ProgressEvent = TaskEvent | SearchEvent | TaskOutcome<unknown>;

/** Outcomes of a ledger were computed in an earlier run. */
const LEDGER = 'ledger';

/** Outcomes as events; all others as they are. */
export function toEvent(event: ProgressEvent): (TaskEvent & { readonly isResumed?: boolean }) | SearchEvent {
  if ('ended' in event || 'type' in event) return event;
  const { key } = event;
  if ('error' in event) return { type: 'failed', key, error: event.error };
  return { type: 'finished', key, isResumed: event.worker === LEDGER };
}

const SEED = /(?<![a-z])seed[ =:_-]?([\w.]+)/i;
const FOLD = /(?<![a-z])fold[ =:_-]?([\w.]+)/i;

/** Seed and fold of an event, as text; `null` where there is none. */
export function namesOf(event: RowName & { readonly key?: string }): { seed: string | null; fold: string | null } {
  const { seed, fold, key = '' } = event;
  return {
    seed: seed === undefined ? (SEED.exec(key)?.[1] ?? null) : String(seed),
    fold: fold === undefined ? (FOLD.exec(key)?.[1] ?? null) : String(fold),
  };
}
