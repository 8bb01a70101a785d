import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapIndices } from '../../src/bootstrap/bootstrap-indices.ts';
import { bootstrapInterval } from '../../src/bootstrap/bootstrap-interval.ts';
import { bootstrapSharpe } from '../../src/bootstrap/bootstrap-sharpe.ts';
import { bcaLevels, type IntervalMethod, intervalMethods } from '../../src/bootstrap/interval.ts';
import { sharpesWithoutOne } from '../../src/bootstrap/sharpe-draws.ts';
import { sharpeStandardError } from '../../src/sharpe/sharpe-standard-error.ts';
import { autoregression } from '../noise.ts';

const TOPIC = 'bootstrap_sharpe.json';

interface GoldenCase {
  name: string;
  r: number[];
  indices: number[][];
  sr: number;
  percentile95: number[];
  basic95: number[];
  bca: { z0: number; a: number; levels: number[]; ci95: number[] };
  studentised: { se: number; ci95: number[] };
  p_le0_recentred: number;
}

describeGolden('validation/sets', { accept: (set) => existsSync(join(set.path, TOPIC)) }, (set) => {
  const { cases } = readJson<{ cases: GoldenCase[] }>(join(set.path, TOPIC));
  expect(cases.length).toBeGreaterThan(0);
  for (const { name, r, indices, ...golden } of cases) {
    const run = (method: IntervalMethod) => bootstrapSharpe(r, { method, indices, standardError: 'mertens' });
    const expected = {
      percentile: golden.percentile95,
      basic: golden.basic95,
      bca: golden.bca.ci95,
      studentised: golden.studentised.ci95,
    };
    for (const method of intervalMethods) {
      const { value, lower, upper } = run(method);
      // Bounds near zero: the tolerance is absolute, in units of a ratio per bar.
      const close = { rtol: 1e-10, atol: 1e-12, label: `${name} ${method}` };
      expectClose([value, lower, upper], [golden.sr, ...expected[method]], close);
    }
    expectClose(run('studentised').standardError, golden.studentised.se, { rtol: 1e-10 });
    const B = indices.length;
    expectClose((run('percentile').pValue * (B + 1) - 1) / B, golden.p_le0_recentred, { rtol: 1e-10 });
    const drawn = Float64Array.from(indices, (row) => riskReturnRatio(row.map((i) => r[i]))).sort();
    const { bias, acceleration, lower, upper } = bcaLevels(
      drawn,
      golden.sr,
      sharpesWithoutOne(Float64Array.from(r)),
      0.95,
    );
    expectClose([bias, acceleration, lower, upper], [golden.bca.z0, golden.bca.a, ...golden.bca.levels], {
      rtol: 1e-10,
    });
  }
});

