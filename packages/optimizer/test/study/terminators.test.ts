import { describe, expect, it } from 'vitest';
import {
  budget,
  createStudy,
  float,
  type Outcome,
  optimize,
  random,
  space,
  stagnation,
  type Terminator,
} from '../../src/index.ts';

const line = space({ x: float(0, 1) });

/** How many trials a search takes that would take 50, if trial `n` gives `values[n]`, or the last one beyond them. */
async function trialsUntil(stop: Terminator, values: (number | Outcome)[], batch = 1): Promise<[number, string]> {
  const study = createStudy({ space: line, sampler: random() });
  const objective = (_: unknown, { number }: { number: number }) => values[Math.min(number, values.length - 1)];
  const { stopped } = await optimize(study, objective, { trials: 50, batch, stop: [stop] });
  return [study.trials.length, stopped];
}

describe('stagnation', () => {
  it('counts the trials since the last improvement', async () => {
    expect(await trialsUntil(stagnation({ trials: 4 }), [5, 4, 4, 3, 3])).toEqual([8, 'no improvement in 4 trials']);
  });

  it('does not count an improvement that is too small, and lets small ones add up', async () => {
    const values = [10, 9.5, 9.2, 8.9, 8.8];
    expect((await trialsUntil(stagnation({ trials: 3, minImprovement: 1 }), values))[0]).toBe(7);
    expect((await trialsUntil(stagnation({ trials: 3, minImprovement: 2 }), values))[0]).toBe(4);
  });

  it('counts failed, pruned and infeasible trials as such without improvement', async () => {
    const values = [5, Number.NaN, { pruned: true }, { value: 1, constraints: [1] }];
    expect((await trialsUntil(stagnation({ trials: 3 }), values))[0]).toBe(4);
  });

  it('ends a search in which nothing ever succeeds', async () => {
    expect((await trialsUntil(stagnation({ trials: 6 }), [Number.NaN]))[0]).toBe(6);
  });

  it('is asked between batches only', async () => {
    expect((await trialsUntil(stagnation({ trials: 4 }), [1], 8))[0]).toBe(8);
  });

  it('looks at losses, so that it serves maximising too', async () => {
    const study = createStudy({ space: line, sampler: random(), direction: 'maximize' });
    await optimize(study, (_, { number }) => Math.min(number, 5), { trials: 50, stop: [stagnation({ trials: 3 })] });
    expect(study.trials).toHaveLength(9);
  });

  it('does not know several objectives', async () => {
    const study = createStudy({ space: line, sampler: random(), direction: ['minimize', 'minimize'] });
    const search = optimize(study, () => [1, 2], { trials: 5, stop: [stagnation({ trials: 2 })] });
    await expect(search).rejects.toThrow('stop: expected a terminator that knows several objectives, got "stagnation"');
  });

  it('refuses what makes no sense', () => {
    for (const trials of [0, 1.5, Number.NaN]) {
      expect(() => stagnation({ trials })).toThrow('trials: expected an integer >= 1');
    }
    for (const minImprovement of [-1, Number.NaN]) {
      expect(() => stagnation({ trials: 1, minImprovement })).toThrow('minImprovement: expected a number >= 0');
    }
  });
});

describe('budget', () => {
  it('counts complete trials only', async () => {
    const values = [1, Number.NaN, { pruned: true }, 1, { value: 1, constraints: [1] }];
    expect(await trialsUntil(budget({ complete: 4 }), values)).toEqual([6, '4 complete trials']);
  });

  it('refuses what is no positive integer', () => {
    for (const complete of [0, -3, 0.5, Number.NaN]) {
      expect(() => budget({ complete })).toThrow('complete: expected an integer >= 1');
    }
  });
});

describe('several terminators', () => {
  it('end a search by the first that has a reason', async () => {
    const study = createStudy({ space: line, sampler: random() });
    const stop = [budget({ complete: 7 }), stagnation({ trials: 3 })];
    expect(await optimize(study, () => 1, { trials: 50, stop })).toEqual({ stopped: 'no improvement in 3 trials' });
  });
});
