import { DataError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { fromLegacyParams } from '../src/legacy-params.ts';
import { defaultParams } from '../src/strategy.ts';

describe('fromLegacyParams', () => {
  it('reads an empty file as the defaults of the earlier system', () => {
    const { params, simulation } = fromLegacyParams({});
    expect(params).toEqual(defaultParams('compat'));
    expect(simulation).toMatchObject({
      initialCapital: 10_000,
      entry: 'close',
      onOpposite: 'ignore',
      gapFill: false,
      sizing: { kind: 'risk', value: 0.005, base: 'initial' },
      costs: { feeBps: 5, slippageBps: 2, charge: 'entryNotional' },
      maxLeverage: Number.POSITIVE_INFINITY,
      intrabar: 'worst',
      movedStop: 'nextBar',
      stopMoves: 'assign',
      equity: 'realised',
    });
  });

  it('translates every field', () => {
    const { params, simulation } = fromLegacyParams({
      name: 'any',
      note: 'ignored',
      params: {
        grace_bars: 0,
        use_mama_kama_filter: true,
        require_fama_between: true,
        strict_lock_5in1_last: true,
        price_tol_pct: 0.002,
        enable_long: false,
        enable_short: true,
        mama_fast_limit: 0.9,
        mama_slow_limit: 0.9,
        kama_length: 33,
        atr_length: 21,
        sl_mult: 1.5,
        tp1_mult: 4.75,
        tp2_mult: 3,
        tp3_mult: 4.5,
        ichimoku: { tenkan: 7, kijun: 22, displacement: 26 },
        five_in_one: {
          fast_period: 6,
          slow_period: 18,
          er_period: 9,
          norm_period: 40,
          use_norm: false,
          ad_norm_period: 30,
          use_ad_line: false,
          ichi5in1_strict: true,
          use_transition_mode: true,
          use_distance_filter: true,
          use_volume_filter: true,
          use_regression_cloud: true,
          use_kama_oscillator: true,
          use_ichimoku_filter: true,
          tenkan_5: 8,
          kijun_5: 17,
          displacement_5: 65,
        },
      },
      backtest: {
        fees_bps: 1,
        slippage_bps: 0.5,
        initial_capital: 500,
        sizing_mode: 'equity',
        intrabar_order: 'tp_first',
        risk_per_trade: 0.02,
      },
    });
    expect(params).toEqual({
      ichimoku: { tenkan: 7, kijun: 22, senkouB: 26 },
      fiveInOne: {
        mode: 'transition',
        ichimoku: { tenkan: 8, kijun: 17, senkouB: 65, bear: 'strict' },
        distance: true,
        volume: { kind: 'obv' },
        regressionCloud: true,
        kamaOscillator: { erPeriod: 9, fast: 6, slow: 18, normPeriod: 40, normalise: false },
      },
      maFilter: true,
      erLength: 33,
      priceTolerance: 0.002,
      requireFamaBetween: true,
      strictLock: true,
      graceBars: 0,
      sides: 'short',
      adxFilter: null,
      regimeFilter: null,
      volatilityFilter: null,
      atrPeriod: 21,
      stopAtr: 1.5,
      targetAtr: [4.75, 3, 4.5],
      legFractions: [0.5, 0.3, 0.2],
    });
    expect(simulation).toMatchObject({
      initialCapital: 500,
      sizing: { kind: 'risk', value: 0.02, base: 'equity' },
      costs: { feeBps: 1, slippageBps: 0.5, charge: 'entryNotional' },
      intrabar: 'best',
      movedStop: 'sameBar',
    });
  });

  it('keeps the A/D period only where the A/D line votes, and drops an Ichimoku that is off', () => {
    const five = { use_volume_filter: true, ad_norm_period: 30, use_ichimoku_filter: false };
    const { fiveInOne } = fromLegacyParams({ params: { five_in_one: five } }).params;
    expect([fiveInOne.volume, fiveInOne.ichimoku]).toEqual([{ kind: 'adLine', period: 30 }, null]);
  });

  it('refuses what it cannot read, naming the field', () => {
    expect(() => fromLegacyParams({ params: { sl_mult: '3' } })).toThrow(DataError);
    expect(() => fromLegacyParams({ params: { sl_mult: '3' } })).toThrow('params.sl_mult');
    expect(() => fromLegacyParams({ backtest: { sizing_mode: 'kelly' } })).toThrow('backtest.sizing_mode');
    expect(() => fromLegacyParams({ params: { enable_long: false, enable_short: false } })).toThrow(
      'at least one side',
    );
    expect(() => fromLegacyParams(null)).toThrow(DataError);
  });
});
