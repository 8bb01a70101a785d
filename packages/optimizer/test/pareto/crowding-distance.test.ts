import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crowdingDistance } from '../../src/pareto/crowding-distance.ts';
import { nonDominatedSort } from '../../src/pareto/non-dominated-sort.ts';
import { lossRows, reordered } from './arbitraries.ts';

const infinity = Number.POSITIVE_INFINITY;
const distancesOf = (losses: number[][]): number[] => [...crowdingDistance(losses)];

describe('crowdingDistance', () => {
  it('adds up the gaps between neighbours, as shares of the range', () => {
    // Both ranges are 4. Second point: 3/4 between 0 and 3, 3/4 between 1 and 4; third: 3/4 and 2/4.
    expect(distancesOf([[0, 4], [1, 2], [3, 1], [4, 0]])).toEqual([infinity, 1.5, 1.25, infinity]); // biome-ignore format: points
  });

  it('weighs every objective by its own range', () => {
    expect(distancesOf([[0, 4000], [1, 2000], [3, 1000], [4, 0]])).toEqual([infinity, 1.5, 1.25, infinity]); // biome-ignore format: points
  });

  it('knows ends of each of three objectives', () => {
    // Ends: first objective 1st and 4th, second 5th and 3rd, third 3rd and 1st. The 2nd lies between: (2 - 0) / 4 in the first,
    // (4 - 1) / 4 in the second, (4 - 2) / 4 in the third.
    const losses = [[0, 1, 4], [1, 2, 3], [2, 4, 0], [4, 1, 2], [3, 0, 2]]; // biome-ignore format: points
    expect(distancesOf(losses)).toEqual([infinity, 1.75, infinity, infinity, infinity]);
  });

  it('ignores an objective in which all points are equal', () => {
    expect(distancesOf([[7, 0], [7, 0], [7, 0]])).toEqual([0, 0, 0]); // biome-ignore format: points
    expect(distancesOf([[1, 2]])).toEqual([0]);
    expect(distancesOf([[0, 7, 2], [1, 7, 1], [2, 7, 0]])).toEqual([infinity, 2, infinity]); // biome-ignore format: points
  });

  it('counts equal points as neighbours, so that only the outer ones of a run see a gap', () => {
    expect(distancesOf([[0, 4], [2, 2], [2, 2], [2, 2], [4, 0]])).toEqual([infinity, 1, 0, 1, infinity]); // biome-ignore format: points
  });

  it('does not let an infinite loss make all others crowded', () => {
    expect(distancesOf([[-infinity, 4], [0, 3], [1, 2], [2, 1], [4, 0]])).toEqual([infinity, infinity, 1, 1.25, infinity]); // biome-ignore format: points
  });

  it('does not depend on the order of the points', () => {
    fc.assert(
      fc.property(lossRows(3), fc.nat(100), (all, seed) => {
        // Of equal points any may be the end, so each is taken once.
        const losses = [...new Map(all.map((row) => [row.join(), row])).values()];
        const { rows, from } = reordered(losses, seed);
        const distances = distancesOf(losses);
        expect(distancesOf(rows)).toEqual(from.map((i) => distances[i]));
      }),
      { seed: 31 },
    );
  });

  it('does not change with the scale and origin of an objective', () => {
    fc.assert(
      fc.property(
        lossRows(2),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -9, max: 9 }),
        (losses, scale, shift) => {
          const moved = losses.map(([a, b]) => [a, scale * b + shift]);
          expectClose(distancesOf(moved), distancesOf(losses), { rtol: 1e-12, atol: 1e-12 });
        },
      ),
      { seed: 32 },
    );
  });

  it('adds up to at most two for each objective on a front of two', () => {
    fc.assert(
      fc.property(lossRows(2), (losses) => {
        const ranks = nonDominatedSort(losses);
        const front = losses.filter((_, i) => ranks[i] === 0);
        const inner = distancesOf(front).filter(Number.isFinite);
        expect(inner.reduce((sum, distance) => sum + distance, 0)).toBeLessThanOrEqual(4 + 1e-12);
      }),
      { seed: 33 },
    );
  });

  it('refuses NaN and ragged rows', () => {
    expect(() => crowdingDistance([[Number.NaN, 1]])).toThrow(ParameterError);
    expect(() => crowdingDistance([[1, 2], [1]])).toThrow('losses.1');
  });
});
