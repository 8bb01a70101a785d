import { inferTimeframe } from './calendar.ts';
import { DataError, ParameterError } from './errors.ts';

/**
 * Candles of one symbol and timeframe as columns of equal length.
 *
 * `time` is each bar's OPEN in epoch milliseconds UTC, strictly increasing; a bar is complete at `time + timeframeMs`.
 * A market without volume has a column of NaN. Columns may sit on a `SharedArrayBuffer` (see {@link shareBars}).
 */
export interface Bars {
  readonly symbol: string;
  readonly timeframeMs: number;
  readonly length: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Raw columns for {@link createBars}. */
export interface BarColumns {
  /** @defaultValue `'UNKNOWN'` */
  symbol?: string;
  /** Milliseconds of one bar. @defaultValue the median step of `time` */
  timeframeMs?: number;
  time: ArrayLike<number>;
  open: ArrayLike<number>;
  high: ArrayLike<number>;
  low: ArrayLike<number>;
  close: ArrayLike<number>;
  /** @defaultValue a column of NaN: volume is not known */
  volume?: ArrayLike<number>;
}

/**
 * Validates columns once and freezes them into {@link Bars}. `Float64Array` columns are taken over without a copy.
 *
 * @param columns - Columns of equal length; `time` in epoch milliseconds of the bar's open.
 * @returns Bars that every other package trusts without checking again.
 * @throws a {@link DataError} if a column is missing, lengths differ, there is no bar, time is not strictly increasing, a price is not
 * finite and positive, `high` or `low` does not enclose `open` and `close`, a volume is negative, or a single bar comes without
 * `timeframeMs`.
 * @throws a {@link ParameterError} if `timeframeMs` is given but not a positive number.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 *
 * const bars = createBars({
 *   symbol: 'DEMO',
 *   time: [0, 3_600_000],
 *   open: [10, 11],
 *   high: [12, 13],
 *   low: [9, 10],
 *   close: [11, 12],
 * });
 * bars.length; // => 2
 * bars.timeframeMs; // => 3600000
 * ```
 */
export function createBars(columns: BarColumns): Bars {
  const symbol = columns.symbol ?? 'UNKNOWN';
  const time = column(columns, 'time', symbol);
  const length = time.length;
  if (length === 0) throw new DataError('at least one bar', 0, { source: symbol });
  checkTime(time, symbol);
  const timeframeMs = columns.timeframeMs ?? inferTimeframe(time);
  if (!(timeframeMs > 0 && Number.isFinite(timeframeMs))) {
    throw new ParameterError('timeframeMs', 'a positive number of milliseconds', timeframeMs);
  }
  const open = column(columns, 'open', symbol, length);
  const high = column(columns, 'high', symbol, length);
  const low = column(columns, 'low', symbol, length);
  const close = column(columns, 'close', symbol, length);
  const volume =
    columns.volume === undefined
      ? new Float64Array(length).fill(Number.NaN)
      : column(columns, 'volume', symbol, length);
  checkPrices(open, high, low, close, symbol);
  checkVolume(volume, symbol);
  return Object.freeze({ symbol, timeframeMs, length, time, open, high, low, close, volume });
}

/**
 * Bars of length zero, which {@link createBars} refuses: for code that has to stand for "nothing yet".
 *
 * @example
 * ```ts
 * import { emptyBars } from '@quantblocks/core';
 *
 * emptyBars('BTC', 3_600_000).length; // => 0
 * ```
 */
export function emptyBars(symbol: string, timeframeMs: number): Bars {
  const none = (): Float64Array => new Float64Array(0);
  return Object.freeze({
    symbol,
    timeframeMs,
    length: 0,
    time: none(),
    open: none(),
    high: none(),
    low: none(),
    close: none(),
    volume: none(),
  });
}

type ColumnName = 'time' | 'open' | 'high' | 'low' | 'close' | 'volume';

function column(columns: BarColumns, name: ColumnName, source: string, length?: number): Float64Array {
  const values: ArrayLike<number> | undefined = columns[name];
  if (values === undefined || values === null) throw new DataError('a column', values, { source, column: name });
  if (length !== undefined && values.length !== length) {
    throw new DataError(`${length} values, as many as in column time`, values.length, { source, column: name });
  }
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

function checkTime(time: Float64Array, source: string): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < time.length; i++) {
    const stamp = time[i];
    if (!(stamp > previous && stamp < Number.POSITIVE_INFINITY)) {
      const expected = Number.isFinite(stamp) ? `time to increase strictly after ${previous}` : 'epoch milliseconds';
      throw new DataError(expected, stamp, { source, row: i, column: 'time' });
    }
    previous = stamp;
  }
}

function checkPrices(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  source: string,
): void {
  for (let i = 0; i < open.length; i++) {
    const o = open[i];
    const h = high[i];
    const l = low[i];
    const c = close[i];
    // One comparison chain accepts a good bar; NaN fails every comparison, so only bad bars reach the diagnosis.
    if (l > 0 && l <= o && l <= c && h >= o && h >= c && h < Number.POSITIVE_INFINITY) continue;
    for (const [name, price] of [
      ['open', o],
      ['high', h],
      ['low', l],
      ['close', c],
    ] as const) {
      if (!(price > 0 && price < Number.POSITIVE_INFINITY)) {
        throw new DataError('a finite price > 0', price, { source, row: i, column: name });
      }
    }
    if (h < o || h < c)
      throw new DataError(`high >= max(open, close) = ${Math.max(o, c)}`, h, { source, row: i, column: 'high' });
    throw new DataError(`low <= min(open, close) = ${Math.min(o, c)}`, l, { source, row: i, column: 'low' });
  }
}

function checkVolume(volume: Float64Array, source: string): void {
  for (let i = 0; i < volume.length; i++) {
    const v = volume[i];
    if (v < 0 || v === Number.POSITIVE_INFINITY) {
      throw new DataError('a volume >= 0, or NaN where it is not known', v, { source, row: i, column: 'volume' });
    }
  }
}
