import { checkInteger, commonLength, gapFreeStart, type HighLow, inputFor, outputFor } from '../series.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import type { PeriodOptions } from '../trend/sma.ts';
import { rollingMax, rollingMin } from './rolling-extremes.ts';
import { slidingMiddle } from './sliding-extremes.ts';

/** Highest high, lowest low and their mean. */
export interface DonchianChannel {
  upper: Float64Array;
  lower: Float64Array;
  middle: Float64Array;
}

/** One bar of a {@link DonchianChannel}. */
export interface DonchianValue {
  upper: number;
  lower: number;
  middle: number;
}

/**
 * Donchian channel: highest high and lowest low of the last `period` bars, this one included, and the mean of the two.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Buffers for the three series.
 * @returns Three series as long as the input; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if `period` is not an integer >= 1 or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { donchian } from '@quantblocks/indicators';
 *
 * const { upper, lower, middle } = donchian({ high: [3, 5, 4], low: [1, 2, 3] }, { period: 2 });
 * Array.from(upper); // => [NaN, 5, 5]
 * Array.from(lower); // => [NaN, 1, 2]
 * Array.from(middle); // => [NaN, 3, 3.5]
 * ```
 */
export function donchian(hl: HighLow, options: PeriodOptions = {}, out?: DonchianChannel): DonchianChannel {
  const n = commonLength(hl, ['high', 'low']);
  const upper = outputFor(n, out?.upper, 'out.upper');
  const lower = outputFor(n, out?.lower, 'out.lower');
  const middle = outputFor(n, out?.middle, 'out.middle');
  const low = inputFor(hl.low, 'low', upper, lower, middle);
  rollingMax(hl.high, options, upper);
  rollingMin(low, options, lower);
  for (let i = 0; i < n; i++) middle[i] = (upper[i] + lower[i]) / 2;
  return { upper, lower, middle };
}

/**
 * Middle of the Donchian channel alone, in one pass: the line Ichimoku is made of, three times.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Receives the result.
 * @returns As long as the input; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if `period` is not an integer >= 1 or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { donchianMiddle } from '@quantblocks/indicators';
 *
 * Array.from(donchianMiddle({ high: [3, 5, 4], low: [1, 2, 3] }, { period: 2 })); // => [NaN, 3, 3.5]
 * ```
 */
export function donchianMiddle(hl: HighLow, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period = 20 } = options;
  checkInteger('period', period, 1);
  const n = commonLength(hl, ['high', 'low']);
  const target = outputFor(n, out);
  const high = inputFor(hl.high, 'high', target);
  const low = inputFor(hl.low, 'low', target);
  const startHigh = gapFreeStart(high);
  const startLow = gapFreeStart(low);
  if (startHigh >= 0 && startLow >= 0) {
    return slidingMiddle(high, low, Math.max(startHigh, startLow), period, target);
  }
  const max = rollingMax(high, { period });
  const min = rollingMin(low, { period });
  for (let i = 0; i < n; i++) target[i] = (max[i] + min[i]) / 2;
  return target;
}

/** Streaming {@link donchian}. */
export class Donchian extends Stream<PeriodOptions, { high: number; low: number }, DonchianValue> {
  private readonly high: MaxCell;
  private readonly low: MaxCell;

  constructor(options: PeriodOptions = {}) {
    const { period = 20 } = options;
    checkInteger('period', period, 1);
    const high = new MaxCell(period);
    const low = new MaxCell(period);
    super('donchian', { period }, [high, low], () => ({ upper: Number.NaN, lower: Number.NaN, middle: Number.NaN }));
    this.high = high;
    this.low = low;
  }

  static restore(state: StreamState<PeriodOptions>): Donchian {
    return new Donchian(state.options).load(state);
  }

  protected step(
    bar: { high: number; low: number },
    from: number,
    to: number,
    index: number,
    output: DonchianValue,
  ): DonchianValue {
    output.upper = this.high.step(from, to, index, bar.high);
    output.lower = -this.low.step(from, to, index, -bar.low);
    output.middle = (output.upper + output.lower) / 2;
    return output;
  }
}
