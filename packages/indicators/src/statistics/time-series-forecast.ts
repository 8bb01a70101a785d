import { runBatch } from '../batch.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { RegressionCell } from '../stream/regression-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/**
 * Time series forecast: the least-squares line through the last `period` values, continued to the next bar.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`. The value at a bar is meant for the bar after it.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 *
 * @example
 * ```ts
 * import { timeSeriesForecast } from '@quantblocks/indicators';
 *
 * Array.from(timeSeriesForecast([1, 2, 6], { period: 3 })); // => [NaN, NaN, 8]
 * ```
 */
export function timeSeriesForecast(
  src: ArrayLike<number>,
  options: PeriodOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, nan } = periodOptions(options, 2);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new RegressionCell(period);
    for (let i = 0; i < x.src.length; i++) {
      cell.step(0, 0, i, x.src[i]);
      y.value[i] = forecast(cell);
    }
  }).value;
}

function forecast(cell: RegressionCell): number {
  return cell.mean + (cell.middle + 1) * cell.slope;
}

/** Streaming {@link timeSeriesForecast}. */
export class TimeSeriesForecast extends SeriesStream<PeriodOptions> {
  private readonly cell: RegressionCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options, 2);
    const cell = new RegressionCell(checked.period);
    super({
      indicator: 'timeSeriesForecast',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): TimeSeriesForecast {
    return new TimeSeriesForecast(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.cell.step(from, to, index, x);
    return forecast(this.cell);
  }
}
