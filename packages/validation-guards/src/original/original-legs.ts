import { ParameterError } from '@quantblocks/core';
import type { BacktestResult } from '@quantblocks/engine';
import { sharpeRatio } from '@quantblocks/metrics';
import { requireWhole } from '../checks.ts';

/** Closed legs in closing order, as columns: the unit the earlier system counted in. Rows `0 .. length - 1` are read. */
export interface OriginalLegs {
  readonly length: number;
  /** Bar of the position's entry; legs that share it are one signal. */
  readonly entryBar: ArrayLike<number>;
  readonly exitBar: ArrayLike<number>;
  /** +1 long, -1 short. */
  readonly side: ArrayLike<number>;
  /** Units of the asset. */
  readonly quantity: ArrayLike<number>;
  /** After costs, in money. */
  readonly netPnl: ArrayLike<number>;
}

/**
 * The legs of a backtest with the side and entry bar of their positions.
 *
 * @param result - Of {@link simulate}; run it under the preset `finalTriggerV2` for the numbers of the earlier system.
 * @returns New columns: a reused workspace does not change them.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { simulate } from '@quantblocks/engine';
 * import { originalLegs } from '@quantblocks/validation-guards';
 *
 * const close = [100, 100, 110, 120, 120];
 * const bars = createBars({ time: close.map((_, i) => i), open: close, high: close, low: close, close });
 * const signal = Int8Array.of(1, 0, 0, 0, 0);
 * const targets = [0.05, 0.2].map((value) => ({ unit: 'fraction', value, fraction: 0.5 }) as const);
 * const legs = originalLegs(simulate(bars, { signal, targets }));
 * [legs.length, legs.entryBar, legs.exitBar]; // => [2, Int32Array.of(1, 1), Int32Array.of(2, 3)]
 * ```
 */
export function originalLegs(result: Pick<BacktestResult, 'legs' | 'positions' | 'open'>): OriginalLegs {
  const { legs, positions, open } = result;
  const owner = (row: number): { entryBar: number; side: number } => {
    const position = legs.position[row];
    if (position < positions.length) return { entryBar: positions.entryBar[position], side: positions.side[position] };
    if (open === null) throw new ParameterError('result.open', 'the position of the last legs', open);
    return open;
  };
  return {
    length: legs.length,
    entryBar: Int32Array.from({ length: legs.length }, (_, row) => owner(row).entryBar),
    side: Int8Array.from({ length: legs.length }, (_, row) => owner(row).side),
    exitBar: legs.exitBar.slice(0, legs.length),
    quantity: legs.quantity.slice(0, legs.length),
    netPnl: legs.netPnl.slice(0, legs.length),
  };
}

/** Checks the columns of legs on a series of `bars` bars. */
export function requireLegs(legs: OriginalLegs, bars: number = Number.MAX_SAFE_INTEGER): void {
  requireWhole('legs.length', legs?.length, 0);
  for (const name of ['entryBar', 'exitBar', 'side', 'quantity', 'netPnl'] as const) {
    const column = legs[name];
    if (!(column?.length >= legs.length)) {
      throw new ParameterError(`legs.${name}`, `${legs.length} rows`, column?.length);
    }
    for (let row = 0; row < legs.length; row++) {
      if (!Number.isFinite(column[row])) {
        throw new ParameterError(`legs.${name}`, 'finite numbers', `${column[row]} at ${row}`);
      }
    }
  }
  for (let row = 0; row < legs.length; row++) {
    const entry = legs.entryBar[row];
    const exit = legs.exitBar[row];
    if (!(Number.isInteger(entry) && Number.isInteger(exit) && entry >= 0 && exit >= entry && exit < bars)) {
      throw new ParameterError(
        'legs.exitBar',
        `bars from the entry on, below ${bars}`,
        `${entry} to ${exit} in row ${row}`,
      );
    }
    if (legs.side[row] !== 1 && legs.side[row] !== -1) {
      throw new ParameterError('legs.side', '1 or -1', `${legs.side[row]} in row ${row}`);
    }
  }
}

/** Initial capital: positive and finite. */
export function requireCapital(initialCapital: number): number {
  if (!(initialCapital > 0 && initialCapital < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('initialCapital', 'a positive number', initialCapital);
  }
  return initialCapital;
}

/** Net PnL of the legs that the table holds. */
export function legPnl(legs: OriginalLegs): Float64Array {
  return Float64Array.from({ length: legs.length }, (_, row) => legs.netPnl[row]);
}

/** Realised equity at every bar: a leg counts from its exit on, and what is open does not exist. */
export function realisedEquity(legs: OriginalLegs, bars: number, initialCapital: number): Float64Array {
  const equity = new Float64Array(bars);
  for (let row = 0; row < legs.length; row++) equity[legs.exitBar[row]] += legs.netPnl[row];
  let total = initialCapital;
  for (let i = 0; i < bars; i++) {
    total += equity[i];
    equity[i] = total;
  }
  return equity;
}

/** Change of each bar over the one before: `n - 1` values for `n` bars. Nothing comes of an equity of exactly 0. */
export function equityChanges(
  equity: Float64Array,
  out: Float64Array = new Float64Array(Math.max(0, equity.length - 1)),
): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = equity[i] === 0 ? 0 : equity[i + 1] / equity[i] - 1;
  return out;
}

/** Sharpe ratio per year as the earlier system had it: ddof 0, and 0 where there is none. */
export function originalSharpe(returns: ArrayLike<number>, periodsPerYear: number): number {
  const ratio = sharpeRatio(returns, { periodsPerYear, convention: 'finalTriggerV2' });
  return Number.isNaN(ratio) ? 0 : ratio;
}
