import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../src/pareto/hypervolume.ts';
import { nonDominatedSort } from '../../src/pareto/non-dominated-sort.ts';
import { isDominated, lossRows, reordered } from './arbitraries.ts';

// By inclusion and exclusion over all subsets; whole numbers, so exact.
function byInclusion(losses: number[][], reference: number[]): number {
  let volume = 0;
  for (let subset = 1; subset < 2 ** losses.length; subset++) {
    const members = losses.filter((_, i) => (subset >> i) & 1);
    const common = reference.map((limit, j) => Math.max(0, limit - Math.max(...members.map((row) => row[j]))));
    const sign = members.length % 2 === 1 ? 1 : -1;
    volume += sign * common.reduce((product, edge) => product * edge, 1);
  }
  return volume;
}

describe('hypervolume', () => {
  it('is the length up to the reference with one objective', () => {
    expect(hypervolume([[3], [1], [2]], [4])).toBe(3);
  });

  it('is a hand-worked area with two', () => {
    // 3 x 1 and 2 x 3 share 2 x 1.
    expect(hypervolume([[1, 3], [2, 1]], [4, 4])).toBe(7); // biome-ignore format: points
  });

  it('is a hand-worked volume with three', () => {
    // Three boxes of 9, of which any two share 3, and all three 1.
    expect(hypervolume([[1, 1, 3], [3, 1, 1], [1, 3, 1]], [4, 4, 4])).toBe(27 - 9 + 1); // biome-ignore format: points
  });

  it('is a hand-worked volume with four', () => {
    expect(hypervolume([[0, 0, 1, 1], [1, 1, 0, 0]], [2, 2, 2, 2])).toBe(4 + 4 - 1); // biome-ignore format: points
  });

  it('does not count points that are not better than the reference everywhere', () => {
    expect(hypervolume([[1, 1], [0, 4], [5, -100]], [4, 4])).toBe(9); // biome-ignore format: points
    expect(hypervolume([[Number.POSITIVE_INFINITY, 0]], [4, 4])).toBe(0);
    expect(hypervolume([], [4, 4])).toBe(0);
  });

  it('is infinite as soon as a point that counts is', () => {
    const best = Number.NEGATIVE_INFINITY;
    expect(hypervolume([[best, 0], [0, best]], [4, 4])).toBe(Number.POSITIVE_INFINITY); // biome-ignore format: points
    expect(hypervolume([[best, 4]], [4, 4])).toBe(0);
  });

  it.each([1, 2, 3, 4, 5])('agrees with inclusion and exclusion for %i objectives', (objectives) => {
    const reference = Array.from({ length: objectives }, (_, j) => 5 + (j % 3));
    fc.assert(
      fc.property(lossRows(objectives, 8), (losses) => {
        expect(hypervolume(losses, reference)).toBe(byInclusion(losses, reference));
      }),
      { seed: 41, numRuns: 80 },
    );
  });

  it.each([2, 3, 4])('grows with a point of %i objectives that nothing dominates, and with no other', (objectives) => {
    const reference = new Array<number>(objectives).fill(7);
    fc.assert(
      fc.property(lossRows(objectives, 10), lossRows(objectives, 1), (losses, [added]) => {
        if (added === undefined) return;
        const covered = losses.some((row) => isDominated(added, row) || row.join() === added.join());
        const gain = hypervolume([...losses, added], reference) - hypervolume(losses, reference);
        expect(gain > 0).toBe(!covered);
        expect(gain).toBeGreaterThanOrEqual(0);
      }),
      { seed: 42 },
    );
  });

  it('is that of the front alone, in any order', () => {
    fc.assert(
      fc.property(lossRows(4), fc.nat(100), (losses, seed) => {
        const reference = [7, 6, 7, 5];
        const ranks = nonDominatedSort(losses);
        const front = losses.filter((_, i) => ranks[i] === 0);
        expect(hypervolume(reordered(front, seed).rows, reference)).toBe(hypervolume(losses, reference));
      }),
      { seed: 43 },
    );
  });

  it('leaves its arguments as they are', () => {
    const losses = [[2, 1, 3], [1, 2, 1]]; // biome-ignore format: points
    hypervolume(losses, [4, 4, 4]);
    expect(losses).toEqual([[2, 1, 3], [1, 2, 1]]); // biome-ignore format: points
  });

  it('refuses a reference that does not fit, and NaN', () => {
    expect(() => hypervolume([[1, 2]], [4])).toThrow('losses');
    expect(() => hypervolume([], [])).toThrow('reference');
    expect(() => hypervolume([[1, 2]], [4, Number.POSITIVE_INFINITY])).toThrow(ParameterError);
    expect(() => hypervolume([[1, Number.NaN]], [4, 4])).toThrow(ParameterError);
  });
});
