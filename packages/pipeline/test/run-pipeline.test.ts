import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IntegrityError, ParameterError } from '@quantblocks/core';
import { threads } from '@quantblocks/farm';
import { afterAll, describe, expect, it } from 'vitest';
import { runPipeline } from '../src/run-pipeline.ts';
import type { Run } from '../src/run-store/run.ts';
import { openRunStore } from '../src/run-store/run-store.ts';
import { GUARDS_COLUMNS, SCAN_COLUMNS } from '../src/run-store/tables.ts';
import { changedFrom, market, SMALL } from './programs/market.ts';
import { runProgram } from './programs/run-program.ts';
import { scratchFolder, scratchStore } from './run-store/scratch.ts';

const bars = market();

/** Everything a run wrote but when it began and its accounts. */
function bytesOf(run: Run): Readonly<Record<string, string>> {
  const files = run.files().filter((file) => file !== 'manifest.json' && file !== 'tasks.journal');
  return Object.fromEntries(files.map((file) => [file, run.readText(file)]));
}

/** A run that was stopped after so many phases. */
async function stopped(folder: string, phases: number): Promise<Run> {
  const stop = new AbortController();
  let begun: Run | undefined;
  let ended = 0;
  const running = runPipeline(bars, {
    store: openRunStore(folder),
    config: SMALL,
    signal: stop.signal,
    onStart: (run) => {
      begun = run;
    },
    onProgress: ({ event }) => {
      if (event === 'ended' && ++ended === phases) stop.abort(new Error('stopped by hand'));
    },
  });
  await expect(running).rejects.toThrow('stopped by hand');
  return begun as unknown as Run;
}

describe('a run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const { run, outcomes, portfolio } = await runPipeline(bars, {
    store: openRunStore(folder),
    config: SMALL,
    description: 'two assets',
    files: { EDGE: 'edge.csv' },
  });
  const written = bytesOf(run);

  it('takes every asset through its phases', () => {
    expect(outcomes.map(({ asset }) => asset)).toEqual(['EDGE', 'NOISE/X']);
    expect(outcomes.map(({ screen }) => screen?.status)).toEqual(['PASS', 'PASS']);
    for (const { validate, rescue } of outcomes) expect(rescue === undefined).toBe(validate?.status === 'PASS');
    expect(outcomes.some(({ rescue }) => rescue !== undefined)).toBe(true);
  });

  it('writes its files', () => {
    const rescued = outcomes.filter(({ rescue }) => rescue !== undefined).map(({ asset }) => asset.replace('/', '%2F'));
    const passed = outcomes.filter(({ validate, rescue }) => (rescue ?? validate)?.status === 'PASS');
    expect(Object.keys(written)).toEqual(
      [
        ...['scan.csv', 'guards.csv', 'report.html', 'portfolio/portfolio.json', 'portfolio/daily.csv'],
        ...['EDGE', 'NOISE%2FX'].flatMap((asset) => [
          ...[`folds/${asset}.json`, `params/${asset}.json`, `verdicts/${asset}.json`],
          ...[`trials/${asset}.screen.csv`, `trials/${asset}.validate.csv`],
        ]),
        ...rescued.map((asset) => `trials/${asset}.rescue.csv`),
        ...passed.map(({ asset }) => `txt/${asset.replace('/', '%2F')}.txt`),
      ].sort(),
    );
  });

  it('writes tables with the columns of the vocabulary', () => {
    const scan = run.readTable('scan.csv', SCAN_COLUMNS);
    expect(written['scan.csv'].split('\n')[0]).toBe(Object.keys(SCAN_COLUMNS).join(','));
    for (const [i, row] of scan.entries()) {
      const { screen, validate, rescue } = outcomes[i];
      const last = rescue ?? validate;
      const tried = (screen?.trials ?? 0) + (validate?.trials ?? 0) + (rescue?.trials ?? 0);
      expect(row).toMatchObject({
        ...{ asset: outcomes[i].asset, status: last?.status, phase: rescue ? 'rescue' : 'validate', trials: tried },
        ...{ timeframe: '1h', total_bars: 1800, folds: 3, oos_sharpe: last?.figures.sharpe },
      });
    }
    const guards = run.readTable('guards.csv', GUARDS_COLUMNS);
    expect(guards.map(({ suite_status }) => suite_status)).toEqual(
      outcomes.map(({ validate, rescue }) => (rescue ?? validate)?.verdict.status),
    );
  });

  it('says in its manifest what it was made from', () => {
    const { description, strategy, data, config } = run.manifest;
    expect([description, strategy, data[0].file, data[1].file]).toEqual(['two assets', 'momentum', 'edge.csv', '']);
    expect(config).toMatchObject(SMALL);
  });

  it('has no portfolio of too few days, and says why', () => {
    expect([portfolio.status, portfolio.reason]).not.toContain('');
    expect(run.readJson('portfolio/portfolio.json')).toMatchObject({
      status: portfolio.status,
      reason: portfolio.reason,
    });
  });

  it('writes the same bytes in this thread and on two others, with a strategy of a module', async () => {
    const again = await runPipeline(bars, { store: scratchStore(), config: SMALL, executor: threads({ workers: 2 }) });
    expect(bytesOf(again.run)).toEqual(written);
  }, 60_000);

  it('writes the same bytes after its process was killed in the middle, and computes no phase twice', async () => {
    const scratch = scratchFolder();
    const { stderr, signal } = await runProgram('run-and-die', [scratch, '3']);
    expect([stderr, signal]).toEqual(['', 'SIGKILL']);
    const store = openRunStore(scratch);
    const [{ id }] = store.list();
    expect(store.load(id).has('scan.csv')).toBe(false);
    const events: string[] = [];
    const again = await runPipeline(bars, {
      ...{ store, config: SMALL, resume: id },
      onProgress: ({ event }) => events.push(event),
    });
    expect(again.run.id).toBe(id);
    // A phase of the other asset may have been kept meanwhile.
    expect(events.filter((event) => event === 'kept').length).toBeGreaterThanOrEqual(3);
    expect(events).toContain('ended');
    expect(bytesOf(again.run)).toEqual(written);
  }, 60_000);

  it('writes the same bytes when it is finished and resumed', async () => {
    const before = readFileSync(run.path('manifest.json'), 'utf8');
    const again = await runPipeline(bars, { store: openRunStore(folder), config: SMALL, resume: run.id });
    expect(bytesOf(again.run)).toEqual(written);
    expect(readFileSync(run.path('manifest.json'), 'utf8')).toBe(before);
  });

  it('is not mixed with another that is made at the same time', async () => {
    const store = scratchStore();
    const [one, other] = await Promise.all([
      runPipeline(bars, { store, config: SMALL }),
      runPipeline(bars, { store, config: { ...SMALL, seed: 2 } }),
    ]);
    expect(one.run.id).not.toBe(other.run.id);
    expect(bytesOf(one.run)).toEqual(written);
    expect(bytesOf(other.run)['scan.csv']).not.toBe(written['scan.csv']);
  });

  it('may be of some phases alone', async () => {
    const alone = await runPipeline(bars, { store: scratchStore(), config: SMALL, phases: ['screen'] });
    expect(alone.outcomes[0]).not.toHaveProperty('validate');
    expect(bytesOf(alone.run)['trials/EDGE.screen.csv']).toBe(written['trials/EDGE.screen.csv']);
    expect(alone.run.readTable('guards.csv', GUARDS_COLUMNS)).toEqual([]);
  });
});

