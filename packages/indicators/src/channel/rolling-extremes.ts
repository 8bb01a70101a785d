import { runBatch } from '../batch.ts';
import { slidingMax, slidingMin } from '../kernels/sliding-extremes.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/**
 * Highest of the last `period` values, this one included.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Constant time per bar whatever the window and the data.
 * @see M. van Herk, "A fast algorithm for local minimum and maximum filters on rectangular and octagonal kernels", 1992;
 * J. Gil and M. Werman, "Computing 2-D min, median, and max filters", 1993.
 *
 * @example
 * ```ts
 * import { rollingMax } from '@quantblocks/indicators';
 *
 * Array.from(rollingMax([3, 1, 2, 5, 4], { period: 3 })); // => [NaN, NaN, 3, 5, 5]
 * ```
 */
export function rollingMax(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    slidingMax(x.src, period, y.value);
  }).value;
}

/**
 * Lowest of the last `period` values, this one included.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see {@link rollingMax}
 *
 * @example
 * ```ts
 * import { rollingMin } from '@quantblocks/indicators';
 *
 * Array.from(rollingMin([3, 1, 2, 5, 4], { period: 3 })); // => [NaN, NaN, 1, 1, 2]
 * ```
 */
export function rollingMin(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    slidingMin(x.src, period, y.value);
  }).value;
}

/** Both extremes as streams. */
abstract class ExtremeStream extends SeriesStream<PeriodOptions> {
  protected readonly max: MaxCell;

  protected constructor(indicator: string, options: PeriodOptions) {
    const checked = periodOptions(options);
    const max = new MaxCell(checked.period);
    super({
      indicator,
      options: checked,
      cells: [max],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.max = max;
  }
}

/** Streaming {@link rollingMax}. */
export class RollingMax extends ExtremeStream {
  constructor(options: PeriodOptions = {}) {
    super('rollingMax', options);
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): RollingMax {
    return new RollingMax(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.max.step(from, to, index, x);
  }
}

/** Streaming {@link rollingMin}. */
export class RollingMin extends ExtremeStream {
  constructor(options: PeriodOptions = {}) {
    super('rollingMin', options);
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): RollingMin {
    return new RollingMin(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return -this.max.step(from, to, index, -x);
  }
}
