import { normalCdf, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilcoxonSignedRank } from '../../src/pruners/wilcoxon-signed-rank.ts';

/** Ranks by size, equal sizes sharing their mean. */
function midranks(differences: readonly number[]): number[] {
  const sizes = differences.map(Math.abs);
  return sizes.map((size) => {
    const below = sizes.filter((other) => other < size).length;
    const equal = sizes.filter((other) => other === size).length;
    return below + (equal + 1) / 2;
  });
}

/** By trying all signs of the non-zero differences. */
function bruteForce(differences: readonly number[]): { statistic: number; pValue: number } {
  const ranks = midranks(differences);
  const zeros = ranks.reduce((sum, rank, i) => sum + (differences[i] === 0 ? rank / 2 : 0), 0);
  const free = ranks.filter((_, i) => differences[i] !== 0);
  const statistic = ranks.reduce((sum, rank, i) => sum + (differences[i] > 0 ? rank : 0), zeros);
  let extreme = 0;
  for (let pattern = 0; pattern < 2 ** free.length; pattern++) {
    const sum = free.reduce((total, rank, i) => total + ((pattern >> i) & 1) * rank, zeros);
    if (sum >= statistic) extreme++;
  }
  return { statistic, pValue: extreme / 2 ** free.length };
}

describe('wilcoxonSignedRank', () => {
  it('gives 2^-n if all differences are positive', () => {
    for (const n of [1, 2, 3, 10, 50]) {
      const { pValue, method } = wilcoxonSignedRank(Array.from({ length: n }, (_, i) => i + 1));
      expect(pValue).toBe(2 ** -n);
      expect(method).toBe('exact');
    }
  });

  it('gives hand-worked values', () => {
    // W+ = 1 + 3 = 4. Of 8 sign patterns of the ranks 1, 2, 3 the sums 4, 5, 6 are as large: 3 of 8.
    expect(wilcoxonSignedRank([0.1, -0.2, 5])).toEqual({ statistic: 4, pValue: 3 / 8, method: 'exact' });
    // Ranks 1.5, 1.5, 3; W+ = 4.5 is reached by two patterns and 6 by one.
    expect(wilcoxonSignedRank([1, -1, 2])).toEqual({ statistic: 4.5, pValue: 3 / 8, method: 'exact' });
    // The zero has rank 1, half of it each; 2 and 3 are free, W+ = 3.5 of 0.5, 2.5, 3.5, 5.5.
    expect(wilcoxonSignedRank([0, -1, 2])).toEqual({ statistic: 3.5, pValue: 2 / 4, method: 'exact' });
    expect(wilcoxonSignedRank([0, 0])).toEqual({ statistic: 1.5, pValue: 1, method: 'exact' });
    expect(wilcoxonSignedRank([-1])).toEqual({ statistic: 0, pValue: 1, method: 'exact' });
  });

  it('agrees with SciPy 1.17.1 (alternative greater, zsplit, no continuity correction)', () => {
    expect(wilcoxonSignedRank([1.5, -0.5, 2.5, 3.5, -1, 4, 0.25, 7])).toMatchObject({
      statistic: 31,
      pValue: 0.0390625,
    });
    expect(wilcoxonSignedRank([0, 0, 1, 1, -1, 2, 3, 3, -4, 5])).toMatchObject({ statistic: 40.5, pValue: 0.09765625 });
    const sixty = wilcoxonSignedRank(Array.from({ length: 60 }, (_, i) => ((i * 37) % 61) - 24.75));
    expect(sixty).toMatchObject({ statistic: 1206, method: 'normal' });
    expectClose(sixty.pValue, 0.016087631088526615);
  });

  it('counts the same sign patterns as brute force, ties and zeros included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 5 }), { minLength: 1, maxLength: 12 }), (differences) => {
        // Both are whole numbers over a power of two.
        expect(wilcoxonSignedRank(differences)).toEqual({ ...bruteForce(differences), method: 'exact' });
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('depends on order and sign alone: not on the order of the pairs, not on the scale', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 70 }), (differences) => {
        const changed = differences.toReversed().map((value) => value ** 3 / 16);
        expect(wilcoxonSignedRank(changed)).toEqual(wilcoxonSignedRank(differences));
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it('is normal beyond 50 differences, and nearly so before', () => {
    const pattern = (n: number) => Array.from({ length: n }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const exact = wilcoxonSignedRank(pattern(50));
    const normal = wilcoxonSignedRank(pattern(51));
    expect([exact.method, normal.method]).toEqual(['exact', 'normal']);
    // Ranks 1, 4, ..., 49 are negative, 425 in all, so W+ = 1275 - 425 and 1326 - 425.
    expect([exact.statistic, normal.statistic]).toEqual([850, 901]);
    // Mean n(n + 1)/4, variance n(n + 1)(2n + 1)/24. The steps of the exact distribution are 0.0005 high here.
    expectClose(exact.pValue, normalCdf(-(850 - 637.5) / Math.sqrt(10731.25)), { rtol: 0, atol: 5e-4 });
    expectClose(normal.pValue, normalCdf(-(901 - 663) / Math.sqrt((51 * 52 * 103) / 24)));
  });

  it('uses the variance given ties and zeros', () => {
    // 60 differences of one size, 40 of them positive: a sign test. Ranks 30.5; W+ = 1220, mean 915, variance 60 * 30.5^2 / 4.
    const signs = wilcoxonSignedRank(Array.from({ length: 60 }, (_, i) => (i < 40 ? 1 : -1)));
    const same = wilcoxonSignedRank([...Array.from({ length: 60 }, (_, i) => (i < 40 ? 2 : -2)), 0, 0, 0]);
    // z = 10 / sqrt(15) = 2.58199, both times: zeros shift all ranks alike and are no chance.
    expectClose(signs.pValue, 0.0049118, { rtol: 0, atol: 1e-6 });
    expectClose(same.pValue, signs.pValue);
  });

  it('refuses nothing and what is not finite', () => {
    expect(() => wilcoxonSignedRank([])).toThrow(ParameterError);
    expect(() => wilcoxonSignedRank([1, Number.NaN])).toThrow(
      'differences: expected finite numbers, at least one, got NaN',
    );
    expect(() => wilcoxonSignedRank([Number.POSITIVE_INFINITY])).toThrow(ParameterError);
  });
});
