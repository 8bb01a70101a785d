import type { Bars } from './bars.ts';
import { ParameterError } from './errors.ts';

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Bars `start` (inclusive) to `end` (exclusive) as a view: no value is copied, and both share memory.
 *
 * @param bars - Any bars.
 * @param start - First bar, 0-based; by default 0.
 * @param end - One past the last bar; by default `bars.length`.
 * @throws a {@link ParameterError} if the range is not inside `0 <= start < end <= length`.
 *
 * @example
 * ```ts
 * import { createBars, sliceBars } from '@quantblocks/core';
 *
 * const price = [1, 2, 3];
 * const bars = createBars({ time: [0, 1, 2], open: price, high: price, low: price, close: price });
 * sliceBars(bars, 1, 3).close[0]; // => 2
 * ```
 */
export function sliceBars(bars: Bars, start = 0, end: number = bars.length): Bars {
  if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= bars.length)) {
    throw new ParameterError('range', `integers with 0 <= start < end <= ${bars.length}`, [start, end]);
  }
  return withColumns(bars, end - start, (name) => bars[name].subarray(start, end));
}

/**
 * A copy of the bars whose six columns lie on one `SharedArrayBuffer`, so that worker threads read them without a copy.
 *
 * @param bars - Any bars; bars that are already shared are returned as they are.
 *
 * @example
 * ```ts
 * import { createBars, shareBars } from '@quantblocks/core';
 *
 * const price = [1, 2, 3];
 * const bars = shareBars(createBars({ time: [0, 1, 2], open: price, high: price, low: price, close: price }));
 * bars.close.buffer instanceof SharedArrayBuffer; // => true
 * ```
 */
export function shareBars(bars: Bars): Bars {
  if (COLUMNS.every((name) => bars[name].buffer instanceof SharedArrayBuffer)) return bars;
  const bytes = bars.length * Float64Array.BYTES_PER_ELEMENT;
  const buffer = new SharedArrayBuffer(bytes * COLUMNS.length);
  return withColumns(bars, bars.length, (name) => {
    const column = new Float64Array(buffer, COLUMNS.indexOf(name) * bytes, bars.length);
    column.set(bars[name]);
    return column;
  });
}

function withColumns(bars: Bars, length: number, column: (name: (typeof COLUMNS)[number]) => Float64Array): Bars {
  return Object.freeze({
    symbol: bars.symbol,
    timeframeMs: bars.timeframeMs,
    length,
    time: column('time'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  });
}
