import { ParameterError } from '@quantblocks/core';
import {
  alpha,
  CONVENTIONS,
  type Convention,
  captureRatio,
  conditionalValueAtRisk,
  exposure,
  probabilisticSharpeRatio,
  recoveryFactor,
  returnKurtosis,
  sharpeRatio,
  sortinoRatio,
  treynorRatio,
  ulcerPerformanceIndex,
  valueAtRisk,
} from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

const returns = [0.02, -0.01, 0, 0.03, -0.04, 0.01, 0, 0.02];
const benchmark = [0.01, -0.02, 0.01, 0.02, -0.03, 0, 0.01, 0.01];
const year = { periodsPerYear: 365, riskFree: 0.02 };

describe('conventions', () => {
  it('standard is what every measure uses when nothing is said', () => {
    const standard = { ...year, convention: 'standard' as const };
    expect(sharpeRatio(returns, year)).toBe(sharpeRatio(returns, standard));
    expect(sortinoRatio(returns, year)).toBe(sortinoRatio(returns, standard));
    expect(valueAtRisk(returns)).toBe(valueAtRisk(returns, standard));
    expect(conditionalValueAtRisk(returns)).toBe(conditionalValueAtRisk(returns, standard));
    expect(returnKurtosis(returns)).toBe(returnKurtosis(returns, standard));
    expect(exposure(returns)).toBe(exposure(returns, standard));
    expect(recoveryFactor(returns)).toBe(recoveryFactor(returns, standard));
    expect(probabilisticSharpeRatio(returns, year)).toBe(probabilisticSharpeRatio(returns, standard));
    expect(ulcerPerformanceIndex(returns, year)).toBe(ulcerPerformanceIndex(returns, standard));
    expect(treynorRatio(returns, benchmark, year)).toBe(treynorRatio(returns, benchmark, standard));
    expect(alpha(returns, benchmark, year)).toBe(alpha(returns, benchmark, standard));
    expect(captureRatio(returns, benchmark, year)).toBe(captureRatio(returns, benchmark, standard));
  });

  it('Sharpe differs by the factor sqrt((n - 1) / n) between finalTriggerV2 and the others', () => {
    const ratio = sharpeRatio(returns, year) / sharpeRatio(returns, { ...year, convention: 'finalTriggerV2' });
    expectClose(ratio, Math.sqrt(7 / 8));
  });

  it('value at risk and its tail mean have three forms', () => {
    // Sorted: -0.04 -0.01 0 0 0.01 0.02 0.02 0.03; the 30 % quantile lies at position 2.1.
    const at = (convention: Convention): number[] => [
      valueAtRisk(returns, { cutoff: 0.3, convention }),
      conditionalValueAtRisk(returns, { cutoff: 0.3, convention }),
    ];
    expectClose(at('standard'), [0, -0.05 / 3]);
    expect(at('empyrical')).toEqual(at('standard'));
    expectClose(at('finalTriggerV2'), [0, -0.05 / 4]);
    const mean = 0.03 / 8;
    const deviation = Math.sqrt(returns.reduce((total, r) => total + (r - mean) ** 2, 0) / 7);
    expectClose(at('quantstats'), [mean - 0.5244005127080409 * deviation, -0.05 / 2]);
  });

  it('an empty tail of the parametric form is the value at risk itself', () => {
    const calm = [0.01, 0.011, 0.012];
    const options = { convention: 'quantstats' as const };
    expect(conditionalValueAtRisk(calm, options)).toBe(valueAtRisk(calm, options));
  });

  it('exposure of quantstats is rounded up to whole percents', () => {
    const sparse = new Array(300).fill(0).fill(0.01, 0, 1);
    expectClose(exposure(sparse), 1 / 300);
    expect(exposure(sparse, { convention: 'quantstats' })).toBe(0.01);
  });

  it('every convention states every rule', () => {
    const rules = Object.keys(CONVENTIONS.standard);
    for (const convention of Object.values(CONVENTIONS)) expect(Object.keys(convention)).toEqual(rules);
  });

  it('an unknown convention is refused', () => {
    const convention = 'pyfolio' as Convention;
    expect(() => sharpeRatio(returns, { ...year, convention })).toThrow(ParameterError);
    expect(() => valueAtRisk(returns, { convention: 'toString' as Convention })).toThrow(/convention: expected one of/);
  });
});
