import {
  backtestingPy,
  finalTriggerV2,
  type OrderPlan,
  type SimulationConfig,
  simulate,
  vectorbt,
} from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { bare, exitsOf, flat, rows, signals } from './rows.ts';

const run = (config: object, plan: Partial<OrderPlan> = {}) =>
  simulate(flat(3), { signal: new Int8Array(3), ...plan }, config as SimulationConfig);

describe('configuration', () => {
  it('fills in the defaults and gives them back with the result', () => {
    expect(run({}).config).toMatchObject({
      initialCapital: 10_000,
      entry: 'nextOpen',
      onOpposite: 'reverse',
      sizing: { kind: 'fraction', value: 1 },
      costs: { feeBps: 5, makerFeeBps: 5, slippageBps: 2, slipTargets: false, charge: 'perFill' },
      maxLeverage: 1,
      intrabar: 'worst',
      equity: 'markToMarket',
      hasFunding: false,
    });
  });

  it.each([
    [{ initialCapital: 0 }, 'initialCapital: expected a number > 0, got 0'],
    [{ entry: 'open' }, "entry: expected 'nextOpen', 'close', got \"open\""],
    [{ sizing: { kind: 'units', value: -1 } }, 'sizing.value: expected a number > 0, got -1'],
    [{ sizing: { kind: 'all', value: 1 } }, 'sizing.kind: expected'],
    [{ costs: { feeBps: -1 } }, 'costs.feeBps: expected a number in [0, 10000), got -1'],
    [{ costs: { slippageBps: Number.NaN } }, 'costs.slippageBps'],
    [{ maxLeverage: 0 }, 'maxLeverage: expected a number > 0, got 0'],
    [{ maintenanceMargin: 1 }, 'maintenanceMargin: expected a number in [0, 1), or null, got 1'],
    [{ quantityStep: -1 }, 'quantityStep'],
    [{ tradeFrom: 1.5 }, 'tradeFrom: expected an integer >= 0, got 1.5'],
    [{ intrabar: 'magnifier' }, 'magnifier: expected bars of a lower timeframe, got undefined'],
    [{ barOrder: 'stopsFirst' }, "entryBarStops: expected false with barOrder 'stopsFirst', got true"],
    [{ funding: new Float64Array(2) }, 'funding.length: expected one rate per bar (3), got 2'],
  ])('refuses %j', (config, message) => {
    expect(() => run(config)).toThrow(message);
  });

  const distance = { unit: 'distance', value: 1 } as const;
  it.each([
    [{ stop: { unit: 'risk', value: 1 } }, "stop.unit: expected 'price', 'fraction' or 'distance', got \"risk\""],
    [{ stop: { unit: 'fraction', value: 1 } }, 'stop.value: expected a fraction below 1, got 1'],
    [{ stop: { unit: 'distance', value: -1 } }, 'stop.value: expected a number >= 0, got -1'],
    [{ stop: { ...distance, series: new Float64Array(1) } }, 'stop.series: expected one value per bar (3), got 1'],
    [{ stop: { ...distance, series: [1, 1, 1] } }, 'stop.series: expected a Float64Array'],
    [{ targets: [{ ...distance, fraction: 0 }] }, 'targets[0].fraction: expected a number in (0, 1], got 0'],
    [{ targets: [{ unit: 'risk', value: 1, fraction: 1 }] }, 'targets[0].unit: expected a stop to measure risk by'],
    [
      { targets: [1, 2].map((value) => ({ ...distance, value, fraction: 0.6 })) },
      'targets: expected fractions that add up to at most 1, got 1.2',
    ],
    [{ targets: [{ ...distance, fraction: 1, stopTo: 'previousTarget' }] }, 'targets[0].stopTo'],
    [
      { targets: Array.from({ length: 9 }, (_, k) => ({ ...distance, value: k + 1, fraction: 0.1 })) },
      'targets: expected at most 8, got 9',
    ],
    [{ trail: { unit: 'risk', value: 1 } }, "trail.unit: expected 'fraction' or 'distance', got \"risk\""],
    [{ trail: { unit: 'distance', value: 0 } }, 'trail.value: expected a number > 0, got 0'],
    [{ maxBars: 0 }, 'maxBars: expected an integer >= 1, got 0'],
    [{ stop: null }, 'stop: expected a level, got null'],
    [{ targets: [{ ...distance, fraction: 1, stopTo: null }] }, 'targets[0].stopTo'],
    [{ trail: { ...distance, activation: null } }, 'trail.activation: expected a level, got null'],
  ])('refuses the exit rules %j', (plan, message) => {
    expect(() => run(bare, plan as Partial<OrderPlan>)).toThrow(message);
  });
});

