import { createRng, mean, standardDeviation } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachCombination } from '../../src/original/combinations.ts';
import { originalCpcv } from '../../src/original/original-cpcv.ts';
import { originalLegacyPbo } from '../../src/original/original-legacy-pbo.ts';
import { originalPbo } from '../../src/original/original-pbo.ts';
import { RangeSums } from '../../src/original/range-sums.ts';

function noise(seed: number, trials: number, bars: number): Float64Array[] {
  const rng = createRng(seed, 'matrix');
  return Array.from({ length: trials }, () => Float64Array.from({ length: bars }, () => 0.01 * rng.normal()));
}

describe('eachCombination', () => {
  it('visits every choice once, in lexicographic order', () => {
    const all: string[] = [];
    eachCombination(4, 2, (chosen) => all.push([...chosen].join('')));
    expect(all).toEqual(['01', '02', '03', '12', '13', '23']);
  });
});

describe('RangeSums', () => {
  it('Sharpe ratios of a union of ranges are those of the bars put together', () => {
    const matrix = noise(1, 3, 100);
    const sums = new RangeSums(matrix, [
      { start: 0, end: 30 },
      { start: 30, end: 50 },
      { start: 70, end: 100 },
    ]);
    const out = new Float64Array(3);
    for (const ddof of [0, 1] as const) {
      sums.sharpes(out, [0, 2], { ddof });
      matrix.forEach((row, trial) => {
        const together = [...row.subarray(0, 30), ...row.subarray(70)];
        expect(out[trial]).toBeCloseTo(mean(together) / standardDeviation(together, { ddof }), 10);
      });
    }
  });
});

/** The rule path by path, on concatenated bars. */
function literalPbo(matrix: readonly Float64Array[], folds: number, purge: number): number[] {
  const bars = matrix[0].length;
  const size = Math.floor(bars / folds);
  const omegas: number[] = [];
  eachCombination(folds, folds / 2, (chosen) => {
    const inside = (fold: number): boolean => chosen.includes(fold);
    const sideOf = (isIn: boolean, row: Float64Array): number => {
      const values: number[] = [];
      for (let fold = 0; fold < folds; fold++) {
        if (inside(fold) !== isIn) continue;
        const start = fold * size + (fold > 0 && inside(fold - 1) !== isIn ? purge : 0);
        const last = fold === folds - 1 ? bars : (fold + 1) * size;
        const end = last - (fold < folds - 1 && inside(fold + 1) !== isIn ? purge : 0);
        values.push(...row.subarray(start, end));
      }
      return mean(values) / standardDeviation(values);
    };
    const within = matrix.map((row) => sideOf(true, row));
    const out = matrix.map((row) => sideOf(false, row));
    const winner = within.indexOf(Math.max(...within));
    omegas.push(out.filter((value) => value <= out[winner]).length / (matrix.length + 1));
  });
  return omegas;
}

describe('originalPbo', () => {
  it('agrees with a literal reading of the rules for any folds, purge and bars', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2, 4, 6),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 120, max: 155 }),
        fc.integer({ min: 2, max: 5 }),
        fc.nat(1000),
        (folds, purge, bars, trials, seed) => {
          const matrix = noise(seed, trials, bars);
          const { omega, value, n } = originalPbo(matrix, { folds, purge, minBars: 2 });
          const expected = literalPbo(matrix, folds, purge);
          expect([...omega]).toEqual(expected);
          expect(value).toBeCloseTo(expected.filter((rank) => rank < 0.5).length / n, 14);
        },
      ),
      { seed: 3, numRuns: 40 },
    );
  });

  it('the better the winner holds out of sample, the lower it is', () => {
    const matrix = noise(2, 6, 4000);
    const skilled = [...matrix.slice(1), matrix[0].map((value) => value + 0.004)];
    expect(originalPbo(skilled, { folds: 8 }).value).toBe(0);
    expect(originalPbo(matrix, { folds: 8 }).value).toBeGreaterThan(0);
  });

  it('duplicates look good, because ties count for the winner: the fault', () => {
    const [row] = noise(3, 1, 2000);
    const { omega, pass } = originalPbo([row, row.slice(), row.slice()], { folds: 4 });
    expect(new Set(omega)).toEqual(new Set([0.75]));
    expect(pass).toBe(true);
  });

  it('trials that are equal on some folds tie there, whatever they are elsewhere', () => {
    const [row, other] = noise(4, 2, 1200);
    const twin = row.slice();
    twin.set(other.subarray(0, 300));
    const { omega } = originalPbo([row, twin], { folds: 4, purge: 0, minBars: 2 });
    // The last path is in sample on folds 2 and 3, where both are equal; the tie goes to the first.
    const first = omega.length - 1;
    expect([1 / 3, 2 / 3]).toContain(omega[first]);
    // The first path is out of sample there: a tie that counts for the winner.
    expect(omega[0]).toBe(2 / 3);
  });

  it('a path without enough bars is left out, and none at all is insufficient', () => {
    const matrix = noise(5, 3, 900);
    expect(originalPbo(matrix, { folds: 4 }).status).toBe('insufficient');
    expect(originalPbo(matrix, { folds: 4, minBars: 400 }).n).toBeGreaterThan(0);
    // Purging costs paths with more borders more bars: 24 each.
    expect(originalPbo(matrix, { folds: 4, minBars: 420 }).n).toBe(2);
    expect(originalPbo(noise(5, 1, 2000), { folds: 4 }).status).toBe('insufficient');
  });

  it('trials that never trade have a Sharpe ratio of 0', () => {
    const flat = new Float64Array(1200);
    const { value, degradation } = originalPbo([flat, flat], { folds: 4 });
    expect([value, degradation]).toEqual([0, Number.NaN]);
  });

  it('misuse: odd folds, unequal lengths, broken returns', () => {
    expect(() => originalPbo(noise(1, 2, 100), { folds: 5 })).toThrow('folds');
    expect(() => originalPbo([new Float64Array(10), new Float64Array(9)])).toThrow('trialReturns');
    expect(() => originalPbo([[Number.NaN]])).toThrow('trialReturns');
  });
});

