import type { AnyParams } from '../space/constraints.ts';
import type { TrialState } from './history.ts';

/** Whether small or large values are good. */
export type Direction = 'minimize' | 'maximize';

/** A value reported while a trial ran, for example the score of one fold. */
export interface Report {
  readonly step: number;
  readonly value: number;
}

/** One set of params and what became of it. */
export interface Trial<Params = AnyParams> {
  /** Position in the study, from 0. */
  readonly number: number;
  readonly state: TrialState;
  readonly params: Params;
  /** One per objective, in the study's directions; `null` unless complete. */
  readonly values: readonly number[] | null;
  /** Sum of the positive constraint values told; 0 is feasible. */
  readonly violation: number;
  readonly reports: readonly Report[];
  /** How the point was found: by a sampler, or `enqueued`. */
  readonly by: string;
  /** Why it failed. */
  readonly reason?: string;
  readonly durationMs?: number;
}

/** What an objective may return beside plain numbers. */
export interface Outcome {
  /** Of a single objective. */
  readonly value?: number;
  /** Of several objectives, in the order of the study's directions. */
  readonly values?: readonly number[];
  /** Positive where a constraint on the result is broken, and by how much. */
  readonly constraints?: readonly number[];
  /** Returns of the trial, one per bar, for tests that need to know everything that was tried. */
  readonly returns?: ArrayLike<number>;
  readonly durationMs?: number;
  /** The trial was stopped early: what it reported is what is known of it. */
  readonly pruned?: boolean;
}
