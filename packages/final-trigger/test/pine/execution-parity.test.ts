import { type SimulationConfig, simulate } from '@quantblocks/engine';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { type FinalTriggerInput, parseFinalTriggerParams } from '../../src/params.ts';
import { type PinePreset, pineScript } from '../../src/pine/pine-script.ts';
import { simulationConfig } from '../../src/presets.ts';
import { createFinalTrigger } from '../../src/strategy.ts';
import { type PineRun, runPine } from './pine-interpreter.ts';
import { turningBars } from './turning-bars.ts';

/** What both sides can do alike: no costs, the stop before the targets, moved stops from the next bar, no limit on the size. */
const COMMON: SimulationConfig = {
  costs: { feeBps: 0, slippageBps: 0 },
  intrabar: 'worst',
  movedStop: 'nextBar',
  maxLeverage: Number.POSITIVE_INFINITY,
  maintenanceMargin: null,
};

/** Short windows and near levels: many positions in few bars. */
const tight: FinalTriggerInput = {
  ichimoku: { tenkan: 3, kijun: 6, senkouB: 9 },
  fiveInOne: { ichimoku: null },
  stopAtr: 2,
  targetAtr: [1, 2.5, 4],
};

/** Asserts that the script's fills are the engine's legs; returns them with the run. */
function expectSameLegs(
  seed: number,
  input: FinalTriggerInput,
  preset: PinePreset,
  overrides: SimulationConfig,
): PineRun {
  const bars = turningBars(1000, seed);
  const params = parseFinalTriggerParams({ ...tight, ...input });
  const simulation = { ...COMMON, ...overrides };
  const run = runPine(pineScript(params, { asset: 'TEST', preset, simulation }), bars);
  const plan = createFinalTrigger(preset).prepare(bars).plan(params);
  const { positions, legs } = simulate(bars, plan, simulationConfig(params, preset, simulation));
  const closed = run.broker.fills;
  expect(closed.map(({ exitBar }) => exitBar)).toEqual([...legs.exitBar]);
  expect(closed.map(({ id }) => Number(id.at(-1)))).toEqual([...legs.leg]);
  expectClose(
    closed.map(({ exitPrice }) => exitPrice),
    legs.exitPrice,
    { rtol: 1e-12, label: 'exit price' },
  );
  expectClose(
    closed.map(({ quantity }) => quantity),
    legs.quantity,
    { rtol: 1e-9, label: 'quantity' },
  );
  const whole = [...legs.position].filter((position) => position < positions.length);
  expect(whole.map((_, k) => closed[k].entryBar)).toEqual(whole.map((position) => positions.entryBar[position]));
  return run;
}

