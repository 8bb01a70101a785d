import { typicalPrice } from '../average/ohlc4.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type BarOf, given, type HighLowCloseVolume } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseVolumeStream } from '../stream/bar-streams.ts';
import { BlockSumCell } from '../stream/block-sum-cell.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';

/** Options of {@link moneyFlowIndex}. */
export interface MoneyFlowIndexOptions extends NanOptions {
  /** Changes in the window. @defaultValue `14` */
  period?: number;
  /**
   * The first bar has no change: leave it out (TA-Lib, Tulip), or count its money both as up and as down (Pine, where a missing change
   * is neither `<= 0` nor `>= 0`). @defaultValue `'skip'`
   */
  firstChange?: 'skip' | 'both';
}

/**
 * Money flow index: of the money (typical price times volume) traded in bars whose typical price changed, the percentage traded in those
 * where it rose, over the last `period` changes.
 *
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`. The typical price is the mean of high, low and close.
 * @param out - Receives the result.
 * @returns As long as the input, 0 .. 100; first value at bar `period`, with `'both'` one earlier. 50 where no money flowed either way.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks TA-Lib gives 0 where less than one unit of money flowed.
 * @see G. Quong and A. Soudack, "Volume-weighted RSI: Money Flow", Technical Analysis of Stocks & Commodities, 1989.
 *
 * @example
 * ```ts
 * import { moneyFlowIndex } from '@quantblocks/indicators';
 *
 * // Money up 2 * 30 and down 1 * 20, then down 1 * 20 and nothing.
 * const price = [1, 2, 1, 1];
 * const bars = { high: price, low: price, close: price, volume: [10, 30, 20, 50] };
 * Array.from(moneyFlowIndex(bars, { period: 2 })); // => [NaN, NaN, 75, 0]
 * ```
 */
export function moneyFlowIndex(
  hlcv: HighLowCloseVolume,
  options: MoneyFlowIndexOptions = {},
  out?: Float64Array,
): Float64Array {
  const checked = indexOptions(options);
  const { high, low, close, volume } = given(hlcv);
  const columns = { high, low, close, volume };
  return runBatch(columns, { value: out }, firstOf(checked), isWindowed(checked), checked.nan, (x, y) => {
    const { high, low, close, volume } = x;
    const cell = new MoneyIndexCell(checked);
    for (let i = 0; i < high.length; i++) y.value[i] = cell.step(0, 0, i, high[i], low[i], close[i], volume[i]);
  }).value;
}

function indexOptions({
  period = 14,
  firstChange = 'skip',
  nan,
}: MoneyFlowIndexOptions): Required<MoneyFlowIndexOptions> {
  checkInteger('period', period, 1);
  checkWord('firstChange', firstChange, ['skip', 'both']);
  return { period, firstChange, nan: nanPolicy(nan) };
}

function firstOf({ period, firstChange }: Required<MoneyFlowIndexOptions>): { value: number } {
  return { value: firstChange === 'skip' ? period : period - 1 };
}

/** Without the change of the first bar left out, the first value looks at one bar less than the later ones. */
function isWindowed({ firstChange }: Required<MoneyFlowIndexOptions>): boolean {
  return firstChange === 'skip';
}

/** Money up and down in the window, and the last price. */
class MoneyIndexCell {
  readonly cells: readonly Cell[];
  private readonly up: BlockSumCell;
  private readonly down: BlockSumCell;
  private readonly last: Float64Array;
  private readonly skipped: number;

  constructor({ period, firstChange }: Required<MoneyFlowIndexOptions>) {
    this.up = new BlockSumCell(period);
    this.down = new BlockSumCell(period);
    const last = cellMemory(1);
    this.last = last.scalars;
    this.cells = [this.up, this.down, last];
    this.skipped = firstChange === 'skip' ? 1 : 0;
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number, volume: number): number {
    const price = typicalPrice(high, low, close);
    const last = this.last[from];
    this.last[to] = price;
    if (index < this.skipped) return Number.NaN;
    const money = price * volume;
    const up = this.up.step(from, to, index - this.skipped, money * +(index === 0 || price > last));
    const down = this.down.step(from, to, index - this.skipped, money * +(index === 0 || price < last));
    return up + down > 0 ? (100 * up) / (up + down) : 50;
  }
}

/** Streaming {@link moneyFlowIndex}. */
export class MoneyFlowIndex extends HighLowCloseVolumeStream<MoneyFlowIndexOptions> {
  private readonly cell: MoneyIndexCell;

  constructor(options: MoneyFlowIndexOptions = {}) {
    const checked = indexOptions(options);
    const cell = new MoneyIndexCell(checked);
    super({
      indicator: 'moneyFlowIndex',
      options: checked,
      cells: cell.cells,
      first: firstOf(checked),
      windowed: isWindowed(checked),
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<MoneyFlowIndexOptions>): MoneyFlowIndex {
    return new MoneyFlowIndex(state.options).load(state);
  }

  protected step(bar: BarOf<HighLowCloseVolume>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, bar.high, bar.low, bar.close, bar.volume);
  }
}
