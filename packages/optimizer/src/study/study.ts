import { createRng, IntegrityError, ParameterError } from '@quantblocks/core';
import type { Pruner, TrialCurve } from '../pruners/pruner.ts';
import { nearbyFeasible } from '../samplers/feasible-point.ts';
import type { Proposal, Proposer, Sampler } from '../samplers/sampler.ts';
import { tpe } from '../samplers/tpe/tpe.ts';
import type { AnyParams } from '../space/constraints.ts';
import type { Space } from '../space/space.ts';
import { type AskedEvent, formatEvents, parseEvents, type StudyEvent } from './events.ts';
import { COMPLETE, FAILED, History, PRUNED, type TrialState } from './history.ts';
import { SeriesStore } from './series-store.ts';
import type { Direction, Outcome, Report, Trial } from './trial.ts';

/** What makes a study: two studies of equal options ask the same questions if they get the same answers. */
export interface StudyOptions<Params> {
  readonly space: Space<Params>;
  /** Random numbers of trial `n` follow from this and `n` alone. @defaultValue `0` */
  readonly seed?: number | string;
  /** One direction per objective. @defaultValue `'minimize'` */
  readonly direction?: Direction | readonly Direction[];
  /** @defaultValue {@link tpe} */
  readonly sampler?: Sampler;
  /** @defaultValue none: every trial runs to its end */
  readonly pruner?: Pruner;
  /**
   * `skip`: in a finite space no point is evaluated twice, and the study ends when all were. `allow`: for objectives
   * that answer differently each time. @defaultValue `'skip'`
   */
  readonly duplicates?: 'skip' | 'allow';
}

class TrialRow<Params> implements Trial<Params> {
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

/**
 * A search as a record of what happened: every change is an event, and the events are the study. No clock, no threads, no
 * files; whoever evaluates trials does it outside, between {@link Study.ask} and {@link Study.tell}.
 */
export class Study<Params = AnyParams> {
  declare readonly space: Space<Params>;
  declare readonly seed: number | string;
  declare readonly directions: readonly Direction[];
  declare readonly sampler: Sampler;
  declare readonly pruner: Pruner | null;
  declare readonly duplicates: 'skip' | 'allow';
  /** Return series that trials came with. */
  readonly series: SeriesStore = new SeriesStore();
  readonly #events: StudyEvent[] = [];
  readonly #rows: TrialRow<Params>[] = [];
  readonly #known = new Map<number | string, number>();
  readonly #queue: Float64Array[] = [];
  readonly #history: History;
  readonly #proposer: Proposer;
  readonly #accepts: (point: Float64Array) => boolean;
  #best = -1;
  #exhausted = false;

