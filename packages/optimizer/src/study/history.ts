import type { Space } from '../space/space.ts';

/** State of a trial. A failed trial has no value and teaches a sampler nothing but that its point is taken. */
export type TrialState = 'running' | 'complete' | 'pruned' | 'failed';

export const RUNNING = 0;
export const COMPLETE = 1;
export const PRUNED = 2;
export const FAILED = 3;

/**
 * What samplers learn from: the trials of a study in columns, by trial number.
 *
 * Values are losses (smaller is better, whatever the study's directions). Columns grow by doubling; read them afresh.
 */
export class History {
  declare readonly space: Space<unknown>;
  declare readonly objectives: number;
  /** Trials so far, of any state. */
  length = 0;
  /** By trial number: 0 running, 1 complete, 2 pruned, 3 failed. */
  state: Uint8Array = new Uint8Array(64);
  /** One column of coded values per dimension. */
  declare readonly columns: Float64Array[];
  /** One column of losses per objective; NaN unless complete. */
  declare readonly losses: Float64Array[];
  /** Sum of positive constraint values; 0 is feasible. */
  violation: Float64Array = new Float64Array(64);
  /** Last reported step, NaN if there is none, and the loss at it. */
  lastStep: Float64Array = new Float64Array(64).fill(Number.NaN);
  lastLoss: Float64Array = new Float64Array(64).fill(Number.NaN);
  /** A sampler's generation the trial belongs to, -1 if none. */
  generation: Int32Array = new Int32Array(64).fill(-1);
  /** Numbers of the trials that are no longer running, in the order in which they ended. */
  readonly ended: number[] = [];

  constructor(space: Space<unknown>, objectives: number) {
    const column = (): Float64Array => new Float64Array(64).fill(Number.NaN);
    Object.assign(this, {
      space,
      objectives,
      columns: space.dimensions.map(column),
      losses: Array.from({ length: objectives }, column),
    });
  }

  add(point: ArrayLike<number>, generation: number): number {
    const number = this.length++;
    if (number === this.state.length) this.#grow();
    this.columns.forEach((column, i) => {
      column[number] = point[i];
    });
    this.generation[number] = generation;
    return number;
  }

  /** The point of a trial, copied. */
  point(number: number): Float64Array {
    return Float64Array.from(this.columns, (column) => column[number]);
  }

  #grow(): void {
    const size = this.state.length * 2;
    const grown = (old: Float64Array, fill: number): Float64Array<ArrayBuffer> => {
      const column = new Float64Array(size).fill(fill);
      column.set(old);
      return column;
    };
    const state = new Uint8Array(size);
    state.set(this.state);
    this.state = state;
    const generation = new Int32Array(size).fill(-1);
    generation.set(this.generation);
    this.generation = generation;
    this.violation = grown(this.violation, 0);
    this.lastStep = grown(this.lastStep, Number.NaN);
    this.lastLoss = grown(this.lastLoss, Number.NaN);
    for (const list of [this.columns, this.losses]) {
      list.forEach((column, i) => {
        list[i] = grown(column, Number.NaN);
      });
    }
  }
}
