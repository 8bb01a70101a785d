import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { RegressionCell } from '../stream/regression-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link standardErrorOfMean}. */
export interface StandardErrorOfMeanOptions extends NanOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
  /** Subtracted from the number of values in the variance: 0 (Tulip), or 1 for a sample. @defaultValue `0` */
  ddof?: number;
}

/**
 * Standard error of the mean of the last `period` values: their standard deviation over `sqrt(period)`.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`. 0 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks With `ddof` 0 it is Tulip's `stderr`; statisticians take 1, for the window is a sample.
 * pandas' `rolling.sem` (version 2) is another number: it divides by the root of `period - 1`.
 *
 * @example
 * ```ts
 * import { standardErrorOfMean } from '@quantblocks/indicators';
 *
 * // 1, 1, 5, 5: deviation 2 around 3.
 * Array.from(standardErrorOfMean([1, 1, 5, 5], { period: 4 })); // => [NaN, NaN, NaN, 1]
 * ```
 */
export function standardErrorOfMean(
  src: ArrayLike<number>,
  options: StandardErrorOfMeanOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, ddof, nan } = errorOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new RegressionCell(period);
    for (let i = 0; i < x.src.length; i++) {
      cell.step(0, 0, i, x.src[i]);
      y.value[i] = errorOf(cell, period, ddof);
    }
  }).value;
}

function errorOf({ deviations }: RegressionCell, period: number, ddof: number): number {
  return Math.sqrt(deviations / (period - ddof) / period);
}

function errorOptions({
  period = 20,
  ddof = 0,
  nan,
}: StandardErrorOfMeanOptions): Required<StandardErrorOfMeanOptions> {
  checkInteger('period', period, 2);
  checkInteger('ddof', ddof, 0, 1);
  return { period, ddof, nan: nanPolicy(nan) };
}

/** Streaming {@link standardErrorOfMean}. */
export class StandardErrorOfMean extends SeriesStream<StandardErrorOfMeanOptions> {
  private readonly cell: RegressionCell;
  private readonly period: number;
  private readonly ddof: number;

  constructor(options: StandardErrorOfMeanOptions = {}) {
    const checked = errorOptions(options);
    const { period, ddof } = checked;
    const cell = new RegressionCell(period);
    super({
      indicator: 'standardErrorOfMean',
      options: checked,
      cells: [cell],
      first: { value: period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
    this.period = period;
    this.ddof = ddof;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<StandardErrorOfMeanOptions>): StandardErrorOfMean {
    return new StandardErrorOfMean(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.cell.step(from, to, index, x);
    return errorOf(this.cell, this.period, this.ddof);
  }
}
