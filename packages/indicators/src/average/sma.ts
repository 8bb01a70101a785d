import { runBatch } from '../batch.ts';
import { windowSum } from '../kernels/window-sum.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';

/**
 * Simple moving average: the mean of the last `period` values.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks The running sum is taken afresh every 1024 bars: errors do not grow, and one spike leaves no trace.
 * Agrees with TA-Lib, Tulip, Pine and pandas.
 *
 * @example
 * ```ts
 * import { sma } from '@quantblocks/indicators';
 *
 * Array.from(sma([1, 2, 3, 4], { period: 2 })); // => [NaN, 1.5, 2.5, 3.5]
 * Array.from(sma([1, 2, NaN, 4, 5], { period: 2 })); // => [NaN, 1.5, NaN, NaN, 4.5]
 * ```
 */
export function sma(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  const kernel = (x: { src: Float64Array }, y: { value: Float64Array }): number =>
    windowSum(x.src, period, period, y.value);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, kernel, true).value;
}

/** Streaming {@link sma}. */
export class Sma extends SeriesStream<PeriodOptions> {
  private readonly period: number;
  private readonly sum: WindowSumCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const { period } = checked;
    const sum = new WindowSumCell(period);
    super({
      indicator: 'sma',
      options: checked,
      cells: [sum],
      first: { value: period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.period = period;
    this.sum = sum;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): Sma {
    return new Sma(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.sum.step(from, to, index, x) / this.period;
  }
}
