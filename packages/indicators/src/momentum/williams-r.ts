import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { rangePosition } from '../kernels/stochastic.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import type { StreamState } from '../stream/stream.ts';
import { PositionCell } from './stochastic.ts';

/** Options of {@link williamsR}. */
export interface WilliamsROptions extends NanOptions {
  /** Bars of the range. @defaultValue `14` */
  period?: number;
}

/**
 * Williams %R: how far the close lies below the highest high, in percent of the range of the last `period` bars, -100 .. 0.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input; first value at bar `period - 1`. -50 where the range is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The raw {@link stochastic} less 100.
 * @see L. Williams, "How I Made One Million Dollars Last Year Trading Commodities", 1973.
 *
 * @example
 * ```ts
 * import { williamsR } from '@quantblocks/indicators';
 *
 * const bars = { high: [4, 5, 6], low: [1, 2, 3], close: [3, 4, 4] };
 * Array.from(williamsR(bars, { period: 2 })); // => [NaN, -25, -50]
 * ```
 */
export function williamsR(hlc: HighLowClose, options: WilliamsROptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options, 1, 14);
  const { high, low, close } = given(hlc);
  return runBatch({ high, low, close }, { value: out }, { value: period - 1 }, true, nan, (x, { value }) => {
    rangePosition(x.high, x.low, x.close, period, 0, value);
    for (let i = 0; i < value.length; i++) value[i] -= 100;
  }).value;
}

/** Streaming {@link williamsR}. */
export class WilliamsR extends HighLowCloseStream<WilliamsROptions> {
  private readonly place: PositionCell;

  constructor(options: WilliamsROptions = {}) {
    const checked = periodOptions(options, 1, 14);
    const place = new PositionCell(checked.period, 0);
    super({
      indicator: 'williamsR',
      options: checked,
      cells: [place],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.place = place;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<WilliamsROptions>): WilliamsR {
    return new WilliamsR(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return this.place.step(from, to, index, high, low, close) - 100;
  }
}