describe('a run that was stopped', () => {
  it('is refused with another configuration, other bars, other assets', async () => {
    const folder = scratchFolder();
    const { id } = await stopped(folder, 1);
    const resume = (given: typeof bars, config = SMALL) =>
      runPipeline(given, { store: openRunStore(folder), config, resume: id });
    const other = [bars[0], changedFrom(bars[1], 1799)];
    await expect(resume(bars, { ...SMALL, seed: 2 })).rejects.toThrow('seed of its configuration as before, 1, got 2');
    await expect(resume(other)).rejects.toThrow('the bars of NOISE/X as before');
    await expect(resume([bars[0]])).rejects.toThrow('the assets EDGE, NOISE/X, got "EDGE"');
    await expect(resume(other)).rejects.toThrow(IntegrityError);
  });

  it('is refused while somebody is at work on it', async () => {
    const folder = scratchFolder();
    const { id } = await stopped(folder, 1);
    const store = openRunStore(folder);
    const ends = await Promise.allSettled([0, 1].map(() => runPipeline(bars, { store, config: SMALL, resume: id })));
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = ends.find((end) => end.status === 'rejected');
    expect(refused?.reason.name).toBe('LockedError');
  });

  it('says so where its journal is damaged, and goes on where only its end was lost', async () => {
    const folder = scratchFolder();
    const run = await stopped(folder, 2);
    const resume = () => runPipeline(bars, { store: openRunStore(folder), config: SMALL, resume: run.id });
    const path = run.path('tasks.journal');
    const whole = readFileSync(path);
    const damaged = Buffer.from(whole);
    damaged[Math.floor(whole.length / 2)] ^= 1;
    writeFileSync(path, damaged);
    await expect(resume()).rejects.toThrow(path);
    writeFileSync(path, whole);
    truncateSync(path, whole.length - 3);
    expect((await resume()).run.has('scan.csv')).toBe(true);
  });
});

describe('misuse', () => {
  const store = () => scratchStore();

  it.each<[string, Parameters<typeof runPipeline>[0], object, string]>([
    ['no bars', [], {}, 'bars'],
    ['a symbol twice', [bars[0], bars[0]], {}, 'EDGE'],
    ['an unknown phase', bars, { phases: ['cluster'] }, 'phases'],
    ['an unknown field', bars, { config: { trials: 3 } }, 'trials'],
    ['an unknown strategy', bars, { config: { strategy: { name: 'x' } } }, 'strategy.name'],
  ])('of %s leaves no run behind', async (_, given, options, message) => {
    const runs = store();
    const running = runPipeline(given, { store: runs, ...options });
    await expect(running).rejects.toThrow(message);
    await expect(running).rejects.toThrow(ParameterError);
    expect(runs.list()).toEqual([]);
  });
});
