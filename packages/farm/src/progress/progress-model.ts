import { ParameterError } from '@quantblocks/core';
import { namesOf, type ProgressEvent, type SearchEvent, type TaskEvent, toEvent } from './events.ts';
import { RateMeter } from './rate-meter.ts';
import type { ProgressRow, ProgressSnapshot, RowState } from './snapshot.ts';

/** How much work there is in all, as far as it is known before it begins. */
export interface ProgressPlan {
  /** Seeds to run. @defaultValue none, or those that events name */
  readonly seeds?: readonly (string | number)[] | undefined;
  /** Folds of each seed. @defaultValue as events say */
  readonly folds?: number | undefined;
  /** Trials of each seed and fold. @defaultValue as events say */
  readonly trials?: number | undefined;
  /** Tasks instead of trials: their keys, or how many there are. */
  readonly tasks?: readonly string[] | number | undefined;
}

const FAILURES_KEPT = 5;

class Row {
  readonly seed: string | null;
  readonly fold: string | null;
  tasks = 0;
  plannedTasks = 0;
  trials = 0;
  plannedTrials = 0;
  running = 0;
  failedTasks = 0;
  failedTrials = 0;
  best = Number.NaN;
  isDone = false;

  constructor(seed: string | null, fold: string | null) {
    this.seed = seed;
    this.fold = fold;
  }
}

/** Counts what events tell. It reads no clock: whoever calls says when it is, in milliseconds of a clock that never goes back. */
export class ProgressModel {
  private readonly plan: ProgressPlan;
  private readonly start: number;
  private readonly rows = new Map<string, Row>();
  private readonly running = new Set<string>();
  private readonly failedKeys = new Set<string>();
  private readonly failures: { key: string; message: string }[] = [];
  private readonly foldsDone = new Map<string | null, number>();
  private meter: RateMeter;
  private unit: 'trials' | 'tasks';
  private folds: number | undefined;
  private trials: number | undefined;
  private retried = 0;

  constructor(plan: ProgressPlan, now: number) {
    checkPlan(plan);
    this.plan = plan;
    this.start = now;
    this.meter = new RateMeter(now);
    this.unit = plan.trials === undefined ? 'tasks' : 'trials';
    this.folds = plan.folds;
    this.trials = plan.trials;
    if (typeof plan.tasks === 'object') for (const key of plan.tasks) this.row({ key }).plannedTasks++;
    for (const seed of plan.seeds ?? [undefined]) {
      if (plan.folds === undefined) {
        if (seed !== undefined) this.row({ seed });
      } else for (let fold = 0; fold < plan.folds; fold++) this.row({ seed, fold });
    }
  }

  apply(given: ProgressEvent, now: number): void {
    const event = toEvent(given);
    if ('ended' in event) this.applySearch(event, now);
    else this.applyTask(event, now);
  }

  snapshot(now: number, workers: number | null = null): ProgressSnapshot {
    const { unit, meter } = this;
    const rows = [...this.rows.values()].map((row) => this.view(row));
    const ended = rows.reduce((sum, row) => sum + row.ended, 0);
    const total = this.total(rows);
    const left = total === null ? undefined : meter.timeLeft(total - ended, now);
    const rate = 1000 * meter.rate(now);
    return {
      unit,
      ended,
      total,
      elapsedMs: Math.round(now - this.start),
      perSecond: Number.isNaN(rate) ? null : rate,
      left: left ?? null,
      workers,
      running: this.running.size,
      failed: rows.reduce((sum, { failed }) => sum + failed, 0),
      retried: this.retried,
      rows,
      failures: [...this.failures],
    };
  }

  private applyTask(event: TaskEvent & { readonly isResumed?: boolean }, now: number): void {
    const { type, key } = event;
    const row = this.row(event);
    if (type === 'started' || type === 'retried') {
      if (type === 'retried') this.retried++;
      if (this.failedKeys.delete(key)) this.reopen(row);
      if (!this.running.has(key)) row.running++;
      this.running.add(key);
      return;
    }
    if (this.running.delete(key)) row.running--;
    if (type === 'cancelled') return;
    const isRepeated = this.failedKeys.has(key);
    if (type === 'failed') {
      this.failures.push({ key, message: event.error?.message ?? 'failed' });
      if (this.failures.length > FAILURES_KEPT) this.failures.shift();
      if (isRepeated) return;
      this.failedKeys.add(key);
      row.failedTasks++;
    } else if (this.failedKeys.delete(key)) row.failedTasks--;
    // A failure is an end too; a task that ends twice has ended once.
    if (isRepeated) return;
    row.tasks++;
    if (this.unit === 'tasks') this.meter.add(event.isResumed ? 0 : 1, now);
  }

