import { finalTriggerV2, type SimulationConfig } from '@quantblocks/engine';
import type { FinalTriggerParams } from './params.ts';

/** `safe`: the default. `compat`: the numbers of the earlier system. `pine`: TradingView. */
export type PresetName = 'safe' | 'compat' | 'pine';

/** Every convention in which the presets differ. */
export interface Preset {
  readonly name: PresetName;
  /** ATR starts from the mean of its first true ranges, or from the first one. */
  readonly atrSeed: 'sma' | 'first';
  /** The KAMAs of the distance vote start from the price, or from 0 as a Pine series does. */
  readonly distanceSeed: 'price' | 'zero';
  /** What the regression cloud and the A/D line say before their windows are full: nothing, or a guess. */
  readonly earlyVotes: 'none' | 'vote';
  /** A target ladder out of order is an error, or is traded as written. */
  readonly ladder: 'ordered' | 'literal';
  /** Default of {@link FinalTriggerParams.priceTolerance}. */
  readonly priceTolerance: number;
  /** Execution; {@link simulationConfig} adds the first bar that may trade. */
  readonly simulation: SimulationConfig;
}

const risk = { kind: 'risk', value: 0.005 } as const;

/**
 * The three presets. `safe` assumes what can be traded, `compat` what the earlier system assumed, `pine` what its
 * TradingView scripts do.
 */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  safe: {
    name: 'safe',
    atrSeed: 'sma',
    distanceSeed: 'price',
    earlyVotes: 'none',
    ladder: 'ordered',
    priceTolerance: 0,
    simulation: {
      entry: 'nextOpen',
      onOpposite: 'ignore',
      sizing: { ...risk, base: 'equity' },
      costs: { feeBps: 5, slippageBps: 2, charge: 'perFill' },
      maxLeverage: 1,
      intrabar: 'worst',
      gapFill: true,
      movedStop: 'nextBar',
      stopMoves: 'tighten',
      equity: 'markToMarket',
    },
  },
  compat: {
    name: 'compat',
    atrSeed: 'first',
    distanceSeed: 'price',
    earlyVotes: 'vote',
    ladder: 'literal',
    priceTolerance: 1e-4,
    simulation: finalTriggerV2,
  },
  pine: {
    name: 'pine',
    atrSeed: 'sma',
    distanceSeed: 'zero',
    earlyVotes: 'none',
    ladder: 'ordered',
    priceTolerance: 0,
    simulation: {
      initialCapital: 5_000,
      entry: 'close',
      onOpposite: 'ignore',
      sizing: { ...risk, base: 'equity' },
      costs: { feeBps: 5, slippageBps: 0, charge: 'perFill' },
      maxLeverage: Number.POSITIVE_INFINITY,
      maintenanceMargin: null,
      quantityStep: 0.001,
      intrabar: 'nearestExtreme',
      gapFill: true,
      stopMoves: 'assign',
      equity: 'markToMarket',
    },
  },
};

const PINE_WARM_UP = 200;
const FAR_SHIFT = 50;
/** The recursions of the KAMA filters forget their seed slowly: about 500 bars until a price is right to 1e-5. */
const RECURSION_WARM_UP = 500;

/**
 * Bars at the start that should only feed indicators: until every window in use is full and the slow recursions have
 * forgotten their first value. 200 under `pine`, 0 under `compat`.
 *
 * @example
 * ```ts
 * import { parseFinalTriggerParams, warmUpBars } from '@quantblocks/final-trigger';
 *
 * warmUpBars(parseFinalTriggerParams()); // => 101
 * warmUpBars(parseFinalTriggerParams({ maFilter: true })); // => 500
 * ```
 */
export function warmUpBars(params: FinalTriggerParams, preset: PresetName = 'safe'): number {
  if (preset === 'compat') return 0;
  if (preset === 'pine') return PINE_WARM_UP;
  const { ichimoku, fiveInOne, adxFilter } = params;
  const needs = [params.atrPeriod, fullIchimoku(ichimoku)];
  if (params.maFilter) needs.push(RECURSION_WARM_UP);
  if (fiveInOne.ichimoku) needs.push(fullIchimoku(fiveInOne.ichimoku));
  if (fiveInOne.distance) needs.push(RECURSION_WARM_UP);
  if (fiveInOne.volume?.kind === 'adLine') needs.push(fiveInOne.volume.period + 3);
  if (fiveInOne.volume?.kind === 'obv') needs.push(OBV_WARM_UP);
  if (fiveInOne.regressionCloud) needs.push(LONGEST_REGRESSION);
  if (fiveInOne.kamaOscillator) needs.push(fiveInOne.kamaOscillator.normPeriod + fiveInOne.kamaOscillator.fast);
  if (adxFilter) needs.push(ADX_MEMORY * adxFilter.period);
  if (params.regimeFilter) needs.push(REGIME_WARM_UP);
  if (params.volatilityFilter) needs.push(REGIME_WARM_UP);
  return Math.max(...needs);
}

const OBV_WARM_UP = 100;
const LONGEST_REGRESSION = 500;
const ADX_MEMORY = 8;
const REGIME_WARM_UP = 201;

function fullIchimoku({ tenkan, kijun, senkouB }: FinalTriggerParams['ichimoku']): number {
  return Math.max(tenkan, kijun, senkouB) - 1 + FAR_SHIFT;
}

/**
 * Execution of a preset, with the warm-up of the parameters excluded from trading.
 *
 * @param overrides - Any field of the simulation; a later `tradeFrom` (a walk-forward segment) wins over an earlier one.
 */
export function simulationConfig(
  params: FinalTriggerParams,
  preset: PresetName = 'safe',
  overrides: SimulationConfig = {},
): SimulationConfig {
  const tradeFrom = Math.max(warmUpBars(params, preset), overrides.tradeFrom ?? 0);
  return { ...PRESETS[preset].simulation, ...overrides, tradeFrom };
}
