import { runBatch } from '../batch.ts';
import { type BarOf, given, type OpenHighLowClose } from '../columns.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { OpenHighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { MomentsCell } from '../stream/moments-cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { logReturn, rootOf } from './returns.ts';
import { rogersSatchell } from './rogers-satchell-volatility.ts';

/**
 * Yang and Zhang's volatility, which sees jumps between the bars and is not disturbed by a drift: the root of the sample variance of
 * `ln(open / previous close)`, plus `k` times that of `ln(close / open)`, plus `1 - k` times Rogers and Satchell's mean,
 * over the last `period` bars, with `k = 0.34 / (1.34 + (period + 1) / (period - 1))`.
 *
 * @param ohlc - Bars, or any object with the columns `open`, `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, a fraction per bar (not annualised); first value at bar `period`. Logarithms of prices that are not
 * positive count as 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see D. Yang and Q. Zhang, "Drift Independent Volatility Estimation Based on High, Low, Open, and Close Prices", 2000.
 *
 * @example
 * ```ts
 * import { yangZhangVolatility } from '@quantblocks/indicators';
 *
 * // Prices move between the bars only: by ln(2), then by 0, whose sample variance is ln(2)^2 / 2.
 * const price = [1, 2, 2];
 * const bars = { open: price, high: price, low: price, close: price };
 * yangZhangVolatility(bars, { period: 2 })[2].toFixed(6); // => '0.490129'
 * ```
 */
export function yangZhangVolatility(
  ohlc: OpenHighLowClose,
  options: PeriodOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, nan } = periodOptions(options, 2);
  const { open, high, low, close } = given(ohlc);
  return runBatch({ open, high, low, close }, { value: out }, { value: period }, true, nan, (x, y) => {
    const cell = new YangZhangCell(period);
    for (let i = 0; i < y.value.length; i++) {
      y.value[i] = cell.step(0, 0, i, x.open[i], x.high[i], x.low[i], x.close[i]);
    }
  }).value;
}

/** The three parts of the variance, and the close that the next bar jumps from. */
class YangZhangCell {
  readonly cells: readonly Cell[];
  private readonly overnight: MomentsCell;
  private readonly body: MomentsCell;
  private readonly range: MomentsCell;
  private readonly last: Float64Array;
  private readonly share: number;

  constructor(period: number) {
    this.overnight = new MomentsCell(period, period - 1);
    this.body = new MomentsCell(period, period - 1);
    this.range = new MomentsCell(period, period);
    const last = cellMemory(1);
    this.last = last.scalars;
    this.cells = [this.overnight, this.body, this.range, last];
    this.share = 0.34 / (1.34 + (period + 1) / (period - 1));
  }

  step(from: number, to: number, index: number, open: number, high: number, low: number, close: number): number {
    const { overnight, body, range, share } = this;
    const last = this.last[from];
    this.last[to] = close;
    // The first bar has no jump; it counts as none at all, so that the three windows are one.
    if (index === 0) return Number.NaN;
    overnight.step(from, to, index - 1, logReturn(last, open));
    body.step(from, to, index - 1, logReturn(open, close));
    range.step(from, to, index - 1, rogersSatchell(open, high, low, close));
    return rootOf(overnight.variance(to) + share * body.variance(to) + (1 - share) * range.mean(to));
  }
}

/** Streaming {@link yangZhangVolatility}. */
export class YangZhangVolatility extends OpenHighLowCloseStream<PeriodOptions> {
  private readonly cell: YangZhangCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options, 2);
    const cell = new YangZhangCell(checked.period);
    super({
      indicator: 'yangZhangVolatility',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): YangZhangVolatility {
    return new YangZhangVolatility(state.options).load(state);
  }

  protected step({ open, high, low, close }: BarOf<OpenHighLowClose>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, open, high, low, close);
  }
}
