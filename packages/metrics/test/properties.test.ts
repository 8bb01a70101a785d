import * as m from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const periodsPerYear = 365;
const year = { periodsPerYear };
// Multiples of 1/1000 keep spreads far from rounding, so that ratios are well conditioned.
const aReturn = fc.integer({ min: -400, max: 500 }).map((k) => k / 1000);
const someReturns = fc.array(aReturn, { minLength: 5, maxLength: 60 });
const close = { rtol: 1e-9, atol: 1e-12 };

describe('properties of measures', () => {
  it('the Sharpe ratio does not change with leverage and turns with the sign', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: 0.1, max: 10, noNaN: true }), (returns, leverage) => {
        const sharpe = m.sharpeRatio(returns, year);
        expectClose(m.sharpeRatio(returns.map((r) => leverage * r), year), sharpe, close); // biome-ignore format: one line
        expectClose(m.sharpeRatio(returns.map((r) => -r), year), -sharpe, close); // biome-ignore format: one line
      }),
    );
  });

  it('a shift of every return moves the Sharpe ratio by shift over deviation', () => {
    fc.assert(
      fc.property(someReturns, aReturn, (returns, shift) => {
        const deviation = m.volatility(returns, { periodsPerYear: 1 });
        const expected = m.riskReturnRatio(returns) + (deviation > 0 ? shift / deviation : Number.NaN);
        expectClose(m.riskReturnRatio(returns.map((r) => r + shift)), expected, close);
      }),
    );
  });

  it('a riskless rate earned in every period has no excess return', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: -0.5, max: 1, noNaN: true }), (returns, riskFree) => {
        const rate = (1 + riskFree) ** (1 / periodsPerYear) - 1;
        const excess = returns.map((r) => r - rate);
        const at = { periodsPerYear, riskFree };
        expectClose(m.sharpeRatio(returns, at), m.sharpeRatio(excess, year), { rtol: 1e-8, atol: 1e-9 });
        expectClose(m.sortinoRatio(returns, at), m.sortinoRatio(excess, year), { rtol: 1e-8, atol: 1e-9 });
        expectClose(m.omegaRatio(returns, at), m.omegaRatio(excess, year), { rtol: 1e-8 });
      }),
    );
  });

  it('equity scales out: money is no unit of any ratio', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (returns, capital) => {
        const equity = m.returnsToEquity(returns, { initialCapital: capital });
        const back = m.equityToReturns(equity, { initialCapital: capital });
        expectClose(back, returns, { rtol: 0, atol: 1e-14 });
      }),
    );
  });

  it('drawdown lies in [-1, 0] and its table, maximum and length describe the same series', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { maxLength: 60 }), (returns) => {
        const series = m.drawdownSeries(returns);
        expect(series.every((depth) => depth >= -1 && depth <= 0)).toBe(true);
        const table = m.drawdownTable(returns);
        expect(m.maxDrawdown(returns)).toBe(Math.min(0, ...series));
        expect(table[0]?.depth ?? 0).toBe(m.maxDrawdown(returns));
        expect(Math.max(0, ...table.map((row) => row.duration))).toBe(m.longestDrawdown(returns));
        expect(table.reduce((total, row) => total + row.duration, 0)).toBe(series.filter((depth) => depth < 0).length);
        for (const row of table) {
          expect(row.start <= row.valley && row.valley <= row.end).toBe(true);
          expect(series[row.valley]).toBe(row.depth);
          expect(row.recovery === -1 ? series.length - 1 : row.recovery - 1).toBe(row.end);
        }
      }),
    );
  });

  it('quickStats agrees with the measures taken one by one, ruin included', () => {
    const wild = fc.integer({ min: -1200, max: 1200 }).map((k) => k / 1000);
    fc.assert(
      fc.property(fc.array(fc.oneof(aReturn, wild), { maxLength: 60 }), (returns) => {
        const equity = m.returnsToEquity(returns, { initialCapital: 500 });
        const quick = m.quickStats(equity, 500, periodsPerYear);
        const own = m.equityToReturns(equity, { initialCapital: 500 });
        expectClose(quick.totalReturn, m.totalReturn(own), close);
        expectClose(quick.cagr, m.cagr(own, year), { rtol: 1e-7 }); // the power magnifies rounding by periodsPerYear / n
        expectClose(quick.maxDrawdown, m.maxDrawdown(own), close);
        expectClose(quick.sharpe, m.sharpeRatio(own, year), close);
        expectClose(quick.sortino, m.sortinoRatio(own, year), close);
        expect(quick.ruined).toBe(m.isRuined(own));
      }),
      { numRuns: 300 },
    );
  });

  it('tail measures are ordered: conditional value at risk <= value at risk <= best, and worst below all', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (returns, cutoff) => {
        const tail = m.conditionalValueAtRisk(returns, { cutoff });
        expect(tail).toBeLessThanOrEqual(m.valueAtRisk(returns, { cutoff }) + 1e-15);
        expect(tail).toBeGreaterThanOrEqual(m.worst(returns) - 1e-15);
        expect(m.valueAtRisk(returns, { cutoff })).toBeLessThanOrEqual(m.best(returns));
      }),
    );
  });

  it('against itself a series has beta 1, alpha 0, capture 1 and never beats', () => {
    fc.assert(
      fc.property(someReturns, (returns) => {
        if (new Set(returns).size === 1) return;
        expectClose(m.beta(returns, returns), 1, close);
        expectClose(m.alpha(returns, returns, year), 0, { atol: 1e-9 });
        expectClose(m.rSquared(returns, returns), 1, close);
        expect(m.informationRatio(returns, returns, year)).toBeNaN();
        expect(m.trackingError(returns, returns, year)).toBe(0);
        expect(m.battingAverage(returns, returns).all).toBe(0);
        const capture = m.captureRatio(returns, returns, { periodsPerYear: 1 });
        if (!Number.isNaN(capture)) expect(capture).toBe(1);
      }),
    );
  });

  it('probabilities are probabilities, and rise as the benchmark falls', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: -3, max: 3, noNaN: true }), (returns, benchmarkRatio) => {
        const p = m.probabilisticSharpeRatio(returns, { periodsPerYear, benchmarkRatio });
        if (Number.isNaN(p)) return;
        expect(p >= 0 && p <= 1).toBe(true);
        const easier = m.probabilisticSharpeRatio(returns, { periodsPerYear, benchmarkRatio: benchmarkRatio - 1 });
        expect(easier).toBeGreaterThanOrEqual(p);
      }),
    );
  });

  it('the penalty for autocorrelation is at least 1', () => {
    fc.assert(
      fc.property(someReturns, (returns) => {
        const penalty = m.autocorrelationPenalty(returns);
        expect(Number.isNaN(penalty) || penalty >= 1).toBe(true);
      }),
    );
  });

  it('no measure of any finite input is infinite, and every field of the summary is there', () => {
    const anything = fc.array(
      fc.oneof(
        fc.constant(0),
        fc.constant(0.01),
        aReturn,
        fc.integer({ min: -1.5e9, max: 3e9 }).map((k) => k / 1e9),
      ),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(anything, fc.boolean(), (returns, withBenchmark) => {
        const benchmark = [...returns].reverse();
        const summary = m.summarise({ returns, periodsPerYear, ...(withBenchmark && { benchmark }) });
        expect(Object.keys(summary).sort()).toEqual(Object.keys(m.SUMMARY_FIELDS).sort());
        for (const [name, value] of Object.entries(summary)) {
          if (name !== 'ruined') expect(Math.abs(value), name).not.toBe(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});
