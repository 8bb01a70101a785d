import { ParameterError } from '@quantblocks/core';
import { requireNumbers } from '../checks.ts';

/**
 * Closed positions as columns, one row per POSITION however many legs it was closed in. The engine's position table fits;
 * so does any object of arrays. Rows `0 .. length - 1` are read.
 */
export interface Positions {
  readonly length: number;
  /** Profit after all costs, in money. */
  readonly netPnl: ArrayLike<number>;
  /** Profit before costs. */
  readonly grossPnl: ArrayLike<number>;
  /** +1 long, -1 short. */
  readonly side: ArrayLike<number>;
  readonly entryBar: ArrayLike<number>;
  readonly exitBar: ArrayLike<number>;
  readonly entryPrice: ArrayLike<number>;
  readonly exitPrice: ArrayLike<number>;
  readonly quantity: ArrayLike<number>;
  /** Distance from entry to the initial stop in price units; NaN without a stop. */
  readonly initialRisk: ArrayLike<number>;
  readonly fees?: ArrayLike<number>;
  readonly slippage?: ArrayLike<number>;
  /** Received (+) or paid (-). */
  readonly funding?: ArrayLike<number>;
}

/** The columns of {@link Positions} that a function reads. */
export type PositionColumns<Names extends keyof Positions> = Pick<Positions, 'length' | Names>;

/**
 * Net PnL of each position: the sample of every trade statistic.
 *
 * @param positions - A table with `netPnl`.
 * @throws a {@link ParameterError} if the column is shorter than the table or a value is not finite.
 *
 * @example
 * ```ts
 * import { positionPnl, winRate } from '@quantblocks/metrics';
 *
 * winRate(positionPnl({ length: 2, netPnl: [120, -80, 0] })); // => 0.5
 * ```
 */
export function positionPnl(positions: PositionColumns<'netPnl'>): Float64Array {
  return requireNumbers(rows(positions.netPnl, positions.length, 'positions.netPnl'), 'positions.netPnl');
}

/**
 * Net PnL per position from a list of LEGS: legs with the same key belong together and are one sample.
 *
 * @param entry - Key of each leg's position, such as its entry bar or entry time.
 * @param netPnl - Net PnL of each leg.
 * @returns One sum per key, in the order of their first leg.
 * @throws a {@link ParameterError} if the lengths differ or a value is not finite.
 *
 * @example
 * ```ts
 * import { pnlByEntry } from '@quantblocks/metrics';
 *
 * [...pnlByEntry([7, 7, 7, 12], [50, 30, -10, -80])]; // => [70, -80]
 * ```
 */
export function pnlByEntry(entry: ArrayLike<number>, netPnl: ArrayLike<number>): Float64Array {
  if (entry.length !== netPnl.length)
    throw new ParameterError('entry', `${netPnl.length} values, one per leg`, entry.length);
  const legs = requireNumbers(netPnl, 'netPnl');
  const sums = new Map<number, number>();
  for (let i = 0; i < legs.length; i++) sums.set(entry[i], (sums.get(entry[i]) ?? 0) + legs[i]);
  return Float64Array.from(sums.values());
}

/** The first `length` values of a column, as a `Float64Array`. */
export function rows(column: ArrayLike<number>, length: number, name: string): Float64Array {
  if (column.length < length) throw new ParameterError(name, `${length} rows`, column.length);
  if (column instanceof Float64Array) return column.subarray(0, length);
  const copy = new Float64Array(length);
  for (let i = 0; i < length; i++) copy[i] = column[i];
  return copy;
}
