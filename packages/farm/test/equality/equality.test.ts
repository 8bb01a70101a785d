import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, type Rng } from '@quantblocks/core';
import { hasRedis, TestRedis } from '@quantblocks/test-kit/redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkerProcess } from '../bullmq/worker-process.ts';
import { runSearch, type SearchOptions } from './search-process.ts';

type Setup = Omit<SearchOptions, 'folder'>;

const isSlow = Boolean(process.env.QUANTBLOCKS_SLOW);
const parent = await mkdtemp(join(tmpdir(), 'farm-equality-'));
const resultOf = (folder: string): Promise<Buffer> => readFile(join(folder, 'result.txt'));
let reference: Buffer;

beforeAll(async () => {
  const folder = join(parent, 'reference');
  const { lines } = await runSearch({ folder, on: 'inline', workers: 1 });
  reference = await resultOf(folder);
  expect(count(lines)).toEqual({ batches: 36, studies: 6 });
}, 60_000);
afterAll(() => rm(parent, { recursive: true, force: true }));

function count(lines: readonly string[]): { batches: number; studies: number } {
  const countOf = (word: string): number => lines.filter((line) => line.startsWith(`${word} `)).length;
  return { batches: countOf('batch'), studies: countOf('study') };
}

/** One search, killed up to `kills` times and started again until it is done; returns how often it was killed. */
async function searchDespiteKills(options: SearchOptions, kills: number, rng: Rng): Promise<number> {
  const acknowledged: string[] = [];
  let done = 0;
  for (;;) {
    // From before the first batch to within the last one, and anywhere inside a batch.
    const kill = done < kills ? { lines: 1 + rng.int(8), afterMs: 10 * rng.next() } : undefined;
    const { lines, wasKilled } = await runSearch(options, kill);
    acknowledged.push(...lines.filter((line) => /^(batch|study) /.test(line)));
    if (!wasKilled) break;
    done++;
  }
  expect((await resultOf(options.folder)).equals(reference)).toBe(true);
  // The same bytes could come from doing everything again: what was said to be safe must not be done twice.
  expect(acknowledged.filter((line, i) => acknowledged.indexOf(line) !== i)).toEqual([]);
  return done;
}

/** As many searches as it takes for so many kills. */
async function killAgainAndAgain(setup: Setup, kills: number): Promise<void> {
  const { on, workers } = setup;
  const rng = createRng(5, 'equality', on, workers);
  let [done, searches] = [0, 0];
  while (done < kills) {
    const folder = join(parent, `${on}-${workers}-${searches++}`);
    done += await searchDespiteKills({ ...setup, folder }, kills - done, rng);
  }
  if (isSlow) console.log(`${on}, ${workers} workers: ${done} kills of ${searches} searches`);
}

/** All kills of the slow run: 101. */
const kills = (slow: number, normal: number): number => (isSlow ? slow : normal);

const title =
  'a search over folds and seeds, killed at random points and resumed, ends with the bytes of one that was not';
describe(title, { concurrent: !isSlow }, () => {
  it(`inline, ${kills(17, 5)} kills`, () => killAgainAndAgain({ on: 'inline', workers: 1 }, kills(17, 5)), 300_000);

  for (const [workers, normal] of [
    [1, 0],
    [2, 3],
    [4, 0],
  ]) {
    it.skipIf(kills(14, normal) === 0)(
      `on ${workers} threads, ${kills(14, normal)} kills`,
      () => killAgainAndAgain({ on: 'threads', workers }, kills(14, normal)),
      300_000,
    );
    it.skipIf(!isSlow || !hasRedis)(
      `on a queue with ${workers} workers, 14 kills`,
      async ({ onTestFinished }) => {
        const redis = await TestRedis.start();
        onTestFinished(() => redis.stop());
        const server = await WorkerProcess.start({ connection: { port: redis.port }, workers });
        onTestFinished(() => server.kill());
        await killAgainAndAgain({ on: 'bullmq', workers, port: redis.port }, 14);
      },
      300_000,
    );
  }
});
