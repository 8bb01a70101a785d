import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import type { Cell } from '../stream/cell.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';
import { TrueRangeCell } from '../volatility/true-range.ts';

/** Options of {@link choppiness}. */
export interface ChoppinessOptions extends NanOptions {
  /** Bars in the window, at least 2. @defaultValue `14` */
  period?: number;
}

/**
 * Choppiness index: `100 * log(sum of true ranges / (highest high - lowest low)) / log(period)`. Near 0 every bar goes the same
 * way, near 100 every bar covers the same ground.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in percent; first value at bar `period - 1`. 100 where the market stands still. More than 100 only
 * where a window begins with a leap from the bar before.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The true range of the very first bar is high minus low.
 * @see E. W. Dreiss's index.
 *
 * @example
 * ```ts
 * import { choppiness } from '@quantblocks/indicators';
 *
 * // Ranges 2 and 2 over a span of 2, then 2 and 2 over a span of 4.
 * const bars = { high: [4, 4, 6], low: [2, 2, 4], close: [3, 4, 6] };
 * Array.from(choppiness(bars, { period: 2 })); // => [NaN, 100, 0]
 * ```
 */
export function choppiness(hlc: HighLowClose, options: ChoppinessOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options, 2, 14);
  const { high, low, close } = given(hlc);
  return runBatch({ high, low, close }, { value: out }, { value: period - 1 }, true, nan, (x, { value }) => {
    const cell = new ChoppinessCell(period);
    for (let i = 0; i < value.length; i++) value[i] = cell.step(0, 0, i, x.high[i], x.low[i], x.close[i]);
  }).value;
}

/** The path walked, and the span it stays in. */
class ChoppinessCell {
  readonly cells: readonly Cell[];
  private readonly range: TrueRangeCell;
  private readonly path: WindowSumCell;
  private readonly top: MaxCell;
  private readonly bottom: MaxCell;
  private readonly base: number;

  constructor(period: number) {
    this.range = new TrueRangeCell();
    this.path = new WindowSumCell(period);
    this.top = new MaxCell(period);
    this.bottom = new MaxCell(period);
    this.cells = [this.range, this.path, this.top, this.bottom];
    this.base = Math.log10(period);
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number): number {
    const path = this.path.step(from, to, index, this.range.step(from, to, index, high, low, close));
    const span = this.top.step(from, to, index, high) + this.bottom.step(from, to, index, -low);
    if (span === 0) return 100;
    // A path is never shorter than its span but by rounding.
    return path > span ? (100 * Math.log10(path / span)) / this.base : 0;
  }
}

/** Streaming {@link choppiness}. */
export class Choppiness extends HighLowCloseStream<ChoppinessOptions> {
  private readonly cell: ChoppinessCell;

  constructor(options: ChoppinessOptions = {}) {
    const checked = periodOptions(options, 2, 14);
    const cell = new ChoppinessCell(checked.period);
    super({
      indicator: 'choppiness',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ChoppinessOptions>): Choppiness {
    return new Choppiness(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, high, low, close);
  }
}
