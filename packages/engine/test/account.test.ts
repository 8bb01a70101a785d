import { alignFunding, type SimulationConfig, simulate } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { bare, exitsOf, flat, rejectionsOf, rows, signals } from './rows.ts';

const margin: SimulationConfig = { ...bare, maintenanceMargin: 0 };

describe('funding', () => {
  const funding = Float64Array.of(0, 0.01, 0.01, -0.02, 0);
  const run = (side: 1 | -1) => simulate(flat(5), { signal: signals(5, { 0: side }) }, { ...bare, funding });

  it('defect: no funding. Longs pay a positive rate and shorts receive it, at the open, on what is held into the bar', () => {
    // Filled at the open of bar 1, so the rate of bar 1 is not paid: -1 on bar 2, +2 on bar 3.
    const long = run(1);
    expect([long.funding, long.finalEquity, long.open?.netPnl]).toEqual([1, 10_001, 1]);
    expect(Array.from(long.equity)).toEqual([10_000, 10_000, 9_999, 10_001, 10_001]);
    expect(run(-1).funding).toBe(-1);
  });

  it('is part of the position it was paid on', () => {
    const { positions } = simulate(
      flat(5),
      { signal: signals(5, { 0: 1 }), exit: signals(5, { 3: 2 }) },
      { ...bare, funding },
    );
    expect([positions.grossPnl[0], positions.funding[0], positions.netPnl[0]]).toEqual([0, 1, 1]);
  });

  it('stamps a few milliseconds late belong to the bar that has just opened; several in a bar add up', () => {
    const bars = flat(4); // one minute apart
    const aligned = alignFunding(bars, [60_017, 130_000, 170_000, 500_000], [0.1, 0.2, 0.3, 9]);
    expect(Array.from(aligned)).toEqual([0, 0.1, 0, 0.5]);
    expect(() => alignFunding(bars, [1], [])).toThrow('rate: expected one value per stamp (1), got 0');
    expect(() => alignFunding(bars, [1], [Number.NaN])).toThrow('rate[0]: expected a finite fraction, got NaN');
    expect(() => alignFunding(bars, [2, 1], [0, 0])).toThrow('time[1]: expected ascending stamps, got 1');
  });
});

describe('liquidation', () => {
  // 500 units at 100 on 10,000: cash -40,000, so equity is 0 at 80.
  const five = { ...margin, sizing: { kind: 'units', value: 500 }, maxLeverage: 5 } as const;
  const plan = { signal: signals(4, { 0: 1 }) };

  it('defect: no liquidation. A long at leverage 5 is closed where the money ends', () => {
    const result = simulate(rows(...step(100), [100, 100, 70, 90], [90, 90, 90, 90]), plan, five);
    expect([exitsOf(result), result.liquidations, result.finalEquity]).toEqual([['2 liquidation 80'], 1, 0]);
  });

  it('a maintenance margin closes it earlier', () => {
    // 500 p - 40,000 = 0.1 * 500 p
    const result = simulate(rows(...step(100), [100, 100, 70, 90], [90, 90, 90, 90]), plan, {
      ...five,
      maintenanceMargin: 0.1,
    });
    expect(exitsOf(result)).toEqual([`2 liquidation ${Number((40_000 / 450).toFixed(9))}`]);
  });

  it('a short at leverage 1 is closed when the price has doubled', () => {
    const short = { signal: signals(4, { 0: -1 }) };
    const result = simulate(rows(...step(100), [100, 230, 100, 220], [220, 220, 220, 220]), short, {
      ...margin,
      sizing: { kind: 'units', value: 100 },
    });
    expect(exitsOf(result)).toEqual(['2 liquidation 200']);
  });

  it('comes before targets, and after a stop that is nearer', () => {
    const wild = rows(...step(100), [100, 130, 70, 90], [90, 90, 90, 90]);
    const targets = [{ unit: 'distance', value: 20, fraction: 1 }] as const;
    expect(exitsOf(simulate(wild, { ...plan, targets }, five))).toEqual(['2 liquidation 80']);
    const stop = { unit: 'distance', value: 10 } as const;
    expect(exitsOf(simulate(wild, { ...plan, stop, targets }, five))).toEqual(['2 stop 90']);
  });

  it('a gap through it ruins the account: the loss stands, later signals are refused', () => {
    const gap = rows(...step(100), [60, 60, 60, 60], [60, 60, 60, 60], [60, 60, 60, 60]);
    const result = simulate(gap, { signal: signals(5, { 0: 1, 2: 1, 3: -1 }) }, five);
    expect([result.ruinedAt, result.finalEquity]).toEqual([2, -10_000]);
    expect(rejectionsOf(result)).toEqual(['2 ruined', '3 ruined']);
    expect(Array.from(result.equity)).toEqual([10_000, 10_000, -10_000, -10_000, -10_000]);
  });

  it('margin null: the account goes below zero and trades on, as the earlier systems did', () => {
    const gap = rows(...step(100), [60, 60, 60, 60], [60, 90, 60, 90], [90, 90, 90, 90]);
    const endless = { ...five, maintenanceMargin: null, maxLeverage: Number.POSITIVE_INFINITY };
    const result = simulate(gap, { ...plan, signal: signals(5, { 0: 1 }) }, endless);
    expect([result.positions.length, result.equity[2], result.finalEquity]).toEqual([0, -10_000, 5_000]);
  });

  it('without capital there is no entry', () => {
    const config = { ...five, maintenanceMargin: null, sizing: { kind: 'fraction', value: 1 } } as const;
    const fall = rows(...step(100), [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]);
    const broke = simulate(
      fall,
      { signal: signals(5, { 0: 1, 2: 1 }), exit: signals(5, { 1: 2 }) },
      { ...config, sizing: { kind: 'units', value: 500 } },
    );
    expect([broke.ruinedAt, rejectionsOf(broke)]).toEqual([2, ['2 noCapital']]);
  });
});

/** Two bars at one price: a decision, and its fill. */
function step(price: number): [[number, number, number, number], [number, number, number, number]] {
  return [
    [price, price, price, price],
    [price, price, price, price],
  ];
}
