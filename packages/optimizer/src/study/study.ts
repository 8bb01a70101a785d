import { createRng, ParameterError } from '@quantblocks/core';
import type { Pruner, TrialCurve } from '../pruners/pruner.ts';
import { requireInteger } from '../require-integer.ts';
import { nearbyFeasible } from '../samplers/feasible-point.ts';
import type { Proposal, Proposer, Sampler, SamplerContext } from '../samplers/sampler.ts';
import { tpe } from '../samplers/tpe/tpe.ts';
import type { AnyParams } from '../space/constraints.ts';
import { Space } from '../space/space.ts';
import { type AskedEvent, formatEvents, type StudyEvent } from './events.ts';
import type { History } from './history.ts';
import { outcomeEvent, toOutcome } from './outcome-event.ts';
import { requireReport } from './reports.ts';
import { SeriesStore } from './series-store.ts';
import { isSame, StudyState, type TrialRow } from './study-state.ts';
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
  readonly #state: StudyState<Params>;
  readonly #context: SamplerContext;
  readonly #proposer: Proposer;
  #exhausted = false;

  /** @param events - An earlier life of this study; see {@link restoreStudy}. */
  constructor(options: StudyOptions<Params>, events: readonly StudyEvent[] = []) {
    const { space, seed = 0, direction = 'minimize', sampler = tpe(), pruner = null, duplicates = 'skip' } = options;
    requireParts({ space, sampler, pruner });
    if (!(typeof seed === 'string' || Number.isFinite(seed))) {
      throw new ParameterError('seed', 'a finite number or a string', seed);
    }
    if (duplicates !== 'skip' && duplicates !== 'allow') {
      throw new ParameterError('duplicates', "'skip' or 'allow'", duplicates);
    }
    const directions = Array.isArray(direction) ? [...direction] : [direction];
    if (directions.length === 0 || directions.some((d) => d !== 'minimize' && d !== 'maximize')) {
      throw new ParameterError('direction', "'minimize' or 'maximize', one per objective", direction);
    }
    if (pruner !== null && directions.length > 1) {
      throw new ParameterError('pruner', 'a single objective', `${directions.length} objectives`);
    }
    Object.assign(this, { space, seed, directions, sampler, pruner, duplicates });
    const state = new StudyState(space, directions);
    const accepts = (point: Float64Array): boolean =>
      !(duplicates === 'skip' && state.isKnown(point)) && space.isFeasible(point);
    this.#state = state;
    this.#context = { space: space as Space<unknown>, history: state.history, seed, accepts };
    this.#proposer = sampler.start(this.#context);
    for (const event of events) this.#apply(event);
  }

  /** Every event so far; do not write to it. */
  get events(): readonly StudyEvent[] {
    return this.#events;
  }

  /** Every trial, by number; a trial changes while it runs. */
  get trials(): readonly Trial<Params>[] {
    return this.#state.rows;
  }

  /** The best complete and feasible trial of a single objective (the earliest of equals), or `null`. */
  get best(): Trial<Params> | null {
    const { best, rows } = this.#state;
    return best < 0 ? null : rows[best];
  }

  /** Whether the last {@link Study.ask} found no acceptable point, or none in very many tries: the search is over. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** What samplers see; for code that computes statistics over many trials. */
  get history(): History {
    return this.#state.history;
  }

  /**
   * The next trials to evaluate. Their points depend on the seed, their numbers, and the trials told before, in whatever
   * order those came; trials still running count as taken.
   *
   * @param count - How many; fewer are returned when the space or the sampler is exhausted.
   * @throws a {@link ParameterError} if `count` is not a positive integer.
   */
  ask(count = 1): Trial<Params>[] {
    requireInteger('count', count, 1);
    const { rows } = this.#state;
    const first = rows.length;
    const trials: AskedEvent[] = [];
    for (let i = 0; i < count; i++) {
      const proposal = this.#next();
      if (proposal === null) {
        this.#exhausted = true;
        break;
      }
      const { point, by, generation = -1 } = proposal;
      const params = this.space.decode(point) as AnyParams;
      trials.push({ trial: rows.length, params, by, ...(generation < 0 ? {} : { generation }) });
      // At once, because the next proposal keeps away from this one; to the log they are one question.
      this.#state.apply({ type: 'ask', trials: trials.slice(-1) });
    }
    if (trials.length > 0) this.#events.push({ type: 'ask', trials });
    return rows.slice(first);
  }

  /**
   * Params to try before the sampler is asked again, for example the best ones of an earlier study.
   *
   * @returns `false` if the point is known or queued already, so that there is nothing to evaluate.
   * @throws a {@link ParameterError} if the params are not in the space or break a constraint.
   */
  enqueue(params: Params): boolean {
    const point = this.space.encode(params);
    if (!this.#context.accepts(point) || this.#state.queue.some((other) => isSame(other, point))) return false;
    // A copy: the caller may go on to change his own.
    this.#apply({ type: 'enqueue', params: this.space.decode(point) as AnyParams });
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
    this.#state.running(trial);
    const outcome = toOutcome(result);
    const event = outcomeEvent(trial, outcome, this.directions.length);
    if (outcome.returns !== undefined) this.series.set(trial, outcome.returns);
    this.#apply(event);
  }

  /**
   * An intermediate value, for example of one fold.
   *
   * @throws a {@link ParameterError} if the trial does not run, or `step` is not an integer beyond the last one.
   */
  report(trial: number, step: number, value: number): void {
    requireReport(this.#state.running(trial).reports, step, value);
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
    reports: readonly Report[] = this.#state.running(trial).reports,
    options: { before?: number } = {},
  ): boolean {
    const { before = this.#state.rows.length } = options;
    if (this.pruner === null || reports.length === 0) return false;
    const curve = this.#curve({ ...this.#state.running(trial), reports: [...reports] });
    const ended = this.#state.rows.filter(({ state, number }) => state !== 'running' && number < before);
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
    this.#state.running(trial);
    if (typeof reason !== 'string') throw new ParameterError('reason', 'words', reason);
    this.#apply({ type: 'fail', trial, reason, ...options });
  }

  /**
   * The whole study as JSON lines: first what it is, then what happened. Equal for equal seeds, whatever ran the trials.
   * Return series are not in it.
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

  #next(): Proposal | null {
    const { queue, rows } = this.#state;
    // A sampler may have come upon a queued point in the meantime.
    const queued = queue.find((point) => this.#context.accepts(point));
    if (queued !== undefined) return { point: queued, by: 'enqueued' };
    const rng = createRng(this.seed, 'trial', rows.length);
    const proposal = this.#proposer.propose(rows.length, rng);
    if (proposal === null || this.#context.accepts(proposal.point)) return proposal;
    const point = nearbyFeasible(this.#context, proposal.point, rng);
    return point && { ...proposal, point };
  }

  #apply(event: StudyEvent): void {
    this.#state.apply(event);
    this.#events.push(event);
  }

  #curve(row: TrialRow<Params>): TrialCurve {
    return {
      number: row.number,
      state: row.state,
      // What breaks a constraint is nobody's yardstick.
      loss: row.values === null || row.violation > 0 ? Number.NaN : this.#state.lossOf(row.values[0], 0),
      steps: row.reports.map(({ step }) => step),
      values: row.reports.map(({ value }) => this.#state.lossOf(value, 0)),
    };
  }
}

// Functions that were not called are the usual slip: `sampler: tpe` for `sampler: tpe()`.
function requireParts(parts: { space: unknown; sampler: unknown; pruner: unknown }): void {
  const { space, sampler, pruner } = parts;
  if (!(space instanceof Space)) throw new ParameterError('space', 'what space() returns', space);
  if (typeof (sampler as Partial<Sampler> | null)?.start !== 'function') {
    throw new ParameterError('sampler', 'a sampler, such as tpe()', sampler);
  }
  if (pruner !== null && typeof (pruner as Partial<Pruner>).shouldPrune !== 'function') {
    throw new ParameterError('pruner', 'a pruner, such as medianPruner()', pruner);
  }
}
