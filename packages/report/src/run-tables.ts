import type { Bars } from '@quantblocks/core';
import { type BacktestResult, EXIT_REASONS, excursions } from '@quantblocks/engine';
import { rMultiples } from '@quantblocks/metrics';
import { toCsv } from './client/csv.ts';

type Cell = readonly [name: string, of: (row: number) => string | number];

/** Closed positions, one row each: `positions.csv`. Times are bar opens in ISO 8601, money and prices exact. */
export function positionsCsv(bars: Bars, result: BacktestResult): string {
  const { positions: p } = result;
  const r = rMultiples(p);
  const { mae, mfe, maeR, mfeR } = excursions(bars, result);
  return table(p.length, [
    ['position', (i) => i + 1],
    ['side', (i) => (p.side[i] > 0 ? 'long' : 'short')],
    ['entry_time', (i) => iso(bars.time[p.entryBar[i]])],
    ['entry_price', (i) => p.entryPrice[i]],
    ['exit_time', (i) => iso(bars.time[p.exitBar[i]])],
    ['exit_price', (i) => p.exitPrice[i]],
    ['quantity', (i) => p.quantity[i]],
    ['initial_risk', (i) => p.initialRisk[i]],
    ['gross_pnl', (i) => p.grossPnl[i]],
    ['fees', (i) => p.fees[i]],
    ['slippage', (i) => p.slippage[i]],
    ['funding', (i) => p.funding[i]],
    ['net_pnl', (i) => p.netPnl[i]],
    ['r', (i) => r[i]],
    ['mae', (i) => mae[i]],
    ['mfe', (i) => mfe[i]],
    ['mae_r', (i) => maeR[i]],
    ['mfe_r', (i) => mfeR[i]],
    ['reason', (i) => EXIT_REASONS[p.reason[i]]],
    ['ambiguous', (i) => p.ambiguous[i]],
  ]);
}

/** One row per leg, with the number of its position: `trades.csv`. Legs of a position still open come last, under the next number. */
export function legsCsv(bars: Bars, { positions: p, legs, open }: BacktestResult): string {
  const of = (i: number): number => legs.position[i];
  const entryOf = (i: number): { side: number; entryBar: number; entryPrice: number } => {
    const row = of(i);
    if (row >= p.length && open !== null) return open;
    return { side: p.side[row], entryBar: p.entryBar[row], entryPrice: p.entryPrice[row] };
  };
  return table(legs.length, [
    ['position', (i) => of(i) + 1],
    ['target', (i) => legs.leg[i]],
    ['side', (i) => (entryOf(i).side > 0 ? 'long' : 'short')],
    ['entry_time', (i) => iso(bars.time[entryOf(i).entryBar])],
    ['entry_price', (i) => entryOf(i).entryPrice],
    ['exit_time', (i) => iso(bars.time[legs.exitBar[i]])],
    ['exit_price', (i) => legs.exitPrice[i]],
    ['quantity', (i) => legs.quantity[i]],
    ['gross_pnl', (i) => legs.grossPnl[i]],
    ['costs', (i) => legs.costs[i]],
    ['net_pnl', (i) => legs.netPnl[i]],
    ['reason', (i) => EXIT_REASONS[legs.reason[i]]],
  ]);
}

/** One row per bar: `equity.csv`. */
export function equityCsv(bars: Bars, { equity }: BacktestResult): string {
  return table(equity.length, [
    ['time', (i) => iso(bars.time[i])],
    ['close', (i) => bars.close[i]],
    ['equity', (i) => equity[i]],
  ]);
}

function table(length: number, columns: readonly Cell[]): string {
  return toCsv(
    columns.map(([name]) => name),
    length,
    (row, column) => columns[column][1](row),
  );
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