describe('originalLegacyPbo', () => {
  it('ranks the winner from 0, the best, to 1, the worst', () => {
    // Two trials that are good in opposite halves: the winner of one side is the loser of the other.
    const good = Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : -1) + 0.1 * (i % 2));
    const { pbo, ranks, pass } = originalLegacyPbo([good, good.map((value) => -value)], { splits: 2 });
    expect([pbo, [...ranks], pass]).toEqual([1, [1, 1], false]);
  });

  it('bars beyond the last whole block are not used', () => {
    const matrix = noise(6, 4, 83);
    const cut = matrix.map((row) => row.subarray(0, 80));
    expect(originalLegacyPbo(matrix)).toEqual(originalLegacyPbo(cut));
  });

  it('one trial, or blocks of a bar, have no rank and no pass', () => {
    const { pbo, pass } = originalLegacyPbo(noise(6, 1, 80));
    expect([pbo, pass]).toEqual([Number.NaN, false]);
    expect(originalLegacyPbo(noise(6, 3, 12)).pass).toBe(false);
  });
});

describe('originalCpcv', () => {
  it('trains 3 bars away from every test, and 1 % behind it', () => {
    // 1,002 bars have groups of 167: split 0 tests bars 0 .. 333 and trains from 344 on, split 5 tests 167 .. 500 and trains to 163.
    const [a, b] = noise(7, 2, 1002);
    const better = a.map((value) => value + 0.002);
    const worse = b.map((value) => value + 0.001);
    const keepsItsWinner = (bar: number, split: number): boolean => {
      const shocked = better.slice();
      shocked[bar] = -50;
      return originalCpcv([shocked, worse]).worstCase.sharpes[split] === undisturbed[split];
    };
    const undisturbed = originalCpcv([better, worse]).worstCase.sharpes;
    expect([343, 344].map((bar) => keepsItsWinner(bar, 0))).toEqual([true, false]);
    expect([164, 163].map((bar) => keepsItsWinner(bar, 5))).toEqual([true, false]);
  });

  it('a strategy that is always best is robust, noise is fragile', () => {
    const matrix = noise(8, 5, 1200);
    const skilled = [...matrix, matrix[0].map((value) => 0.01 + value)];
    const good = originalCpcv(skilled);
    expect([good.pbo, good.tier, good.worstCase.verdict]).toEqual([0, 'pass', 'ROBUST']);
    expect(originalCpcv(matrix).worstCase.verdict).toBe('FRAGILE');
  });

  it('a mean that is not positive is infinitely fragile', () => {
    const losing = noise(9, 3, 600).map((row) => row.map((value) => value - 0.02));
    expect(originalCpcv(losing).worstCase.fragility).toBe(Number.POSITIVE_INFINITY);
  });

  it('one trial or hardly any bars do not pass', () => {
    for (const matrix of [noise(9, 1, 600), noise(9, 3, 40)]) {
      const { pbo, pass, worstCase } = originalCpcv(matrix);
      expect([pbo, pass, worstCase.worst, worstCase.verdict]).toEqual([Number.NaN, false, Number.NaN, 'FRAGILE']);
    }
  });
});
