import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { movingMoments } from '../kernels/moments.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { MomentsCell } from '../stream/moments-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link rollingVariance} and {@link rollingStandardDeviation}. */
export interface DeviationOptions extends NanOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
  /** Subtracted from the number of values: 0 for a population, 1 for a sample (pandas). @defaultValue `0` */
  ddof?: number;
}

/**
 * Variance of the last `period` values: the sum of squared distances from their mean, over `period - ddof`.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit squared; first value at bar `period - 1`. Never negative, and exactly 0 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks TA-Lib, Tulip and Pine divide by `period`, pandas by `period - 1`.
 * @see T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for Computing the Sample Variance", 1983.
 *
 * @example
 * ```ts
 * import { rollingVariance } from '@quantblocks/indicators';
 *
 * Array.from(rollingVariance([1, 3, 7], { period: 2 })); // => [NaN, 1, 4]
 * Array.from(rollingVariance([1, 3, 7], { period: 2, ddof: 1 })); // => [NaN, 2, 8]
 * ```
 */
export function rollingVariance(
  src: ArrayLike<number>,
  options: DeviationOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, ddof, nan } = deviationOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    movingMoments(x.src, period, period - ddof, y.value, y.value);
  }).value;
}

/**
 * Standard deviation of the last `period` values, the square root of {@link rollingVariance}.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`. Exactly 0 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks TA-Lib, Tulip and Pine divide by `period`, pandas by `period - 1`.
 *
 * @example
 * ```ts
 * import { rollingStandardDeviation } from '@quantblocks/indicators';
 *
 * Array.from(rollingStandardDeviation([1, 3, 7], { period: 2 })); // => [NaN, 1, 2]
 * ```
 */
export function rollingStandardDeviation(
  src: ArrayLike<number>,
  options: DeviationOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, ddof, nan } = deviationOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, ({ src }, { value }) => {
    movingMoments(src, period, period - ddof, value, value);
    for (let i = 0; i < value.length; i++) value[i] = Math.sqrt(value[i]);
  }).value;
}

function deviationOptions({ period = 20, ddof = 0, nan }: DeviationOptions): Required<DeviationOptions> {
  checkInteger('period', period, 2);
  checkInteger('ddof', ddof, 0, 1);
  return { period, ddof, nan: nanPolicy(nan) };
}

/** Variance and its root as streams. */
abstract class DeviationStream extends SeriesStream<DeviationOptions> {
  protected readonly moments: MomentsCell;

  protected constructor(indicator: string, options: DeviationOptions) {
    const checked = deviationOptions(options);
    const { period, ddof } = checked;
    const moments = new MomentsCell(period, period - ddof);
    super({
      indicator,
      options: checked,
      cells: [moments],
      first: { value: period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.moments = moments;
  }
}

/** Streaming {@link rollingVariance}. */
export class RollingVariance extends DeviationStream {
  constructor(options: DeviationOptions = {}) {
    super('rollingVariance', options);
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<DeviationOptions>): RollingVariance {
    return new RollingVariance(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.moments.step(from, to, index, x);
    return this.moments.variance(to);
  }
}

/** Streaming {@link rollingStandardDeviation}. */
export class RollingStandardDeviation extends DeviationStream {
  constructor(options: DeviationOptions = {}) {
    super('rollingStandardDeviation', options);
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<DeviationOptions>): RollingStandardDeviation {
    return new RollingStandardDeviation(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.moments.step(from, to, index, x);
    return Math.sqrt(this.moments.variance(to));
  }
}
