import { mean, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapIndices } from '../../src/bootstrap/bootstrap-indices.ts';
import { bootstrapMeanTest } from '../../src/bootstrap/bootstrap-mean-test.ts';
import { autoregression, garch } from '../noise.ts';

describe('bootstrapMeanTest', () => {
  it('counts resamples whose t statistic of independent blocks is as large', () => {
    const returns = autoregression(60, 0.2, 1, 0.3);
    const indices = bootstrapIndices(60, { blockLength: 4, resamples: 200, seed: 3 });
    const { t, pValue, lowerBound, standardError, value } = bootstrapMeanTest(returns, { indices, alpha: 0.25 });
    const centre = mean(returns);
    const drawn = indices.map((row) => {
      const deviations = Array.from(row, (i) => returns[i] - centre);
      const drift = mean(deviations);
      let squares = 0;
      let sum = 0;
      deviations.forEach((deviation, i) => {
        sum += deviation - drift;
        if (i === 59 || row[i + 1] !== (row[i] + 1) % 60) {
          squares += sum * sum;
          sum = 0;
        }
      });
      return (drift * 60) / Math.sqrt(squares);
    });
    expectClose(t, value / standardError);
    expectClose(pValue, (1 + drawn.filter((other) => other >= t).length) / 201);
    const sorted = drawn.sort((a, b) => a - b);
    expectClose(lowerBound, value - standardError * (sorted[149] + 0.25 * (sorted[150] - sorted[149])), { rtol: 1e-9 });
  });

  it('rejects no mean about as often as it says, with and without memory or clustered volatility', () => {
    // 300 tests at 10 %: the bounds are four standard errors (1.7 %) away.
    const samples = {
      iid: (seed: number) => autoregression(120, 0, seed),
      'autoregression 0.3': (seed: number) => autoregression(120, 0.3, seed),
      garch: (seed: number) => garch(120, seed),
    };
    for (const [name, sample] of Object.entries(samples)) {
      let passes = 0;
      for (let seed = 0; seed < 300; seed++) {
        if (bootstrapMeanTest(sample(seed), { resamples: 99, alpha: 0.1 }).status === 'pass') passes++;
      }
      expect(passes / 300, name).toBeGreaterThan(0.031);
      expect(passes / 300, name).toBeLessThan(0.169);
    }
  });

  it('passes a mean of four standard errors', () => {
    const { status, lowerBound } = bootstrapMeanTest(autoregression(400, 0, 8, 0.25));
    expect(status).toBe('pass');
    expect(lowerBound).toBeGreaterThan(0);
  });

  it('does not depend on the unit of returns', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -20, max: 20 }), (seed, exponent) => {
        const returns = autoregression(50, 0.2, seed, 0.1);
        const unit = 2 ** exponent;
        const { t, pValue } = bootstrapMeanTest(returns, { resamples: 99 });
        const scaled = bootstrapMeanTest(
          returns.map((value) => value * unit),
          { resamples: 99 },
        );
        expectClose([scaled.t, scaled.pValue], [t, pValue], { rtol: 1e-9 });
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it('does not pass one lucky bar', () => {
    const returns = new Array<number>(100).fill(1e-6);
    returns[50] = 0.5;
    const { status, warnings } = bootstrapMeanTest(returns);
    expect(status).toBe('fail');
    expect(warnings).toHaveLength(1);
  });

  it('counts bars that earned or lost: flat ones are no observations', () => {
    const returns = new Array<number>(500).fill(0);
    for (let trade = 0; trade < 19; trade++) returns[20 * trade] = 0.01 + 0.001 * (trade % 3);
    const few = bootstrapMeanTest(returns);
    expect([few.status, few.pValue]).toEqual(['insufficient', Number.NaN]);
    expect(few.explanation).toBe('Only 19 bars of 500 earned or lost; the test needs 20.');
    returns[499] = 0.01;
    expect(bootstrapMeanTest(returns).status).toBe('pass');
  });

  it('says insufficient for few returns and undefined for equal ones, never pass', () => {
    expect(bootstrapMeanTest([]).status).toBe('insufficient');
    expect(bootstrapMeanTest(new Array<number>(19).fill(0.01)).status).toBe('insufficient');
    const equal = bootstrapMeanTest(new Array<number>(100).fill(0.1));
    expect([equal.status, equal.pValue]).toEqual(['undefined', Number.NaN]);
  });

  it('refuses what is not finite, and options out of range even without returns', () => {
    expect(() => bootstrapMeanTest([Number.NaN])).toThrow(ParameterError);
    for (const options of [{ alpha: 1 }, { resamples: 1.5 }, { blockLength: 0 }, { resampling: 'x' as 'iid' }]) {
      expect(() => bootstrapMeanTest([], options)).toThrow(ParameterError);
    }
  });
});
