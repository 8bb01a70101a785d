import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { DelayCell } from '../stream/delay-cell.ts';
import type { StreamState } from '../stream/stream.ts';
import {
  AdxCell,
  type AdxOptions,
  type AdxSeries,
  type AdxValue,
  adxOptions,
  averageDirection,
  blank,
  DirectionCell,
  type DxOptions,
  direction,
  dxOptions,
  firstOf,
  shapeOf,
} from './directional-movement.ts';

/**
 * Average directional index and the two directional indicators: `DI = 100 * average movement / average true range`, and ADX the
 * average of {@link dx}.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Buffers for the three series.
 * @returns Three series as long as the input, in 0 .. 100. DI from bar `period` and ADX from bar `2 * period - 1`; with `'early-sum'`
 * one bar earlier (DI never before bar 1); with `'first'` and `'zero'` DI from bar 0, and ADX from bar 1 and 0 (`'rma'`) or
 * `period - 1` (`'sma'`). Without any range DI is 0, without any movement DX and ADX are.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The sources differ in the start and agree to 1e-9 after some 20 periods; Tulip also in `ties`, and so for good.
 * Before the first movement of all, where pandas has NaN, seed `'first'` gives 0.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { adx } from '@quantblocks/indicators';
 *
 * const rising = [1, 2, 3, 4, 5];
 * const { plusDi, minusDi } = adx({ high: rising, low: rising, close: rising }, { period: 2 });
 * Array.from(plusDi); // => [NaN, NaN, 100, 100, 100]
 * minusDi[4]; // => 0
 * ```
 */
export function adx(hlc: HighLowClose, options: AdxOptions = {}, out?: Partial<AdxSeries>): AdxSeries {
  const checked = adxOptions(options);
  const { high, low, close } = given(hlc);
  const { adx, plusDi, minusDi } = out ?? {};
  return runBatch({ high, low, close }, { adx, plusDi, minusDi }, firstOf(checked), false, checked.nan, (x, y) => {
    averageDirection(x, checked, y);
  });
}

/**
 * Directional movement index: `100 * |P - M| / (P + M)` of the averages of upward and downward movement; {@link adx} is its average.
 *
 * A bar moves up by what its high is above that of the bar before, and down by what its low is below; only the larger one counts.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in 0 .. 100; first value at bar `period`, with `'early-sum'` one earlier (never before bar 1), with
 * `'first'` and `'zero'` at bar 0. Without any movement 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { dx } from '@quantblocks/indicators';
 *
 * // Up by 3, then down by 1: averages 1.5 and 0.5.
 * const bars = { high: [5, 8, 8], low: [3, 6, 5], close: [4, 7, 6] };
 * Array.from(dx(bars, { period: 2 })); // => [NaN, NaN, 50]
 * ```
 */
export function dx(hlc: HighLowClose, options: DxOptions = {}, out?: Float64Array): Float64Array {
  const checked = dxOptions(options);
  const { high, low, close } = given(hlc);
  const first = { value: shapeOf(checked).first };
  return runBatch({ high, low, close }, { value: out }, first, false, checked.nan, (x, y) => {
    const n = y.value.length;
    direction(x, checked, { adx: y.value, plusDi: new Float64Array(n), minusDi: new Float64Array(n) });
  }).value;
}

/**
 * Average directional index rating: the mean of {@link adx} now and `period - 1` bars ago.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in 0 .. 100; first value `period - 1` bars after that of {@link adx}: with the defaults at bar `3 * period - 2`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The lag is that of TA-Lib and Tulip; Wilder's book says `period`.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { adxr } from '@quantblocks/indicators';
 *
 * const rising = [1, 2, 3, 4, 5, 6];
 * Array.from(adxr({ high: rising, low: rising, close: rising }, { period: 2 })); // => [NaN, NaN, NaN, NaN, 100, 100]
 * ```
 */
export function adxr(hlc: HighLowClose, options: AdxOptions = {}, out?: Float64Array): Float64Array {
  const checked = adxOptions(options);
  const { high, low, close } = given(hlc);
  const lag = checked.period - 1;
  const first = { value: firstOf(checked).adx + lag };
  return runBatch({ high, low, close }, { value: out }, first, false, checked.nan, (x, { value }) => {
    const n = value.length;
    averageDirection(x, checked, { adx: value, plusDi: new Float64Array(n), minusDi: new Float64Array(n) });
    for (let i = n - 1; i >= first.value; i--) value[i] = (value[i] + value[i - lag]) / 2;
  }).value;
}

/** Streaming {@link adx}. */
export class Adx extends HighLowCloseStream<AdxOptions, AdxValue> {
  private readonly cell: AdxCell;

  constructor(options: AdxOptions = {}) {
    const checked = adxOptions(options);
    const cell = new AdxCell(checked);
    super({
      indicator: 'adx',
      options: checked,
      cells: cell.cells,
      first: { ...firstOf(checked) },
      windowed: false,
      blank,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AdxOptions>): Adx {
    return new Adx(state.options).load(state);
  }

  protected step(bar: BarOf<HighLowClose>, from: number, to: number, index: number, output: AdxValue): AdxValue {
    this.cell.step(from, to, index, bar, output);
    return output;
  }
}

/** Streaming {@link dx}. */
export class Dx extends HighLowCloseStream<DxOptions> {
  private readonly cell: DirectionCell;
  private readonly all: AdxValue = blank();

  constructor(options: DxOptions = {}) {
    const checked = dxOptions(options);
    const cell = new DirectionCell(checked);
    super({
      indicator: 'dx',
      options: checked,
      cells: [cell],
      first: { value: cell.first },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<DxOptions>): Dx {
    return new Dx(state.options).load(state);
  }

  protected step(bar: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    this.cell.step(from, to, index, bar, this.all);
    return this.all.adx;
  }
}

/** Streaming {@link adxr}. */
export class Adxr extends HighLowCloseStream<AdxOptions> {
  private readonly cell: AdxCell;
  private readonly past: DelayCell;
  private readonly all: AdxValue = blank();

  constructor(options: AdxOptions = {}) {
    const checked = adxOptions(options);
    const cell = new AdxCell(checked);
    const past = new DelayCell(checked.period - 1);
    super({
      indicator: 'adxr',
      options: checked,
      cells: [...cell.cells, past],
      first: { value: firstOf(checked).adx + checked.period - 1 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
    this.past = past;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AdxOptions>): Adxr {
    return new Adxr(state.options).load(state);
  }

  protected step(bar: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    this.cell.step(from, to, index, bar, this.all);
    const { adx } = this.all;
    return (adx + this.past.step(index, adx)) / 2;
  }
}
