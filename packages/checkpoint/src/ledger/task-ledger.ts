import { IntegrityError, ParameterError } from '@quantblocks/core';
import { canonicalJson, encodeJson } from '../json/index.ts';
import type { Store, StoreEntry } from './store.ts';
import { type TaskKey, taskId } from './task-key.ts';

/**
 * `open`: to be done. `running`: somebody has it. `done`: its result is kept. `failed`: parked after too many attempts, until
 * {@link TaskLedger.reopen}.
 */
export type TaskState = 'open' | 'running' | 'done' | 'failed';

/** A task and what became of it. */
export interface TaskRecord<Result = unknown> {
  readonly key: TaskKey;
  readonly state: TaskState;
  /** How often it was started. */
  readonly attempts: number;
  /** Present when done. */
  readonly result?: Result;
  /** Why the last attempt failed. */
  readonly error?: string;
}

/** Options of {@link TaskLedger}. */
export interface TaskLedgerOptions {
  /** A task that failed or got lost so often is parked. @defaultValue `3` */
  readonly maxAttempts?: number | undefined;
}

/** What the store holds: the order of `add` is that of `resume`, whatever order the store has. */
interface Kept<Result> extends TaskRecord<Result> {
  readonly order: number;
}

/**
 * Which tasks there are, which are done, and their results, each kept exactly once.
 *
 * Workers may deliver a result twice (a queue repeats what it is not sure of): the same result again changes nothing, a different one
 * is an {@link IntegrityError}, because then the task is not a function of its key. It keeps accounts and hands nothing out: who
 * computes what is up to the coordinator, and several of them divide the keys among themselves.
 *
 * @param store - Where it is kept; closed by whoever opened it.
 *
 * @example
 * ```ts
 * import { memoryStore, TaskLedger } from '@quantblocks/checkpoint';
 *
 * const ledger = new TaskLedger<number>(memoryStore());
 * const key = { strategy: 'ichimoku', asset: 'BTC', seed: 7, fold: 2021, phase: 'global', configHash: 'a1' };
 * await ledger.add([key, { ...key, fold: 2022 }]);
 * await ledger.start(key);
 * await ledger.commit(key, 0.42);
 * await ledger.commit(key, 0.42);
 * (await ledger.resume()).map(({ fold }) => fold); // => [2022]
 * (await ledger.get(key))?.result; // => 0.42
 * ```
 */
export class TaskLedger<Result = unknown> {
  private readonly store: Store;
  private readonly maxAttempts: number;
  private added: number | undefined;

  constructor(store: Store, { maxAttempts = 3 }: TaskLedgerOptions = {}) {
    if (!(Number.isInteger(maxAttempts) && maxAttempts >= 1))
      throw new ParameterError('maxAttempts', 'an integer >= 1', maxAttempts);
    this.store = store;
    this.maxAttempts = maxAttempts;
  }

  /**
   * Makes tasks known; those that are known already stay as they are.
   *
   * The order is that of one ledger: what several coordinators of a store add at the same time is mixed, though the same for all of them.
   */
  async add(keys: Iterable<TaskKey>): Promise<void> {
    if (this.added === undefined) {
      const { length } = [...(await this.store.entries())];
      // Another call may have counted, and added, meanwhile.
      this.added ??= length;
    }
    const writes: Promise<boolean>[] = [];
    for (const key of keys) {
      const id = taskId(key);
      if ((await this.store.get(id)) !== undefined) continue;
      const task: Kept<Result> = { key, state: 'open', attempts: 0, order: this.added++ };
      writes.push(this.store.put(id, task, 0));
    }
    await Promise.all(writes);
  }

  /** The task; undefined if it was never added. */
  async get(key: TaskKey): Promise<TaskRecord<Result> | undefined> {
    const entry = await this.store.get(taskId(key));
    return entry && publicPart(entry.value as Kept<Result>);
  }

  /** All tasks in the order in which they were added. */
  async list(): Promise<TaskRecord<Result>[]> {
    return (await this.kept()).map(publicPart);
  }

