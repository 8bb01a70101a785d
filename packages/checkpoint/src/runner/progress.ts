import type { TaskKey } from '../ledger/task-key.ts';

/** One phase of one fold of one seed. */
export type Phase = Pick<TaskKey, 'seed' | 'fold' | 'phase'>;

/** How far a phase has come. */
export interface Progress extends Phase {
  /** Trials done. */
  readonly trial: number;
  readonly totalTrials?: number | undefined;
  readonly bestParams?: unknown;
  readonly bestScore?: number | undefined;
  /**
   * What the phase needs to go on at this trial, for example the log of an optimizer's study. Give it whole each time: of a text that
   * only grew, only the growth is written.
   */
  readonly study?: string | undefined;
}

/** A phase that is over. */
export interface CompletedPhase extends Phase {
  readonly result: unknown;
}

/** Where to go on. */
export interface ResumeState {
  readonly seed: number | string;
  /** The phase that was running; undefined between two phases. */
  readonly progress: Progress | undefined;
  /** Phases of this seed that are over, with their results, in the order in which they ended. */
  readonly completedPhases: readonly CompletedPhase[];
  /** Time all runs in this folder have taken. */
  readonly elapsedSeconds: number;
}

/** Progress as a journal keeps it: the text of the study as what is added to the one before. */
export interface ProgressRecord {
  readonly progress: Omit<Progress, 'study'>;
  readonly study?: { readonly keep: number; readonly add: string };
  readonly elapsedSeconds: number;
}

/** The whole state of a run, without what is completed. */
export interface SavedState {
  readonly elapsedSeconds: number;
  readonly running: readonly ProgressRecord[];
}

/** Whether two seeds or folds are the same: 7 and '7' are, as the names of files are. */
export function isSame(a: number | string, b: number | string): boolean {
  return `${a}` === `${b}`;
}

/** Equal for 7 and '7'. */
export function phaseId({ seed, fold, phase }: Phase): string {
  return JSON.stringify([`${seed}`, `${fold}`, phase]);
}

export function recordProgress(
  { study, ...progress }: Progress,
  before: Progress | undefined,
  elapsedSeconds: number,
): ProgressRecord {
  if (study === undefined) return { progress, elapsedSeconds };
  const keep = before?.study !== undefined && study.startsWith(before.study) ? before.study.length : 0;
  return { progress, study: { keep, add: study.slice(keep) }, elapsedSeconds };
}

export function restoreProgress({ progress, study }: ProgressRecord, before: Progress | undefined): Progress {
  if (study === undefined) return progress;
  return { ...progress, study: (before?.study ?? '').slice(0, study.keep) + study.add };
}
