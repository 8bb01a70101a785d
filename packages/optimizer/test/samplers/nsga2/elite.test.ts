import { createStudy } from '@quantblocks/optimizer';
import { describe, expect, it } from 'vitest';
import { eliteOf } from '../../../src/samplers/nsga2/elite.ts';
import { random } from '../../../src/samplers/random.ts';
import { float } from '../../../src/space/parameters.ts';
import { space } from '../../../src/space/space.ts';
import type { History } from '../../../src/study/history.ts';
import type { Outcome } from '../../../src/study/trial.ts';

function historyOf(results: readonly (number[] | Outcome)[]): History {
  const study = createStudy({
    space: space({ x: float(0, 1) }),
    direction: ['minimize', 'minimize'],
    sampler: random(),
  });
  results.forEach((result) => {
    study.tell(study.ask()[0].number, result);
  });
  return study.history;
}

function ranked(results: readonly (number[] | Outcome)[], size: number): [trial: number, rank: number][] {
  const trials = results.map((_, i) => i);
  return eliteOf(historyOf(results), trials, size).map(({ trial, rank }) => [trial, rank]);
}

describe('eliteOf', () => {
  it('takes front after front', () => {
    const results = [[4, 4], [1, 2], [3, 3], [2, 1]]; // biome-ignore format: points
    expect(ranked(results, 3)).toEqual([[1, 0], [3, 0], [2, 1]]); // biome-ignore format: trial, rank
    expect(ranked(results, 9).map(([trial]) => trial)).toEqual([1, 3, 2, 0]);
  });

  it('takes the least crowded of a front that is too large, the earlier of equals', () => {
    // Ends first; then the gaps (0 to 3) and (4 to 1), which are 1.5, before those of 1.25.
    const results = [[0, 4], [3, 1], [1, 2], [4, 0]]; // biome-ignore format: points
    expect(ranked(results, 3).map(([trial]) => trial)).toEqual([0, 3, 2]);
    expect(ranked([[0, 1], [0, 1], [0, 1]], 2).map(([trial]) => trial)).toEqual([0, 1]); // biome-ignore format: points
  });

  it('puts infeasible trials after all feasible ones, by violation and not by loss', () => {
    const results = [
      { values: [0, 0], constraints: [3] },
      { values: [9, 9], constraints: [-5, 0] },
      { values: [5, 5], constraints: [1, 1] },
      { values: [6, 4], constraints: [2] },
    ];
    expect(ranked(results, 4)).toEqual([[1, 0], [2, 1], [3, 1], [0, 2]]); // biome-ignore format: trial, rank
  });

  it('puts pruned trials last', () => {
    const results = [{ pruned: true }, { values: [1, 1], constraints: [7] }, [2, 2], { pruned: true }];
    expect(ranked(results, 4)).toEqual([[2, 0], [1, 1], [0, 2], [3, 2]]); // biome-ignore format: trial, rank
  });

  it('remembers how crowded a parent was in its whole front', () => {
    const elite = eliteOf(historyOf([[0, 4], [1, 2], [3, 1], [4, 0]]), [0, 1, 2, 3], 3); // biome-ignore format: points
    expect(elite.map(({ crowding }) => crowding)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1.5]);
  });

  it('is empty where nothing has ended', () => {
    expect(eliteOf(historyOf([]), [], 5)).toEqual([]);
  });
});
