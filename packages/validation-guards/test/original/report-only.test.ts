import { createRng, normalCdf, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { originalBaselineVerdict } from '../../src/original/original-baseline-verdict.ts';
import {
  originalCscvDeflatedSharpe,
  originalLegDeflatedSharpe,
  originalProbabilisticSharpe,
} from '../../src/original/original-deflation.ts';
import { originalDiagnosis } from '../../src/original/original-diagnosis.ts';
import { originalMultiPeriod } from '../../src/original/original-multi-period.ts';
import { originalScanVerdict } from '../../src/original/original-scan-verdict.ts';

function noise(n: number, drift: number): Float64Array {
  const rng = createRng(11, 'returns');
  return Float64Array.from({ length: n }, () => drift + 0.01 * rng.normal());
}

describe('originalProbabilisticSharpe', () => {
  it('symmetric returns without excess kurtosis have the normal formula', () => {
    // Bias-corrected moments of -1, 1, ... : skewness 0 and kurtosis K; mean 0.1, deviation s.
    const returns = Array.from({ length: 50 }, (_, i) => 0.1 + (i % 2 === 0 ? 1 : -1));
    const deviation = Math.sqrt(50 / 49);
    const sharpe = 0.1 / deviation;
    const biased = -2;
    const excess = (49 / (48 * 47)) * (51 * biased + 6);
    const expected = normalCdf((sharpe * 7) / Math.sqrt(1 + ((excess + 2) / 4) * sharpe ** 2));
    const answer = originalProbabilisticSharpe(returns);
    expect(answer.sharpe).toBeCloseTo(sharpe, 12);
    expect(answer.psr).toBeCloseTo(expected, 12);
    expect([answer.dsr, answer.threshold]).toEqual([Number.NaN, Number.NaN]);
  });

  it('fewer than five returns, or none that differ, say 0.5', () => {
    expect(originalProbabilisticSharpe([0.1, 0.2, 0.3, 0.1]).psr).toBe(0.5);
    expect(originalProbabilisticSharpe(new Float64Array(9)).psr).toBe(0.5);
  });

  it('more trials deflate more', () => {
    const at = (trials: number): number => originalProbabilisticSharpe(noise(500, 0.001), { trials }).dsr;
    expect(at(10)).toBeGreaterThan(at(100));
    expect(at(1)).toBeNaN();
    expect(() => at(0)).toThrow(ParameterError);
  });
});

describe('originalLegDeflatedSharpe', () => {
  it('fewer than ten legs, or none that differ, fail', () => {
    const nothing = { dsr: 0, threshold: Number.POSITIVE_INFINITY, pass: false, tier: 'fail' };
    expect(originalLegDeflatedSharpe([1, 2, 1, 2, 1, 2, 1, 2, 1], { trials: 5 })).toEqual(nothing);
    expect(originalLegDeflatedSharpe(new Float64Array(50).fill(0.1), { trials: 5 })).toEqual(nothing);
  });

  it('one trial has nothing to deflate by', () => {
    expect(originalLegDeflatedSharpe(noise(100, 0.002), { trials: 1 }).threshold).toBe(0);
  });

  it('tiers follow the value', () => {
    const at = (drift: number) => originalLegDeflatedSharpe(noise(200, drift), { trials: 20 });
    const seen = [-0.002, 0.0017, 0.0021, 0.01].map((drift) => at(drift));
    for (const { dsr, tier, pass } of seen) {
      expect(tier).toBe(dsr > 0.95 ? 'strong' : dsr >= 0.85 ? 'marginal' : dsr >= 0.7 ? 'weak' : 'fail');
      expect(pass).toBe(dsr >= 0.85);
    }
    expect(seen.at(-1)?.tier).toBe('strong');
  });
});

describe('originalCscvDeflatedSharpe', () => {
  it('lets a Sharpe ratio of 0.5 a year pass after a million trials: the fault', () => {
    const { pass, threshold } = originalCscvDeflatedSharpe(noise(8760, 0), { sharpePerYear: 0.5, trials: 1_000_000 });
    expect(threshold).toBeLessThan(0.06);
    expect(pass).toBe(true);
  });

  it('one trial has nothing to deflate by', () => {
    expect(originalCscvDeflatedSharpe(noise(500, 0), { sharpePerYear: 1, trials: 1 }).dsr).toBe(1);
  });

  it('misuse: a Sharpe ratio that is not a number', () => {
    expect(() => originalCscvDeflatedSharpe(noise(9, 0), { sharpePerYear: Number.NaN, trials: 1 })).toThrow(
      'sharpePerYear',
    );
  });
});

describe('originalMultiPeriod', () => {
  it('judges the last 30 % of each window and counts a window without a return as no success', () => {
    // Windows of ten: the first gains only in its first seven bars, the second in its last three, the third never.
    const gains = [1, 2, 1, 2, 1, 2, 9, -1, -2, -1];
    const returns = [...gains, ...gains.map((value) => -value), ...new Array<number>(10).fill(0)];
    const { sharpes, consistency, verdict } = originalMultiPeriod(returns, { windows: 3 });
    expect([...sharpes].map(Math.sign)).toEqual([-1, 1, 0]);
    expect([consistency, verdict]).toEqual([1 / 3, 'FRAGILE']);
  });

  it('names the consistency', () => {
    const rising = (good: number) =>
      originalMultiPeriod(
        Array.from({ length: 100 }, (_, i) => (Math.floor(i / 10) < good ? 1 : -1) * (1 + (i % 2))),
        { windows: 10 },
      ).verdict;
    expect([5, 6, 8, 9].map(rising)).toEqual(['FRAGILE', 'REGIME-DEPENDENT', 'REGIME-DEPENDENT', 'ROBUST']);
  });

  it('fewer returns than windows have no consistency', () => {
    const { consistency, verdict } = originalMultiPeriod([0.1, 0.2]);
    expect([consistency, verdict]).toEqual([Number.NaN, 'FRAGILE']);
  });
});

describe('originalScanVerdict', () => {
  const good = { outOfSampleSharpe: 1, walkForwardEfficiency: 0.6, outOfSampleLegs: 50, maxDrawdown: -0.15 };

  it('limits are inclusive', () => {
    expect(originalScanVerdict(good).status).toBe('pass');
  });

  it('names what is not met, and marks a failure of efficiency as overfit', () => {
    const cases = [
      [{ outOfSampleSharpe: 0.99 }, ['sharpe'], false],
      [{ walkForwardEfficiency: 0.59 }, ['walkForwardEfficiency'], true],
      [{ outOfSampleLegs: 49 }, ['legs'], false],
      [{ maxDrawdown: -0.151 }, ['drawdown'], false],
    ] as const;
    for (const [change, failures, overfit] of cases) {
      const verdict = originalScanVerdict({ ...good, ...change });
      expect([verdict.status, verdict.failures, verdict.overfit]).toEqual(['fail', failures, overfit]);
    }
  });

  it('tiers of the filter modes ask for other legs and efficiencies', () => {
    const at = (tier: 'baseline' | 'moderate' | 'conservative', legs: number, efficiency: number) =>
      originalScanVerdict({ ...good, outOfSampleLegs: legs, walkForwardEfficiency: efficiency }, { tier }).status;
    expect([at('baseline', 60, 0.6), at('baseline', 59, 0.6)]).toEqual(['pass', 'fail']);
    expect([at('moderate', 50, 0.6), at('moderate', 49, 0.6)]).toEqual(['pass', 'fail']);
    expect([at('conservative', 40, 0.55), at('conservative', 40, 0.54)]).toEqual(['pass', 'fail']);
  });

  it('a missing figure is insufficient, never a pass', () => {
    for (const name of Object.keys(good)) {
      const verdict = originalScanVerdict({ ...good, [name]: Number.NaN });
      expect([verdict.status, verdict.overfit]).toEqual(['insufficient', false]);
    }
  });

  it('misuse: an unknown tier, a positive drawdown', () => {
    expect(() => originalScanVerdict(good, { tier: 'toString' as 'scan' })).toThrow('tier');
    expect(() => originalScanVerdict({ ...good, maxDrawdown: 0.1 })).toThrow('maxDrawdown');
  });
});

describe('originalDiagnosis', () => {
  const row = { outOfSampleSharpe: 2, inSampleSharpe: 2, walkForwardEfficiency: 1, maxDrawdown: -0.05, legs: 200 };

  it('two warnings make a warning, one does not', () => {
    expect(originalDiagnosis({ ...row, maxDrawdown: -0.12 }).overall).toBe('PASS');
    expect(originalDiagnosis({ ...row, maxDrawdown: -0.12, legs: 60 }).overall).toBe('WARN');
  });

  it('the line on degradation exists only where both Sharpe ratios are positive', () => {
    expect(originalDiagnosis({ ...row, inSampleSharpe: -1 }).checks.length).toBe(4);
    expect(originalDiagnosis(row).checks.length).toBe(5);
  });

  it('a later row of the table wins: few trials for a low efficiency even where the Sharpe ratio asks for more', () => {
    const { recommended } = originalDiagnosis({ ...row, outOfSampleSharpe: 0.7, walkForwardEfficiency: 0.2 });
    expect(recommended).toMatchObject({ trials: 50, displacement: 52, tryDisplacements: true });
    expect(recommended.filterMode).toBe('CONSERVATIVE');
  });

  it('guards are taken from their marks, not from their values', () => {
    const { overall, checks } = originalDiagnosis(row, {
      monteCarlo: { pass: true, pValue: 0.9 },
      sensitivity: { pass: true, variation: 0.5 },
      bootstrap: { pass: true, lower: -3 },
    });
    expect([overall, checks.length]).toEqual(['PASS', 8]);
  });

  it('misuse: a figure that is not a number', () => {
    expect(() => originalDiagnosis({ ...row, legs: Number.NaN })).toThrow('legs');
  });
});

describe('originalBaselineVerdict', () => {
  const good = {
    bars: 12_000,
    outOfSampleLegs: 60,
    sharpe: 0.8,
    maxDrawdown: -0.35,
    profitFactor: 1.05,
    meanEfficiency: 0.6,
    medianEfficiency: 0.5,
    topTenShare: 0.399,
  };

  it('limits are inclusive but for the share of the ten best', () => {
    expect(originalBaselineVerdict(good).status).toBe('pass');
    expect(originalBaselineVerdict({ ...good, topTenShare: 0.4 }).failures).toEqual(['topTenShare']);
  });

  it('every figure has a limit, and one that is missing is insufficient', () => {
    for (const [name, value] of Object.entries(good)) {
      const worse = name === 'topTenShare' ? value + 0.01 : value - 0.01;
      expect(originalBaselineVerdict({ ...good, [name]: worse }).failures).toEqual([name]);
      expect(originalBaselineVerdict({ ...good, [name]: Number.NaN }).status).toBe('insufficient');
    }
  });

  it('three failures are catastrophic', () => {
    const two = { ...good, sharpe: 0, bars: 10 };
    expect(originalBaselineVerdict(two).catastrophic).toBe(false);
    expect(originalBaselineVerdict({ ...two, profitFactor: 1 }).catastrophic).toBe(true);
  });

  it('misuse: a positive drawdown', () => {
    expect(() => originalBaselineVerdict({ ...good, maxDrawdown: 0.1 })).toThrow('maxDrawdown');
  });
});
