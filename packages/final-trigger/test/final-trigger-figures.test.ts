import { createBars, sliceBars } from '@quantblocks/core';
import { simulate } from '@quantblocks/engine';
import { equityToReturns, maxDrawdown, sharpeRatio, totalReturn } from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { finalTriggerFigures } from '../src/final-trigger-figures.ts';
import { type PresetName, simulationConfig, warmUpBars } from '../src/presets.ts';
import { withPoint } from '../src/spaces.ts';
import { createFinalTrigger, finalTrigger } from '../src/strategy.ts';
import { randomBars } from './random-bars.ts';

const bars = randomBars(3000, 11);
const { defaults } = finalTrigger;
const range = { start: 1000, end: 2500 };
const tight = withPoint(defaults, { stopAtr: 1.5, target1: 1.5, target2: 3, target3: 4, tenkan: 12 });

// The long way: a simulation of its own, then the measures one by one.
function byHand(preset: PresetName, params = defaults) {
  const plan = createFinalTrigger(preset).prepare(bars).plan(params);
  const { equity, initialCapital, positions } = simulate(bars, plan, simulationConfig(params, preset));
  const returns = equityToReturns(equity, { initialCapital }).subarray(warmUpBars(params, preset));
  return { returns, positions: positions.length };
}

describe('finalTriggerFigures', () => {
  for (const preset of ['safe', 'compat', 'pine'] as const) {
    it(`equals a simulation under ${preset}, measured after its warm-up`, () => {
      const figures = finalTriggerFigures(bars, { preset })(defaults);
      const { returns, positions } = byHand(preset);
      expect(positions).toBeGreaterThan(5);
      expect(figures.positions).toBe(positions);
      expectClose(figures.sharpe, sharpeRatio(returns, { periodsPerYear: 8766 }), { rtol: 1e-9 });
      expectClose(figures.totalReturn, totalReturn(returns), { rtol: 1e-9 });
      expectClose(figures.maxDrawdown, maxDrawdown(returns), { rtol: 1e-9 });
    });
  }

  it('looks at nothing after the range', () => {
    const whole = finalTriggerFigures(bars, { range, returns: true })(defaults);
    expect(finalTriggerFigures(sliceBars(bars, 0, 2500), { range, returns: true })(defaults)).toEqual(whole);
  });

  it('feeds indicators with the bars before the range, as far back as it may', () => {
    const start = finalTrigger.prepare(bars).signals(defaults).indexOf(1, 1000);
    const early = (warmupStart: number): number => {
      const figuresOf = finalTriggerFigures(bars, { range: { start, end: 2500, warmupStart }, returns: true });
      return figuresOf(defaults).returns?.findIndex((r) => r !== 0) ?? -1;
    };
    expect(early(0)).toBe(1); // decided at the close of the first bar, filled at the open of the next
    expect(early(start)).toBeGreaterThan(warmUpBars(defaults));
    const cold = finalTriggerFigures(bars, { range: { ...range, warmupStart: 1000 } });
    expect(cold(defaults)).toEqual(finalTriggerFigures(sliceBars(bars, 1000, 2500))(defaults));
  });

  it('gives a return for every bar of the range; those of the warm-up are 0 and do not count', () => {
    const { returns = new Float64Array(), ...figures } = finalTriggerFigures(bars, { returns: true })(defaults);
    const warmUp = warmUpBars(defaults);
    expect(returns.length).toBe(bars.length);
    expect(returns.subarray(0, warmUp).every((r) => r === 0)).toBe(true);
    const counted = sharpeRatio(returns.subarray(warmUp), { periodsPerYear: 8766 });
    expectClose(figures.sharpe, counted, { rtol: 1e-9 });
    expect(Math.abs(counted / sharpeRatio(returns, { periodsPerYear: 8766 }) - 1)).toBeGreaterThan(0.01);
    expectClose(figures.totalReturn, totalReturn(returns), { rtol: 1e-9 });
    expect('returns' in finalTriggerFigures(bars)(defaults)).toBe(false);
  });

  it('does not mix up trials, though they share memory', () => {
    const figuresOf = finalTriggerFigures(bars, { range, returns: true });
    const first = figuresOf(defaults);
    const kept = structuredClone(first);
    const second = figuresOf(tight);
    expect(second).not.toEqual(first);
    expect(second).toEqual(finalTriggerFigures(bars, { range, returns: true })(tight));
    expect(first).toEqual(kept);
    expect(figuresOf(defaults)).toEqual(kept);
  });

  it('a range shorter than the warm-up has no positions and no Sharpe ratio', () => {
    const { positions, sharpe, totalReturn } = finalTriggerFigures(bars, { range: { start: 0, end: 60 } })(defaults);
    expect([positions, sharpe, totalReturn]).toEqual([0, Number.NaN, 0]);
  });

  it('refuses a range outside the bars, and parameters that cannot be meant', () => {
    for (const [start, end, warmupStart] of [
      [10, 10, 0],
      [10, 3001, 0],
      [-1, 10, 0],
      [1.5, 10, 0],
      [10, 20, 11],
      [10, 20, -1],
      [Number.NaN, 20, 0],
    ] as const) {
      expect(() => finalTriggerFigures(bars, { range: { start, end, warmupStart } })).toThrow(/^range/);
    }
    const falling = withPoint(defaults, { target1: 7 });
    expect(() => finalTriggerFigures(bars)(falling)).toThrow('targetAtr');
    expect(finalTriggerFigures(bars, { preset: 'compat' })(falling).positions).toBeGreaterThan(0);
  });

  it('annualises by the timeframe of the bars', () => {
    const { length, time, open, high, low, close, volume } = bars;
    const daily = createBars({ time: time.map((_, i) => i * 86_400_000), open, high, low, close, volume });
    expect(daily.length).toBe(length);
    const ratio = finalTriggerFigures(bars)(defaults).sharpe / finalTriggerFigures(daily)(defaults).sharpe;
    expectClose(ratio, Math.sqrt(24), { rtol: 1e-9 });
  });
});
