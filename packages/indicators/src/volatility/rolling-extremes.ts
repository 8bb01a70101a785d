import { checkInteger, gapFreeStart, inputFor, outputFor } from '../series.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import { runSeries, SeriesStream, type StreamState } from '../stream/stream.ts';
import type { PeriodOptions } from '../trend/sma.ts';
import { slidingMax, slidingMin } from './sliding-extremes.ts';

/**
 * Highest of the last `period` values, this one included.
 *
 * @param src - Series of any unit; a NaN makes the value undefined exactly while it is inside the window.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if `period` is not an integer >= 1 or `out` has another length.
 * @remarks Constant time per bar whatever the window and the data.
 * @see M. van Herk, "A fast algorithm for local minimum and maximum filters", Pattern Recognition Letters 13 (1992);
 * J. Gil, M. Werman, "Computing 2-D min, median and max filters", IEEE PAMI 15 (1993).
 *
 * @example
 * ```ts
 * import { rollingMax } from '@quantblocks/indicators';
 *
 * Array.from(rollingMax([3, 1, 2, 5, 4], { period: 3 })); // => [NaN, NaN, 3, 5, 5]
 * ```
 */
export function rollingMax(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period = 20 } = options;
  checkInteger('period', period, 1);
  const target = outputFor(src.length, out);
  const x = inputFor(src, 'src', target);
  const start = gapFreeStart(x);
  return start < 0 ? runSeries(new RollingMax({ period }), x, target) : slidingMax(x, start, period, target);
}

/**
 * Lowest of the last `period` values, this one included; see {@link rollingMax}.
 *
 * @example
 * ```ts
 * import { rollingMin } from '@quantblocks/indicators';
 *
 * Array.from(rollingMin([3, 1, 2, 5, 4], { period: 3 })); // => [NaN, NaN, 1, 1, 2]
 * ```
 */
export function rollingMin(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period = 20 } = options;
  checkInteger('period', period, 1);
  const target = outputFor(src.length, out);
  const x = inputFor(src, 'src', target);
  const start = gapFreeStart(x);
  return start < 0 ? runSeries(new RollingMin({ period }), x, target) : slidingMin(x, start, period, target);
}

/** Streaming {@link rollingMax}. */
export class RollingMax extends SeriesStream<PeriodOptions> {
  private readonly max: MaxCell;

  constructor(options: PeriodOptions = {}) {
    const { period = 20 } = options;
    checkInteger('period', period, 1);
    const max = new MaxCell(period);
    super('rollingMax', { period }, [max]);
    this.max = max;
  }

  static restore(state: StreamState<PeriodOptions>): RollingMax {
    return new RollingMax(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.max.step(from, to, index, x);
  }
}

/** Streaming {@link rollingMin}. */
export class RollingMin extends SeriesStream<PeriodOptions> {
  private readonly max: MaxCell;

  constructor(options: PeriodOptions = {}) {
    const { period = 20 } = options;
    checkInteger('period', period, 1);
    const max = new MaxCell(period);
    super('rollingMin', { period }, [max]);
    this.max = max;
  }

  static restore(state: StreamState<PeriodOptions>): RollingMin {
    return new RollingMin(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return -this.max.step(from, to, index, -x);
  }
}
