import { assertCausal, type Bars, createBars, ParameterError, sliceBars } from '@quantblocks/core';
import { simulate } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { explainSignals } from '../src/explain-signals.ts';
import { applyFilterMode, FILTER_MODES } from '../src/filter-modes.ts';
import { fromLegacyParams } from '../src/legacy-params.ts';
import { type FinalTriggerInput, type FinalTriggerParams, parseFinalTriggerParams } from '../src/params.ts';
import { type PresetName, simulationConfig, warmUpBars } from '../src/presets.ts';
import { createFinalTrigger, defaultParams, finalTrigger } from '../src/strategy.ts';
import { randomBars } from './random-bars.ts';

const bars = randomBars(3000, 11);
const allFilters = parseFinalTriggerParams({
  fiveInOne: { distance: true, volume: { kind: 'adLine' }, regressionCloud: true, kamaOscillator: {} },
  maFilter: true,
  adxFilter: { threshold: 15 },
  regimeFilter: 'no_crash',
  volatilityFilter: { min: 0.4, max: 3 },
});
const params = (input: FinalTriggerInput): FinalTriggerParams => parseFinalTriggerParams(input);
const count = (signal: Int8Array): number => signal.reduce((sum, s) => sum + Math.abs(s), 0);

function run(preset: PresetName, bars: Bars, chosen = defaultParams(preset)) {
  const plan = createFinalTrigger(preset).prepare(bars).plan(chosen);
  return simulate(bars, plan, simulationConfig(chosen, preset));
}

describe('finalTrigger', () => {
  for (const preset of ['safe', 'compat', 'pine'] as const) {
    it(`the whole strategy under ${preset} looks at nothing later than the bar it decides on`, () => {
      const strategy = createFinalTrigger(preset);
      const short = sliceBars(bars, 0, 900);
      for (const chosen of [strategy.defaults, allFilters]) {
        assertCausal(
          (input: Bars) => {
            const { signal, stop } = strategy.prepare(input).plan(chosen);
            return { signal, atr: stop?.series ?? [] };
          },
          short,
          { cuts: 6 },
        );
      }
    });
  }

  it('signals on both sides, fewer with every filter on', () => {
    const prepared = finalTrigger.prepare(bars);
    const plain = prepared.signals(finalTrigger.defaults);
    expect([plain.includes(1), plain.includes(-1)]).toEqual([true, true]);
    const few = count(prepared.signals(allFilters));
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(count(plain));
  });

  it('exit parameters never recompute signals or series', () => {
    const prepared = finalTrigger.prepare(bars);
    const first = prepared.plan(finalTrigger.defaults);
    const second = prepared.plan({ ...finalTrigger.defaults, stopAtr: 1.5, targetAtr: [1, 2, 3] });
    expect(second.signal).toBe(first.signal);
    expect(second.stop?.series).toBe(first.stop?.series);
    expect(second.stop?.value).toBe(1.5);
  });

  it('a forgotten series is computed again with the same values', () => {
    const roomy = finalTrigger.prepare(bars);
    const cramped = finalTrigger.prepare(bars, { memoryBytes: 1 });
    for (const tenkan of [9, 12, 9]) {
      const chosen = params({ ichimoku: { tenkan } });
      expect(cramped.signals(chosen)).toEqual(roomy.signals(chosen));
    }
  });

  it('a disabled side signals nothing and leaves the other side as it was', () => {
    const prepared = finalTrigger.prepare(bars);
    const both = prepared.signals(finalTrigger.defaults);
    const long = prepared.signals(params({ sides: 'long' }));
    const short = prepared.signals(params({ sides: 'short' }));
    expect(long).toEqual(both.map((s) => Math.max(s, 0)));
    expect(short).toEqual(both.map((s) => Math.min(s, 0)));
    const { long: idle } = explainSignals(prepared, params({ sides: 'short', strictLock: true, maFilter: true }));
    for (const name of ['allowed', 'armed', 'triggered', 'final', 'pending', 'locked'] as const) {
      expect(idle[name].includes(1), name).toBe(false);
    }
    expect(idle.aligned.includes(1)).toBe(true);
  });

  it('flat bars without volume give no signal and no trade, under every preset and filter mode', () => {
    const price = new Array<number>(700).fill(50);
    const flat = createBars({
      time: price.map((_, i) => i * 3_600_000),
      open: price,
      high: price,
      low: price,
      close: price,
      volume: price.map(() => 0),
    });
    for (const preset of ['safe', 'compat', 'pine'] as const) {
      for (const mode of FILTER_MODES) {
        const result = run(preset, flat, applyFilterMode(defaultParams(preset), mode));
        expect(result.legs.length).toBe(0);
      }
    }
  });

  it('fewer bars than any window needs give a plan without signals', () => {
    for (const length of [1, 2, 30, 101]) {
      const { signal } = finalTrigger.prepare(sliceBars(bars, 0, length)).plan(allFilters);
      expect(signal).toEqual(new Int8Array(length));
    }
  });

  it('a sparse market with flat bars still follows the machine', () => {
    const sparse = randomBars(3000, 5, 0.3);
    expect(count(finalTrigger.prepare(sparse).signals(finalTrigger.defaults))).toBeGreaterThan(0);
  });

  it('without any voter both sides vote on every bar', () => {
    const { long, short } = explainSignals(finalTrigger.prepare(bars), params({ fiveInOne: { ichimoku: null } }));
    expect(long.voted.includes(0) || short.voted.includes(0)).toBe(false);
  });

  it('refuses parameters that cannot be meant', () => {
    const prepared = finalTrigger.prepare(bars);
    expect(() => prepared.plan({ ...finalTrigger.defaults, stopAtr: 0 })).toThrow(ParameterError);
  });
});

