import { ParameterError } from '@quantblocks/core';
import type { Space } from '../space/space.ts';
import type { StudyEvent } from './events.ts';
import { COMPLETE, FAILED, History, PRUNED, type TrialState } from './history.ts';
import type { Direction, Report, Trial } from './trial.ts';

/** A trial as it comes about. */
export class TrialRow<Params> implements Trial<Params> {
  state: TrialState = 'running';
  values: readonly number[] | null = null;
  violation = 0;
  reports: Report[] = [];
  declare number: number;
  declare params: Params;
  declare by: string;
  declare reason?: string;
  declare durationMs?: number;

  constructor(number: number, params: Params, by: string) {
    Object.assign(this, { number, params, by });
  }
}

/** What a study knows: nothing but what its events, applied in order, have made of it. */
export class StudyState<Params> {
  readonly rows: TrialRow<Params>[] = [];
  declare readonly history: History;
  /** Points to try before the sampler is asked again. */
  readonly queue: Float64Array[] = [];
  /** Number of the best trial, -1 if there is none. */
  best = -1;
  /** Points of a finite space that were proposed. */
  readonly #known = new Set<number | string>();
  readonly #space: Space<Params>;
  readonly #directions: readonly Direction[];
  readonly #isFinite: boolean;

  constructor(space: Space<Params>, directions: readonly Direction[]) {
    this.#space = space;
    this.#directions = directions;
    this.#isFinite = space.size !== Number.POSITIVE_INFINITY;
    Object.assign(this, { history: new History(space as Space<unknown>, directions.length) });
  }

  /** @throws a {@link ParameterError} if the event does not follow from those before. */
  apply(event: StudyEvent): void {
    switch (event.type) {
      case 'enqueue':
        this.queue.push(this.#space.encode(event.params as Params));
        return;
      case 'ask':
        for (const { trial, params, by, generation = -1 } of event.trials) {
          if (trial !== this.rows.length) throw new ParameterError('trial', `number ${this.rows.length}`, trial);
          this.#add(this.#space.encode(params as Params), by, generation);
        }
        return;
      case 'report': {
        const { trial, step, value } = event;
        this.running(trial).reports.push({ step, value });
        this.history.lastStep[trial] = step;
        this.history.lastLoss[trial] = this.lossOf(value, 0);
        return;
      }
      case 'tell': {
        const { trial, values, constraints = [] } = event;
        const row = this.#end(event, 'complete', COMPLETE);
        row.values = values;
        row.violation = constraints.reduce((sum, value) => sum + Math.max(0, value), 0);
        this.history.violation[trial] = row.violation;
        values.forEach((value, i) => {
          this.history.losses[i][trial] = this.lossOf(value, i);
        });
        if (values.length === 1 && row.violation === 0) this.#compareWithBest(trial);
        return;
      }
      case 'prune':
        this.#end(event, 'pruned', PRUNED);
        return;
      case 'fail':
        this.#end(event, 'failed', FAILED).reason = event.reason;
        return;
    }
  }

  /** Whether a point of a finite space was proposed before. */
  isKnown(point: ArrayLike<number>): boolean {
    return this.#isFinite && this.#known.has(this.#space.keyOf(point));
  }

  /** @throws a {@link ParameterError} if there is no such trial, or it has ended. */
  running(trial: number): TrialRow<Params> {
    const row = Number.isInteger(trial) ? this.rows[trial] : undefined;
    if (row === undefined) throw new ParameterError('trial', `a number below ${this.rows.length}`, trial);
    if (row.state !== 'running') throw new ParameterError('trial', 'a running trial', `trial ${trial}, ${row.state}`);
    return row;
  }

  /** A value as samplers and pruners know it: smaller is better. */
  lossOf(value: number, objective: number): number {
    return this.#directions[objective] === 'minimize' ? value : -value;
  }

  #add(point: Float64Array, by: string, generation: number): void {
    // Those before it in the queue had become known when it was their turn.
    while (by === 'enqueued' && this.queue.length > 0 && !isSame(this.queue.shift(), point));
    const number = this.history.add(point, generation);
    if (this.#isFinite) this.#known.add(this.#space.keyOf(point));
    this.rows.push(new TrialRow(number, this.#space.decode(point), by));
  }

  #end(event: { trial: number; durationMs?: number }, state: TrialState, code: number): TrialRow<Params> {
    const row = this.running(event.trial);
    row.state = state;
    if (event.durationMs !== undefined) row.durationMs = event.durationMs;
    this.history.state[event.trial] = code;
    this.history.ended.push(event.trial);
    return row;
  }

  #compareWithBest(trial: number): void {
    const { best } = this;
    const [losses] = this.history.losses;
    // Not by their difference, which is NaN between equal infinities.
    const isTied = losses[trial] === losses[best] && trial < best;
    if (best < 0 || losses[trial] < losses[best] || isTied) this.best = trial;
  }
}

/** Whether two points are one; NaN, where a parameter does not exist, equals NaN. */
export function isSame(a: Float64Array | undefined, b: Float64Array): boolean {
  return a?.every((value, i) => Object.is(value, b[i])) ?? false;
}
