import { runBatch } from '../batch.ts';
import { type BarOf, type CloseVolume, given } from '../columns.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { CloseVolumeStream } from '../stream/bar-streams.ts';
import type { Cell } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';

/**
 * Volume-weighted moving average: `sum(close * volume) / sum(volume)` over the last `period` bars.
 *
 * @param bars - Bars, or any object with the columns `close` and `volume`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; first value at bar `period - 1`. The close where no bar of the window has volume.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Agrees with Tulip and Pine.
 *
 * @example
 * ```ts
 * import { vwma } from '@quantblocks/indicators';
 *
 * // (10 * 1 + 12 * 3) / 4, then (12 * 3 + 20 * 1) / 4.
 * Array.from(vwma({ close: [10, 12, 20], volume: [1, 3, 1] }, { period: 2 })); // => [NaN, 11.5, 14]
 * ```
 */
export function vwma(bars: CloseVolume, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  const { close, volume } = given(bars);
  return runBatch({ close, volume }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new VwmaCell(period);
    for (let i = 0; i < y.value.length; i++) y.value[i] = cell.step(0, 0, i, x.close[i], x.volume[i]);
  }).value;
}

/** Sums of the window. */
class VwmaCell {
  readonly cells: readonly Cell[];
  private readonly turnover: WindowSumCell;
  private readonly volume: WindowSumCell;
  /** Bars with volume: a whole number, where a running sum of volumes that has fallen back to zero may be off by its rounding. */
  private readonly traded: WindowSumCell;

  constructor(period: number) {
    this.turnover = new WindowSumCell(period);
    this.volume = new WindowSumCell(period);
    this.traded = new WindowSumCell(period);
    this.cells = [this.turnover, this.volume, this.traded];
  }

  step(from: number, to: number, index: number, close: number, volume: number): number {
    const turnover = this.turnover.step(from, to, index, close * volume);
    const total = this.volume.step(from, to, index, volume);
    const traded = this.traded.step(from, to, index, volume > 0 ? 1 : 0);
    return traded > 0 && total > 0 ? turnover / total : close;
  }
}

/** Streaming {@link vwma}. */
export class Vwma extends CloseVolumeStream<PeriodOptions> {
  private readonly cell: VwmaCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new VwmaCell(checked.period);
    super({
      indicator: 'vwma',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): Vwma {
    return new Vwma(state.options).load(state);
  }

  protected step({ close, volume }: BarOf<CloseVolume>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, close, volume);
  }
}
