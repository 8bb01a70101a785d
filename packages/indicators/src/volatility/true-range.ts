import { runBatch } from '../batch.ts';
import { checkWord } from '../checks.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';

/** What the true range of the very first bar is: high minus low (Pine, Tulip), or unknown (TA-Lib). */
export type FirstTrueRange = 'hl' | 'skip';

/** Options of {@link trueRange}. */
export interface TrueRangeOptions extends NanOptions {
  /** @defaultValue `'hl'` */
  firstTr?: FirstTrueRange;
}

/**
 * True range: the span from the lower of low and previous close to the higher of high and previous close.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; defined from bar 0 (`'hl'`) or 1 (`'skip'`).
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
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
  const { firstTr, nan } = trueRangeOptions(options);
  const { high, low, close } = given(hlc);
  return runBatch({ high, low, close }, { value: out }, firstOf(firstTr), false, nan, ({ high, low, close }, y) => {
    if (high.length > 0) y.value[0] = high[0] - low[0];
    for (let i = 1; i < high.length; i++) y.value[i] = rangeWith(high[i], low[i], close[i - 1]);
  }).value;
}

/** `max(high - low, |high - previous|, |low - previous|)` with two comparisons, the same to the last bit. */
export function rangeWith(high: number, low: number, previous: number): number {
  let top = high;
  let bottom = low;
  if (previous > top) top = previous;
  if (previous < bottom) bottom = previous;
  return top - bottom;
}

function trueRangeOptions({ firstTr = 'hl', nan }: TrueRangeOptions): Required<TrueRangeOptions> {
  checkWord('firstTr', firstTr, ['hl', 'skip']);
  return { firstTr, nan: nanPolicy(nan) };
}

function firstOf(firstTr: FirstTrueRange): { value: number } {
  return { value: firstTr === 'skip' ? 1 : 0 };
}

/** The previous close, and the range that follows from it. */
export class TrueRangeCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;

  constructor() {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(1));
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number): number {
    const previous = this.scalars[from];
    this.scalars[to] = close;
    return index === 0 ? high - low : rangeWith(high, low, previous);
  }
}

/** Streaming {@link trueRange}. */
export class TrueRange extends HighLowCloseStream<TrueRangeOptions> {
  private readonly range: TrueRangeCell;

  constructor(options: TrueRangeOptions = {}) {
    const checked = trueRangeOptions(options);
    const range = new TrueRangeCell();
    super({
      indicator: 'trueRange',
      options: checked,
      cells: [range],
      first: firstOf(checked.firstTr),
      windowed: false,
      blank: () => Number.NaN,
    });
    this.range = range;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<TrueRangeOptions>): TrueRange {
    return new TrueRange(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return this.range.step(from, to, index, high, low, close);
  }
}
