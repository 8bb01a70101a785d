import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeGolden, expectClose, type GoldenSet, readJson } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { deflatedSharpe } from '../../src/sharpe/deflated-sharpe.ts';
import { expectedMaxNormal } from '../../src/sharpe/expected-max-normal.ts';
import { expectedMaxSharpe } from '../../src/sharpe/expected-max-sharpe.ts';
import { minTrackRecordLength } from '../../src/sharpe/min-track-record-length.ts';
import { probabilisticSharpe } from '../../src/sharpe/probabilistic-sharpe.ts';
import { sharpeAggregation } from '../../src/sharpe/sharpe-aggregation.ts';
import { sharpe, sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';
import { sharpeStandardError } from '../../src/sharpe/sharpe-standard-error.ts';

interface SharpeStats {
  tol: number;
  cases: {
    returns: number[];
    moments: { n: number; skew_biased: number; kurt_biased: number };
    sr: number;
    se_iid_normal_lo: number;
    se_mertens: number;
    psr0: number;
    psr_005: number;
    mintrl0: number | null;
    mintrl_sr_star_half: number | null;
    dsr: { N: number; V: number; sr0: number; dsr: number }[];
    lo_eta: { q: number; eta: number }[];
  }[];
  expected_max_std_normal: { N: number; approx: number; exact: number }[];
}

interface PublishedExamples {
  psr: { sr: number; n: number; skew: number; kurt: number; psr0: number; psr0_normal: number };
  mintrl_years: {
    sr_ann: number;
    sr_star_ann: number;
    conf: number;
    daily252_normal: number;
    weekly52_normal: number;
    monthly12_normal: number;
    monthly_hf_skew_m072_kurt578: number;
  };
  dsr: {
    N: number;
    V_ann: number;
    T: number;
    periods: number;
    sr_ann: number;
    skew: number;
    kurt: number;
    sr0: number;
    dsr: number;
    dsr_N46: number;
    dsr_normal_N88: number;
  };
}

const withFile = (file: string) => ({ accept: ({ path }: GoldenSet) => existsSync(join(path, file)) });

describeGolden('validation/sets', withFile('sharpe_stats.json'), ({ path }) => {
  const golden = readJson<SharpeStats>(join(path, 'sharpe_stats.json'));
  const close = { rtol: golden.tol, atol: golden.tol };
  const method = 'mertens' as const;
  for (const { returns, moments, ...expected } of golden.cases) {
    const estimate = sharpe(returns);
    expectClose(
      [estimate.perBar, estimate.n, estimate.skewness, estimate.kurtosis],
      [expected.sr, moments.n, moments.skew_biased, moments.kurt_biased],
      close,
    );
    expectClose(sharpeStandardError(returns, { method: 'normal' }), expected.se_iid_normal_lo, close);
    expectClose(sharpeStandardError(returns, { method }), expected.se_mertens, close);
    expectClose(probabilisticSharpe(returns, { method }).value, expected.psr0, close);
    expectClose(probabilisticSharpe(estimate, { benchmark: { perBar: 0.05 } }).value, expected.psr_005, close);
    const lengths = [0, estimate.perBar / 2].map(
      (perBar) => minTrackRecordLength(returns, { method, benchmark: { perBar } }).value,
    );
    const none = Number.POSITIVE_INFINITY;
    expectClose(lengths, [expected.mintrl0 ?? none, expected.mintrl_sr_star_half ?? none], close);
    for (const { N: count, V, sr0, dsr } of expected.dsr) {
      const trials = { count, deviation: { perBar: Math.sqrt(V) } };
      const deflated = deflatedSharpe(returns, { trials, method, expectedMax: 'approximate' });
      expectClose([deflated.benchmark, deflated.value], [sr0, dsr], close);
    }
    for (const { q, eta } of expected.lo_eta) expectClose(sharpeAggregation(returns, q), eta, close);
  }
  for (const { N, approx, exact } of golden.expected_max_std_normal) {
    expectClose(expectedMaxNormal(N), exact, close);
    expectClose(expectedMaxNormal(N, { method: 'approximate' }), approx, close);
  }
});

describeGolden('validation/sets', withFile('published_examples.json'), ({ path }) => {
  const { psr, mintrl_years: years, dsr } = readJson<PublishedExamples>(join(path, 'published_examples.json'));
  const fund = { perBar: psr.sr, n: psr.n };
  const fat = { skewness: psr.skew, kurtosis: psr.kurt };
  expectClose(probabilisticSharpe(sharpeFromMoments({ ...fund, ...fat })).value, psr.psr0);
  expectClose(probabilisticSharpe(sharpeFromMoments(fund)).value, psr.psr0_normal);

  const needed = (periodsPerYear: number, shape: { skewness?: number; kurtosis?: number } = {}): number => {
    const estimate = sharpeFromMoments({ perYear: years.sr_ann, periodsPerYear, n: 36, ...shape });
    const benchmark = { perYear: years.sr_star_ann, periodsPerYear };
    return minTrackRecordLength(estimate, { benchmark, alpha: 1 - years.conf }).years;
  };
  expectClose(needed(252), years.daily252_normal);
  expectClose(needed(52), years.weekly52_normal);
  expectClose(needed(12), years.monthly12_normal);
  expectClose(needed(12, { skewness: -0.72, kurtosis: 5.78 }), years.monthly_hf_skew_m072_kurt578);

  const annual = { perYear: dsr.sr_ann, periodsPerYear: dsr.periods, n: dsr.T };
  const deviation = { perYear: Math.sqrt(dsr.V_ann), periodsPerYear: dsr.periods };
  const expectedMax = 'approximate';
  const deflated = (count: number, shape: { skewness?: number; kurtosis?: number }): number =>
    deflatedSharpe(sharpeFromMoments({ ...annual, ...shape }), { trials: { count, deviation }, expectedMax }).value;
  const shape = { skewness: dsr.skew, kurtosis: dsr.kurt };
  expectClose(expectedMaxSharpe({ count: dsr.N, deviation }, { method: expectedMax }), dsr.sr0);
  expectClose(
    [deflated(dsr.N, shape), deflated(46, shape), deflated(88, {})],
    [dsr.dsr, dsr.dsr_N46, dsr.dsr_normal_N88],
  );
  expect(deflated(46, shape)).toBeGreaterThan(0.95);
});