  private reopen(row: Row): void {
    row.failedTasks--;
    row.tasks--;
  }

  private applySearch(event: SearchEvent, now: number): void {
    if (this.unit === 'tasks') {
      this.unit = 'trials';
      this.meter = new RateMeter(this.start);
    }
    this.folds = this.plan.folds ?? event.folds ?? this.folds;
    this.trials = this.plan.trials ?? event.trials;
    const row = this.row(event);
    const news = Math.max(0, event.ended - row.trials);
    row.trials += news;
    row.plannedTrials = event.trials;
    row.failedTrials = event.failed ?? row.failedTrials;
    const best = typeof event.best === 'object' ? event.best?.values?.[0] : event.best;
    row.best = best ?? Number.NaN;
    row.isDone = event.ended >= event.trials || this.isFoldEnd(row.seed, event);
    // A search that has found its end early has nothing left to do.
    if (row.isDone) row.plannedTrials = row.trials;
    this.meter.add(event.isResumed ? 0 : news, now);
  }

  private isFoldEnd(seed: string | null, { foldsDone }: SearchEvent): boolean {
    if (foldsDone === undefined) return false;
    const before = this.foldsDone.get(seed) ?? 0;
    this.foldsDone.set(seed, foldsDone);
    return foldsDone > before;
  }

  private row(event: Parameters<typeof namesOf>[0]): Row {
    const { seed, fold } = namesOf(event);
    const id = JSON.stringify([seed, fold]);
    const known = this.rows.get(id);
    if (known !== undefined) return known;
    const row = new Row(seed, fold);
    this.rows.set(id, row);
    return row;
  }

  private view(row: Row): ProgressRow {
    const isSearch = this.unit === 'trials';
    const ended = isSearch ? row.trials : row.tasks;
    const planned = isSearch ? row.plannedTrials || (row.isDone ? 0 : (this.trials ?? 0)) : row.plannedTasks;
    const total = planned > 0 || row.isDone ? planned : null;
    // A trial whose task failed is one failure.
    const failed = Math.max(row.failedTasks, row.failedTrials);
    return {
      seed: row.seed,
      fold: row.fold,
      state: stateOf(row, ended, total),
      ended,
      total,
      best: Number.isFinite(row.best) ? row.best : null,
      failed,
    };
  }

  private total(rows: readonly ProgressRow[]): number | null {
    const { seeds, tasks } = this.plan;
    if (this.unit === 'tasks') return typeof tasks === 'object' ? tasks.length : (tasks ?? null);
    // Seeds that nobody announced may be followed by more.
    if (seeds === undefined && rows.some(({ seed }) => seed !== null)) return null;
    if (this.trials === undefined || rows.some(({ total }) => total === null)) return null;
    const searches = (seeds?.length ?? 1) * (this.folds ?? 1);
    const names = seeds?.map(String);
    const known = rows.filter(
      ({ seed, fold }) => (fold !== null || this.folds === undefined) && (names?.includes(seed as string) ?? true),
    );
    const unseen = Math.max(0, searches - known.length);
    return known.reduce((sum, { total }) => sum + (total as number), 0) + unseen * this.trials;
  }
}

function stateOf(row: Row, ended: number, total: number | null): RowState {
  if (row.running > 0) return 'running';
  if (row.failedTasks > 0) return 'failed';
  if (row.isDone || (total !== null && ended >= total)) return 'done';
  if (ended === 0) return 'waiting';
  // Of tasks that nobody counted, all that are known have ended.
  return total === null ? 'done' : 'running';
}

function checkPlan({ folds, trials, tasks, seeds }: ProgressPlan): void {
  for (const [name, value] of Object.entries({ folds, trials, tasks: typeof tasks === 'number' ? tasks : undefined })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 0)) {
      throw new ParameterError(name, 'an integer >= 0', value);
    }
  }
  if (tasks !== undefined && trials !== undefined)
    throw new ParameterError('tasks', 'tasks or trials, not both', tasks);
  if (seeds !== undefined && !Array.isArray(seeds)) throw new ParameterError('seeds', 'an array', seeds);
}
