import { type Bars, createBars } from '@quantblocks/core';
import {
  EXIT_REASONS,
  type OrderPlan,
  REJECTIONS,
  runStrategy,
  Session,
  type SimulationConfig,
  simulate,
  simulatePortfolio,
} from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';

type Row = readonly [open: number, high: number, low: number, close: number];

function barsOf(rows: readonly Row[], symbol = 'X', timeframeMs = 10): Bars {
  const [open, high, low, close] = [0, 1, 2, 3].map((k) => rows.map((row) => row[k]));
  return createBars({ symbol, timeframeMs, time: rows.map((_, i) => i * timeframeMs), open, high, low, close });
}

const costs = { feeBps: 0, slippageBps: 0 } as const;
const oneUnit: SimulationConfig = { costs, sizing: { kind: 'units', value: 1 } };
const still: Row = [100, 100, 100, 100];

describe('levels unknown at the decision bar refuse the entry, wherever they stand', () => {
  // A buy decided at bar 0 fills at 100 and falls to 50: without the unknown level nothing would stop it.
  const bars = barsOf([still, [100, 103, 99, 100], [100, 100, 50, 60]]);
  const series = Float64Array.of(Number.NaN, 1, 1);
  const unknown = { unit: 'distance', value: 1, series } as const;
  const stop = { unit: 'fraction', value: 0.05 } as const;

  it.each<[string, Partial<OrderPlan>]>([
    ['the distance of a trail', { trail: unknown }],
    ['the activation of a trail', { trail: { unit: 'fraction', value: 0.1, activation: unknown } }],
    [
      'the stop a target moves to',
      { stop, targets: [{ unit: 'fraction', value: 0.02, fraction: 0.5, stopTo: unknown }] },
    ],
  ])('%s', (_, exits) => {
    const plan = { signal: Int8Array.of(1, 0, 0), ...exits };
    const { positions, open, rejections } = simulate(bars, plan, { ...oneUnit, stopMoves: 'assign' });
    expect([positions.length, open]).toEqual([0, null]);
    expect(Array.from(rejections.reason, (code) => REJECTIONS[code])).toEqual(['unknownLevel']);
  });
});

describe('a stop sent beyond the target that moves it', () => {
  // Target 102 fills in bar 1, whose high is 103; the stop is sent to 150, a price nobody traded at.
  const bars = barsOf([still, [100, 103, 99, 100], still]);
  const plan: OrderPlan = {
    signal: Int8Array.of(1, 0, 0),
    targets: [{ unit: 'fraction', value: 0.02, fraction: 0.5, stopTo: { unit: 'fraction', value: 0.5 } }],
  };

  it('refuses the entry where the ladder is strict', () => {
    const { rejections } = simulate(bars, plan, oneUnit);
    expect(Array.from(rejections.reason, (code) => REJECTIONS[code])).toEqual(['ladder']);
  });

  it('fills inside the bar where it is taken literally, and at its own level only without gap fills', () => {
    const { legs } = simulate(bars, plan, { ...oneUnit, ladder: 'literal', movedStop: 'sameBar' });
    expect(Array.from(legs.exitPrice)).toEqual([102, 103]);
    const exact = simulate(bars, plan, { ...oneUnit, ladder: 'literal', movedStop: 'sameBar', gapFill: false });
    expect(Array.from(exact.legs.exitPrice)).toEqual([102, 150]);
  });
});

it('a trail whose activation lies at or below the entry works at once, in batch and event form alike', () => {
  // Bought at the close of 100, activated at 99: the trail stands at 98 although no later bar makes a new high.
  const bars = barsOf([still, [99.5, 99.6, 99.4, 99.5], [99.5, 99.6, 97, 97.5], [97, 97, 96, 96]]);
  const trail = { unit: 'distance', value: 2, activation: { unit: 'price', value: 99 } } as const;
  const config: SimulationConfig = { ...oneUnit, entry: 'close' };
  const batch = simulate(bars, { signal: Int8Array.of(1, 0, 0, 0), trail }, config);
  const events = runStrategy(
    bars,
    (bar) => {
      if (bar.index === 0) bar.enter(1, { trail });
    },
    config,
  );
  for (const { positions } of [batch, events]) {
    expect([positions.exitBar[0], positions.exitPrice[0]]).toEqual([2, 98]);
    expect(EXIT_REASONS[positions.reason[0]]).toBe('trail');
  }
});

