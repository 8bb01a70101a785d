import { join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { type JournalOptions, openJournal } from '../journal/open-journal.ts';
import { configHash } from '../json/config-hash.ts';
import { fileStore } from '../ledger/file-store.ts';
import { TaskLedger } from '../ledger/task-ledger.ts';
import type { ProgressRecord, SavedState } from './progress.ts';
import { RobustRunner } from './robust-runner.ts';

/** Options of {@link openRobustRunner}. */
export interface RobustRunnerOptions extends Pick<JournalOptions, 'otherConfiguration' | 'fileSystem'> {
  readonly strategy: string;
  readonly asset: string;
  /** Everything else the results depend on: options, ranges, costs, hashes of the bars, the version of the code. Plain data. */
  readonly config: unknown;
  /** Minutes between two states written whole; every call of `saveProgress` is in the journal at once. @defaultValue `10` */
  readonly saveEveryMinutes?: number | undefined;
  /**
   * When `saveProgress` resolves. A loop that waits for each save gains nothing from a group; one with many trials on their way does.
   *
   * @defaultValue `'every'`
   */
  readonly sync?: JournalOptions['sync'];
}

const SCHEMA = 1;

/**
 * Opens the folder of a long run, new or interrupted: which seeds are done, which phases, and where to go on.
 *
 * One process per folder. It may work on several seeds and folds at a time.
 *
 * @param folder - Is made if needed; holds two journals, and `seed-<seed>.json` for each finished seed.
 * @throws an {@link IntegrityError} (as a rejection) if the folder holds a run of another configuration, or was damaged.
 * @throws a {@link LockedError} (as a rejection) if another process works there.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { openRobustRunner } from '@quantblocks/checkpoint';
 *
 * const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
 * const options = { strategy: 'ichimoku', asset: 'BTC', config: { folds: 14, feeBps: 4 } };
 * const runner = await openRobustRunner(folder, options);
 * await runner.completePhase({ seed: 1, fold: 2021, phase: 'global' }, { tenkan: 9 });
 * await runner.saveProgress({ seed: 1, fold: 2021, phase: 'bull', trial: 120, totalTrials: 300, bestScore: 0.42 });
 * await runner.shutdown(); // or a crash
 *
 * const next = await openRobustRunner(folder, options);
 * const state = await next.getResumeState();
 * [state?.seed, state?.progress?.phase, state?.progress?.trial]; // => [1, 'bull', 120]
 * state?.completedPhases; // => [{ seed: 1, fold: 2021, phase: 'global', result: { tenkan: 9 } }]
 * await next.completeSeed(1, { equity: 6.3 });
 * await next.getSeedsToRun([1, 2]); // => [2]
 * await next.shutdown();
 * ```
 */
export async function openRobustRunner(folder: string, options: RobustRunnerOptions): Promise<RobustRunner> {
  const { strategy, asset, config, saveEveryMinutes = 10, sync = 'every' } = options;
  if (!(saveEveryMinutes > 0 && saveEveryMinutes <= 1440))
    throw new ParameterError('saveEveryMinutes', 'above 0, at most 1440', saveEveryMinutes);
  const header = { configHash: configHash({ strategy, asset, config }), schema: SCHEMA };
  const { otherConfiguration, fileSystem } = options;
  const shared = { header, otherConfiguration, fileSystem };
  // Phases end rarely, and whoever waits for one has nothing to share a flush with.
  const store = fileStore(join(folder, 'tasks.journal'), { ...shared, sync: 'every' });
  try {
    const journal = openJournal<ProgressRecord, SavedState>(join(folder, 'progress.journal'), {
      ...shared,
      sync,
    });
    const ledger = new TaskLedger(store);
    const runner = new RobustRunner({ ...shared, folder, strategy, asset, store, ledger, journal, saveEveryMinutes });
    try {
      await runner.restore();
    } catch (error) {
      await runner.shutdown();
      throw error;
    }
    return runner;
  } catch (error) {
    await store.close();
    throw error;
  }
}
