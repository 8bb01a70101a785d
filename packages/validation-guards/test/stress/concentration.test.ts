import { createRng, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentration } from '../../src/stress/concentration.ts';

function exponentials(n: number, ...key: (string | number)[]): number[] {
  const rng = createRng(11, ...key);
  return Array.from({ length: n }, () => -Math.log1p(-rng.next()));
}

describe('concentration', () => {
  it('measures shares, remainder, Gini and HHI by hand', () => {
    const answer = concentration([4, -1, 3, -2, 2, 1], { top: 1, minWinners: 2 });
    expect(answer).toMatchObject({
      topShareOfGains: 0.4,
      topShareOfTotal: 4 / 7,
      winners: 4,
      total: 7,
      totalWithoutTop: 3,
      profitFactorWithoutTop: 2,
      gini: 0.25,
      n: 6,
    });
    expect(answer.hhi).toBeCloseTo(0.3, 12);
    expect(answer.effectiveWinners).toBeCloseTo(10 / 3, 12);
    // k/m (1 + sum_{j=2..4} 1/j) = (1 + 13/12) / 4.
    expect(answer.expectedShare).toBeCloseTo(25 / 48, 12);
  });

  it('expects of exponential gains the share that they have', () => {
    const shares = Array.from({ length: 200 }, (_, i) => {
      return concentration(exponentials(100, 'mean', i), { simulations: 19 }).topShareOfGains;
    });
    const average = shares.reduce((a, b) => a + b) / shares.length;
    // Standard deviation of one share is about 0.03.
    expect(Math.abs(average - concentration(exponentials(100)).expectedShare)).toBeLessThan(
      4 * (0.03 / Math.sqrt(200)),
    );
  });

  it('rejects exponential gains about as often as the level says', () => {
    let rejected = 0;
    for (let i = 0; i < 400; i++) {
      if (concentration(exponentials(60, 'size', i), { simulations: 199, seed: i }).pValue <= 0.05) rejected++;
    }
    // 20 expected, standard error 4.4.
    expect(rejected).toBeGreaterThan(7);
    expect(rejected).toBeLessThan(34);
  });

  it('passes even gains and fails one that towers over them', () => {
    const pnl = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? -50 : 40 + (i % 7)));
    expect(concentration(pnl)).toMatchObject({ status: 'pass', warnings: [] });
    const answer = concentration([...pnl.map((value) => value - 10), 9_000]);
    expect(answer).toMatchObject({ status: 'fail', pValue: 0.001 });
  });

  it('says that without the best it would have lost', () => {
    const pnl = [...Array.from({ length: 30 }, (_, i) => 10 + i), ...Array.from({ length: 40 }, () => -12)];
    expect(concentration(pnl).warnings).toEqual(['Without the best 10 it would have lost.']);
  });

  it('never passes a total that is not positive, however even', () => {
    const even = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 10 : -10));
    for (const pnl of [even, even.map((value) => value - 1), new Float64Array(50)]) {
      expect(concentration(pnl)).toMatchObject({ status: 'fail', topShareOfTotal: Number.NaN });
    }
  });

  it('does not judge few winners, or none', () => {
    expect(concentration(exponentials(29)).status).toBe('insufficient');
    expect(concentration(new Float64Array(29).fill(1), { minWinners: 20 }).status).toBe('pass');
    expect(concentration([])).toMatchObject({ status: 'insufficient', n: 0, hhi: Number.NaN, gini: Number.NaN });
  });

  it('depends on neither the order nor the scale', () => {
    const pnl = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(pnl, (values) => {
        const answer = concentration(values, { top: 3, simulations: 19 });
        const other = concentration(
          [...values].reverse().map((value) => 4 * value),
          { top: 3, simulations: 19 },
        );
        expect(other.topShareOfGains).toEqual(answer.topShareOfGains);
        expect(other.pValue).toEqual(answer.pValue);
        expect(other.status).toBe(answer.status);
        if (answer.winners > 0) {
          expect(answer.gini).toBeGreaterThanOrEqual(-1e-12);
          expect(answer.gini).toBeLessThan(1);
          expect(answer.effectiveWinners).toBeLessThanOrEqual(answer.winners * (1 + 1e-12));
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('refuses what cannot be meant', () => {
    expect(() => concentration([1, Number.NaN])).toThrow('positionPnl');
    expect(() => concentration([1], { top: 0 })).toThrow(ParameterError);
    expect(() => concentration([1], { minWinners: 10 })).toThrow('minWinners');
    expect(() => concentration([1], { alpha: 1 })).toThrow(ParameterError);
  });
});
