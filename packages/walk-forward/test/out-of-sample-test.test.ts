import { createRng, normalCdf, ParameterError } from '@quantblocks/core';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import { outOfSampleTest, type TTest } from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTUpperTail } from '../src/student-t.ts';

type Tested = Extract<TTest, { status: 'ok' }>;
const tested = (test: TTest): Tested => {
  if (test.status !== 'ok') throw new Error(test.reason);
  return test;
};
const reasonOf = (test: TTest): string => (test.status === 'ok' ? `t = ${test.t}` : test.reason);
/** A first-order autoregression; coefficient 0 is noise. */
function autoregression(n: number, coefficient: number, seed: number): Float64Array {
  const rng = createRng(seed);
  let value = rng.normal() / Math.sqrt(1 - coefficient ** 2);
  return Float64Array.from({ length: n }, () => {
    value = coefficient * value + rng.normal();
    return value / 100;
  });
}

describe('studentTUpperTail', () => {
  // Incomplete beta functions of mpmath 1.3.0 with 40 digits.
  it.each([
    [0, 3, 0.5],
    [1, 1, 0.25],
    [0.5, 2, 1 / 3],
    [1.5, 4, 0.104],
    [2, 10, 0.03669401738537018],
    [5, 7, 0.0007826389765864123],
    [-1.25, 30, 0.8895184878934217],
    [3, 250, 0.0014863310455888277],
    [8, 1000, 1.7133307411957373e-15],
    [1.7, 100000, 0.04456701762433145],
    [30, 40, 2.425453830295104e-29],
    [0.01, 39, 0.4960361336048119],
    [12, 2, 0.00343646683857923],
  ])('P(T > %s) with %s degrees of freedom', (t, degrees, expected) => {
    // The exponential of the far tails carries the rounding of its argument, here up to 70.
    expectClose(studentTUpperTail(t, degrees), expected, { rtol: 2e-14 });
  });

  it('becomes the normal tail, with a difference of order 1 / degrees', () => {
    for (const t of [0.3, 1, 2, 4]) expectClose(studentTUpperTail(t, 1e9), normalCdf(-t), { rtol: 1e-7 });
  });

  it('falls steadily, without a step where its two forms meet', () => {
    for (const degrees of [1, 2, 7, 60, 5000]) {
      let before = 1 - studentTUpperTail(6, degrees);
      for (let step = -599; step <= 600; step++) {
        const tail = studentTUpperTail(step / 100, degrees);
        expect(tail).toBeLessThan(before);
        expect(before - tail).toBeLessThan(0.004); // the density is below 0.4
        before = tail;
      }
    }
  });
});

