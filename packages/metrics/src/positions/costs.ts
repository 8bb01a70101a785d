import { sum } from '@quantblocks/core';
import { divide, requirePositive } from '../checks.ts';
import { type PositionColumns, rows } from './positions.ts';

/** What trading cost, in money unless stated. */
export interface CostSummary {
  readonly fees: number;
  readonly slippage: number;
  /** Received (+) or paid (-). */
  readonly funding: number;
  /** `grossPnl - netPnl`: fees + slippage - funding. */
  readonly total: number;
  readonly grossPnl: number;
  readonly netPnl: number;
  /** `total / |grossPnl|`, a fraction; NaN if nothing was earned or lost before costs. */
  readonly shareOfGross: number;
  /** `total` per position; NaN for no positions. */
  readonly perPosition: number;
}

/**
 * Sums of costs over positions. Columns that are not given count as 0.
 *
 * @throws a {@link ParameterError} if a column is too short.
 *
 * @example
 * ```ts
 * import { costSummary } from '@quantblocks/metrics';
 *
 * const costs = costSummary({ length: 2, grossPnl: [100, -50], netPnl: [95, -60], fees: [5, 10] });
 * costs.total; // => 15
 * costs.shareOfGross; // => 0.3
 * ```
 */
export function costSummary(
  positions: PositionColumns<'netPnl' | 'grossPnl' | 'fees' | 'slippage' | 'funding'>,
): CostSummary {
  const { length } = positions;
  const total = (name: 'netPnl' | 'grossPnl' | 'fees' | 'slippage' | 'funding'): number => {
    const column = positions[name];
    return column === undefined ? 0 : sum(rows(column, length, `positions.${name}`));
  };
  const grossPnl = total('grossPnl');
  const netPnl = total('netPnl');
  const cost = grossPnl - netPnl;
  return {
    fees: total('fees'),
    slippage: total('slippage'),
    funding: total('funding'),
    total: cost,
    grossPnl,
    netPnl,
    shareOfGross: divide(cost, Math.abs(grossPnl)),
    perPosition: divide(cost, length),
  };
}

/** Options of {@link turnover}. */
export interface TurnoverOptions {
  /** Capital that the traded value is measured by. */
  capital: number;
  /** Length of the backtest in years; the result is then per year. @defaultValue `1` */
  years?: number;
}

/**
 * Turnover: value of all entries and exits over capital, per year.
 *
 * @returns A multiple of capital.
 * @throws a {@link ParameterError} if a column is too short or an option is not positive.
 *
 * @example
 * ```ts
 * import { turnover } from '@quantblocks/metrics';
 *
 * const positions = { length: 1, quantity: [10], entryPrice: [100], exitPrice: [150] };
 * turnover(positions, { capital: 1000, years: 0.5 }); // => 5
 * ```
 */
export function turnover(
  positions: PositionColumns<'quantity' | 'entryPrice' | 'exitPrice'>,
  options: TurnoverOptions,
): number {
  const { length } = positions;
  const capital = requirePositive(options.capital, 'capital');
  const years = requirePositive(options.years ?? 1, 'years');
  const entry = rows(positions.entryPrice, length, 'positions.entryPrice');
  const exit = rows(positions.exitPrice, length, 'positions.exitPrice');
  const value = rows(positions.quantity, length, 'positions.quantity').map(
    (q, i) => Math.abs(q) * (entry[i] + exit[i]),
  );
  return sum(value) / capital / years;
}
