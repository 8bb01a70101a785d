/** What a pruner sees of a trial. Values are losses: smaller is better, whatever the study's direction. */
export interface TrialCurve {
  readonly number: number;
  readonly state: 'running' | 'complete' | 'pruned' | 'failed';
  /** Loss of a complete trial, else NaN. */
  readonly loss: number;
  /** Steps reported so far, strictly ascending, and the losses at them (NaN allowed). */
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** A rule that ends a trial before it has used all its resources. */
export interface Pruner {
  readonly name: string;
  /** Plain data: part of a study's identity. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether to stop `trial` after its latest step, given the finished trials in order of their numbers. Pure. */
  shouldPrune(trial: TrialCurve, finished: readonly TrialCurve[]): boolean;
}