describe('filters', () => {
  const prepared = finalTrigger.prepare(bars);
  const plain = prepared.signals(finalTrigger.defaults);

  it('the ADX filter reads the previous bar, and its direction if asked', () => {
    const { adx, plusDi, minusDi } = prepared.series.adx({ period: 14, smoothing: 'sma' });
    for (const directional of [false, true]) {
      const expected = plain.map((s, i) => {
        const side = (plusDi[i - 1] - minusDi[i - 1]) * s;
        return adx[i - 1] > 25 && (!directional || side > 0) ? s : 0;
      });
      expect(prepared.signals(params({ adxFilter: { directional } }))).toEqual(expected);
    }
  });

  it('the regime filter reads the previous bar', () => {
    const labels = prepared.series.regimes();
    const kept = prepared.signals(params({ regimeFilter: 'trending_only' }));
    expect(kept).toEqual(plain.map((s, i) => (labels[i - 1] === 2 || labels[i - 1] === 3 ? s : 0)));
    expect(count(kept)).toBeLessThan(count(plain));
  });

  it('the volatility filter reads the previous bar and refuses what is not known', () => {
    const ratio = prepared.series.relativeRange();
    const kept = prepared.signals(params({ volatilityFilter: { min: 0.9, max: 1.1 } }));
    expect(kept).toEqual(plain.map((s, i) => (ratio[i - 1] >= 0.9 && ratio[i - 1] <= 1.1 ? s : 0)));
  });

  it('explainSignals shows signals before and after the filters', () => {
    const { signal, unfiltered } = explainSignals(prepared, params({ regimeFilter: 'trending_only' }));
    expect(unfiltered).toEqual(plain);
    expect(count(signal)).toBeLessThan(count(unfiltered));
  });
});

