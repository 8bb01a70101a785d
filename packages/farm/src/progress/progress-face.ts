import type { ProgressSnapshot } from './snapshot.ts';

/** One way to show progress. */
export interface ProgressFace {
  /** Called after every event and every 100 ms; asks for a snapshot only when it is time to show one. */
  show(snapshot: () => ProgressSnapshot, now: number): void;
  /** Shows the last state and gives back what it has changed. */
  close(snapshot: ProgressSnapshot): void;
}

/** Where lines are written: `process.stderr` or anything like it. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  hasColors?(): boolean;
  write(text: string): unknown;
  on?(event: 'resize', listener: () => void): unknown;
  off?(event: 'resize', listener: () => void): unknown;
}
