import { DataError } from '@quantblocks/core';
import { finalTriggerV2, type SimulationConfig } from '@quantblocks/engine';
import { z } from 'zod';
import { type FinalTriggerParams, parseFinalTriggerParams } from './params.ts';

/** A strategy as the earlier system stored it, in the terms of this library. */
export interface LegacyStrategy {
  readonly params: FinalTriggerParams;
  /** The `compat` execution with the file's costs, capital, sizing and intrabar order. */
  readonly simulation: SimulationConfig;
}

const length = (value: number): z.ZodDefault<z.ZodInt> => z.int().min(1).default(value);
const flag = (value: boolean): z.ZodDefault<z.ZodBoolean> => z.boolean().default(value);
const number = (value: number): z.ZodDefault<z.ZodNumber> => z.number().default(value);

// Loose objects: files carry notes and fields that never had an effect (mama_fast_limit, mama_slow_limit).
const paramsSchema = z.looseObject({
  grace_bars: z.union([z.literal(0), z.literal(1)]).default(1),
  use_mama_kama_filter: flag(false),
  require_fama_between: flag(false),
  strict_lock_5in1_last: flag(false),
  price_tol_pct: number(1e-4),
  enable_long: flag(true),
  enable_short: flag(true),
  kama_length: length(20),
  atr_length: length(14),
  sl_mult: number(3),
  tp1_mult: number(2),
  tp2_mult: number(6),
  tp3_mult: number(10),
  ichimoku: z.looseObject({ tenkan: length(9), kijun: length(26), displacement: length(52) }).prefault({}),
  five_in_one: z
    .looseObject({
      fast_period: length(7),
      slow_period: length(19),
      er_period: length(8),
      norm_period: length(50),
      use_norm: flag(true),
      ad_norm_period: length(50),
      use_ad_line: flag(true),
      ichi5in1_strict: flag(false),
      use_transition_mode: flag(false),
      use_distance_filter: flag(false),
      use_volume_filter: flag(false),
      use_regression_cloud: flag(false),
      use_kama_oscillator: flag(false),
      use_ichimoku_filter: flag(true),
      tenkan_5: length(9),
      kijun_5: length(26),
      displacement_5: length(52),
    })
    .prefault({}),
});

const backtestSchema = z.looseObject({
  fees_bps: number(5),
  slippage_bps: number(2),
  initial_capital: number(10_000),
  sizing_mode: z.enum(['fixed', 'equity']).default('fixed'),
  intrabar_order: z.enum(['stop_first', 'tp_first']).default('stop_first'),
  risk_per_trade: number(0.005),
});

const fileSchema = z.looseObject({ params: paramsSchema.prefault({}), backtest: backtestSchema.prefault({}) });

/**
 * Reads the `params.json` of the earlier system: `{ params, backtest }` with its field names; missing fields take its
 * defaults, fields it ignored are ignored.
 *
 * The target ladder is taken as written, even out of order; only the `compat` preset will trade such a ladder.
 *
 * @throws a {@link DataError} naming the first field that is not what it should be, or if both sides are switched off.
 *
 * @example
 * ```ts
 * import { fromLegacyParams } from '@quantblocks/final-trigger';
 *
 * const { params, simulation } = fromLegacyParams({
 *   params: { sl_mult: 4.25, ichimoku: { tenkan: 10, kijun: 20, displacement: 52 } },
 *   backtest: { intrabar_order: 'tp_first' },
 * });
 * params.ichimoku; // => { tenkan: 10, kijun: 20, senkouB: 52 }
 * simulation.intrabar; // => 'best'
 * ```
 */
export function fromLegacyParams(json: unknown): LegacyStrategy {
  const file = fileSchema.safeParse(json);
  if (!file.success) {
    const [issue] = file.error.issues;
    throw new DataError(issue.message, 'something else', { column: issue.path.join('.') || 'file' });
  }
  return { params: strategyParams(file.data.params), simulation: simulation(file.data.backtest) };
}

function strategyParams(legacy: z.output<typeof paramsSchema>): FinalTriggerParams {
  const { five_in_one: five } = legacy;
  return parseFinalTriggerParams(
    {
      ichimoku: {
        tenkan: legacy.ichimoku.tenkan,
        kijun: legacy.ichimoku.kijun,
        senkouB: legacy.ichimoku.displacement,
      },
      fiveInOne: {
        mode: five.use_transition_mode ? 'transition' : 'state',
        ichimoku: five.use_ichimoku_filter
          ? {
              tenkan: five.tenkan_5,
              kijun: five.kijun_5,
              senkouB: five.displacement_5,
              bear: five.ichi5in1_strict ? 'strict' : 'light',
            }
          : null,
        distance: five.use_distance_filter,
        volume: five.use_volume_filter
          ? five.use_ad_line
            ? { kind: 'adLine', period: five.ad_norm_period }
            : { kind: 'obv' }
          : null,
        regressionCloud: five.use_regression_cloud,
        kamaOscillator: five.use_kama_oscillator
          ? {
              erPeriod: five.er_period,
              fast: five.fast_period,
              slow: five.slow_period,
              normPeriod: five.norm_period,
              normalise: five.use_norm,
            }
          : null,
      },
      maFilter: legacy.use_mama_kama_filter,
      erLength: legacy.kama_length,
      priceTolerance: legacy.price_tol_pct,
      requireFamaBetween: legacy.require_fama_between,
      strictLock: legacy.strict_lock_5in1_last,
      graceBars: legacy.grace_bars,
      sides: sides(legacy.enable_long, legacy.enable_short),
      atrPeriod: legacy.atr_length,
      stopAtr: legacy.sl_mult,
      targetAtr: [legacy.tp1_mult, legacy.tp2_mult, legacy.tp3_mult],
    },
    { ladder: 'literal' },
  );
}

function sides(long: boolean, short: boolean): FinalTriggerParams['sides'] {
  if (!long && !short) throw new DataError('at least one side', 'none', { column: 'params.enable_long' });
  return long && short ? 'both' : long ? 'long' : 'short';
}

function simulation(legacy: z.output<typeof backtestSchema>): SimulationConfig {
  const targetsFirst = legacy.intrabar_order === 'tp_first';
  return {
    ...finalTriggerV2,
    initialCapital: legacy.initial_capital,
    sizing: {
      kind: 'risk',
      value: legacy.risk_per_trade,
      base: legacy.sizing_mode === 'equity' ? 'equity' : 'initial',
    },
    costs: { ...finalTriggerV2.costs, feeBps: legacy.fees_bps, slippageBps: legacy.slippage_bps },
    intrabar: targetsFirst ? 'best' : 'worst',
    movedStop: targetsFirst ? 'sameBar' : 'nextBar',
  };
}
