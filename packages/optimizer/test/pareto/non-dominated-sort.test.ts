import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonDominatedSort } from '../../src/pareto/non-dominated-sort.ts';
import { isDominated, lossRows, reordered } from './arbitraries.ts';

const infinity = Number.POSITIVE_INFINITY;
const ranksOf = (losses: number[][]): number[] => [...nonDominatedSort(losses)];

// By definition: what nothing left dominates is the next front.
function peeled(losses: number[][]): number[] {
  const ranks = losses.map(() => -1);
  for (let rank = 0; ranks.includes(-1); rank++) {
    const left = losses.filter((_, i) => ranks[i] < 0);
    losses.forEach((point, i) => {
      if (ranks[i] < 0 && !left.some((other) => isDominated(point, other))) ranks[i] = -2;
    });
    ranks.forEach((value, i) => {
      if (value === -2) ranks[i] = rank;
    });
  }
  return ranks;
}

describe('nonDominatedSort', () => {
  it('ranks by hand-worked fronts of two objectives', () => {
    // (1,4) (2,2) (4,1) are a staircase; (3,3) is beaten by (2,2) alone, (4,4) by (3,3) too.
    expect(ranksOf([[1, 4], [2, 2], [4, 1], [3, 3], [4, 4]])).toEqual([0, 0, 0, 1, 2]); // biome-ignore format: points
  });

  it('ranks by hand-worked fronts of three objectives', () => {
    // (1,1,2) beats (1,2,2) and, in the third place only, (1,1,3); neither of those beats the other.
    expect(ranksOf([[1, 1, 2], [1, 1, 3], [1, 2, 2], [0, 9, 9], [2, 2, 3]])).toEqual([0, 1, 1, 0, 2]); // biome-ignore format: points
  });

  it('is the order of the losses with one objective, equal ones sharing a rank', () => {
    expect(ranksOf([[3], [1], [3], [-2]])).toEqual([2, 1, 2, 0]);
  });

  it('gives equal points equal ranks', () => {
    expect(ranksOf([[1, 1], [1, 1], [1, 2], [1, 2], [0, 5]])).toEqual([0, 0, 1, 1, 0]); // biome-ignore format: points
  });

  it('takes infinite losses for what they are', () => {
    expect(ranksOf([[infinity, 0], [1, 1], [infinity, 2], [-infinity, infinity]])).toEqual([0, 0, 1, 0]); // biome-ignore format: points
  });

  it('has nothing to say of no points', () => {
    expect(ranksOf([])).toEqual([]);
  });

  it.each([1, 2, 3, 4])('agrees with the definition for %i objectives', (objectives) => {
    fc.assert(
      fc.property(lossRows(objectives), (losses) => {
        expect(ranksOf(losses)).toEqual(peeled(losses));
      }),
      { seed: 21, numRuns: 150 },
    );
  });

  it('does not depend on the order of the points', () => {
    fc.assert(
      fc.property(lossRows(3), fc.nat(100), (losses, seed) => {
        const { rows, from } = reordered(losses, seed);
        const ranks = ranksOf(losses);
        expect(ranksOf(rows)).toEqual(from.map((i) => ranks[i]));
      }),
      { seed: 22 },
    );
  });

  it('refuses NaN and ragged rows', () => {
    expect(() => nonDominatedSort([[1, Number.NaN]])).toThrow(ParameterError);
    expect(() => nonDominatedSort([[1, 2], [1]])).toThrow('losses.1');
    expect(() => nonDominatedSort([[]])).toThrow(ParameterError);
  });
});
