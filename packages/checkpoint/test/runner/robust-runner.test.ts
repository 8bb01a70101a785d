import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRobustRunner, type RobustRunner, type RobustRunnerOptions } from '../../src/index.ts';
import { FaultyFileSystem } from '../faulty-file-system.ts';
import { search } from '../programs/search.ts';
import { namesIn, scratchFolder, unsafeFileSystem } from '../scratch.ts';

const options = {
  strategy: 'ichimoku',
  asset: 'BTC',
  config: { feeBps: 4 },
  sync: 'none',
  fileSystem: unsafeFileSystem,
} satisfies RobustRunnerOptions;
const phase = { seed: 1, fold: 2021, phase: 'global' };

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});
afterEach(() => vi.useRealTimers());

const open = (change: Partial<RobustRunnerOptions> = {}) => openRobustRunner(folder, { ...options, ...change });
/** What another process would find if this one were gone now. */
async function afterCrash<T>(look: (runner: RobustRunner) => Promise<T>): Promise<T> {
  const copy = scratchFolder();
  cpSync(folder, copy, { recursive: true });
  for (const name of readdirSync(copy)) if (name.includes('.lock-')) rmSync(join(copy, name));
  const runner = await openRobustRunner(copy, options);
  try {
    return await look(runner);
  } finally {
    await runner.shutdown();
  }
}

