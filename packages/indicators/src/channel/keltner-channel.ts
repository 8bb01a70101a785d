import { emaAlpha } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkNumber, checkWord } from '../checks.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import type { Cell } from '../stream/cell.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { type FirstTrueRange, TrueRangeCell } from '../volatility/true-range.ts';

/** Options of {@link keltnerChannel}. */
export interface KeltnerOptions extends NanOptions {
  /** Length of the exponential average of the close, and of the bands unless they are `'atr'`. @defaultValue `20` */
  period?: number;
  /** Length of the average true range of the bands `'atr'`. @defaultValue `10` */
  atrPeriod?: number;
  /** Average ranges between the middle and a band. @defaultValue `2` */
  multiple?: number;
  /**
   * What is averaged: the true range by Wilder's average (the usual chart), the true range by an exponential one (Pine's `ta.kc`),
   * or high minus low by an exponential one (`ta.kc` without true range). @defaultValue `'atr'`
   */
  band?: 'atr' | 'emaTr' | 'range';
  /** True range of the first bar; `'skip'` is Pine's `ta.kc`. @defaultValue `'hl'` */
  firstTr?: FirstTrueRange;
}

/** A middle line and a band on either side. */
export interface KeltnerChannelSeries {
  upper: Float64Array;
  middle: Float64Array;
  lower: Float64Array;
}

/** One bar of {@link KeltnerChannelSeries}. */
export type KeltnerChannelValue = { [Name in keyof KeltnerChannelSeries]: number };

/**
 * Keltner channel: the exponential average of the close, and the lines `multiple` average ranges above and below it.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Buffers for the three series.
 * @returns Three series as long as the input, in price units; all start together, at bar `period - 1` or where the average range
 * starts, whichever is later: at bar `atrPeriod - 1` for `'atr'`, with `'skip'` one bar later.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see C. W. Keltner, "How to Make Money in Commodities", 1960; L. B. Raschke for the average true range.
 *
 * @example
 * ```ts
 * import { keltnerChannel } from '@quantblocks/indicators';
 *
 * // Middle: mean of 10 and 12, then a third of it and two thirds of 14. Range: mean of 2 and 3, then with 4.
 * const bars = { high: [11, 13, 15], low: [9, 10, 11], close: [10, 12, 14] };
 * const { upper, middle, lower } = keltnerChannel(bars, { period: 2, atrPeriod: 2, multiple: 2 });
 * Array.from(upper); // => [NaN, 16, 19.5]
 * Array.from(middle); // => [NaN, 11, 13]
 * Array.from(lower); // => [NaN, 6, 6.5]
 * ```
 */
export function keltnerChannel(
  hlc: HighLowClose,
  options: KeltnerOptions = {},
  out?: Partial<KeltnerChannelSeries>,
): KeltnerChannelSeries {
  const checked = keltnerOptions(options);
  const { high, low, close } = given(hlc);
  const outputs = { upper: out?.upper, middle: out?.middle, lower: out?.lower };
  return runBatch({ high, low, close }, outputs, firstOf(checked), false, checked.nan, (x, y) => {
    const cell = new KeltnerCell(checked);
    const value = { upper: 0, middle: 0, lower: 0 };
    for (let i = 0; i < x.close.length; i++) {
      cell.step(0, 0, i, x.high[i], x.low[i], x.close[i], value);
      y.upper[i] = value.upper;
      y.middle[i] = value.middle;
      y.lower[i] = value.lower;
    }
  });
}

function keltnerOptions({
  period = 20,
  atrPeriod = 10,
  multiple = 2,
  band = 'atr',
  firstTr = 'hl',
  nan,
}: KeltnerOptions): Required<KeltnerOptions> {
  checkInteger('period', period, 1);
  checkInteger('atrPeriod', atrPeriod, 1);
  checkNumber('multiple', multiple, 0);
  checkWord('band', band, ['atr', 'emaTr', 'range']);
  checkWord('firstTr', firstTr, ['hl', 'skip']);
  return { period, atrPeriod, multiple, band, firstTr, nan: nanPolicy(nan) };
}

function firstOf(options: Required<KeltnerOptions>): { [Name in keyof KeltnerChannelSeries]: number } {
  const { period, atrPeriod, band } = options;
  const first = Math.max(period - 1, (band === 'atr' ? atrPeriod : period) - 1 + skippedOf(options));
  return { upper: first, middle: first, lower: first };
}

/** Bars at the start whose range is not known. */
function skippedOf({ band, firstTr }: Required<KeltnerOptions>): number {
  return band !== 'range' && firstTr === 'skip' ? 1 : 0;
}

/** The averages of the close and of the range. */
class KeltnerCell {
  readonly cells: readonly Cell[];
  private readonly middle: ExponentialCell;
  private readonly range: TrueRangeCell;
  private readonly averageRange: ExponentialCell;
  private readonly multiple: number;
  private readonly trueRange: boolean;
  private readonly skipped: number;

  constructor(options: Required<KeltnerOptions>) {
    const { period, atrPeriod, multiple, band } = options;
    this.middle = new ExponentialCell(emaAlpha(period), period);
    this.range = new TrueRangeCell();
    this.averageRange =
      band === 'atr' ? new ExponentialCell(1 / atrPeriod, atrPeriod) : new ExponentialCell(emaAlpha(period), period);
    this.cells = [this.middle, this.range, this.averageRange];
    this.multiple = multiple;
    this.trueRange = band !== 'range';
    this.skipped = skippedOf(options);
  }

  step(
    from: number,
    to: number,
    index: number,
    high: number,
    low: number,
    close: number,
    output: KeltnerChannelValue,
  ): KeltnerChannelValue {
    const middle = this.middle.step(from, to, index, close);
    const trueRange = this.range.step(from, to, index, high, low, close);
    const age = index - this.skipped;
    const range = age < 0 ? Number.NaN : this.averageRange.step(from, to, age, this.trueRange ? trueRange : high - low);
    output.upper = middle + this.multiple * range;
    output.middle = middle;
    output.lower = middle - this.multiple * range;
    return output;
  }
}

/** Streaming {@link keltnerChannel}. */
export class KeltnerChannel extends HighLowCloseStream<KeltnerOptions, KeltnerChannelValue> {
  private readonly cell: KeltnerCell;

  constructor(options: KeltnerOptions = {}) {
    const checked = keltnerOptions(options);
    const cell = new KeltnerCell(checked);
    super({
      indicator: 'keltnerChannel',
      options: checked,
      cells: cell.cells,
      first: firstOf(checked),
      windowed: false,
      blank: () => ({ upper: Number.NaN, middle: Number.NaN, lower: Number.NaN }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<KeltnerOptions>): KeltnerChannel {
    return new KeltnerChannel(state.options).load(state);
  }

  protected step(
    { high, low, close }: BarOf<HighLowClose>,
    from: number,
    to: number,
    index: number,
    output: KeltnerChannelValue,
  ): KeltnerChannelValue {
    return this.cell.step(from, to, index, high, low, close, output);
  }
}