describe('presets', () => {
  const one: SimulationConfig = { costs: { feeBps: 0, slippageBps: 0 }, initialCapital: 10_000 };
  const stop = { unit: 'fraction', value: 0.02 } as const;
  const targets = [{ unit: 'fraction', value: 0.04, fraction: 1 }] as const;
  const still = [100, 100, 100, 100] as const;

  it('(a) on the entry bar backtesting.py may stop out and vectorbt may not', () => {
    const bars = rows(still, [100, 100, 97, 99], still, still);
    const plan = { signal: signals(4, { 0: 1 }), stop };
    expect(exitsOf(simulate(bars, plan, { ...backtestingPy, ...one }))).toEqual(['1 stop 98']);
    expect(exitsOf(simulate(bars, plan, { ...vectorbt, ...one }))).toEqual([]);
  });

  it('(b) an exit due at the open comes first in backtesting.py; vectorbt takes the stop of that bar', () => {
    const bars = rows(still, still, still, [99, 99, 97, 98], still);
    const plan = { signal: signals(5, { 0: 1, 2: -1 }), stop, targets };
    expect(exitsOf(simulate(bars, plan, { ...backtestingPy, ...one, sides: 'long' }))).toEqual(['3 signal 99']);
    expect(exitsOf(simulate(bars, plan, { ...vectorbt, ...one, sides: 'long' }))).toEqual(['3 stop 98']);
  });

  it('(c) and then vectorbt does not reverse on that bar', () => {
    const bars = rows(still, still, still, [99, 99, 97, 98], still);
    const plan = { signal: signals(5, { 0: 1, 2: -1 }), stop };
    expect(simulate(bars, plan, { ...backtestingPy, ...one }).open?.side).toBe(-1);
    expect(simulate(bars, plan, { ...vectorbt, ...one }).open).toBeNull();
  });

  it('(d) a trail of vectorbt does not see the extreme of the entry bar', () => {
    const bars = rows(still, [100, 120, 100, 118], [118, 118, 116, 117], still);
    const plan = { signal: signals(4, { 0: 1 }), trail: { unit: 'fraction', value: 0.02 } } as const;
    expect(exitsOf(simulate(bars, plan, { ...backtestingPy, ...one }))).toEqual(['2 trail 117.6']);
    // 98 after the entry bar; bar 2 lifts it to 115.64, which bar 3 opens below.
    expect(exitsOf(simulate(bars, plan, { ...vectorbt, ...one }))).toEqual(['3 trail 100']);
  });

  it('finalTriggerV2 enters at the close, stops at the exact level through a gap, and counts realised equity', () => {
    const bars = rows(still, [90, 90, 80, 85], still);
    const result = simulate(
      bars,
      { signal: signals(3, { 0: 1 }), stop: { unit: 'fraction', value: 0.05 } },
      finalTriggerV2,
    );
    // 0.5 % of 10,000 over 5 %: 1,000 notional, 10 units; 2 x 7 bps of it at the exit.
    expect(exitsOf(result)).toEqual(['1 stop 95']);
    expect(result.positions.netPnl[0]).toBeCloseTo(-50 - 1.4, 9);
    expect(result.equity[0]).toBe(10_000);
  });
});
