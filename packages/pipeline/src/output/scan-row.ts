import { configHash } from '@quantblocks/checkpoint';
import { type Bars, mean } from '@quantblocks/core';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import type { AssetOutcome } from '../phases/run-phases.ts';
import { emptyRow } from '../run-store/columns.ts';
import { SCAN_COLUMNS, type ScanRow } from '../run-store/tables.ts';
import type { PipelineStrategy } from '../strategy/pipeline-strategy.ts';

/** The row of an asset in `scan.csv`, of the last phase it went through; in-sample figures of a walk are means over its folds. */
export function scanRow(
  outcome: AssetOutcome,
  bars: Bars,
  strategy: PipelineStrategy<unknown>,
  config: PipelineConfig,
  hash: string,
): ScanRow {
  const { screen, validate, rescue } = outcome;
  const last = rescue ?? validate;
  const params = last?.params ?? screen?.params ?? null;
  const figures = last?.figures;
  return {
    ...emptyRow(SCAN_COLUMNS),
    asset: outcome.asset,
    status: (last ?? screen)?.status ?? '',
    fail_reason: (last ?? screen)?.reason ?? '',
    timeframe: timeframeOf(bars),
    start_date: new Date(bars.time[0]).toISOString(),
    end_date: new Date(bars.time[bars.length - 1]).toISOString(),
    total_bars: bars.length,
    seed: config.seed,
    strategy: strategy.name,
    phase: rescue ? 'rescue' : validate ? 'validate' : screen ? 'screen' : '',
    filter_mode: last?.variant ?? '',
    config_hash: hash,
    params_hash: params === null ? '' : configHash(params),
    ...(params === null ? {} : strategy.columns(params)),
    ...(screen && {
      is_sharpe: screen.inSample?.sharpe ?? Number.NaN,
      is_return: screen.inSample?.totalReturn ?? Number.NaN,
      is_trades: screen.inSample?.positions ?? Number.NaN,
      is_legs: screen.inSample?.legs ?? Number.NaN,
      val_sharpe: screen.validation?.sharpe ?? Number.NaN,
      val_return: screen.validation?.totalReturn ?? Number.NaN,
      val_trades: screen.validation?.positions ?? Number.NaN,
      val_legs: screen.validation?.legs ?? Number.NaN,
      wfe_sharpe: screen.wfe,
      return_efficiency: screen.returnEfficiency,
      trials: screen.trials,
    }),
    ...(last &&
      figures && {
        is_sharpe: figures.inSampleSharpe,
        is_return: meanOf(last.folds, ({ inSample }) => inSample?.totalReturn ?? 0),
        is_trades: meanOf(last.folds, ({ inSample }) => inSample?.positions ?? 0),
        is_legs: meanOf(last.folds, ({ inSample }) => inSample?.legs ?? 0),
        oos_sharpe: figures.sharpe,
        oos_return: figures.totalReturn,
        oos_trades: figures.positions,
        oos_legs: figures.legs,
        oos_max_dd: figures.maxDrawdown,
        oos_pf: figures.profitFactor,
        oos_p_value: last.verdict.lines.find(({ line }) => line === 'outOfSample')?.pValue ?? Number.NaN,
        wfe_sharpe: figures.wfe,
        wfe_pardo: last.efficiency.pardo.status === 'ok' ? last.efficiency.pardo.value : Number.NaN,
        return_efficiency: figures.returnEfficiency,
        degradation_pct: Number.isNaN(figures.wfe) ? Number.NaN : 100 * (1 - figures.wfe),
        exposure: figures.exposure,
        buy_and_hold_return: figures.buyAndHold,
        trials: last.trials + (screen?.trials ?? 0) + (rescue ? (validate?.trials ?? 0) : 0),
        folds: last.folds.length,
        profitable_folds: last.folds.filter(({ outOfSample }) => outOfSample.totalReturn > 0).length,
        folds_above_buy_and_hold: last.folds.filter(
          ({ outOfSample, buyAndHold }) => outOfSample.totalReturn > buyAndHold,
        ).length,
        zero_trade_share: meanOf(last.folds, ({ outOfSample }) => Number(outOfSample.positions === 0)),
      }),
  };
}

function meanOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return mean(items.map(of));
}

function timeframeOf({ timeframeMs }: Bars): string {
  const minutes = timeframeMs / 60_000;
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
