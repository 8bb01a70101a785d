import type { Bars } from '@quantblocks/core';
import type { OrderPlan, PreparedStrategy, StrategyDefinition } from '@quantblocks/engine';
import { averageConditions, externalConditions, fiveInOneConditions } from './conditions.ts';
import { createMemo } from './memo.ts';
import { type FinalTriggerParams, parseFinalTriggerParams } from './params.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { type ConditionSeries, runSignalMachine } from './run-signal-machine.ts';
import { componentVotes, createSeries, type StrategySeries } from './series.ts';
import { filterSignals } from './signal-filters.ts';

/** How bars are prepared. */
export interface PrepareOptions {
  /** @defaultValue the preset of the definition: `'safe'` for {@link finalTrigger} */
  readonly preset?: PresetName;
  /** Bytes of series kept in memory; the least recently used are forgotten. @defaultValue `67_108_864` (64 MiB) */
  readonly memoryBytes?: number;
}

/** FINAL TRIGGER bound to bars. Series it returns are shared: read them, do not write to them. */
export interface PreparedFinalTrigger extends PreparedStrategy<FinalTriggerParams> {
  readonly preset: PresetName;
  readonly series: StrategySeries;
  /** Condition bits the state machine reads; `averages` only if the filter is on or `explain` is set. */
  conditions(params: FinalTriggerParams, explain?: boolean): ConditionSeries;
  /** Entry signals after every filter: +1, -1 or 0 per bar. */
  signals(params: FinalTriggerParams): Int8Array;
}

/** A {@link StrategyDefinition} that can also be prepared under another preset. */
export interface FinalTriggerDefinition extends StrategyDefinition<FinalTriggerParams> {
  readonly preset: PresetName;
  prepare(bars: Bars, options?: PrepareOptions): PreparedFinalTrigger;
}

/** FINAL TRIGGER under a preset, for code that only knows {@link StrategyDefinition}. */
export function createFinalTrigger(preset: PresetName = 'safe'): FinalTriggerDefinition {
  return {
    name: 'final-trigger',
    preset,
    defaults: defaultParams(preset),
    prepare: (bars, options = {}) => prepare(bars, { preset, ...options }),
  };
}

/** Parameters of the BASELINE filter mode with the defaults of a preset: 9/26/52, stop 3 ATR, targets 2, 6 and 10 ATR. */
export function defaultParams(preset: PresetName = 'safe'): FinalTriggerParams {
  return parseFinalTriggerParams({ priceTolerance: PRESETS[preset].priceTolerance });
}

/**
 * The FINAL TRIGGER v2 strategy under the `safe` preset: an external Ichimoku opens a side, optional adaptive averages arm
 * it, five voters trigger it; a stop and three targets, measured in ATR, close it.
 *
 * `plan` computes what its parameters need and nothing twice: exit parameters never recompute signals.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { finalTrigger } from '@quantblocks/final-trigger';
 *
 * const close = Array.from({ length: 400 }, (_, i) => 100 + 20 * Math.sin(i / 40) + i / 20);
 * const bars = createBars({ time: close.map((_, i) => i * 3_600_000), open: close, high: close, low: close, close });
 * const plan = finalTrigger.prepare(bars).plan(finalTrigger.defaults);
 * plan.signal.indexOf(-1) > 0; // => true
 * plan.targets?.map(({ value }) => value); // => [2, 6, 10]
 * ```
 */
export const finalTrigger: FinalTriggerDefinition = createFinalTrigger();

function prepare(bars: Bars, options: PrepareOptions): PreparedFinalTrigger {
  const { preset: name = 'safe', memoryBytes = 64 * 2 ** 20 } = options;
  const preset = PRESETS[name];
  const memo = createMemo(memoryBytes);
  const series = createSeries(bars, preset, memo);

  const conditions = (params: FinalTriggerParams, explain = false): ConditionSeries => {
    const { ichimoku, fiveInOne, erLength, priceTolerance, requireFamaBetween, maFilter } = params;
    const external = memo.get(`external ${JSON.stringify(ichimoku)}`, () =>
      externalConditions(series.ichimoku(ichimoku)),
    );
    const votes = memo.get(`five ${JSON.stringify(fiveInOne)}`, () =>
      fiveInOneConditions(
        bars.length,
        componentVotes(series, fiveInOne).map(({ vote }) => vote),
        fiveInOne.mode,
      ),
    );
    if (!maFilter && !explain) return { external, fiveInOne: votes };
    const averages = memo.get(`aligned ${erLength} ${priceTolerance} ${requireFamaBetween}`, () =>
      averageConditions({ close: bars.close, ...series.averages(erLength) }, { priceTolerance, requireFamaBetween }),
    );
    return { external, fiveInOne: votes, averages };
  };

  const signals = (params: FinalTriggerParams): Int8Array => {
    const { atrPeriod, stopAtr, targetAtr, legFractions, ...entry } = params;
    return memo.get(`signals ${JSON.stringify(entry)}`, () =>
      filterSignals(runSignalMachine(conditions(params), params), series, params),
    );
  };

  return {
    bars,
    preset: name,
    series,
    conditions,
    signals,
    plan(input) {
      const params = parseFinalTriggerParams(input, { ladder: preset.ladder });
      return { signal: signals(params), ...exitRules(params, series.atr(params.atrPeriod)) };
    },
  };
}

/** Break-even after the first target, the first target's price after the second. */
function exitRules(params: FinalTriggerParams, atr: Float64Array): Omit<OrderPlan, 'signal'> {
  const { stopAtr, targetAtr, legFractions } = params;
  const target = (k: number) => ({
    unit: 'distance' as const,
    value: targetAtr[k],
    series: atr,
    fraction: legFractions[k],
  });
  return {
    stop: { unit: 'distance', value: stopAtr, series: atr },
    targets: [{ ...target(0), stopTo: 'entry' }, { ...target(1), stopTo: 'previousTarget' }, target(2)],
  };
}
