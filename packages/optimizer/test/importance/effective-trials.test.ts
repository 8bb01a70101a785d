import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationMatrix } from '../../src/importance/correlation-matrix.ts';
import { effectiveTrials } from '../../src/importance/effective-trials.ts';

/** Rows of Sylvester's Hadamard matrix but the first: mean 0, orthogonal. */
function orthogonal(count: number, bars: number): Float64Array[] {
  const parity = (bits: number): number => (bits === 0 ? 0 : (bits & 1) ^ parity(bits >> 1));
  return Array.from({ length: count }, (_, k) =>
    Float64Array.from({ length: bars }, (_, t) => (parity((k + 1) & t) === 0 ? 0.01 : -0.01)),
  );
}

const combine = (a: Float64Array, weight: number, b: Float64Array, other: number): Float64Array =>
  a.map((value, t) => weight * value + other * b[t]);

describe('effectiveTrials', () => {
  it('is 1 for copies of one series', () => {
    const [series] = orthogonal(1, 8);
    expect(effectiveTrials([series, series.slice(), series.slice()])).toEqual({
      trials: 3,
      distinct: 1,
      varying: 1,
      correlation: Number.NaN,
      averageCorrelation: 1,
      participation: 1,
      entropy: 1,
    });
  });

  it('is 1 for series that differ by scale and level only', () => {
    const [series] = orthogonal(1, 8);
    const found = effectiveTrials([series, series.map((r) => 2 * r), series.map((r) => r / 3 + 0.001)]);
    expect(found.distinct).toBe(3);
    const { correlation, averageCorrelation, participation, entropy } = found;
    expectClose([correlation, averageCorrelation, participation, entropy], [1, 1, 1, 1]);
  });

  it('is N for orthogonal series', () => {
    const { correlation, averageCorrelation, participation, entropy } = effectiveTrials(orthogonal(7, 8));
    expectClose(correlation, 0, { atol: 1e-15 });
    expectClose([averageCorrelation, participation, entropy], [7, 7, 7]);
  });

  it('is 2 for two families of copies', () => {
    // Correlations 1 inside a family of two, 0 across: mean 1/3, 4 / (1 + 3/3) = 2; eigenvalues 2, 2, 0, 0.
    const [a, b] = orthogonal(2, 8);
    const found = effectiveTrials([a, a.map((r) => 2 * r), b, b.map((r) => 2 * r)]);
    expectClose(found.correlation, 1 / 3);
    expectClose([found.averageCorrelation, found.participation, found.entropy], [2, 2, 2]);
  });

  it('gives closed forms for N series of equal correlation', () => {
    // sqrt(rho) * common + sqrt(1 - rho) * own; eigenvalues 1 + (N - 1) rho once and 1 - rho N - 1 times.
    const [common, ...own] = orthogonal(7, 8);
    const rho = 0.4;
    const n = own.length;
    const found = effectiveTrials(own.map((series) => combine(common, Math.sqrt(rho), series, Math.sqrt(1 - rho))));
    const top = (1 + (n - 1) * rho) / n;
    const rest = (1 - rho) / n;
    expectClose(found.correlation, rho);
    expectClose(found.averageCorrelation, n / (1 + (n - 1) * rho));
    expectClose(found.participation, n / (1 + (n - 1) * rho ** 2));
    expectClose(found.entropy, Math.exp(-top * Math.log(top) - (n - 1) * rest * Math.log(rest)));
  });

  it('is N by the mean correlation if that is negative', () => {
    const [series, other] = orthogonal(2, 8);
    const found = effectiveTrials([series, series.map((r) => -r), other]);
    expectClose(found.correlation, -1 / 3);
    expect(found.averageCorrelation).toBe(3);
    // Eigenvalues 2, 0, 1.
    expectClose(found.participation, 9 / 5);
    expectClose(found.entropy, Math.exp((2 / 3) * Math.log(3 / 2) + (1 / 3) * Math.log(3)));
  });

  it('counts copies once, and leaves out series that never vary', () => {
    const series = orthogonal(3, 8);
    const flat = new Float64Array(8);
    // 0.1 less the mean of eight times 0.1 need not be 0 in floating point.
    const constant = new Float64Array(8).fill(0.1);
    const found = effectiveTrials([flat, series[0], series[1], flat.slice(), series[2], series[1].slice(), constant]);
    expect(found).toMatchObject({ trials: 7, distinct: 5, varying: 3 });
    expectClose([found.averageCorrelation, found.participation, found.entropy], [3, 3, 3]);
    expect(effectiveTrials([flat, constant])).toMatchObject({ distinct: 2, varying: 0, participation: 0, entropy: 0 });
  });

  it('does not take series of equal sums for copies', () => {
    const { distinct } = effectiveTrials([Float64Array.of(1, 2), Float64Array.of(2, 1), Float64Array.of(3, 0)]);
    expect(distinct).toBe(3);
    expect(effectiveTrials([Float64Array.of(0, 1), Float64Array.of(-0, 1)]).distinct).toBe(1);
  });

  const some = fc.integer({ min: 2, max: 12 }).chain((bars) =>
    fc.array(
      fc
        .array(fc.integer({ min: -3, max: 3 }), { minLength: bars, maxLength: bars })
        .map((row) => Float64Array.from(row)),
      { minLength: 1, maxLength: 9 },
    ),
  );

  it('lies between 1 and N, participation not above entropy', () => {
    fc.assert(
      fc.property(some, (returns) => {
        const { trials, distinct, varying, averageCorrelation, participation, entropy } = effectiveTrials(returns);
        expect(trials).toBe(returns.length);
        expect(distinct).toBeGreaterThanOrEqual(varying);
        for (const number of [averageCorrelation, participation, entropy]) {
          expect(number).toBeGreaterThanOrEqual(Math.min(1, varying));
          expect(number).toBeLessThanOrEqual(varying);
        }
        // Renyi entropies fall with their order; 1e-9 for the rounding of eigenvalues that are 0.
        expect(participation).toBeLessThanOrEqual(entropy * (1 + 1e-9));
      }),
      { seed: 41, numRuns: 200 },
    );
  });

  it('does not depend on order, scale or level of the series', () => {
    fc.assert(
      fc.property(some, (returns) => {
        const found = effectiveTrials(returns);
        const changed = effectiveTrials(returns.toReversed().map((series) => series.map((r) => r * 1e-170 + 0)));
        expect(changed.varying).toBe(found.varying);
        // 1e-9: a sum of cancelling correlations, and the logarithms of eigenvalues near 0.
        const numbers = ({ correlation, averageCorrelation, participation, entropy }: typeof found) => [
          correlation,
          averageCorrelation,
          participation,
          entropy,
        ];
        expectClose(numbers(changed), numbers(found), { rtol: 1e-9, atol: 1e-12 });
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('refuses what is no matrix of returns', () => {
    expect(() => effectiveTrials([])).toThrow('returns: expected at least one series');
    expect(() => effectiveTrials([Float64Array.of(1)])).toThrow('returns: expected at least two bars, got 1');
    expect(() => effectiveTrials([Float64Array.of(1, 2), Float64Array.of(1)])).toThrow('series of 2 bars');
    expect(() => effectiveTrials([Float64Array.of(1, Number.NaN)])).toThrow(
      'returns: expected finite numbers, got "NaN at 1"',
    );
  });
});

describe('correlationMatrix', () => {
  it('agrees with the plain definition for any number of series and blocks of bars', () => {
    const rng = createRng('correlations');
    for (const [count, bars] of [
      [1, 5],
      [2, 600],
      [5, 512],
      [7, 1025],
      [12, 40],
    ]) {
      const series = Array.from({ length: count }, () => Float64Array.from({ length: bars }, () => rng.normal()));
      const matrix = correlationMatrix(series);
      const centred = series.map((values) => {
        const mean = values.reduce((a, b) => a + b, 0) / bars;
        return values.map((value) => value - mean);
      });
      const product = (a: Float64Array, b: Float64Array) => a.reduce((total, value, t) => total + value * b[t], 0);
      const expected = centred.flatMap((a) =>
        centred.map((b) => product(a, b) / Math.sqrt(product(a, a) * product(b, b))),
      );
      expectClose(matrix, expected, { atol: 1e-13 });
    }
  });
});
