import { checkWord, commonLength, type HighLowClose, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';

/** What the true range of the very first bar is: high minus low (Pine, Tulip), or unknown (TA-Lib). */
export type FirstTrueRange = 'hl' | 'skip';

/** Options of {@link trueRange}. */
export interface TrueRangeOptions {
  /** @defaultValue `'hl'` */
  firstTr?: FirstTrueRange;
}

/** Prices of one bar, as streams take them. */
export interface PriceBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * True range: the span from the lower of low and previous close to the higher of high and previous close.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`. A bar with a NaN gives NaN and is passed over.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; defined from bar 0 (`'hl'`) or 1 (`'skip'`).
 * @throws a {@link ParameterError} if `out` has another length; a {@link DataError} if the columns differ in length.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { trueRange } from '@quantblocks/indicators';
 *
 * Array.from(trueRange({ high: [3, 9], low: [1, 8], close: [2, 8] })); // => [2, 7]
 * ```
 */
export function trueRange(hlc: HighLowClose, options: TrueRangeOptions = {}, out?: Float64Array): Float64Array {
  const { firstTr = 'hl' } = options;
  checkWord('firstTr', firstTr, ['hl', 'skip']);
  const n = commonLength(hlc, ['high', 'low', 'close']);
  const target = outputFor(n, out);
  const high = inputFor(hlc.high, 'high', target);
  const low = inputFor(hlc.low, 'low', target);
  const close = inputFor(hlc.close, 'close', target);
  const cell = new TrueRangeCell(firstTr);
  for (let i = 0; i < n; i++) target[i] = cell.step(0, 0, high[i], low[i], close[i]);
  return target;
}

/** The previous close and what follows from it. */
export class TrueRangeCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly skipFirst: boolean;

  constructor(firstTr: FirstTrueRange) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2));
    this.skipFirst = firstTr === 'skip';
  }

  step(from: number, to: number, high: number, low: number, close: number): number {
    const s = this.scalars;
    const previous = s[2 * from];
    const started = s[2 * from + 1];
    const range = rangeWith(high, low, previous);
    if (Number.isNaN(range - close)) {
      s[2 * to] = previous;
      s[2 * to + 1] = started;
      return Number.NaN;
    }
    s[2 * to] = close;
    s[2 * to + 1] = 1;
    return started === 1 ? range : this.skipFirst ? Number.NaN : high - low;
  }
}

/** `max(high - low, |high - previous|, |low - previous|)` with two comparisons, the same to the last bit. */
export function rangeWith(high: number, low: number, previous: number): number {
  let top = high;
  let bottom = low;
  if (previous > top) top = previous;
  if (previous < bottom) bottom = previous;
  return top - bottom;
}

/** Streaming {@link trueRange}. */
export class TrueRange extends Stream<TrueRangeOptions, PriceBar, number> {
  private readonly range: TrueRangeCell;

  constructor(options: TrueRangeOptions = {}) {
    const { firstTr = 'hl' } = options;
    checkWord('firstTr', firstTr, ['hl', 'skip']);
    const range = new TrueRangeCell(firstTr);
    super('trueRange', { firstTr }, [range], () => Number.NaN);
    this.range = range;
  }

  static restore(state: StreamState<TrueRangeOptions>): TrueRange {
    return new TrueRange(state.options).load(state);
  }

  protected step({ high, low, close }: PriceBar, from: number, to: number): number {
    return this.range.step(from, to, high, low, close);
  }
}
