import { runBatch } from '../batch.ts';
import { type BarOf, given, type OpenHighLowClose } from '../columns.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { OpenHighLowCloseStream } from '../stream/bar-streams.ts';
import type { StreamState } from '../stream/stream.ts';
import { logReturn } from './returns.ts';
import { RootMeanCell } from './root-mean-cell.ts';

/**
 * Rogers and Satchell's volatility, which a drift does not disturb: the root of the mean of
 * `ln(high / close) ln(high / open) + ln(low / close) ln(low / open)` over the last `period` bars.
 *
 * @param ohlc - Bars, or any object with the columns `open`, `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, a fraction per bar (not annualised); first value at bar `period - 1`. 0 for
 * bars that go from one end of their range to the other. Logarithms of prices that are not positive count as 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Jumps between the bars are not seen.
 * @see L. C. G. Rogers and S. E. Satchell, "Estimating Variance from High, Low and Closing Prices", 1991.
 *
 * @example
 * ```ts
 * import { rogersSatchellVolatility } from '@quantblocks/indicators';
 *
 * // A bar from 1 up to 2 and back to 1: sqrt(ln(2)^2).
 * rogersSatchellVolatility({ open: [1], high: [2], low: [1], close: [1] }, { period: 1 })[0].toFixed(6); // => '0.693147'
 * ```
 */
export function rogersSatchellVolatility(
  ohlc: OpenHighLowClose,
  options: PeriodOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, nan } = periodOptions(options);
  const { open, high, low, close } = given(ohlc);
  return runBatch({ open, high, low, close }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new RootMeanCell(period);
    for (let i = 0; i < y.value.length; i++) {
      y.value[i] = cell.rootMean(0, 0, i, rogersSatchell(x.open[i], x.high[i], x.low[i], x.close[i]));
    }
  }).value;
}

/** Estimate of the variance by one bar. */
export function rogersSatchell(open: number, high: number, low: number, close: number): number {
  return logReturn(close, high) * logReturn(open, high) + logReturn(close, low) * logReturn(open, low);
}

/** Streaming {@link rogersSatchellVolatility}. */
export class RogersSatchellVolatility extends OpenHighLowCloseStream<PeriodOptions> {
  private readonly cell: RootMeanCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new RootMeanCell(checked.period);
    super({
      indicator: 'rogersSatchellVolatility',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): RogersSatchellVolatility {
    return new RogersSatchellVolatility(state.options).load(state);
  }

  protected step({ open, high, low, close }: BarOf<OpenHighLowClose>, from: number, to: number, index: number): number {
    return this.cell.rootMean(from, to, index, rogersSatchell(open, high, low, close));
  }
}