describe('bootstrapSharpe', () => {
  const returns = autoregression(150, 0.3, 5, 0.2);

  it('agrees with the plain way of resampling and computing', () => {
    for (const method of ['percentile', 'basic', 'bca', 'studentised'] as const) {
      const indices = bootstrapIndices(150, { blockLength: 3.5, resamples: 199, seed: 2 });
      const mertens = (sample: Float64Array): number => sharpeStandardError(sample, { method: 'mertens' });
      const fast = bootstrapSharpe(returns, { method, indices, standardError: 'mertens' });
      const plain = bootstrapInterval(returns, riskReturnRatio, { method, indices, standardError: mertens });
      expectClose([fast.lower, fast.upper, fast.pValue], [plain.lower, plain.upper, plain.pValue], { rtol: 1e-9 });
    }
  });

  it('has the standard error of independent blocks in each resample by default', () => {
    // Two resamples make the interval a hand calculation: type-7 quantiles lie between the two.
    const indices = bootstrapIndices(150, { blockLength: 5, resamples: 2, seed: 4 });
    const { value, standardError, lower, upper } = bootstrapSharpe(returns, { indices, confidence: 0.5 });
    const ratios = indices.map((row) => {
      const sample = Float64Array.from(row, (i) => returns[i]);
      const ratio = riskReturnRatio(sample);
      const mean = sample.reduce((total, x) => total + x, 0) / 150;
      const deviation = mean / ratio;
      let sum = 0;
      let squares = 0;
      sample.forEach((x, i) => {
        const z = (x - mean) / deviation;
        sum += z - (ratio / 2) * (z * z - 1);
        if (i === 149 || row[i + 1] !== (row[i] + 1) % 150) {
          squares += sum * sum;
          sum = 0;
        }
      });
      return (ratio - value) / (Math.sqrt(squares) / 150);
    });
    const [low, high] = ratios.sort((a, b) => a - b);
    expectClose(lower, value - standardError * (low + 0.75 * (high - low)), { rtol: 1e-10 });
    expectClose(upper, value - standardError * (low + 0.25 * (high - low)), { rtol: 1e-10 });
  });

  it('passes a clear edge, fails noise and the wrong sign', () => {
    expect(bootstrapSharpe(autoregression(400, 0.1, 1, 0.3)).status).toBe('pass');
    expect(bootstrapSharpe(autoregression(400, 0.1, 2)).status).toBe('fail');
    const wrong = bootstrapSharpe(autoregression(400, 0.1, 1, -0.3));
    expect([wrong.status, wrong.pValue > 0.99]).toEqual(['fail', true]);
  });

  it('tests against a benchmark and decides by alpha', () => {
    const against = (benchmark: number, alpha: number) =>
      bootstrapSharpe(returns, { benchmark, alpha, resamples: 499 });
    const { value } = against(0, 0.05);
    expect(against(value, 0.05).status).toBe('fail');
    expect(against(value - 0.5, 0.05).status).toBe('pass');
    expect(against(value, 0.9).status).toBe('pass');
  });

  it('does not depend on the unit of returns and turns round with their sign', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(...intervalMethods),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (seed, method, unit) => {
          const x = autoregression(60, 0.2, seed, 0.1);
          const options = { method, blockLength: 3, resamples: 99 };
          const { lower, upper } = bootstrapSharpe(x, options);
          const scaled = bootstrapSharpe(
            x.map((value) => value * unit),
            options,
          );
          const turned = bootstrapSharpe(
            x.map((value) => -value),
            options,
          );
          expectClose([scaled.lower, scaled.upper], [lower, upper], { rtol: 1e-7, atol: 1e-9 });
          // BCa counts resamples strictly below the estimate, which turned round are those strictly above: the same but for ties.
          expectClose([-turned.upper, -turned.lower], [lower, upper], { rtol: 1e-7, atol: 1e-9 });
        },
      ),
      { seed: 4, numRuns: 40 },
    );
  });

  it('keeps its digits where the mean is far above the deviation', () => {
    const x = autoregression(100, 0, 9);
    const high = x.map((value) => 1e6 + value);
    const options = {
      method: 'percentile',
      indices: bootstrapIndices(100, { resampling: 'iid', resamples: 99 }),
    } as const;
    const { lower, upper } = bootstrapSharpe(high, options);
    const plain = bootstrapInterval(high, riskReturnRatio, options);
    // The returns themselves are rounded to 1e-10 of their deviation.
    expectClose([lower, upper], [plain.lower, plain.upper], { rtol: 1e-9 });
  });

  it('repeats itself for the same seed only', () => {
    const { lower } = bootstrapSharpe(returns, { resamples: 99, seed: 1 });
    expect(bootstrapSharpe(returns, { resamples: 99, seed: 1 }).lower).toBe(lower);
    expect(bootstrapSharpe(returns, { resamples: 99, seed: 2 }).lower).not.toBe(lower);
  });

  it('says insufficient for few returns and undefined for equal ones', () => {
    for (const few of [[], [0.1], [0.1, 0.2, -0.1]]) {
      const { status, lower, pValue } = bootstrapSharpe(few);
      expect([status, lower, pValue]).toEqual(['insufficient', Number.NaN, Number.NaN]);
    }
    expect(bootstrapSharpe(new Array<number>(50).fill(0.01)).status).toBe('undefined');
  });

  it('counts resamples without a ratio against the strategy', () => {
    const rare = new Array<number>(40).fill(1e-4);
    rare[7] = 0.05;
    for (const method of ['percentile', 'studentised'] as const) {
      const { status, warnings, pValue } = bootstrapSharpe(rare, { method, blockLength: 1, resamples: 499 });
      expect(status).toBe('fail');
      expect(pValue).toBeGreaterThan(0.3); // one observation in 40 is missing from a resample with probability 0.36
      expect(warnings[0]).toContain('resamples have no Sharpe ratio');
    }
  });

  it('refuses options out of range', () => {
    const misuse = [
      { method: 'normal' },
      { standardError: 'lo' },
      { resampling: 'block' },
      { confidence: 1 },
      { alpha: 0 },
      { benchmark: Number.NaN },
      { resamples: 0 },
      { blockLength: 0.5 },
      { indices: [] },
      { indices: [[0, 1]] },
      { indices: [new Array(150).fill(150)] },
    ];
    for (const options of misuse) {
      expect(() => bootstrapSharpe(returns, options as object), JSON.stringify(options).slice(0, 60)).toThrow(
        ParameterError,
      );
    }
    expect(() => bootstrapSharpe([0, Number.POSITIVE_INFINITY])).toThrow(
      'returns: expected finite numbers, got "Infinity at 1"',
    );
  });
});
