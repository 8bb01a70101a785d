import { runBatch } from '../batch.ts';
import { movingRegression } from '../kernels/regression.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { RegressionCell } from '../stream/regression-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Lines of {@link linearRegression}. */
export interface LinearRegressionSeries {
  /** The line at the last bar of the window. */
  value: Float64Array;
  /** Its rise per bar. */
  slope: Float64Array;
  /** The line at the oldest bar of the window. */
  intercept: Float64Array;
}

/** One bar of {@link LinearRegressionSeries}. */
export type LinearRegressionValue = { [Name in keyof LinearRegressionSeries]: number };

/**
 * Linear regression: the least-squares line through the last `period` values, `intercept + slope * k` for the bars `k = 0 .. period - 1`.
 *
 * @param src - Series of any unit.
 * @param out - Buffers for the three series; one may be `src` itself.
 * @returns Three series as long as `src`, in its unit (`slope`: per bar); first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @remarks Constant time per bar whatever the period. Errors do not grow with the length of the series, and a spike is gone with its bar.
 * Agrees with TA-Lib, Tulip and Pine. {@link linregMany} computes several periods at once.
 *
 * @example
 * ```ts
 * import { linearRegression } from '@quantblocks/indicators';
 *
 * // Through 1, 2, 6: mean 3, slope (6 - 1) / 2.
 * const { value, slope, intercept } = linearRegression([1, 2, 6], { period: 3 });
 * Array.from(value); // => [NaN, NaN, 5.5]
 * Array.from(slope); // => [NaN, NaN, 2.5]
 * Array.from(intercept); // => [NaN, NaN, 0.5]
 * ```
 */
export function linearRegression(
  src: ArrayLike<number>,
  options: PeriodOptions = {},
  out?: Partial<LinearRegressionSeries>,
): LinearRegressionSeries {
  const { period, nan } = periodOptions(options, 2);
  const outputs = { value: out?.value, slope: out?.slope, intercept: out?.intercept };
  const kernel = (x: { src: Float64Array }, y: LinearRegressionSeries): number =>
    movingRegression(x.src, period, y.value, y.slope, y.intercept);
  return runBatch({ src }, outputs, linesFrom(period), true, nan, kernel, true);
}

function linesFrom(period: number): { value: number; slope: number; intercept: number } {
  return { value: period - 1, slope: period - 1, intercept: period - 1 };
}

/** Streaming {@link linearRegression}. */
export class LinearRegression extends SeriesStream<PeriodOptions, LinearRegressionValue> {
  private readonly cell: RegressionCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options, 2);
    const cell = new RegressionCell(checked.period);
    super({
      indicator: 'linearRegression',
      options: checked,
      cells: [cell],
      first: linesFrom(checked.period),
      windowed: true,
      blank: () => ({ value: Number.NaN, slope: Number.NaN, intercept: Number.NaN }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): LinearRegression {
    return new LinearRegression(state.options).load(state);
  }

  protected step(
    x: number,
    from: number,
    to: number,
    index: number,
    output: LinearRegressionValue,
  ): LinearRegressionValue {
    const { cell } = this;
    cell.step(from, to, index, x);
    const rise = cell.middle * cell.slope;
    output.value = cell.mean + rise;
    output.slope = cell.slope;
    output.intercept = cell.mean - rise;
    return output;
  }
}
