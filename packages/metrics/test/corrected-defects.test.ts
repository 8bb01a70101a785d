import { MS_PER_YEAR, normalCdf } from '@quantblocks/core';
import {
  cagr,
  drawdownSeries,
  equityToReturns,
  finalTriggerPerformance,
  isRuined,
  maxDrawdown,
  pnlByEntry,
  probabilisticSharpeRatio,
  quickStats,
  returnKurtosis,
  returnSkewness,
  sharpeRatio,
  sortinoRatio,
  summarise,
  totalReturn,
  winRate,
} from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

const periodsPerYear = 365;

describe('defects of earlier systems do not come back', () => {
  it('Sortino divides by the downside deviation over ALL returns, not by the deviation of the losing ones', () => {
    // 96 flat bars, three gains of 3 %, one loss of 2 %: the deviation of a single loss is zero.
    const sparse = new Float64Array(100);
    sparse.set([0.03, -0.02, 0.03, 0.03]);
    expectClose(sortinoRatio(sparse, { periodsPerYear: 1 }), 0.0007 / Math.sqrt(0.02 ** 2 / 100));
    expect(sortinoRatio(sparse, { periodsPerYear: 1, convention: 'finalTriggerV2' })).toBeNaN();
  });

  it('CAGR of a negative final equity is -1 with a flag, neither NaN nor a complex number in disguise', () => {
    const equity = [90, -20];
    const returns = equityToReturns(equity, { initialCapital: 100 });
    expect(cagr(returns, { periodsPerYear })).toBe(-1);
    expect(isRuined(returns)).toBe(true);
    expect(quickStats(equity, 100, periodsPerYear)).toMatchObject({ cagr: -1, ruined: true, maxDrawdown: -1 });
    expect(summarise({ equity, initialCapital: 100, periodsPerYear })).toMatchObject({ cagr: -1, ruined: true });
    // The compat form keeps the real part of the complex value.
    const compat = finalTriggerPerformance({ equity: [100, 90, -20], time: [0, MS_PER_YEAR, 3 * MS_PER_YEAR] });
    expectClose(compat.cagr, 0.2 ** (1 / 3) * 0.5 - 1);
  });

  it('two ruinous periods do not multiply to a gain', () => {
    expect(totalReturn([-1.5, -3])).toBe(-1.5);
    expect([...drawdownSeries([-1.5, -3])]).toEqual([-1, -1]);
  });

  it('samples are positions: three legs of one entry are one trade', () => {
    const entry = [10, 10, 10, 25];
    const netPnl = [5, 4, -30, 12];
    expect(winRate(netPnl)).toBe(0.75);
    expect(winRate(pnlByEntry(entry, netPnl))).toBe(0.5);
    const compat = finalTriggerPerformance({ equity: [1, 1], time: [0, 1], legs: { entry, netPnl } });
    expect(compat).toMatchObject({ signals: 2, winRate: 0.5, expectancy: -4.5 });
  });

  it('equity marked to market shows the risk that realised equity hides', () => {
    const realised = quickStats([100, 100, 100, 110], 100, periodsPerYear);
    const marked = quickStats([100, 60, 80, 110], 100, periodsPerYear);
    expect(realised.totalReturn).toBe(marked.totalReturn);
    expect(realised.maxDrawdown).toBe(0);
    expectClose(marked.maxDrawdown, -0.4);
    expect(marked.sharpe).toBeLessThan(realised.sharpe);
  });

  it('drawdown starts at the initial capital: a loss in the first period counts', () => {
    expect(maxDrawdown([-0.2, 0.1])).toBeCloseTo(-0.2, 15);
    expect(quickStats([80, 88], 100, periodsPerYear).maxDrawdown).toBeCloseTo(-0.2, 15);
  });

  it('the first period is a return: n values of equity give n returns', () => {
    expect([...equityToReturns([110, 121], { initialCapital: 100 })].map((r) => r.toFixed(12))).toEqual([
      '0.100000000000',
      '0.100000000000',
    ]);
  });

  it('probabilistic Sharpe takes 3 off the kurtosis once, which the quantstats form does twice', () => {
    const returns = [0.03, -0.01, 0.02, -0.02, 0.01, 0.05, -0.03, 0.01];
    const s = sharpeRatio(returns, { periodsPerYear: 1 });
    const by = (skew: number, rawKurtosis: number): number =>
      normalCdf((s * Math.sqrt(7)) / Math.sqrt(1 - skew * s + ((rawKurtosis - 1) / 4) * s * s));
    expectClose(
      probabilisticSharpeRatio(returns, { periodsPerYear }),
      by(returnSkewness(returns), returnKurtosis(returns) + 3),
    );
    const convention = 'quantstats';
    expectClose(
      probabilisticSharpeRatio(returns, { periodsPerYear, convention }),
      by(returnSkewness(returns, { convention }), returnKurtosis(returns, { convention })),
    );
  });

  it('periods per year are never guessed: without them there is an error', () => {
    const options = {} as { periodsPerYear: number };
    expect(() => sharpeRatio([0.01, 0.02], options)).toThrow(/periodsPerYear: expected a finite number > 0/);
    expect(() => cagr([0.01, 0.02], options)).toThrow(/periodsPerYear/);
    expect(() => summarise({ returns: [0.01], periodsPerYear: Number.NaN })).toThrow(/periodsPerYear/);
    expect(() => quickStats([1], 1, 0)).toThrow(/periodsPerYear/);
  });

  it('returns are never taken for prices: values far from zero stay what they are', () => {
    expect(totalReturn([100, 100])).toBe(101 * 101 - 1);
  });
});