describe('RobustRunner', () => {
  it('begins with all seeds and nothing to resume', async () => {
    const runner = await open();
    expect(await runner.getSeedsToRun([3, 1, 2])).toEqual([3, 1, 2]);
    expect(await runner.getResumeState()).toBeUndefined();
    expect(await runner.getCompletedPhase(phase)).toBeUndefined();
    expect(await runner.getSeedResults(1)).toBeUndefined();
    await runner.shutdown();
    expect(namesIn(folder)).toEqual(['progress.journal', 'tasks.journal']);
  });

  it('resumes at the trial that was saved last, without a shutdown', async () => {
    const runner = await open();
    const progress = {
      ...phase,
      trial: 3,
      totalTrials: 300,
      bestParams: { sl: 1.5 },
      bestScore: Number.NEGATIVE_INFINITY,
    };
    await runner.saveProgress({ ...progress, trial: 2, study: 'head\n{"ask":0}\n' });
    await runner.saveProgress({ ...progress, study: 'head\n{"ask":0}\n{"tell":0}\n' });
    expect(readFileSync(join(folder, 'progress.journal'), 'utf8')).toContain(
      '"study":{"keep":15,"add":"{\\"tell\\":0}\\n"}',
    );
    await runner.saveProgress({ ...phase, fold: 2022, trial: 2, study: 'a text' });
    await runner.saveProgress({ ...phase, fold: 2022, trial: 3, study: 'another text' });
    const other = await afterCrash((next) => next.getResumeState());
    expect(other?.progress?.study).toBe('another text');
    const state = await afterCrash((next) => next.getResumeState({ fold: 2021 }));
    expect(state).toMatchObject({ seed: 1, completedPhases: [] });
    expect(state?.progress).toEqual({ ...progress, study: 'head\n{"ask":0}\n{"tell":0}\n' });
    await runner.shutdown();
  });

  it('keeps the results of completed phases, in order, between phases too', async () => {
    const runner = await open();
    await runner.saveProgress({ ...phase, trial: 300 });
    await runner.completePhase(phase, { equity: 6.3 });
    await runner.completePhase({ ...phase, phase: 'bull' }, Number.NaN);
    expect((await runner.getResumeState())?.progress).toBeUndefined();
    const state = await afterCrash((next) => next.getResumeState());
    expect(state?.progress).toBeUndefined();
    expect(state?.completedPhases).toEqual([
      { ...phase, result: { equity: 6.3 } },
      { ...phase, phase: 'bull', result: Number.NaN },
    ]);
    await runner.completePhase(phase, { equity: 6.3 });
    await expect(runner.completePhase(phase, { equity: 6.4 })).rejects.toThrow('expected the result of before');
    await expect(runner.saveProgress({ ...phase, trial: 1 })).rejects.toThrow('expected a phase that is not completed');
    await runner.shutdown();
  });

  it('works on several seeds at a time, and tells of the latest or of the one asked for', async () => {
    const runner = await open();
    for (const seed of [1, 2, 1]) await runner.saveProgress({ ...phase, seed, trial: 10 * seed });
    await runner.saveProgress({ ...phase, seed: 2, fold: 2022, trial: 5 });
    const look = async (next: RobustRunner) => [
      (await next.getResumeState())?.progress?.fold,
      (await next.getResumeState({ seed: 1 }))?.progress?.trial,
      (await next.getResumeState({ seed: 2, fold: 2021 }))?.progress?.trial,
      await next.getResumeState({ seed: 3 }),
    ];
    expect(await look(runner)).toEqual([2022, 10, 20, undefined]);
    expect(await afterCrash(look)).toEqual([2022, 10, 20, undefined]);
    await runner.shutdown();
    expect(await afterCrash(look)).toEqual([2022, 10, 20, undefined]);
  });

  it('completes a seed once, as the last write, and never wakes it up again', async () => {
    const runner = await open();
    await runner.saveProgress({ ...phase, trial: 3 });
    await runner.completeSeed(1, { equity: 1.1 });
    const names = namesIn(folder);
    expect(await runner.getSeedsToRun([1, 2])).toEqual([2]);
    await runner.completeSeed(1, { equity: 1.1 });
    await expect(runner.completeSeed(1, { equity: 1.2 })).rejects.toThrow('expected the results of before');
    await runner.shutdown();
    await runner.shutdown();
    expect(namesIn(folder)).toEqual(names);
    await afterCrash(async (next) => {
      expect(await next.getSeedsToRun([1, 2])).toEqual([2]);
      expect(await next.getResumeState()).toBeUndefined();
      expect(await next.getSeedResults(1)).toEqual({ equity: 1.1 });
      await expect(next.saveProgress({ ...phase, trial: 4 })).rejects.toThrow('not completed');
    });
  });

  it('refuses the state of another configuration unless told in words', async () => {
    const runner = await open();
    await runner.completePhase(phase, 1);
    await runner.completeSeed(1, 1);
    await runner.shutdown();
    const other = { config: { feeBps: 5 } };
    await expect(open(other)).rejects.toThrow("say otherConfiguration: 'accept'");
    await expect(open({ asset: 'ETH' })).rejects.toThrow('expected configuration');
    const accepted = await open({ ...other, otherConfiguration: 'accept' });
    expect(await accepted.getSeedsToRun([1, 2])).toEqual([2]);
    await accepted.shutdown();
  });

  it('refuses damaged results of a seed instead of running it again', async () => {
    const runner = await open();
    await runner.completeSeed(1, 1);
    await runner.shutdown();
    truncateSync(join(folder, 'seed-1.json'), 10);
    const next = await open();
    await expect(next.getSeedsToRun([1])).rejects.toThrow('the end is missing, after 10 bytes');
    await next.shutdown();
  });

  it('lets go of the folder when it cannot be restored', async () => {
    const runner = await open();
    await runner.completeSeed(1, 1);
    await runner.shutdown();
    const seed = readFileSync(join(folder, 'seed-1.json'));
    rmSync(join(folder, 'seed-1.json'));
    const before = await open();
    await before.saveProgress({ ...phase, trial: 1 });
    await before.shutdown();
    writeFileSync(join(folder, 'seed-1.json'), seed.subarray(0, 10));
    await expect(open()).rejects.toThrow('the end is missing, after 10 bytes');
    writeFileSync(join(folder, 'seed-1.json'), seed);
    await (await open()).shutdown();
  });

  it('takes 7 and "7" for the same seed', async () => {
    const runner = await open();
    await runner.completePhase({ ...phase, seed: 7 }, 1);
    await runner.saveProgress({ ...phase, seed: 7, fold: 2022, trial: 1 });
    expect(await runner.getResumeState({ seed: '7' })).toMatchObject({ seed: 7, completedPhases: [{ result: 1 }] });
    await runner.completeSeed('7', 1);
    expect(await runner.getSeedsToRun([7, '7'])).toEqual([]);
    expect(await runner.getResumeState()).toBeUndefined();
    await runner.shutdown();
  });

  it('lets a second process fail at once', async () => {
    const runner = await open();
    await expect(open()).rejects.toThrow('is being written by');
    await runner.shutdown();
    await (await open()).shutdown();
  });

  it('writes the whole state every ten minutes, if there is news', async () => {
    vi.useFakeTimers();
    const runner = await open();
    const text = () => readFileSync(join(folder, 'progress.journal'), 'utf8');
    await runner.saveProgress({ ...phase, trial: 3 });
    expect(text()).not.toContain('"snapshot"');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(text()).toContain('"trial":3');
    expect(text().split('\n')).toHaveLength(2);
    expect((await afterCrash((next) => next.getResumeState()))?.elapsedSeconds).toBeGreaterThanOrEqual(600);
    const before = text();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(text()).toBe(before);
    await runner.shutdown();
    await expect(open({ saveEveryMinutes: 0 })).rejects.toThrow('saveEveryMinutes');
  });

  it('tells of a save by the clock that failed', async () => {
    vi.useFakeTimers();
    const fileSystem = new FaultyFileSystem();
    const runner = await open({ fileSystem });
    await runner.saveProgress({ ...phase, trial: 3 });
    fileSystem.space = 20;
    await vi.advanceTimersByTimeAsync(600_000);
    fileSystem.heal();
    await expect(runner.saveProgress({ ...phase, trial: 4 })).rejects.toThrow('could not compact the journal: ENOSPC');
    expect((await afterCrash((next) => next.getResumeState()))?.progress?.trial).toBe(3);
    await runner.shutdown();
  });

  it('is not confused by progress that could not be written', async () => {
    const fileSystem = new FaultyFileSystem();
    const runner = await open({ fileSystem });
    await runner.saveProgress({ ...phase, trial: 1, study: 'a' });
    fileSystem.space = 0;
    const failed = runner.saveProgress({ ...phase, trial: 2, study: 'ab' });
    fileSystem.heal();
    const [second, third] = await Promise.allSettled([
      failed,
      runner.saveProgress({ ...phase, trial: 3, study: 'abc' }),
    ]);
    expect([second.status, third.status]).toEqual(['rejected', 'fulfilled']);
    expect((await afterCrash((next) => next.getResumeState()))?.progress?.study).toBe('abc');
    await runner.shutdown();
  });
});

describe('a search that is ended after any save', () => {
  it('goes on to the same bytes as one that never was', async () => {
    const results = (where: string): string[] => ['seed-1.json', 'seed-2.json'].map((name) => resultsIn(where, name));
    const reference = scratchFolder();
    let saves = 0;
    await search(await openRobustRunner(reference, options), () => saves++ < 0);
    expect(saves).toBeGreaterThan(30);
    for (let end = 1; end < saves; end++) {
      const where = scratchFolder();
      let count = 0;
      const first = await openRobustRunner(where, options);
      await search(first, () => ++count === end);
      const copy = scratchFolder();
      cpSync(where, copy, { recursive: true });
      for (const name of readdirSync(copy)) if (name.includes('.lock-')) rmSync(join(copy, name));
      await first.shutdown();
      const second = await openRobustRunner(copy, options);
      await search(second, () => false);
      await second.shutdown();
      expect(results(copy)).toEqual(results(reference));
    }
  }, 20_000);
});

/** Without the time of completion. */
function resultsIn(folder: string, name: string): string {
  return /"results":.*/.exec(readFileSync(join(folder, name), 'utf8'))![0];
}
