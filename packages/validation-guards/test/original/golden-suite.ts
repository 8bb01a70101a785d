import { join } from 'node:path';
import { type Bars, createBars, sliceBars } from '@quantblocks/core';
import { type BacktestResult, type SimulationConfig, simulate } from '@quantblocks/engine';
import { createFinalTrigger, fromLegacyParams } from '@quantblocks/final-trigger';
import { finalTriggerPerformance } from '@quantblocks/metrics';
import { goldenRoot, readFloat64, readJson, readTable } from '@quantblocks/test-kit';
import { type OriginalLegs, originalLegs } from '../../src/original/original-legs.ts';

/** `base.json`: the backtest every guard of a suite starts from. */
export interface BaseFile {
  readonly ohlcv: string;
  readonly n_bars: number;
  readonly params: object;
  readonly backtest: { readonly fees_bps: number; readonly slippage_bps: number; readonly initial_capital: number };
  readonly metrics: { readonly sharpe_ratio: number; readonly total_return: number };
}

/** Figures of a run as the earlier system reported them. */
export interface GoldenRun {
  readonly result: BacktestResult;
  readonly sharpe: number;
  readonly totalReturn: number;
  readonly maxDrawdown: number;
  readonly profitFactor: number;
  readonly signals: number;
}

/** A suite of guard goldens: its files, its legs as stored, and the strategy that made them. */
export class GoldenSuite {
  readonly base: BaseFile;
  readonly bars: Bars;
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
    this.base = this.json<BaseFile>('base');
    const folder = join(goldenRoot, 'final-trigger/ohlcv', this.base.ohlcv);
    const column = (name: string): Float64Array => readFloat64(join(folder, `${name}.f64`));
    this.bars = createBars({
      time: column('time').map((seconds) => seconds * 1000),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
    });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  json<File>(name: string): File {
    return readJson<File>(this.file(`${name}.json`));
  }

  /** `base_trades.csv`. */
  storedLegs(): OriginalLegs {
    const table = readTable(this.file('base_trades.csv'));
    const column = (name: string): Float64Array => Float64Array.from(table[name], Number);
    return {
      length: table.entry_bar.length,
      entryBar: column('entry_bar'),
      exitBar: column('exit_bar'),
      side: column('direction'),
      quantity: column('quantity'),
      netPnl: column('net_pnl'),
    };
  }

  /** Backtests on a range of the bars, cold as the earlier system did, at any costs. */
  runner(start: number = 0, end: number = this.bars.length): (costs?: SimulationConfig['costs']) => GoldenRun {
    const bars = sliceBars(this.bars, start, end);
    const { params, simulation } = fromLegacyParams(this.base);
    const plan = createFinalTrigger('compat').prepare(bars).plan(params);
    return (costs = {}) => {
      const result = simulate(bars, plan, { ...simulation, costs: { ...simulation.costs, ...costs } });
      const legs = originalLegs(result);
      const performance = finalTriggerPerformance({
        equity: result.equity,
        time: bars.time,
        legs: { entry: legs.entryBar, netPnl: legs.netPnl },
      });
      return { result, ...performance };
    };
  }
}
