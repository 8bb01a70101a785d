import { runBatch } from '../batch.ts';
import { type BarOf, given, type OpenHighLowClose } from '../columns.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { OpenHighLowCloseStream } from '../stream/bar-streams.ts';
import type { StreamState } from '../stream/stream.ts';
import { logReturn } from './returns.ts';
import { RootMeanCell } from './root-mean-cell.ts';

const BODY = 2 * Math.LN2 - 1;

/**
 * Garman and Klass's volatility from ranges and bodies: the root of the mean of
 * `ln(high / low)^2 / 2 - (2 ln 2 - 1) ln(close / open)^2` over the last `period` bars.
 *
 * @param ohlc - Bars, or any object with the columns `open`, `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, a fraction per bar (not annualised); first value at bar `period - 1`. 0 where
 * that mean is negative, as it can be for bars that close outside their range only. Logarithms of prices that are not positive count as 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Assumes a price without drift; jumps between the bars are not seen.
 * @see M. B. Garman and M. J. Klass, "On the Estimation of Security Price Volatilities from Historical Data", 1980.
 *
 * @example
 * ```ts
 * import { garmanKlassVolatility } from '@quantblocks/indicators';
 *
 * // A bar from 1 up to 2 and back to 1: sqrt(ln(2)^2 / 2).
 * garmanKlassVolatility({ open: [1], high: [2], low: [1], close: [1] }, { period: 1 })[0].toFixed(6); // => '0.490129'
 * ```
 */
export function garmanKlassVolatility(
  ohlc: OpenHighLowClose,
  options: PeriodOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, nan } = periodOptions(options);
  const { open, high, low, close } = given(ohlc);
  return runBatch({ open, high, low, close }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new RootMeanCell(period);
    for (let i = 0; i < y.value.length; i++) {
      y.value[i] = cell.rootMean(0, 0, i, estimate(x.open[i], x.high[i], x.low[i], x.close[i]));
    }
  }).value;
}

/** Estimate of the variance by one bar. */
function estimate(open: number, high: number, low: number, close: number): number {
  const range = logReturn(low, high);
  const body = logReturn(open, close);
  return 0.5 * range * range - BODY * body * body;
}

/** Streaming {@link garmanKlassVolatility}. */
export class GarmanKlassVolatility extends OpenHighLowCloseStream<PeriodOptions> {
  private readonly cell: RootMeanCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new RootMeanCell(checked.period);
    super({
      indicator: 'garmanKlassVolatility',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): GarmanKlassVolatility {
    return new GarmanKlassVolatility(state.options).load(state);
  }

  protected step({ open, high, low, close }: BarOf<OpenHighLowClose>, from: number, to: number, index: number): number {
    return this.cell.rootMean(from, to, index, estimate(open, high, low, close));
  }
}
