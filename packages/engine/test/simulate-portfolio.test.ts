import { createBars, ParameterError } from '@quantblocks/core';
import { simulatePortfolio } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { bare, flat, signals } from './rows.ts';

const asset = (symbol: string, price: number[], at: Record<number, number>, time = price.map((_, i) => i)) => ({
  bars: createBars({ symbol, time, timeframeMs: 1, open: price, high: price, low: price, close: price }),
  plan: { signal: signals(price.length, at) },
});

describe('shared cash', () => {
  it('sizes by the whole account: what one asset earned, another may risk', () => {
    const first = asset('A', [100, 100, 200, 200], { 0: 1 });
    const second = asset('B', [10, 10, 10, 10], { 2: 1 });
    const result = simulatePortfolio([first, second], {
      ...bare,
      sizing: { kind: 'fraction', value: 0.5 },
      maxLeverage: 2,
    });
    // A: 5,000 at 100 = 50 units, worth 10,000 at 200; equity 15,000. B: 7,500 at 10.
    expect([result.assets[0].open?.quantity, result.assets[1].open?.quantity]).toEqual([50, 750]);
  });

  it('leverage counts what every asset holds', () => {
    const config = { ...bare, sizing: { kind: 'fraction', value: 0.8 }, maxLeverage: 1 } as const;
    const { assets } = simulatePortfolio([asset('A', [100, 100], { 0: 1 }), asset('B', [10, 10], { 0: 1 })], config);
    expect([assets[0].open?.quantity, assets[1].open?.quantity, assets[1].cutEntries]).toEqual([80, 200, 1]);
  });

  it('runs over the union of stamps; an asset without a bar keeps its last price', () => {
    const a = asset('A', [100, 100, 120], { 0: 1 }, [0, 1, 3]);
    const b = asset('B', [10, 11, 12], { 0: 1 }, [1, 2, 3]);
    const result = simulatePortfolio([a, b], bare);
    expect(Array.from(result.time)).toEqual([0, 1, 2, 3]);
    // A: in at 100 on stamp 1. B: decided at stamp 1, in at 11 on stamp 2.
    expect(Array.from(result.equity)).toEqual([10_000, 10_000, 10_000, 10_021]);
  });

  it('one asset may liquidate the account, and then everything is closed', () => {
    const config = { ...bare, maintenanceMargin: 0, maxLeverage: 20, sizing: { kind: 'units', value: 500 } } as const;
    const { assets, ruinedAt, finalEquity } = simulatePortfolio(
      [asset('A', [100, 100, 60, 60], { 0: 1 }), asset('B', [10, 10, 10, 10], { 0: 1, 2: 1 })],
      config,
    );
    expect([ruinedAt, assets[0].positions.length, assets[1].positions.length, assets[1].open]).toEqual([2, 1, 1, null]);
    expect(finalEquity).toBe(-10_000);
    expect(assets[1].rejections.length).toBe(1);
  });
});

describe('refused input', () => {
  it('no assets, the same symbol twice, plans that do not fit, an order that assets cannot share', () => {
    const one = asset('A', [1, 1], {});
    expect(() => simulatePortfolio([])).toThrow('assets: expected at least one, got 0');
    expect(() => simulatePortfolio([one, one])).toThrow('assets: expected different symbols, got "A"');
    expect(() => simulatePortfolio([{ bars: flat(3), plan: { signal: new Int8Array(2) } }])).toThrow(
      'one value per bar (3), got 2',
    );
    expect(() => simulatePortfolio([one], { barOrder: 'stopsFirst', entryBarStops: false })).toThrow(ParameterError);
  });
});
