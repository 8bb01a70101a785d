import { closeSync, fstatSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  fileStore,
  openJournal,
  type SyncPolicy,
  saveSnapshot,
  type TaskKey,
  TaskLedger,
  writeAtomically,
} from '@quantblocks/checkpoint';
import { compare, requireEqual } from './harness.ts';

const ROUNDS = 15;
const folder = mkdtempSync(join(tmpdir(), 'checkpoint-bench-'));
const header = { configHash: 'a1', schema: 1 };
const GROUP: SyncPolicy = { group: { ms: 250, records: 64 } };
const record = {
  trial: 117,
  params: { tenkan: 9, kijun: 26, senkou: 52, displacement: 26, stopLoss: 2.25, takeProfit: 4.5, cooldown: 3 },
  metrics: { equity: 1.2384756123, sharpe: 0.8123456789, maxDrawdown: -0.2345678912, trades: 143 },
  state: 'complete',
};
const line = Buffer.from(`${JSON.stringify(record)}\n`);
console.log(`a record of ${line.length} bytes`);

type Way = readonly [name: string, records: number, run: (count: number) => Promise<void>];

/** Interleaved rounds; microseconds per record until it is acknowledged. */
async function comparePerRecord(ways: readonly Way[]): Promise<void> {
  const samples = ways.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [i, [, count, run]] of ways.entries()) {
      const start = performance.now();
      await run(count);
      if (round >= 0) samples[i].push(((performance.now() - start) * 1e3) / count);
    }
  }
  console.log(`\nOne record until it is acknowledged (us: median [min, max] of ${ROUNDS} interleaved rounds)`);
  for (const [i, [name]] of ways.entries()) {
    const sorted = samples[i].sort((a, b) => a - b);
    const [median, min, max] = [sorted[ROUNDS >> 1], sorted[0], sorted[ROUNDS - 1]].map((value) => value.toFixed(1));
    console.log(`  ${name.padEnd(46)} ${median.padStart(9)}  [${min}, ${max}]`);
  }
}

const journalOf = (name: string, sync: SyncPolicy) => openJournal<unknown>(join(folder, name), { header, sync });
const plain = openSync(join(folder, 'plain.jsonl'), 'a');
const none = journalOf('none', 'none');
const every = journalOf('every', 'every');
const group = journalOf('group', GROUP);
const one = async (count: number, run: () => unknown): Promise<void> => {
  for (let i = 0; i < count; i++) await run();
};
const draft = join(folder, 'draft.tmp');

await comparePerRecord([
  ['JSON line, appended, no flush', 500, (n) => one(n, () => writeSync(plain, `${JSON.stringify(record)}\n`))],
  ['journal, none', 500, (n) => one(n, () => none.append(record))],
  [
    'journal, group of 64',
    256,
    async (n) => void (await Promise.all(Array.from({ length: n }, () => group.append(record)))),
  ],
  ['journal, every', 16, (n) => one(n, () => every.append(record))],
  [
    'temp + rename, no flush',
    50,
    (n) =>
      one(n, () => {
        writeFileSync(draft, line);
        renameSync(draft, join(folder, 'renamed.json'));
      }),
  ],
  ['writeAtomically (two flushes)', 8, (n) => one(n, () => writeAtomically(join(folder, 'atomic.json'), line))],
  [
    'saveSnapshot (two flushes, keeps the last)',
    8,
    (n) => one(n, () => saveSnapshot(join(folder, 's.json'), record, { header })),
  ],
]);
const written = fstatSync(plain).size / line.length;
requireEqual('records in the journal', none.length, written);
closeSync(plain);
await Promise.all([none.close(), every.close(), group.close()]);

/** How long the journal holds the thread up while trials of 50 ms come one after another. */
async function shareOfTrial(sync: SyncPolicy): Promise<string> {
  const TRIALS = 60;
  let blocked = 0;
  const journal = journalOf('trials', sync);
  const appended: Promise<void>[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    await setTimeout(50);
    const start = performance.now();
    appended.push(journal.append(record));
    blocked += performance.now() - start;
  }
  await journal.close();
  await Promise.all(appended);
  rmSync(join(folder, 'trials'));
  const perTrial = blocked / TRIALS;
  return `${(perTrial * 1e3).toFixed(0)} us a trial, ${(perTrial / 0.5).toFixed(2)} %`;
}
console.log(`\nShare of a 50 ms trial: group ${await shareOfTrial(GROUP)}; every ${await shareOfTrial('every')}`);

const TRIALS = 10_000;
const long = journalOf('long', 'none');
for (let trial = 0; trial < TRIALS; trial++) await long.append({ ...record, trial });
await long.close();
const key: TaskKey = { strategy: 'ichimoku', asset: 'BTC', seed: 1, fold: 2021, phase: 'global', configHash: 'a1' };
const store = fileStore(join(folder, 'ledger'), { header, sync: 'none' });
const ledger = new TaskLedger(store);
const keys = Array.from({ length: TRIALS }, (_, seed): TaskKey => ({ ...key, seed }));
await ledger.add(keys);
for (const done of keys.slice(0, TRIALS / 2)) await ledger.commit(done, record.metrics);
await store.close();

compare(
  `Opening ${TRIALS} entries again`,
  [
    {
      name: 'journal of trials',
      run: () => {
        const journal = journalOf('long', 'none');
        requireEqual('trials', journal.records.length, TRIALS);
        void journal.close();
      },
    },
    { name: 'store of a ledger', run: () => void fileStore(join(folder, 'ledger'), { header, sync: 'none' }).close() },
  ],
  { unit: 'ms', repeats: 1 },
);
const again = fileStore(join(folder, 'ledger'), { header, sync: 'none' });
const start = performance.now();
requireEqual('open tasks', (await new TaskLedger(again).resume()).length, TRIALS / 2);
console.log(`  resume() of the ledger: ${(performance.now() - start).toFixed(1)} ms`);
await again.close();
rmSync(folder, { recursive: true });