describe('outOfSampleTest', () => {
  it('is the t statistic of a textbook', () => {
    // Mean 0.01, squared deviations 4 + 4 + 1 + 1 + 0 in 1e-4: variance 2.5e-4, standard error sqrt(0.5e-4).
    const result = outOfSampleTest([0.03, -0.01, 0.02, 0, 0.01]);
    expect(result.n).toBe(5);
    expectClose(result.mean, 0.01);
    const plain = tested(result.plain);
    expectClose(plain.standardError, Math.sqrt(0.5e-4));
    expectClose(plain.t, Math.SQRT2);
    expectClose(plain.pValue, studentTUpperTail(Math.SQRT2, 4));
    expect([plain.degrees, plain.lags]).toEqual([4, 0]);
  });

  it('weights autocovariances after Bartlett, worked by hand', () => {
    // Deviations 2, -2, 1, -1, 0 (in 1e-2): g0 = 10/5, g1 = (-4 - 2 - 1 + 0)/5, g2 = (2 + 2 + 0)/5, in 1e-4.
    const { neweyWest } = outOfSampleTest([0.03, -0.01, 0.02, 0, 0.01], { lags: 2 });
    const longRun = (2 + 2 * (2 / 3) * (-7 / 5) + 2 * (1 / 3) * (4 / 5)) * 1e-4;
    expectClose(tested(neweyWest).standardError, Math.sqrt(longRun / 4), { rtol: 1e-12 });
    expect(tested(neweyWest).lags).toBe(2);
  });

  it('chooses the lags of Newey and West (1994)', () => {
    // Deviations 3, 1, -1, -3, -1, 1 (in 1e-2). Window floor(4 * 0.06^(2/9)) = 2: g0 = 22/6, g1 = (3 - 1 + 3 + 3 - 1)/6, g2 = (-3 - 3 + 1 - 3)/6.
    const s0 = 22 + 2 * 7 - 2 * 8;
    const s1 = 2 * 7 - 2 * 2 * 8;
    const expected = Math.floor(1.1447 * Math.cbrt((s1 / s0) ** 2 * 6));
    expect(expected).toBe(1);
    const { neweyWest } = outOfSampleTest([0.04, 0.02, 0, -0.02, 0, 0.02]);
    expect(tested(neweyWest).lags).toBe(1);
  });

  it('never chooses more lags than the root of the number of returns', () => {
    const alternating = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0.011 : -0.01));
    expect(tested(outOfSampleTest(alternating).neweyWest).lags).toBe(20);
  });

  it('widens the error of returns that trend and narrows it for returns that revert', () => {
    const ratio = (coefficient: number): number => {
      const { plain, neweyWest } = outOfSampleTest(autoregression(4000, coefficient, 5));
      return tested(neweyWest).standardError / tested(plain).standardError;
    };
    // Long-run over plain deviation of an AR(1) is sqrt((1 + c)/(1 - c)): 1.73 and 0.58. The estimate is biased towards 1.
    expect(ratio(0.5)).toBeGreaterThan(1.5);
    expect(ratio(-0.5)).toBeLessThan(0.7);
    expect(Math.abs(ratio(0) - 1)).toBeLessThan(0.1);
  });

  it('rejects a true zero about as often as it says, where returns trend only with the robust error', () => {
    const runs = 400;
    const rate = (coefficient: number, which: 'plain' | 'neweyWest'): number => {
      let rejected = 0;
      for (let seed = 0; seed < runs; seed++) {
        rejected += tested(outOfSampleTest(autoregression(250, coefficient, seed))[which]).pValue < 0.05 ? 1 : 0;
      }
      return rejected / runs;
    };
    // One standard error of 400 runs is 0.011. Robust errors reject a little too often in short series: 6.4 % of 4,000 runs.
    expect(Math.abs(rate(0, 'plain') - 0.05)).toBeLessThan(0.035);
    expect(Math.abs(rate(0.3, 'neweyWest') - 0.064)).toBeLessThan(0.035);
    expect(rate(0.3, 'plain')).toBeGreaterThan(0.08);
  });

  it('has no test for too few returns or none that differ, and says so', () => {
    for (const [returns, reason] of [
      [[], 'two returns are needed, not 0'],
      [[0.1], 'two returns are needed, not 1'],
      [[0, 0, 0, 0], 'the returns do not differ'],
      [[0.1, 0.1, 0.1], 'the returns do not differ'],
      [[0.1, 0.1 + 2e-17, 0.1 - 2e-17], 'the returns do not differ'],
      // The mean of these rounds away from them.
      [new Float64Array(400).fill(440 / 170), 'the returns do not differ'],
    ] as const) {
      const { plain, neweyWest, n } = outOfSampleTest(returns);
      expect([reasonOf(plain), reasonOf(neweyWest), n]).toEqual([reason, reason, returns.length]);
    }
  });

  it('refuses returns that are no numbers and lags that cannot be had', () => {
    for (const call of [
      () => outOfSampleTest([0.1, Number.NaN]),
      () => outOfSampleTest([0.1, Number.POSITIVE_INFINITY]),
      () => outOfSampleTest([0.1, 0.2, 0.3], { lags: 3 }),
      () => outOfSampleTest([0.1, 0.2, 0.3], { lags: -1 }),
      () => outOfSampleTest([0.1, 0.2, 0.3], { lags: 0.5 }),
    ]) {
      expect(errorOf(call)).toBeInstanceOf(ParameterError);
    }
    expect(errorOf(() => outOfSampleTest([0.1, Number.NaN])).message).toBe(
      'returns: expected finite numbers, got "NaN at 1"',
    );
  });
});

describe('properties of the out-of-sample test', () => {
  const someReturns = fc
    .array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 60 })
    .filter((values) => new Set(values).size > 1);
  const scaled = (values: readonly number[], scale: number): Float64Array =>
    Float64Array.from(values, (v) => v * scale);

  it('does not change with leverage and turns with the sign', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: 0.01, max: 100, noNaN: true }), (values, leverage) => {
        const once = outOfSampleTest(scaled(values, 0.001), { lags: 1 });
        const more = outOfSampleTest(scaled(values, 0.001 * leverage), { lags: 1 });
        const short = outOfSampleTest(scaled(values, -0.001), { lags: 1 });
        for (const which of ['plain', 'neweyWest'] as const) {
          const { t, pValue } = tested(once[which]);
          expectClose(tested(more[which]).t, t, { rtol: 1e-9, atol: 1e-9 });
          expectClose(tested(short[which]).t, -t, { rtol: 1e-12, atol: 1e-12 });
          expectClose(tested(short[which]).pValue, 1 - pValue, { rtol: 1e-9, atol: 1e-12 });
        }
      }),
      { seed: 1 },
    );
  });

  it('without lags is the plain test, and gives numbers for any returns', () => {
    fc.assert(
      fc.property(someReturns, (values) => {
        const returns = scaled(values, 0.001);
        const { plain, neweyWest } = outOfSampleTest(returns, { lags: 0 });
        expectClose(tested(neweyWest).t, tested(plain).t, { rtol: 1e-11, atol: 1e-13 });
        const chosen = tested(outOfSampleTest(returns).neweyWest);
        expect(chosen.standardError).toBeGreaterThan(0);
        expect(chosen.pValue).toBeGreaterThanOrEqual(0);
        expect(chosen.pValue).toBeLessThanOrEqual(1);
        expect(chosen.lags).toBeLessThan(values.length);
      }),
      { seed: 2 },
    );
  });
});
