import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowCloseVolume } from '../columns.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { HighLowCloseVolumeStream } from '../stream/bar-streams.ts';
import { BlockSumCell } from '../stream/block-sum-cell.ts';
import type { Cell } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { moneyFlow } from './accumulation-distribution.ts';

/**
 * Chaikin money flow: the volume of the last `period` bars, weighted by where the close lies in each bar (-1 low .. +1 high), over all
 * their volume.
 *
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`.
 * @param out - Receives the result.
 * @returns As long as the input, -1 .. +1; first value at bar `period - 1`. A bar without range weighs 0; 0 where nothing was traded.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see M. Chaikin; S. B. Achelis, "Technical Analysis from A to Z", 1995.
 *
 * @example
 * ```ts
 * import { chaikinMoneyFlow } from '@quantblocks/indicators';
 *
 * // Weights 1, -0.5, 0.
 * const bars = { high: [4, 4, 4], low: [0, 0, 0], close: [4, 1, 2], volume: [10, 20, 60] };
 * Array.from(chaikinMoneyFlow(bars, { period: 2 })); // => [NaN, 0, -0.125]
 * ```
 */
export function chaikinMoneyFlow(
  hlcv: HighLowCloseVolume,
  options: PeriodOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, nan } = periodOptions(options);
  const { high, low, close, volume } = given(hlcv);
  return runBatch({ high, low, close, volume }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const { high, low, close, volume } = x;
    const cell = new MoneyFlowCell(period);
    for (let i = 0; i < high.length; i++) y.value[i] = cell.step(0, 0, i, high[i], low[i], close[i], volume[i]);
  }).value;
}

/** Weighted volume and volume of the window. */
class MoneyFlowCell {
  readonly cells: readonly Cell[];
  private readonly flow: BlockSumCell;
  private readonly volume: BlockSumCell;

  constructor(period: number) {
    this.flow = new BlockSumCell(period);
    this.volume = new BlockSumCell(period);
    this.cells = [this.flow, this.volume];
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number, volume: number): number {
    const flow = this.flow.step(from, to, index, moneyFlow(high, low, close, volume));
    const traded = this.volume.step(from, to, index, volume);
    return traded > 0 ? flow / traded : 0;
  }
}

/** Streaming {@link chaikinMoneyFlow}. */
export class ChaikinMoneyFlow extends HighLowCloseVolumeStream<PeriodOptions> {
  private readonly cell: MoneyFlowCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new MoneyFlowCell(checked.period);
    super({
      indicator: 'chaikinMoneyFlow',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): ChaikinMoneyFlow {
    return new ChaikinMoneyFlow(state.options).load(state);
  }

  protected step(bar: BarOf<HighLowCloseVolume>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, bar.high, bar.low, bar.close, bar.volume);
  }
}
