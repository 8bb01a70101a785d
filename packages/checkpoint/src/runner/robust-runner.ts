import { join } from 'node:path';
import { IntegrityError, ParameterError } from '@quantblocks/core';
import type { FileSystem } from '../files/file-system.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalHeader } from '../journal/journal-file.ts';
import { canonicalJson } from '../json/encode-json.ts';
import type { Store } from '../ledger/store.ts';
import type { TaskKey } from '../ledger/task-key.ts';
import type { TaskLedger } from '../ledger/task-ledger.ts';
import { loadSnapshot } from '../snapshot/load-snapshot.ts';
import { saveSnapshot } from '../snapshot/save-snapshot.ts';
import {
  type CompletedPhase,
  isSame,
  type Phase,
  type Progress,
  type ProgressRecord,
  phaseId,
  type ResumeState,
  recordProgress,
  restoreProgress,
  type SavedState,
} from './progress.ts';

interface Parts {
  readonly folder: string;
  readonly header: JournalHeader;
  readonly otherConfiguration: 'refuse' | 'accept' | undefined;
  readonly fileSystem: FileSystem | undefined;
  readonly strategy: string;
  readonly asset: string;
  readonly store: Store;
  readonly ledger: TaskLedger;
  readonly journal: Journal<ProgressRecord, SavedState>;
  readonly saveEveryMinutes: number;
}

interface SeedFile {
  readonly completedAt: string;
  readonly results: unknown;
}

type Seed = TaskKey['seed'];

/** A long run over seeds, folds and phases that goes on where it was, whatever ended it; {@link openRobustRunner} opens one. */
export class RobustRunner implements AsyncDisposable {
  /** Configuration of this run; differs from that of the folder only where that was accepted in words. */
  readonly configHash: string;
  private readonly parts: Parts;
  /** The latest last. */
  private readonly running = new Map<string, Progress>();
  private readonly completed = new Map<string, CompletedPhase>();
  private readonly doneSeeds = new Map<string, boolean>();
  private readonly timer: NodeJS.Timeout;
  private readonly startedAt = Date.now();
  private secondsBefore = 0;
  private hasNews = false;
  private failure: Error | undefined;
  private isClosed = false;

  /** @internal */
  constructor(parts: Parts) {
    this.parts = parts;
    this.configHash = parts.header.configHash;
    this.timer = setInterval(() => this.saveLate(), parts.saveEveryMinutes * 60_000);
    this.timer.unref();
  }

  /** @internal */
  async restore(): Promise<void> {
    const { journal, ledger } = this.parts;
    for (const { key, state, result } of await ledger.list()) {
      const { seed, fold, phase } = key;
      if (state === 'done') this.completed.set(phaseId(key), { seed, fold, phase, result });
    }
    this.secondsBefore = journal.snapshot?.elapsedSeconds ?? 0;
    for (const record of [...(journal.snapshot?.running ?? []), ...journal.records]) {
      this.secondsBefore = Math.max(this.secondsBefore, record.elapsedSeconds);
      this.remember(restoreProgress(record, this.running.get(phaseId(record.progress))));
    }
    for (const [id, { seed }] of this.running) if (this.completed.has(id) || this.isDone(seed)) this.running.delete(id);
  }

  /** Those of `all` that are not completed, in the same order. */
  async getSeedsToRun<S extends Seed>(all: readonly S[]): Promise<S[]> {
    return all.filter((seed) => !this.isDone(seed));
  }

  /**
   * Where to go on: with the phase that was saved last, or with that of a seed, a fold, a phase.
   *
   * @param where - Which seed, fold or phase is meant; all of them by default.
   * @returns undefined if nothing of it was begun, or its seed is completed.
   */
  async getResumeState(where: Partial<Phase> = {}): Promise<ResumeState | undefined> {
    const matches = (phase: Phase): boolean =>
      (['seed', 'fold', 'phase'] as const).every(
        (name) => where[name] === undefined || isSame(where[name], phase[name]),
      );
    const progress = [...this.running.values()].filter(matches).at(-1);
    const open = [...this.completed.values()].filter(({ seed }) => !this.isDone(seed));
    const seed = progress?.seed ?? open.filter(matches).at(-1)?.seed;
    if (seed === undefined) return undefined;
    const completedPhases = open.filter((phase) => isSame(phase.seed, seed));
    return { seed, progress, completedPhases, elapsedSeconds: this.elapsedSeconds() };
  }

  /** A phase that is over, with its result; undefined if it has to be computed. */
  async getCompletedPhase(phase: Phase): Promise<CompletedPhase | undefined> {
    return this.completed.get(phaseId(phase));
  }