describe('defects of the earlier system that the safe preset does not have', () => {
  const voters = { distance: true, volume: { kind: 'adLine' }, regressionCloud: true, kamaOscillator: {} } as const;

  it('five-in-one: no regression vote before all slopes exist', () => {
    const vote = (preset: PresetName) => createFinalTrigger(preset).prepare(bars).series.regressionCloud().vote;
    expect(vote('safe').findIndex((v) => v !== 0)).toBe(499);
    expect(vote('pine').findIndex((v) => v !== 0)).toBe(499);
    expect(vote('compat').findIndex((v) => v !== 0)).toBe(99);
  });

  it('five-in-one: no bearish A/D vote on the first bars', () => {
    const volume = { kind: 'adLine', period: 50 } as const;
    const vote = (preset: PresetName) => createFinalTrigger(preset).prepare(bars).series.volume(volume).vote;
    expect([...vote('compat').subarray(0, 3)]).toEqual([-1, -1, -1]);
    expect(vote('safe').findIndex((v) => v !== 0)).toBeGreaterThanOrEqual(49);
  });

  it('the ladder: TP1 < TP2 < TP3 is demanded, and only compat trades another one', () => {
    const ladder = { ...finalTrigger.defaults, targetAtr: [4.75, 3, 4.5] as const };
    expect(() => finalTrigger.prepare(bars).plan(ladder)).toThrow('targetAtr: expected each target beyond');
    expect(run('compat', bars, ladder).legs.length).toBeGreaterThan(0);
  });

  it('legs are not trades: three legs of one signal are one position', () => {
    const { legs, positions } = run('safe', bars);
    expect(legs.length).toBeGreaterThan(positions.length);
    expect(new Set(legs.position.subarray(0, legs.length)).size).toBeGreaterThanOrEqual(positions.length);
  });

  it('filters and Senkou lengths travel with the parameters: no step falls back to 52 or to baseline', () => {
    const file = {
      params: { ichimoku: { displacement: 26 }, five_in_one: { displacement_5: 26, use_regression_cloud: true } },
    };
    const { params: chosen } = fromLegacyParams(file);
    const again = parseFinalTriggerParams(JSON.parse(JSON.stringify(chosen)));
    expect([again.ichimoku.senkouB, again.fiveInOne.ichimoku?.senkouB, again.fiveInOne.regressionCloud]).toEqual([
      26,
      26,
      true,
    ]);
  });

  it('tenkan_5 and kijun_5 reach the five-in-one', () => {
    const { params: chosen } = fromLegacyParams({ params: { five_in_one: { tenkan_5: 13, kijun_5: 29 } } });
    expect(chosen.fiveInOne.ichimoku).toMatchObject({ tenkan: 13, kijun: 29 });
  });

  it('a segment sees the history before it: its signals are those of the whole series', () => {
    const whole = finalTrigger.prepare(bars).signals(finalTrigger.defaults);
    const from = 1500;
    const warm = finalTrigger.prepare(sliceBars(bars, 1000, 3000)).signals(finalTrigger.defaults);
    const cold = finalTrigger.prepare(sliceBars(bars, from, 3000)).signals(finalTrigger.defaults);
    expect(warm.subarray(500)).toEqual(whole.subarray(from));
    expect(cold.subarray(0, 101)).toEqual(new Int8Array(101));
  });

  it('warm-up bars are not traded', () => {
    const chosen = params({ fiveInOne: voters, maFilter: true });
    expect(warmUpBars(chosen)).toBe(500);
    expect(simulationConfig(chosen).tradeFrom).toBe(500);
    expect(simulationConfig(chosen, 'safe', { tradeFrom: 2000 }).tradeFrom).toBe(2000);
    expect([warmUpBars(chosen, 'compat'), warmUpBars(chosen, 'pine')]).toEqual([0, 200]);
    expect(run('safe', bars).positions.entryBar[0]).toBeGreaterThan(warmUpBars(finalTrigger.defaults));
  });

  it('entries fill at the next open, not at the close that was needed to decide', () => {
    const { positions } = run('safe', bars);
    const { signal } = finalTrigger.prepare(bars).plan(finalTrigger.defaults);
    for (let p = 0; p < positions.length; p++) {
      const entry = positions.entryBar[p];
      expect(signal[entry - 1]).toBe(positions.side[p]);
      expect(positions.entryPrice[p]).toBe(bars.open[entry]);
    }
  });

  it('a stop that the market gaps through fills at the open', () => {
    const { bars: crash, gapAt } = gapDown();
    const exit = (preset: PresetName): number => {
      const { legs } = run(preset, crash);
      return legs.exitPrice[legs.exitBar.indexOf(gapAt)];
    };
    expect(exit('safe')).toBe(crash.open[gapAt]);
    expect(exit('compat')).toBeGreaterThan(1.2 * crash.open[gapAt]);
  });

  it('equity shows open losses: it is marked to market at every close', () => {
    const { equity, positions } = run('safe', bars);
    const changes = equity.reduce((sum, value, i) => sum + Number(i > 0 && value !== equity[i - 1]), 0);
    const realised = run('compat', bars).equity;
    const jumps = realised.reduce((sum, value, i) => sum + Number(i > 0 && value !== realised[i - 1]), 0);
    expect(changes).toBeGreaterThan(3 * jumps);
    expect(positions.length).toBeGreaterThan(0);
  });

  it('leverage is capped, and costs are charged on the value of every fill', () => {
    const { config } = run('safe', bars);
    expect(config.maxLeverage).toBe(1);
    expect(config.costs.charge).toBe('perFill');
  });
});

/** A quiet rise that makes the strategy long, then an open far below any stop. */
function gapDown(): { bars: Bars; gapAt: number } {
  const length = 400;
  const close = Array.from({ length }, (_, i) => 100 + 3 * Math.sin(i / 25) + i / 20);
  const entered = finalTrigger
    .prepare(toBars(close))
    .plan(finalTrigger.defaults)
    .signal.findIndex((s, i) => s === 1 && i > warmUpBars(finalTrigger.defaults));
  const prices = close.map((price, i) => (i > entered + 1 ? price * 0.7 : price));
  return { bars: toBars(prices, entered + 2), gapAt: entered + 2 };
}

function toBars(close: readonly number[], gapAt = -1): Bars {
  const open = close.map((price, i) => (i === gapAt ? price : (close[i - 1] ?? price)));
  return createBars({
    time: close.map((_, i) => i * 3_600_000),
    open,
    high: close.map((price, i) => Math.max(price, open[i]) * 1.001),
    low: close.map((price, i) => Math.min(price, open[i]) * 0.999),
    close,
  });
}
