import { runBatch } from '../batch.ts';
import { checkWord } from '../checks.ts';
import { type BarOf, given, type HighLow } from '../columns.ts';
import { slidingMiddle, slidingRange } from '../kernels/sliding-extremes.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { HighLowStream } from '../stream/bar-streams.ts';
import { cellMemory } from '../stream/cell.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import type { StreamState } from '../stream/stream.ts';

/** Options of {@link donchian}. */
export interface DonchianOptions extends PeriodOptions {
  /** Leave out the current bar, so that a price can break out of the channel. @defaultValue `false` */
  excludeCurrent?: boolean;
}

/** Highest high, lowest low and their mean. */
export interface DonchianChannel {
  upper: Float64Array;
  middle: Float64Array;
  lower: Float64Array;
}

/** One bar of a {@link DonchianChannel}. */
export type DonchianValue = { [Name in keyof DonchianChannel]: number };

/**
 * Donchian channel: highest high and lowest low of the last `period` bars, and the mean of the two.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Buffers for the three series.
 * @returns Three series as long as the input, in price units; first value at bar `period - 1`, with `excludeCurrent` at bar `period`.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see R. D. Donchian, "High Finance in Copper", Financial Analysts Journal, 1960.
 *
 * @example
 * ```ts
 * import { donchian } from '@quantblocks/indicators';
 *
 * const bars = { high: [3, 5, 4], low: [1, 2, 3] };
 * const { upper, middle, lower } = donchian(bars, { period: 2 });
 * Array.from(upper); // => [NaN, 5, 5]
 * Array.from(middle); // => [NaN, 3, 3.5]
 * Array.from(lower); // => [NaN, 1, 2]
 * Array.from(donchian(bars, { period: 2, excludeCurrent: true }).upper); // => [NaN, NaN, 5]
 * ```
 */
export function donchian(hl: HighLow, options: DonchianOptions = {}, out?: Partial<DonchianChannel>): DonchianChannel {
  const checked = donchianOptions(options);
  const { high, low } = given(hl);
  const outputs = { upper: out?.upper, middle: out?.middle, lower: out?.lower };
  return runBatch({ high, low }, outputs, firstOf(checked), true, checked.nan, (x, { upper, middle, lower }) => {
    const n = x.high.length;
    const late = checked.excludeCurrent ? 1 : 0;
    if (n > late) {
      const known = n - late;
      slidingRange(
        x.high.subarray(0, known),
        x.low.subarray(0, known),
        checked.period,
        upper.subarray(late),
        lower.subarray(late),
      );
    }
    for (let i = 0; i < n; i++) middle[i] = (upper[i] + lower[i]) / 2;
  });
}

/**
 * Middle of the Donchian channel alone, the lines of Ichimoku: `(highest high + lowest low) / 2` of the last `period` bars.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see {@link donchian}
 *
 * @example
 * ```ts
 * import { donchianMiddle } from '@quantblocks/indicators';
 *
 * Array.from(donchianMiddle({ high: [3, 5, 4], low: [1, 2, 3] }, { period: 2 })); // => [NaN, 3, 3.5]
 * ```
 */
export function donchianMiddle(hl: HighLow, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  const { high, low } = given(hl);
  return runBatch({ high, low }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    slidingMiddle(x.high, x.low, period, y.value);
  }).value;
}

function donchianOptions({ excludeCurrent = false, ...rest }: DonchianOptions): Required<DonchianOptions> {
  checkWord('excludeCurrent', excludeCurrent, [false, true]);
  return { ...periodOptions(rest), excludeCurrent };
}

function firstOf({ period, excludeCurrent }: Required<DonchianOptions>): { [Name in keyof DonchianChannel]: number } {
  const first = excludeCurrent ? period : period - 1;
  return { upper: first, middle: first, lower: first };
}

/** Streaming {@link donchian}. */
export class Donchian extends HighLowStream<DonchianOptions, DonchianValue> {
  private readonly high: MaxCell;
  private readonly low: MaxCell;
  private readonly excludeCurrent: boolean;
  /** Upper and lower band up to the current bar, which are those of the next one without it. */
  private readonly bands: Float64Array;

  constructor(options: DonchianOptions = {}) {
    const checked = donchianOptions(options);
    const high = new MaxCell(checked.period);
    const low = new MaxCell(checked.period);
    const bands = cellMemory(2);
    super({
      indicator: 'donchian',
      options: checked,
      cells: [high, low, bands],
      first: firstOf(checked),
      windowed: true,
      blank: () => ({ upper: Number.NaN, middle: Number.NaN, lower: Number.NaN }),
    });
    this.high = high;
    this.low = low;
    this.bands = bands.scalars;
    this.excludeCurrent = checked.excludeCurrent;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<DonchianOptions>): Donchian {
    return new Donchian(state.options).load(state);
  }

  protected step(
    { high, low }: BarOf<HighLow>,
    from: number,
    to: number,
    index: number,
    output: DonchianValue,
  ): DonchianValue {
    const { bands } = this;
    bands[2 * to] = this.high.step(from, to, index, high);
    bands[2 * to + 1] = -this.low.step(from, to, index, -low);
    const at = this.excludeCurrent ? from : to;
    output.upper = bands[2 * at];
    output.lower = bands[2 * at + 1];
    output.middle = (output.upper + output.lower) / 2;
    return output;
  }
}

/** Streaming {@link donchianMiddle}. */
export class DonchianMiddle extends HighLowStream<PeriodOptions> {
  private readonly high: MaxCell;
  private readonly low: MaxCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const high = new MaxCell(checked.period);
    const low = new MaxCell(checked.period);
    super({
      indicator: 'donchianMiddle',
      options: checked,
      cells: [high, low],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.high = high;
    this.low = low;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): DonchianMiddle {
    return new DonchianMiddle(state.options).load(state);
  }

  protected step({ high, low }: BarOf<HighLow>, from: number, to: number, index: number): number {
    return (this.high.step(from, to, index, high) - this.low.step(from, to, index, -low)) / 2;
  }
}
