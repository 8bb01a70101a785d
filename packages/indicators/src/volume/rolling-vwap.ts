import { typicalPrice } from '../average/ohlc4.ts';
import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowCloseVolume } from '../columns.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { HighLowCloseVolumeStream } from '../stream/bar-streams.ts';
import { BlockSumCell } from '../stream/block-sum-cell.ts';
import type { Cell } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';

/**
 * Rolling volume-weighted average price: `sum(price * volume) / sum(volume)` over the last `period` bars, of the typical prices
 * `(high + low + close) / 3`.
 *
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; first value at bar `period - 1`. The typical price of the bar where nothing was traded.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { rollingVwap } from '@quantblocks/indicators';
 *
 * const price = [10, 20, 40];
 * const bars = { high: price, low: price, close: price, volume: [1, 3, 1] };
 * Array.from(rollingVwap(bars, { period: 2 })); // => [NaN, 17.5, 25]
 * ```
 */
export function rollingVwap(hlcv: HighLowCloseVolume, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  const { high, low, close, volume } = given(hlcv);
  return runBatch({ high, low, close, volume }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const { high, low, close, volume } = x;
    const cell = new WindowCell(period);
    for (let i = 0; i < high.length; i++) {
      y.value[i] = cell.step(0, 0, i, typicalPrice(high[i], low[i], close[i]), volume[i]);
    }
  }).value;
}

/** Money and volume of the window. */
class WindowCell {
  readonly cells: readonly Cell[];
  private readonly money: BlockSumCell;
  private readonly volume: BlockSumCell;

  constructor(period: number) {
    this.money = new BlockSumCell(period);
    this.volume = new BlockSumCell(period);
    this.cells = [this.money, this.volume];
  }

  step(from: number, to: number, index: number, price: number, volume: number): number {
    const money = this.money.step(from, to, index, price * volume);
    const traded = this.volume.step(from, to, index, volume);
    return traded > 0 ? money / traded : price;
  }
}

/** Streaming {@link rollingVwap}. */
export class RollingVwap extends HighLowCloseVolumeStream<PeriodOptions> {
  private readonly cell: WindowCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new WindowCell(checked.period);
    super({
      indicator: 'rollingVwap',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): RollingVwap {
    return new RollingVwap(state.options).load(state);
  }

  protected step(bar: BarOf<HighLowCloseVolume>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, typicalPrice(bar.high, bar.low, bar.close), bar.volume);
  }
}
