import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '@quantblocks/core';
import { expect, it } from 'vitest';
import { openJournal } from '../../src/index.ts';
import { header, scratchFolder } from '../scratch.ts';
import { outputOf, runProgram } from './run-program.ts';

const isSlow = Boolean(process.env.QUANTBLOCKS_SLOW);
const ROUNDS = isSlow ? 1000 : 20;
const LANES = 4;
const rng = createRng(16, 'kill');

interface Tally {
  records: number;
  tornTails: number;
  cutBytes: number;
}

/** A longer life makes a journal of a gigabyte, which is read whole in each round. */
const ROUNDS_PER_JOURNAL = 25;

/** A journal is killed again and again; each round has to find all that the ones before were told is safe. */
async function killAgainAndAgain(rounds: number, policy: string, mode: string): Promise<Tally> {
  const tally: Tally = { records: 0, tornTails: 0, cutBytes: 0 };
  let path = '';
  let acknowledgedPath = '';
  for (let round = 0; round < rounds; round++) {
    if (round % ROUNDS_PER_JOURNAL === 0) {
      const folder = scratchFolder();
      path = join(folder, 'run.journal');
      acknowledgedPath = join(folder, 'acknowledged');
    }
    const child = runProgram('append-loop', [path, acknowledgedPath, policy, mode]);
    const ended = outputOf(child);
    child.stdout!.once('data', () => setTimeout(() => child.kill('SIGKILL'), 2 + 30 * rng.next()));
    const { stderr, signal } = await ended;
    expect([stderr, signal]).toEqual(['', 'SIGKILL']);
    const acknowledged = Number(readFileSync(acknowledgedPath, 'utf8').trimEnd().split('\n').at(-1));
    const journal = openJournal<{ value: number; padding: string }>(path, { header });
    expect(journal.length).toBeGreaterThanOrEqual(acknowledged);
    const first = journal.length - journal.records.length;
    expect(journal.records.map(({ value }) => value)).toEqual(journal.records.map((_, i) => first + i));
    tally.records = Math.max(tally.records, journal.length);
    tally.tornTails += Number(journal.dropped > 0);
    tally.cutBytes += journal.dropped;
    await journal.close();
  }
  return tally;
}

it(`kill -9 in a loop of appends, ${ROUNDS} rounds: no acknowledged record is lost, no gap appears`, async () => {
  const lanes = [
    ['none', ''],
    ['every', ''],
    ['group', ''],
    ['none', 'compact'],
  ];
  const tallies = await Promise.all(
    lanes.map(([policy, mode]) => killAgainAndAgain(Math.ceil(ROUNDS / LANES), policy, mode)),
  );
  if (isSlow) console.log(lanes.map((lane, i) => ({ lane: lane.join(' '), ...tallies[i] })));
}, 3_600_000);

it('kill -9 after a random save of a search, again and again: the same bytes as without', async () => {
  const reference = scratchFolder();
  const killed = scratchFolder();
  await outputOf(runProgram('search-main', [reference, '0']));
  let kills = 0;
  for (;;) {
    const { stderr, signal } = await outputOf(runProgram('search-main', [killed, String(1 + rng.int(16))]));
    expect(stderr).toBe('');
    if (signal === null) break;
    kills++;
  }
  expect(kills).toBeGreaterThan(2);
  for (const name of ['seed-1.json', 'seed-2.json'])
    expect(resultsIn(join(killed, name))).toBe(resultsIn(join(reference, name)));
}, 120_000);

function resultsIn(path: string): string {
  return /"results":.*/.exec(readFileSync(path, 'utf8'))![0];
}
