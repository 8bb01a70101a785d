import * as m from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

// Columns longer than the table, as a reused workspace has them.
const positions = {
  length: 3,
  side: Int8Array.of(1, -1, 1, 0),
  entryBar: Int32Array.of(0, 4, 4, 0),
  exitBar: Int32Array.of(2, 5, 8, 0),
  entryPrice: Float64Array.of(100, 120, 110, 0),
  exitPrice: Float64Array.of(110, 125, 120, 0),
  quantity: Float64Array.of(2, 4, 1, 0),
  initialRisk: Float64Array.of(5, 10, Number.NaN, 0),
  grossPnl: Float64Array.of(20, -20, 10, 0),
  fees: Float64Array.of(1, 2, 1, 0),
  slippage: Float64Array.of(1, 1, 0, 0),
  funding: Float64Array.of(0, 3, -1, 0),
  netPnl: Float64Array.of(18, -20, 8, 1e9),
};

describe('positions', () => {
  it('only the rows of the table are read', () => {
    expect([...m.positionPnl(positions)]).toEqual([18, -20, 8]);
    expect(m.expectancy(m.positionPnl(positions))).toBe(2);
  });

  it('R multiples measure profit by what was at risk, where there was a stop', () => {
    expect([...m.rMultiples(positions)]).toEqual([1.8, -0.5, Number.NaN]);
  });

  it('the system quality number stops growing at its cap', () => {
    const r = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 2 : -1));
    expectClose(m.systemQualityNumber(r) / m.systemQualityNumber(r, { cap: 100 }), 2);
  });

  it('costs add up', () => {
    expect(m.costSummary(positions)).toEqual({
      fees: 4,
      slippage: 2,
      funding: 2,
      total: 4,
      grossPnl: 10,
      netPnl: 6,
      shareOfGross: 0.4,
      perPosition: 4 / 3,
    });
  });

  it('turnover counts entries and exits', () => {
    expect(m.turnover(positions, { capital: 1000, years: 2 })).toBeCloseTo((2 * 210 + 4 * 245 + 230) / 2000, 12);
  });

  it('bars shared by positions count once', () => {
    expect(m.timeInMarket(positions, { bars: 16 })).toBe(8 / 16);
    expectClose(m.averageBarsHeld(positions), 7 / 3);
  });

  it('the summary reports them beside the returns', () => {
    const summary = m.summarise({
      equity: [1009, 1018, 1018, 1018, 1008, 998, 1002, 1004, 1006],
      initialCapital: 1000,
      periodsPerYear: 9,
      positions,
    });
    expect(summary).toMatchObject({
      positions: 3,
      longPositions: 2,
      shortPositions: 1,
      longWinRate: 1,
      shortWinRate: 0,
      bestPosition: 18,
      worstPosition: -20,
      expectancy: 2,
      netPnl: 6,
      costs: 4,
      fees: 4,
    });
    expectClose(summary.positionWinRate, 2 / 3);
    expectClose(summary.positionProfitFactor, 26 / 20);
    expectClose(summary.expectancyR, 0.65);
    expectClose(summary.turnover, 1.63);
    expectClose(summary.timeInMarket, 8 / 9);
    expectClose(summary.maxDrawdown, 998 / 1018 - 1);
  });

  it('no positions are zero positions, while unknown ones are unknown', () => {
    const none = { ...positions, length: 0 };
    const input = { returns: [0.01, 0.02], periodsPerYear: 252 };
    expect(m.summarise({ ...input, positions: none })).toMatchObject({
      positions: 0,
      fees: 0,
      positionWinRate: Number.NaN,
    });
    expect(m.summarise(input)).toMatchObject({ positions: Number.NaN, fees: Number.NaN });
  });
});
