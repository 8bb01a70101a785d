import { runBatch } from '../batch.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { RegressionCell } from '../stream/regression-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** What {@link regressionQuality} says about a line. */
export interface RegressionQualitySeries {
  /** Standard error of the regression, `sqrt(SSE / (period - 2))`. */
  standardError: Float64Array;
  /** Standard error of the slope, per bar. */
  slopeError: Float64Array;
  /** Share of the variance that the line explains, 0 .. 1. */
  rSquared: Float64Array;
}

/** One bar of {@link RegressionQualitySeries}. */
export type RegressionQualityValue = { [Name in keyof RegressionQualitySeries]: number };

/**
 * How well the least-squares line through the last `period` values fits: from the sum SSE of squared distances from the line and the sum
 * SST of those from the mean, `standardError = sqrt(SSE / (period - 2))`, the same over the spread of the bars for `slopeError`, and
 * `rSquared = 1 - SSE / SST`.
 *
 * @param src - Series of any unit.
 * @param out - Buffers for the three series; one may be `src` itself.
 * @returns Three series as long as `src`; the errors in its unit and its unit per bar, `rSquared` a fraction; first value at bar
 * `period - 1`. Where nothing has moved all three are 0: there is nothing to explain. On a straight line the errors are 0 and `rSquared` 1.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @remarks Distances from the line below 1e-7 of those from the mean are lost in rounding and count as 0.
 *
 * @example
 * ```ts
 * import { regressionQuality } from '@quantblocks/indicators';
 *
 * // 0, 3, 0 around the level line 1: SSE = SST = 6. Then 3, 0, 3 around 2.
 * const { standardError, rSquared } = regressionQuality([0, 3, 0, 3], { period: 3 });
 * Array.from(standardError, (error) => Math.round(error * 1000) / 1000); // => [NaN, NaN, 2.449, 2.449]
 * Array.from(rSquared); // => [NaN, NaN, 0, 0]
 * ```
 */
export function regressionQuality(
  src: ArrayLike<number>,
  options: PeriodOptions = {},
  out?: Partial<RegressionQualitySeries>,
): RegressionQualitySeries {
  const { period, nan } = periodOptions(options, 3);
  const outputs = { standardError: out?.standardError, slopeError: out?.slopeError, rSquared: out?.rSquared };
  return runBatch({ src }, outputs, qualityFrom(period), true, nan, (x, y) => {
    const cell = new RegressionCell(period);
    const quality = blank();
    for (let i = 0; i < x.src.length; i++) {
      cell.step(0, 0, i, x.src[i]);
      assess(cell, period, quality);
      y.standardError[i] = quality.standardError;
      y.slopeError[i] = quality.slopeError;
      y.rSquared[i] = quality.rSquared;
    }
  });
}

function assess(
  { residuals, deviations, spread }: RegressionCell,
  period: number,
  output: RegressionQualityValue,
): void {
  const variance = residuals / (period - 2);
  output.standardError = Math.sqrt(variance);
  output.slopeError = Math.sqrt(variance / spread);
  output.rSquared = deviations > 0 ? Math.max(0, 1 - residuals / deviations) : 0;
}

function blank(): RegressionQualityValue {
  return { standardError: Number.NaN, slopeError: Number.NaN, rSquared: Number.NaN };
}

function qualityFrom(period: number): { standardError: number; slopeError: number; rSquared: number } {
  return { standardError: period - 1, slopeError: period - 1, rSquared: period - 1 };
}

/** Streaming {@link regressionQuality}. */
export class RegressionQuality extends SeriesStream<PeriodOptions, RegressionQualityValue> {
  private readonly cell: RegressionCell;
  private readonly period: number;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options, 3);
    const { period } = checked;
    const cell = new RegressionCell(period);
    super({
      indicator: 'regressionQuality',
      options: checked,
      cells: [cell],
      first: qualityFrom(period),
      windowed: true,
      blank,
    });
    this.cell = cell;
    this.period = period;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): RegressionQuality {
    return new RegressionQuality(state.options).load(state);
  }

  protected step(
    x: number,
    from: number,
    to: number,
    index: number,
    output: RegressionQualityValue,
  ): RegressionQualityValue {
    this.cell.step(from, to, index, x);
    assess(this.cell, this.period, output);
    return output;
  }
}
