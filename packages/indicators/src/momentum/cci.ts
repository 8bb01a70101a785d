import { typicalPrice } from '../average/ohlc4.ts';
import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { windowSum } from '../kernels/window-sum.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';

/** Options of {@link cci} and {@link cciOf}. */
export interface CciOptions extends NanOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
}

/**
 * Commodity channel index: distance of the typical price `(high + low + close) / 3` from its simple mean, in units of
 * 0.015 mean absolute deviations.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input; first value at bar `period - 1`. 0 where the typical price has not moved in the window.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The deviation is taken from the mean of this very window, so that a bar costs time in proportion to `period`.
 * TA-Lib agrees, and so does Tulip, which starts later. Pine's `ta.cci(close, n)` is {@link cciOf} of the close.
 * @see D. R. Lambert, "Commodity Channel Index", Commodities 9 (1980).
 *
 * @example
 * ```ts
 * import { cci } from '@quantblocks/indicators';
 *
 * // Typical prices 2 and 4: 1 above the mean of 3, and 1 is the mean deviation.
 * cci({ high: [3, 5], low: [1, 3], close: [2, 4] }, { period: 2 })[1].toFixed(4); // => '66.6667'
 * ```
 */
export function cci(hlc: HighLowClose, options: CciOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  const { high, low, close } = given(hlc);
  return runBatch({ high, low, close }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const typical = new Float64Array(x.high.length);
    for (let i = 0; i < typical.length; i++) typical[i] = typicalPrice(x.high[i], x.low[i], x.close[i]);
    channelIndex(typical, period, y.value);
  }).value;
}

/**
 * {@link cci} of one series instead of the typical price: Pine's `ta.cci`.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period - 1`. 0 where the series has not moved in the window.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 *
 * @example
 * ```ts
 * import { cciOf } from '@quantblocks/indicators';
 *
 * // 9 is 5 above the mean of 4; the mean deviation is 10 / 3.
 * cciOf([1, 2, 9], { period: 3 })[2].toFixed(4); // => '100.0000'
 * ```
 */
export function cciOf(src: ArrayLike<number>, options: CciOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    channelIndex(x.src, period, y.value);
  }).value;
}

function channelIndex(x: Float64Array, period: number, y: Float64Array): void {
  windowSum(x, period, period, y);
  let run = 0;
  for (let i = 0; i < x.length; i++) {
    run = i > 0 && x[i] === x[i - 1] ? run + 1 : 1;
    if (i >= period - 1) y[i] = run >= period ? 0 : distance(x, -1, i, period, y[i]);
  }
}

/** The newest value, in bar `index`, against the mean and the mean deviation of the window; bar `i` is `x[i & mask]`. */
function distance(x: Float64Array, mask: number, index: number, period: number, mean: number): number {
  // Two sums, so that one addition need not wait for the other.
  let even = 0;
  let odd = 0;
  let i = index - period + 1;
  for (; i < index; i += 2) {
    even += Math.abs(x[i & mask] - mean);
    odd += Math.abs(x[(i + 1) & mask] - mean);
  }
  if (i === index) even += Math.abs(x[i & mask] - mean);
  const deviation = (even + odd) / period;
  return deviation > 0 ? (x[index & mask] - mean) / (0.015 * deviation) : 0;
}

/** The window, its sum, and how long the last value has not changed: a mean is rounded, so the deviation would not say it. */
class CciCell {
  readonly cells: readonly Cell[];
  private readonly sum: WindowSumCell;
  private readonly last: Float64Array;
  private readonly period: number;

  constructor(period: number) {
    this.sum = new WindowSumCell(period);
    const last = cellMemory(2);
    this.last = last.scalars;
    this.period = period;
    this.cells = [this.sum, last];
  }

  step(from: number, to: number, index: number, x: number): number {
    const { last, period } = this;
    const run = index > 0 && x === last[2 * from] ? last[2 * from + 1] + 1 : 1;
    last[2 * to] = x;
    last[2 * to + 1] = run;
    const mean = this.sum.step(from, to, index, x) / period;
    if (index < period - 1) return Number.NaN;
    const { ring } = this.sum;
    return run >= period ? 0 : distance(ring, ring.length - 1, index, period, mean);
  }
}

/** Streaming {@link cci}. */
export class Cci extends HighLowCloseStream<CciOptions> {
  private readonly cell: CciCell;

  constructor(options: CciOptions = {}) {
    const checked = periodOptions(options);
    const cell = new CciCell(checked.period);
    super({
      indicator: 'cci',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<CciOptions>): Cci {
    return new Cci(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, typicalPrice(high, low, close));
  }
}

/** Streaming {@link cciOf}. */
export class CciOf extends SeriesStream<CciOptions> {
  private readonly cell: CciCell;

  constructor(options: CciOptions = {}) {
    const checked = periodOptions(options);
    const cell = new CciCell(checked.period);
    super({
      indicator: 'cciOf',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<CciOptions>): CciOf {
    return new CciOf(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