  constructor(options: StudyOptions<Params>) {
    const { space, seed = 0, direction = 'minimize', sampler = tpe(), pruner = null, duplicates = 'skip' } = options;
    const directions = Array.isArray(direction) ? [...direction] : [direction];
    if (directions.length === 0 || directions.some((d) => d !== 'minimize' && d !== 'maximize')) {
      throw new ParameterError('direction', "'minimize' or 'maximize', one per objective", direction);
    }
    if (pruner !== null && directions.length > 1) {
      throw new ParameterError('pruner', 'a single objective', `${directions.length} objectives`);
    }
    Object.assign(this, { space, seed, directions, sampler, pruner, duplicates });
    this.#history = new History(space as Space<unknown>, directions.length);
    const isMemoised = space.size !== Number.POSITIVE_INFINITY && duplicates === 'skip';
    this.#accepts = (point) => !(isMemoised && this.#known.has(space.keyOf(point))) && space.isFeasible(point);
    this.#proposer = sampler.start({
      space: space as Space<unknown>,
      history: this.#history,
      seed,
      accepts: this.#accepts,
    });
  }

  /** Every event so far; do not write to it. */
  get events(): readonly StudyEvent[] {
    return this.#events;
  }

  /** Every trial, by number; a trial changes while it runs. */
  get trials(): readonly Trial<Params>[] {
    return this.#rows;
  }

  /** The best complete and feasible trial of a single objective (the earliest of equals), or `null`. */
  get best(): Trial<Params> | null {
    return this.#best < 0 ? null : this.#rows[this.#best];
  }

  /** Whether no acceptable point is left, so that {@link Study.ask} returns nothing more. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** What samplers see; for code that computes statistics over many trials. */
  get history(): History {
    return this.#history;
  }

  /**
   * The next trials to evaluate. Their points depend on the seed, their numbers, and the trials told before, in whatever
   * order those came; trials still running count as taken.
   *
   * @param count - How many; fewer are returned when the space or the sampler is exhausted.
   * @throws a {@link ParameterError} if `count` is not a positive integer.
   */
  ask(count = 1): Trial<Params>[] {
    if (!(Number.isInteger(count) && count > 0)) throw new ParameterError('count', 'an integer > 0', count);
    const first = this.#rows.length;
    const trials: AskedEvent[] = [];
    for (let i = 0; i < count; i++) {
      const proposal = this.#next();
      if (proposal === null) {
        this.#exhausted = true;
        break;
      }
      const { point, by, generation = -1 } = proposal;
      const params = this.space.decode(point) as AnyParams;
      trials.push({ trial: this.#rows.length, params, by, ...(generation < 0 ? {} : { generation }) });
      this.#add(point, by, generation);
    }
    if (trials.length > 0) this.#events.push({ type: 'ask', trials });
    return this.#rows.slice(first);
  }

  /**
   * Params to try before the sampler is asked again, for example the best ones of an earlier study.
   *
   * @returns `false` if the point is known or queued already, so that there is nothing to evaluate.
   * @throws a {@link ParameterError} if the params are not in the space or break a constraint.
   */
  enqueue(params: Params): boolean {
    const point = this.space.encode(params);
    if (!this.#accepts(point)) return false;
    if (this.#queue.some((other) => other.every((value, i) => Object.is(value, point[i])))) return false;
    this.#apply({ type: 'enqueue', params: params as AnyParams });
    return true;
  }

  /**
   * The result of a trial. NaN means that there is none: the trial fails.
   *
   * @param trial - Number of a running trial.
   * @param result - A value, one per objective, or an {@link Outcome}.
   * @throws a {@link ParameterError} if the trial is unknown or not running, or the number of values is wrong.
   */
  tell(trial: number, result: number | readonly number[] | Outcome): void {
    this.#running(trial);
    const outcome = toOutcome(result);
    const event = this.#endOf(trial, outcome);
    if (outcome.returns !== undefined) this.series.set(trial, outcome.returns);
    this.#apply(event);
  }

  /**
   * An intermediate value, for example of one fold.
   *
   * @throws a {@link ParameterError} if the trial does not run, or `step` is not an integer beyond the last one.
   */
  report(trial: number, step: number, value: number): void {
    const { reports } = this.#running(trial);
    const last = reports.at(-1)?.step ?? -1;
    if (!(Number.isSafeInteger(step) && step > last)) throw new ParameterError('step', `an integer > ${last}`, step);
    if (typeof value !== 'number') throw new ParameterError('value', 'a number', value);
    this.#apply({ type: 'report', trial, step, value });
  }

  /**
   * Whether the pruner would stop this trial; `false` without a pruner.
   *
   * @param reports - What the trial has reported, if it was not handed to {@link Study.report} yet.
   * @param options - `before`: only trials with smaller numbers are looked at, such as those of earlier batches.
   */
  shouldPrune(
    trial: number,
    reports: readonly Report[] = this.#running(trial).reports,
    options: { before?: number } = {},
  ): boolean {
    const { before = this.#rows.length } = options;
    if (this.pruner === null || reports.length === 0) return false;
    const curve = this.#curve({ ...this.#running(trial), reports: [...reports] });
    const ended = this.#rows.filter(({ state, number }) => state !== 'running' && number < before);
    return this.pruner.shouldPrune(
      curve,
      ended.map((other) => this.#curve(other)),
    );
  }

  /** Ends a trial early: what it reported is all that is known of it. */
  prune(trial: number): void {
    this.tell(trial, { pruned: true });
  }

  /** Ends a trial without a result. Its point still counts as tried. */
  fail(trial: number, reason: string, options: { durationMs?: number } = {}): void {
    this.#running(trial);
    this.#apply({ type: 'fail', trial, reason, ...options });
  }

  /**
   * The whole study as JSON lines: first what it is, then what happened. Equal for equal seeds, whatever ran the trials.
   *
   * @param options - `durations: false` leaves out how long trials took.
   */
  log(options: { durations?: boolean } = {}): string {
    return `${JSON.stringify(this.identity())}\n${formatEvents(this.#events, { durations: options.durations ?? true })}`;
  }

  /** What the study is, as plain data. */
  identity(): Readonly<Record<string, unknown>> {
    const plain = (part: Sampler | Pruner | null): unknown => part && { name: part.name, options: part.options };
    return {
      study: 1,
      seed: this.seed,
      directions: this.directions,
      sampler: plain(this.sampler),
      pruner: plain(this.pruner),
      duplicates: this.duplicates,
      space: this.space,
    };
  }

  /** Takes over the events of an earlier life of this study. */
  replay(events: readonly StudyEvent[]): void {
    for (const event of events) this.#apply(event);
  }

  #next(): Proposal | null {
    for (let point = this.#queue.shift(); point !== undefined; point = this.#queue.shift()) {
      // A sampler may have come upon it in the meantime.
      if (this.#accepts(point)) return { point, by: 'enqueued' };
    }
    const rng = createRng(this.seed, 'trial', this.#rows.length);
    const proposal = this.#proposer.propose(this.#rows.length, rng);
    if (proposal === null || this.#accepts(proposal.point)) return proposal;
    const point = nearbyFeasible({ ...this.#context(), accepts: this.#accepts }, proposal.point, rng);
    return point && { ...proposal, point };
  }

  #context(): { space: Space<unknown>; history: History; seed: number | string } {
    return { space: this.space as Space<unknown>, history: this.#history, seed: this.seed };
  }

  #add(point: Float64Array, by: string, generation: number): void {
    const number = this.#history.add(point, generation);
    if (this.space.size !== Number.POSITIVE_INFINITY) this.#known.set(this.space.keyOf(point), number);
    this.#rows.push(new TrialRow(number, this.space.decode(point), by));
  }

  #endOf(trial: number, outcome: Outcome): StudyEvent {
    const { constraints, durationMs, pruned } = outcome;
    const timing = durationMs === undefined ? {} : { durationMs };
    if (pruned === true) return { type: 'prune', trial, ...timing };
    const values = outcome.values ?? (outcome.value === undefined ? [] : [outcome.value]);
    if (values.length !== this.directions.length || values.some((value) => typeof value !== 'number')) {
      throw new ParameterError('result', `${this.directions.length} value(s), a number per objective`, outcome);
    }
    if (constraints?.some((value) => typeof value !== 'number')) {
      throw new ParameterError('result.constraints', 'numbers', constraints);
    }
    if ([...values, ...(constraints ?? [])].some(Number.isNaN)) {
      return { type: 'fail', trial, reason: 'the objective returned NaN', ...timing };
    }
    return {
      type: 'tell',
      trial,
      values: [...values],
      ...(constraints && { constraints: [...constraints] }),
      ...timing,
    };
  }

  #running(trial: number): TrialRow<Params> {
    const row = this.#rows[trial];
    if (row === undefined) throw new ParameterError('trial', `a number below ${this.#rows.length}`, trial);
    if (row.state !== 'running') throw new ParameterError('trial', 'a running trial', `trial ${trial}, ${row.state}`);
    return row;
  }

  // What live calls and replays have in common.
  #apply(event: StudyEvent): void {
    this.#events.push(event);
    const history = this.#history;
    switch (event.type) {
      case 'enqueue':
        this.#queue.push(this.space.encode(event.params as Params));
        return;
      case 'ask':
        for (const { trial, params, by, generation = -1 } of event.trials) {
          if (trial !== this.#rows.length) throw new ParameterError('trial', `number ${this.#rows.length}`, trial);
          if (by === 'enqueued') this.#queue.shift();
          this.#add(this.space.encode(params as Params), by, generation);
        }
        return;
      case 'report': {
        const { trial, step, value } = event;
        this.#running(trial).reports.push({ step, value });
        history.lastStep[trial] = step;
        history.lastLoss[trial] = this.#loss(value, 0);
        return;
      }
      case 'tell': {
        const { trial, values, constraints = [] } = event;
        const row = this.#end(event, 'complete', COMPLETE);
        row.values = values;
        row.violation = constraints.reduce((sum, value) => sum + Math.max(0, value), 0);
        history.violation[trial] = row.violation;
        values.forEach((value, i) => {
          history.losses[i][trial] = this.#loss(value, i);
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

  #end(event: { trial: number; durationMs?: number }, state: TrialState, code: number): TrialRow<Params> {
    const row = this.#running(event.trial);
    row.state = state;
    if (event.durationMs !== undefined) row.durationMs = event.durationMs;
    this.#history.state[event.trial] = code;
    this.#history.ended.push(event.trial);
    return row;
  }

  #compareWithBest(trial: number): void {
    const losses = this.#history.losses[0];
    const best = this.#best;
    // Not by their difference, which is NaN between equal infinities.
    if (best < 0 || losses[trial] < losses[best] || (losses[trial] === losses[best] && trial < best))
      this.#best = trial;
  }

  #loss(value: number, objective: number): number {
    return this.directions[objective] === 'minimize' ? value : -value;
  }

  #curve(row: TrialRow<Params>): TrialCurve {
    return {
      number: row.number,
      state: row.state,
      // What breaks a constraint is nobody's yardstick.
      loss: row.values === null || row.violation > 0 ? Number.NaN : this.#loss(row.values[0], 0),
      steps: row.reports.map(({ step }) => step),
      values: row.reports.map(({ value }) => this.#loss(value, 0)),
    };
  }
}

/**
 * A new study.
 *
 * @throws a {@link ParameterError} if the sampler cannot search the space or the objectives.
 *
 * @example
 * ```ts
 * import { createStudy, float, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(-5, 5) }), seed: 7 });
 * for (let i = 0; i < 60; i++) {
 *   for (const { number, params } of study.ask()) study.tell(number, (params.x - 2) ** 2);
 * }
 * Math.abs((study.best?.params.x ?? 0) - 2) < 0.1; // => true
 * ```
 */
export function createStudy<Params>(options: StudyOptions<Params>): Study<Params> {
  return new Study(options);
}

/**
 * The study a {@link Study.log} tells of, ready to go on as if it had never stopped.
 *
 * @param options - The same options as of the first study.
 * @throws an {@link IntegrityError} if the log is of a study with other options, or not a log.
 *
 * @example
 * ```ts
 * import { createStudy, float, restoreStudy, space } from '@quantblocks/optimizer';
 *
 * const options = { space: space({ x: float(0, 1) }), seed: 3 };
 * const study = createStudy(options);
 * for (const { number, params } of study.ask(4)) study.tell(number, params.x);
 * const copy = restoreStudy(options, study.log());
 * copy.ask()[0].params.x === study.ask()[0].params.x; // => true
 * ```
 */
export function restoreStudy<Params>(options: StudyOptions<Params>, log: string): Study<Params> {
  const study = new Study(options);
  const [header, ...lines] = log.split('\n').filter((line) => line !== '');
  const expected = JSON.stringify(study.identity());
  if (header !== expected) throw new IntegrityError('study log', `the header ${expected}`, header);
  try {
    study.replay(parseEvents(lines));
  } catch (error) {
    // Whatever a study stumbles over was not written by one.
    if (error instanceof IntegrityError) throw error;
    throw new IntegrityError('study log', 'events that follow from another', String(error));
  }
  return study;
}

function toOutcome(result: number | readonly number[] | Outcome): Outcome {
  if (typeof result === 'number') return { value: result };
  if (Array.isArray(result)) return { values: result as readonly number[] };
  if (typeof result !== 'object' || result === null)
    throw new ParameterError('result', 'numbers or an outcome', result);
  return result as Outcome;
}