describe('the orders of a generated script', () => {
  it('fill as the engine does, on the close and on the next open', () => {
    const reasons = new Set<string>();
    for (const preset of ['safe', 'pine'] as const) {
      for (const seed of [1, 2]) {
        const { broker } = expectSameLegs(seed, {}, preset, {});
        expect(broker.fills.length).toBeGreaterThan(20);
        for (const fill of broker.fills) {
          reasons.add(`${fill.id} ${fill.side * (fill.exitPrice - fill.entryPrice) > 0 ? 'won' : 'lost or even'}`);
          if (fill.id === 'Leg 3' && fill.exitPrice === fill.entryPrice) reasons.add('break-even');
        }
      }
    }
    expect([...reasons].sort()).toEqual([
      'Leg 1 lost or even',
      'Leg 1 won',
      'Leg 2 lost or even',
      'Leg 2 won',
      'Leg 3 lost or even',
      'Leg 3 won',
      'break-even',
    ]);
  });

  it('take other legs, sizes and sides', () => {
    const sizing = { kind: 'risk', value: 0.01, base: 'initial' } as const;
    expectSameLegs(4, { legFractions: [0.2, 0.2, 0.6], sides: 'long' }, 'safe', { sizing });
    expectSameLegs(5, { legFractions: [0.6, 0.3, 0.1], sides: 'short', atrPeriod: 7 }, 'safe', { initialCapital: 777 });
  });

  it('round quantities down, and skip a leg that rounds to nothing', () => {
    const { broker } = expectSameLegs(1, { legFractions: [0.5, 0.25, 0.25] }, 'pine', { quantityStep: 4 });
    expect(broker.fills.every(({ quantity }) => Math.abs(quantity / 4 - Math.round(quantity / 4)) < 1e-9)).toBe(true);
    const coarse = expectSameLegs(1, { legFractions: [0.1, 0.3, 0.6] }, 'pine', { quantityStep: 6 });
    expect(coarse.broker.fills.some(({ id }) => id === 'Leg 1')).toBe(false);
  });

  it('never exceed the leverage', () => {
    const bars = turningBars(1000, 1);
    const script = pineScript(parseFinalTriggerParams(tight), { asset: 'TEST', simulation: { maxLeverage: 0.3 } });
    const { broker, plots } = runPine(script, bars);
    expect(broker.fills.length).toBeGreaterThan(20);
    const [first] = broker.fills;
    const decided = plots.Entry_Long.findIndex((flag, i) => flag + plots.Entry_Short[i] > 0);
    const quantity = broker.fills
      .filter(({ entryBar }) => entryBar === first.entryBar)
      .reduce((sum, fill) => sum + fill.quantity, 0);
    expect(quantity * bars.close[decided]).toBeCloseTo(0.3 * 10_000, 6);
  });

  it('come with alerts that are JSON: one per entry, one per moved stop', () => {
    const { alerts, plots, broker } = expectSameLegs(2, {}, 'pine', {});
    const messages = alerts.map(({ bar, text }) => ({ bar, fields: JSON.parse(text) as Record<string, unknown> }));
    const entries = messages.filter(({ fields }) => fields.event === 'entry');
    const isEntry = plots.Entry_Long.map((flag, i) => flag + plots.Entry_Short[i]);
    expect(entries.map(({ bar }) => bar)).toEqual([...isEntry.keys()].filter((bar) => isEntry[bar] === 1));
    const [{ fields: first }] = entries;
    const atr = Number(first.stopDistance) / 2;
    expect(first).toMatchObject({ asset: 'TEST', side: expect.stringMatching(/^(Long|Short)$/) });
    expect(first.target3Distance).toBeCloseTo(4 * atr, 9);
    const stops = messages.filter(({ fields }) => fields.event === 'stop');
    expect(stops.length).toBeGreaterThan(5);
    for (const { bar, fields } of stops) {
      const fill = broker.fills.find(({ entryBar, exitBar }) => entryBar <= bar && bar < exitBar);
      expect(fill === undefined || fill.side * (Number(fields.stop) - fill.entryPrice) >= 0).toBe(true);
    }
  });

  it('wait for the warm-up and for a flat account', () => {
    const { plots, broker } = expectSameLegs(3, { stopAtr: 8, targetAtr: [6, 9, 12] }, 'safe', { tradeFrom: 600 });
    const entered = plots.Entry_Long.map((flag, i) => flag + plots.Entry_Short[i]);
    const signals = plots.Signal_Long.map((flag, i) => flag + plots.Signal_Short[i]);
    const count = (series: Float64Array): number => series.reduce((sum, flag) => sum + flag, 0);
    expect(count(entered.subarray(0, 600))).toBe(0);
    expect(count(signals.subarray(0, 600))).toBeGreaterThan(0);
    expect(count(entered)).toBeLessThan(count(signals.subarray(600)));
    expect(new Set(broker.fills.map(({ entryBar }) => entryBar)).size).toBeGreaterThan(2);
    const first = signals.findIndex((flag, i) => i >= 600 && flag > 0);
    for (const tradeFrom of [first, first + 1]) {
      const run = expectSameLegs(3, {}, 'safe', { tradeFrom });
      expect(run.plots.Entry_Long[first] + run.plots.Entry_Short[first]).toBe(tradeFrom === first ? 1 : 0);
    }
  });
});