  /**
   * Writes how far a phase has come, for example after every trial.
   *
   * Rejects with a {@link StorageError} if that is not possible, with a {@link ParameterError} if the phase or its seed is over.
   */
  async saveProgress(progress: Progress): Promise<void> {
    this.requireUsable();
    const id = phaseId(progress);
    if (this.completed.has(id) || this.isDone(progress.seed))
      throw new ParameterError('progress', 'a phase that is not completed', id);
    const { journal } = this.parts;
    const { length } = journal;
    const written = journal.append(recordProgress(progress, this.running.get(id), this.elapsedSeconds()));
    // Only if it is in the file: the next study's text is told as what it adds to this one.
    if (journal.length > length) {
      this.remember(progress);
      this.hasNews = true;
    }
    await written;
  }

  /**
   * Keeps the result of a phase and saves the whole state.
   *
   * Rejects with an {@link IntegrityError} if the phase has another result already; the same one again changes nothing.
   */
  async completePhase({ seed, fold, phase }: Phase, result: unknown): Promise<void> {
    this.requireUsable();
    const { strategy, asset, ledger } = this.parts;
    const key = { strategy, asset, seed, fold, phase, configHash: this.configHash };
    await ledger.add([key]);
    await ledger.commit(key, result);
    const id = phaseId(key);
    if (this.completed.has(id)) return;
    this.completed.set(id, { seed, fold, phase, result });
    this.running.delete(id);
    await this.save();
  }

  /**
   * Keeps the results of a seed, as the last write for it: from then on it is done.
   *
   * Rejects with an {@link IntegrityError} if it has other results already; the same ones again change nothing.
   */
  async completeSeed(seed: Seed, results: unknown): Promise<void> {
    this.requireUsable();
    const { header, fileSystem } = this.parts;
    const path = this.pathOf(seed);
    const before = this.loadSeed(seed);
    if (before !== undefined) {
      if (canonicalJson(before.results, 'results') === canonicalJson(results, 'results')) return;
      throw new IntegrityError(path, 'the results of before', results);
    }
    await this.parts.journal.flushed();
    const file: SeedFile = { completedAt: new Date().toISOString(), results };
    saveSnapshot(path, file, { header, fileSystem });
    this.doneSeeds.set(`${seed}`, true);
    for (const [id, progress] of this.running) if (isSame(progress.seed, seed)) this.running.delete(id);
  }

  /** The results of a completed seed; undefined if it is not completed. */
  async getSeedResults(seed: Seed): Promise<unknown> {
    return this.loadSeed(seed)?.results;
  }

  /** Saves what is under way and lets go of the folder. Again: does nothing. */
  async shutdown(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.timer);
    try {
      if (this.failure === undefined && this.hasNews) await this.save();
    } finally {
      await this.parts.journal.close();
      await this.parts.store.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  private remember(progress: Progress): void {
    const id = phaseId(progress);
    // Anew, so that it comes last.
    this.running.delete(id);
    this.running.set(id, progress);
  }

  private async save(): Promise<void> {
    const elapsedSeconds = this.elapsedSeconds();
    const running = Array.from(this.running.values(), (state) => recordProgress(state, undefined, elapsedSeconds));
    await this.parts.journal.compact({ elapsedSeconds, running });
    this.hasNews = false;
  }

  /** By the timer, where nobody is there to throw to: the next call tells. */
  private saveLate(): void {
    if (!this.hasNews) return;
    this.save().catch((error: Error) => {
      this.failure = error;
    });
  }

  /** Nobody else works in the folder, so that one look at the file is enough. */
  private isDone(seed: Seed): boolean {
    let isDone = this.doneSeeds.get(`${seed}`);
    if (isDone === undefined) {
      isDone = this.loadSeed(seed) !== undefined;
      this.doneSeeds.set(`${seed}`, isDone);
    }
    return isDone;
  }

  private loadSeed(seed: Seed): SeedFile | undefined {
    const { header, otherConfiguration, fileSystem } = this.parts;
    const path = this.pathOf(seed);
    const { found, value, problems } = loadSnapshot<SeedFile>(path, { header, otherConfiguration, fileSystem });
    // Running the seed again would look like a result lost for no reason.
    if (found === 'damaged') throw new IntegrityError(path, 'the results of a seed', problems.join('; '));
    return value;
  }

  private pathOf(seed: Seed): string {
    return join(this.parts.folder, `seed-${encodeURIComponent(seed)}.json`);
  }

  private elapsedSeconds(): number {
    return this.secondsBefore + (Date.now() - this.startedAt) / 1000;
  }

  private requireUsable(): void {
    if (this.isClosed) throw new ParameterError('runner', 'a runner that is not shut down', 'one that is');
    if (this.failure !== undefined) throw this.failure;
  }
}