it('fractions that add up to 1 but for rounding still sell all that was bought', () => {
  // 4,999,999,999 parts in 10,000,000,000 are within the rounding that counts as 1.
  const bars = barsOf([still, still, [100, 103, 100, 103]]);
  const targets = [
    { unit: 'fraction', value: 0.01, fraction: 0.5 },
    { unit: 'fraction', value: 0.02, fraction: 0.4999999999 },
  ] as const;
  const { legs, finalEquity } = simulate(bars, { signal: Int8Array.of(1, 0, 0), targets }, oneUnit);
  expect(Array.from(legs.quantity)).toEqual([0.5, 0.5]);
  expect(finalEquity).toBe(10_001.5);
});

it('funding falls due on every bar that has a rate, however many without one lie between', () => {
  const bars = barsOf(Array.from({ length: 9 }, () => still));
  const funding = Float64Array.of(0, 0.5, 0.01, 0, 0, -0.02, 0, 0, 0.03);
  // Filled at the open of bar 1, after the payment there; then 1 + 3 paid and 2 received on a value of 100.
  const { equity } = simulate(bars, { signal: Int8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0) }, { ...oneUnit, funding });
  expect(Array.from(equity)).toEqual([10_000, 10_000, 9_999, 9_999, 9_999, 10_001, 10_001, 10_001, 9_998]);
});

describe('Session', () => {
  it('refuses funding of bars it cannot know', () => {
    expect(() => new Session(() => {}, { funding: new Float64Array(2) })).toThrow(/^funding: expected none where bars/);
  });

  it('refuses rules whose series do not fit bars it knows', () => {
    const stop = { unit: 'distance', value: 1, series: new Float64Array(2) } as const;
    expect(() => runStrategy(barsOf([still, still, still]), (bar) => bar.enter(1, { stop }))).toThrow(
      'stop.series: expected one value per bar (3), got 2',
    );
  });
});

describe('simulatePortfolio', () => {
  it('liquidates a position whose margin was lost by another one that is already closed', () => {
    // A: 400 units at 100 on 10,000. B: 400 units at 100, stopped at 90 in its first bar: 6,000 are left.
    // A is then liquidated where 6,000 + 400 (p - 100) = 0.005 * 400 p: p = 34,000 / 398.
    const a = barsOf([still, still, still, [100, 100, 84, 90], [90, 90, 90, 90]], 'A');
    const b = barsOf([still, still, [100, 100, 50, 50], [50, 50, 50, 50], [50, 50, 50, 50]], 'B');
    const { assets } = simulatePortfolio(
      [
        { bars: a, plan: { signal: Int8Array.of(1, 0, 0, 0, 0) } },
        { bars: b, plan: { signal: Int8Array.of(0, 1, 0, 0, 0), stop: { unit: 'fraction', value: 0.1 } } },
      ],
      { costs, sizing: { kind: 'cash', value: 40_000 }, maxLeverage: 10 },
    );
    const [{ positions }] = assets;
    expect(positions.exitBar[0]).toBe(3);
    expect(EXIT_REASONS[positions.reason[0]]).toBe('liquidation');
    expect(positions.exitPrice[0]).toBeCloseTo(34_000 / 398, 9);
  });

  it('takes the magnifier from its assets alone', () => {
    // The bar holds target 105 and stop 95; its children reach the target first.
    const bars = barsOf([still, still, [100, 106, 94, 100]], 'A', 10);
    const magnifier = barsOf([still, still, still, still, [100, 106, 100, 106], [106, 106, 94, 100]], 'A', 5);
    const plan: OrderPlan = {
      signal: Int8Array.of(1, 0, 0),
      stop: { unit: 'fraction', value: 0.05 },
      targets: [{ unit: 'fraction', value: 0.05, fraction: 1 }],
    };
    const { assets } = simulatePortfolio([{ bars, plan, magnifier }], { ...oneUnit, intrabar: 'magnifier' });
    expect([assets[0].positions.exitPrice[0], assets[0].unmagnifiedBars]).toEqual([105, 0]);
  });

  it('refuses one funding series for all assets, and says that it was given those of the assets', () => {
    const bars = barsOf([still, still]);
    const plan = { signal: Int8Array.of(1, 0) };
    const funding = new Float64Array(2);
    expect(() => simulatePortfolio([{ bars, plan }], { funding })).toThrow(/^funding: expected funding of each asset/);
    expect(simulatePortfolio([{ bars, plan, funding }], {}).config.hasFunding).toBe(true);
  });
});
