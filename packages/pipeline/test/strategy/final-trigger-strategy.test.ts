import { describe, expect, it } from 'vitest';
import { SCAN_COLUMNS } from '../../src/run-store/tables.ts';
import { finalTriggerStrategy } from '../../src/strategy/final-trigger-strategy.ts';

const strategy = finalTriggerStrategy();
const { defaults } = strategy.definition;

describe('FINAL TRIGGER', () => {
  it('is written down in columns of the scan', () => {
    for (const [name, value] of Object.entries(strategy.columns(defaults))) {
      expect(Object.keys(SCAN_COLUMNS)).toContain(name);
      expect([name, Number.isFinite(value)]).toEqual([name, true]);
    }
  });

  it('finds the first point of every stage in its space', () => {
    for (const { space, first } of [...strategy.stages, ...strategy.rescues.flatMap(({ stages = [] }) => stages)])
      if (first !== undefined)
        expect(Object.keys(first).sort()).toEqual(space.dimensions.map(({ name }) => name).sort());
  });

  it('is changed by every rescue, but for the one it already is', () => {
    const names = strategy.rescues.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, apply } of strategy.rescues)
      expect([name, JSON.stringify(apply(defaults)) === JSON.stringify(defaults)]).toEqual([
        name,
        name === 'senkouB 52',
      ]);
  });

  it('trades from the bar it is told to at the earliest', () => {
    expect(strategy.simulation(defaults, 5000).tradeFrom).toBe(5000);
  });

  it('takes costs from its options', () => {
    const { simulation } = finalTriggerStrategy({ simulation: { costs: { feeBps: 9 } } });
    expect(simulation(defaults, 0).costs?.feeBps).toBe(9);
  });

  it('has a script, which names asset and run, unless TradingView cannot express it', () => {
    const about = { asset: 'BTC', run: 'run-7', verdict: 'pass' };
    const { pine } = strategy.scripts?.(defaults, about) ?? { pine: '' };
    expect(pine).toContain('//@version=6');
    expect(pine).toContain('run-7');
    expect(finalTriggerStrategy({ preset: 'compat' }).scripts).toBeUndefined();
  });

  it('gives its parameters back from a file, and refuses what is none', () => {
    expect(strategy.parse(JSON.parse(JSON.stringify(defaults)))).toEqual(defaults);
    expect(() => strategy.parse({ stopAtr: -1 })).toThrow('stopAtr');
  });
});
