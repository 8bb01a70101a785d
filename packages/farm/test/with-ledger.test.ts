import { expect, it } from 'vitest';
import { type Crew, defineJob, inline, type TaskOutcome, withLedger } from '../src/index.ts';

async function squares(): Promise<{ crew: Crew<number, number>; computed: number[] }> {
  const computed: number[] = [];
  const job = defineJob({
    start: () => (input: number) => {
      if (input < 0) throw new RangeError('negative');
      computed.push(input);
      return input * input;
    },
  });
  return { crew: await inline().open(job, undefined), computed };
}

it('what the ledger holds is not computed, what is computed is committed first', async () => {
  const { crew, computed } = await squares();
  const kept = new Map([['2', { output: 4 }]]);
  const commits: string[] = [];
  const ledger = withLedger(crew, {
    find: async (key) => kept.get(key),
    commit: async (key, output) => {
      await Promise.resolve();
      commits.push(key);
      kept.set(key, { output });
    },
  });
  const outcomes: TaskOutcome<number>[] = [];
  for await (const outcome of ledger.stream([2, 3, -1, 3].map((input) => ({ key: `${input}`, input })))) {
    if ('output' in outcome) expect(kept.get(outcome.key)?.output).toBe(outcome.output);
    outcomes.push(outcome);
  }
  expect(computed).toEqual([3]);
  expect(commits).toEqual(['3']);
  expect(outcomes.filter((outcome) => 'error' in outcome).map(({ key }) => key)).toEqual(['-1']);
  expect(ledger.workers).toBe(1);
  await ledger.close();
  await expect(crew.run({ key: '4', input: 4 })).rejects.toThrow('closed');
});

it('a commit that fails rejects the task, so nobody takes it for done', async () => {
  const { crew } = await squares();
  await using ledger = withLedger(crew, {
    find: () => undefined,
    commit: () => Promise.reject(new Error('disk full')),
  });
  await expect(ledger.run({ key: '5', input: 5 })).rejects.toThrow('disk full');
});
