import { createRng, quantile, type Rng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrapMedianDifference,
  type Comparison,
  overallWorseShare,
  permutationPValue,
  worseShare,
} from './statistics.ts';

const normals = (rng: Rng, n: number, mean = 0): number[] => Array.from({ length: n }, () => mean + rng.normal());

describe('worseShare', () => {
  it('is the share of pairs in which ours is larger, ties one half', () => {
    expect(worseShare([1, 2], [3, 4])).toBe(0);
    expect(worseShare([3, 4], [1, 2])).toBe(1);
    expect(worseShare([1, 1], [1, 1, 1])).toBe(0.5);
    // 2 > 1, 2 = 2, 2 < 3; 5 beats all: (1 + 0.5 + 0 + 3) / 6
    expect(worseShare([2, 5], [1, 2, 3])).toBe(0.75);
  });

  it('counts pairs, for any values', () => {
    const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (ours, reference) => {
        const pairs = ours.flatMap((a) => reference.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const share = pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length;
        expectClose(worseShare(ours, reference), share, { atol: 1e-14 });
      }),
      { seed: 61 },
    );
  });
});

describe('overallWorseShare', () => {
  it('is the mean over functions and checkpoints', () => {
    const one: Comparison = { ours: { 10: [1], 20: [5] }, reference: { 10: [2], 20: [4] }, checkpoints: [10, 20] };
    const two: Comparison = { ours: { 10: [3] }, reference: { 10: [3, 3] }, checkpoints: [10] };
    expect(overallWorseShare([one, two])).toBe((0 + 1 + 0.5) / 3);
  });
});

describe('permutationPValue', () => {
  const comparison = (ours: number[], reference: number[]): Comparison => ({
    ours: { 1: ours },
    reference: { 1: reference },
    checkpoints: [1],
  });

  it('is the share of all exchanges that look as bad', () => {
    // Three of ours are the three largest of six: one of C(6, 3) = 20 choices.
    const worst = [comparison([4, 5, 6], [1, 2, 3])];
    const p = permutationPValue(worst, { permutations: 20_000, rng: createRng('exact') });
    // Standard error sqrt(0.05 * 0.95 / 20,000) = 0.0015; four of them.
    expectClose(p, 0.05, { atol: 0.0062 });
    const best = [comparison([1, 2, 3], [4, 5, 6])];
    expect(permutationPValue(best, { permutations: 1000, rng: createRng('best') })).toBe(1);
  });

  it('keeps the checkpoints of a seed together', () => {
    // Twice the same checkpoint says nothing more than once, so that p does not fall.
    const ours = [4, 5, 6];
    const twice = [{ ours: { 1: ours, 2: ours }, reference: { 1: [1, 2, 3], 2: [1, 2, 3] }, checkpoints: [1, 2] }];
    const p = permutationPValue(twice, { permutations: 20_000, rng: createRng('together') });
    expectClose(p, 0.05, { atol: 0.0062 });
  });

  it('does not exchange seeds between functions', () => {
    // Ours is equal on each of two functions of very different scale.
    const equal = [comparison([1, 2], [1, 2]), comparison([1001, 1002], [1001, 1002])];
    const p = permutationPValue(equal, { permutations: 5000, rng: createRng('within') });
    expect(p).toBeGreaterThan(0.5);
  });

  it('is uniform for equal samplers, and small for a worse one', () => {
    const rng = createRng('uniform');
    const options = { permutations: 199, rng };
    const of = (shift: number): number => {
      const both = [0, 1].map(() => comparison(normals(rng, 15, shift), normals(rng, 20)));
      return permutationPValue(both, options);
    };
    const below = Array.from({ length: 400 }, () => of(0)).filter((p) => p <= 0.1).length;
    // 40 expected of 400, standard deviation 6; four of them.
    expect(Math.abs(below - 40)).toBeLessThan(24);
    expect(of(3)).toBe(1 / 200);
    expect(of(-3)).toBe(1);
  });
});

describe('bootstrapMedianDifference', () => {
  it('covers the difference of the medians', () => {
    const rng = createRng('median');
    const difference = bootstrapMedianDifference(normals(rng, 60, 2), normals(rng, 40), { resamples: 500, rng });
    // The standard error of a median is 1.25 / sqrt(n); of the difference 0.256. 90 % of it is 1.645 to either side.
    expectClose(difference(0.5), 2, { atol: 4 * 0.256 });
    expectClose(difference(0.95) - difference(0.05), 2 * 1.645 * 0.256, { rtol: 0.5 });
  });

  it('has no spread where there is none', () => {
    const quantiles = bootstrapMedianDifference([3, 3, 3], [1, 1], { resamples: 20, rng: createRng(1) });
    expect([0, 0.05, 1].map(quantiles)).toEqual([2, 2, 2]);
  });

  it('draws with replacement from either side', () => {
    const rng = createRng('sides');
    const quantiles = bootstrapMedianDifference([0, 10], [0], { resamples: 4000, rng });
    // Medians of two draws from 0 and 10: 0, 5 or 10 with probabilities 1/4, 1/2, 1/4.
    expect([0.1, 0.5, 0.9].map(quantiles)).toEqual([0, 5, 10]);
    expect(quantile([0, 5, 5, 10], 0.5)).toBe(5);
  });
});