  /**
   * Begins an attempt, unless the task is done or parked: look at `state` of what comes back.
   *
   * Rejects with a {@link ParameterError} if the task was never added.
   */
  start(key: TaskKey): Promise<TaskRecord<Result>> {
    return this.change(key, (task) =>
      task.state === 'done' || task.state === 'failed'
        ? task
        : { ...task, state: 'running', attempts: task.attempts + 1 },
    );
  }

  /**
   * Keeps a result, once.
   *
   * Rejects with an {@link IntegrityError} if another result is kept already, with a {@link ParameterError} if the task was never
   * added or the result holds what JSON would lose.
   */
  async commit(key: TaskKey, result: Result): Promise<TaskRecord<Result>> {
    const text = encodeJson(result, 'result');
    return this.change(key, ({ error: _, ...task }) => {
      if (task.state !== 'done') return { ...task, state: 'done', result };
      if (encodeJson(task.result) === text || canonicalJson(task.result) === canonicalJson(result)) return undefined;
      throw new IntegrityError(taskId(key), `the result of before, ${shorten(encodeJson(task.result))}`, result);
    });
  }

  /** Ends an attempt without a result: the task is open again, or parked after `maxAttempts`. What is done stays done. */
  fail(key: TaskKey, error: unknown): Promise<TaskRecord<Result>> {
    const message = error instanceof Error ? error.message : String(error);
    return this.change(key, (task) => (task.state === 'done' ? undefined : this.endAttempt(task, message)));
  }

  /** Gives a parked task another `maxAttempts`. */
  reopen(key: TaskKey): Promise<TaskRecord<Result>> {
    return this.change(key, (task) => (task.state === 'failed' ? { ...task, state: 'open', attempts: 0 } : undefined));
  }

  /**
   * What is still to be done, in the order in which it was added; call it before the first `start` of a run.
   *
   * Tasks that ran when the last run ended are open again; one that was lost `maxAttempts` times is parked, for it may be what ends
   * the runs.
   *
   * @param isMine - Which tasks are meant. Where several coordinators share a store each has to have a share of its own, or it takes
   *   for lost what another one computes; that costs the time of a second computation, not a result. All tasks by default.
   */
  async resume(isMine: (key: TaskKey) => boolean = () => true): Promise<TaskKey[]> {
    const kept = async (): Promise<Kept<Result>[]> => (await this.kept()).filter(({ key }) => isMine(key));
    const tasks = await kept();
    const lost = tasks.filter(({ state }) => state === 'running');
    await Promise.all(
      lost.map(({ key }) =>
        this.change(key, (task) =>
          task.state === 'running' ? this.endAttempt(task, 'lost: its run ended') : undefined,
        ),
      ),
    );
    return (lost.length === 0 ? tasks : await kept()).filter(({ state }) => state === 'open').map(({ key }) => key);
  }

  private async kept(): Promise<Kept<Result>[]> {
    const tasks = Array.from(await this.store.entries(), ([, { value }]) => value as Kept<Result>);
    return tasks.sort((a, b) => a.order - b.order || (taskId(a.key) < taskId(b.key) ? -1 : 1));
  }

  private endAttempt(task: Kept<Result>, error: string): Kept<Result> {
    return { ...task, state: task.attempts >= this.maxAttempts ? 'failed' : 'open', error };
  }

  /** Reads, changes and writes, again if somebody else wrote in between. `change` may return nothing to change nothing. */
  private async change(
    key: TaskKey,
    change: (task: Kept<Result>) => Kept<Result> | undefined,
  ): Promise<TaskRecord<Result>> {
    const id = taskId(key);
    for (;;) {
      const entry: StoreEntry | undefined = await this.store.get(id);
      if (entry === undefined) throw new ParameterError('key', 'a task that was added', id);
      const task = entry.value as Kept<Result>;
      const next = change(task) ?? task;
      if (next === task || (await this.store.put(id, next, entry.version))) return publicPart(next);
    }
  }
}

function publicPart<Result>({ key, state, attempts, result, error }: Kept<Result>): TaskRecord<Result> {
  return {
    ...{ key, state, attempts },
    // A copy, so that what the caller does with it does not change what is kept.
    ...(state === 'done' ? { result: structuredClone(result) as Result } : {}),
    ...(error === undefined ? {} : { error }),
  };
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
