// Searches folds and seeds, each step of it on disk before the next one; started again, it goes on where it was.
import { join } from 'node:path';
import {
  configHash,
  fileStore,
  openJournal,
  type TaskKey,
  TaskLedger,
  taskId,
  writeAtomically,
} from '@quantblocks/checkpoint';
import { createRng } from '@quantblocks/core';
import { createStudy, float, int, optimize, restoreStudy, space, tpe } from '@quantblocks/optimizer';
import { bullmq } from '../../src/bullmq/index.ts';
import { type Crew, type Executor, inline, type JobRef, jobRef, threads } from '../../src/index.ts';
import type { CrossoverParams, CrossoverTrial, crossover } from './crossover.ts';
import type { SearchOptions } from './search-process.ts';

const { folder, on, workers, port } = JSON.parse(process.argv[2]) as SearchOptions;
const config = { bars: 12_000, seeds: [3, 4], folds: [0, 1, 2], trials: 24, batch: 4 };
const header = { configHash: configHash(config), schema: 1 };
const crossoverRef: JobRef<typeof crossover> = jobRef(new URL('./crossover.ts', import.meta.url), 'crossover');

/** One line, written at once: what it says is on disk. */
const say = (...words: (string | number)[]): void => console.log(words.join(' '));

function executorOf(): Executor {
  if (on === 'inline') return inline();
  if (on === 'threads') return threads({ workers });
  return bullmq({ connection: { port }, checkMs: 500 });
}

function randomWalk(length: number): Float64Array {
  const rng = createRng('closes');
  let close = 100;
  return Float64Array.from({ length }, () => {
    close *= Math.exp(0.01 * rng.normal());
    return close;
  });
}

async function search(key: TaskKey, crew: Crew<CrossoverTrial, number>): Promise<string> {
  const options = {
    space: space({ fast: int(2, 60), slow: int(10, 200), band: float(0, 0.02) }),
    seed: key.seed,
    direction: 'maximize' as const,
    sampler: tpe({ startupTrials: 8 }),
  };
  const path = join(folder, `${key.seed}-${key.fold}.journal`);
  await using journal = openJournal<string>(path, { header, sync: { group: { ms: 1 } } });
  let kept = journal.records.join('');
  const study = kept === '' ? createStudy(options) : restoreStudy(options, kept);
  const length = config.bars / config.folds.length;
  const from = Number(key.fold) * length;
  const objective = async (params: CrossoverParams, { number }: { number: number }): Promise<number> => {
    const task = { key: `${taskId(key)}/${number}`, input: { from, to: from + length, params } };
    return (await crew.run(task)).output;
  };
  while (study.trials.length < config.trials) {
    await optimize(study, objective, { trials: study.trials.length + config.batch, batch: config.batch });
    const log = study.log();
    await journal.append(log.slice(kept.length));
    kept = log;
    say('batch', taskId(key), study.trials.length);
  }
  return kept;
}

const store = fileStore(join(folder, 'tasks.journal'), { header });
// A test kills more often than a task that is to blame would.
const ledger = new TaskLedger<string>(store, { maxAttempts: 1000 });
await ledger.add(
  config.seeds.flatMap((seed) =>
    config.folds.map((fold) => ({ strategy: 'crossover', asset: 'walk', seed, fold, phase: 'search', ...header })),
  ),
);
const open = await ledger.resume();
const crew = await executorOf().open(crossoverRef, randomWalk(config.bars));
say('open', open.length);

async function searchNext(): Promise<void> {
  for (let key = open.shift(); key !== undefined; key = open.shift()) {
    await ledger.start(key);
    await ledger.commit(key, await search(key, crew));
    say('study', taskId(key));
  }
}
// Two at a time, so that studies end in another order than they began.
await Promise.all([searchNext(), searchNext()]);
await crew.close();
const logs = (await ledger.list()).map(({ key, result }) => `${taskId(key)}\n${result}`);
writeAtomically(join(folder, 'result.txt'), Buffer.from(logs.join('')));
say('result');
await store.close();
