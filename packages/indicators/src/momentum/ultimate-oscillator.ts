import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { windowSum } from '../kernels/window-sum.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';

/** Options of {@link ultimateOscillator}. */
export interface UltimateOscillatorOptions extends NanOptions {
  /** Bars of the window that counts four times. @defaultValue `7` */
  short?: number;
  /** Bars of the window that counts twice. @defaultValue `14` */
  medium?: number;
  /** Bars of the window that counts once. @defaultValue `28` */
  long?: number;
}

/**
 * Ultimate oscillator: buying pressure (close above the true low) in percent of the true range over three windows, weighted 4 : 2 : 1;
 * 0 .. 100.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input; first value at bar `max(short, medium, long)`. A window without any range counts as one half.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see L. Williams, "The Ultimate Oscillator", Technical Analysis of Stocks & Commodities 3 (1985).
 *
 * @example
 * ```ts
 * import { ultimateOscillator } from '@quantblocks/indicators';
 *
 * // True range 9 .. 13 after a close of 10: 3 of 4.
 * const bars = { high: [11, 13], low: [8, 9], close: [10, 12] };
 * Array.from(ultimateOscillator(bars, { short: 1, medium: 1, long: 1 })); // => [NaN, 75]
 * ```
 */
export function ultimateOscillator(
  hlc: HighLowClose,
  options: UltimateOscillatorOptions = {},
  out?: Float64Array,
): Float64Array {
  const checked = ultimateOscillatorOptions(options);
  const { high, low, close } = given(hlc);
  return runBatch({ high, low, close }, { value: out }, firstOf(checked), true, checked.nan, (x, y) => {
    const n = x.high.length;
    const pressure = new Float64Array(Math.max(0, n - 1));
    const range = new Float64Array(pressure.length);
    for (let i = 1; i < n; i++) {
      const bottom = Math.min(x.low[i], x.close[i - 1]);
      pressure[i - 1] = x.close[i] - bottom;
      range[i - 1] = Math.max(x.high[i], x.close[i - 1]) - bottom;
    }
    weighShares(pressure, range, checked, y.value.subarray(1));
  }).value;
}

function weighShares(
  pressure: Float64Array,
  range: Float64Array,
  { short, medium, long }: Required<UltimateOscillatorOptions>,
  y: Float64Array,
): void {
  const part = new Float64Array(pressure.length);
  const whole = new Float64Array(pressure.length);
  y.fill(0);
  for (const [period, weight] of [
    [short, 4],
    [medium, 2],
    [long, 1],
  ]) {
    windowSum(pressure, period, 1, part);
    windowSum(range, period, 1, whole);
    for (let i = 0; i < y.length; i++) y[i] += weight * percentOf(part[i], whole[i]);
  }
  for (let i = 0; i < y.length; i++) y[i] /= 7;
}

/** Running sums: a huge value that has left them may have taken some digits along, of either one. */
function percentOf(part: number, whole: number): number {
  if (!(whole > 0)) return 50;
  return part >= whole ? 100 : part <= 0 ? 0 : (100 * part) / whole;
}

function ultimateOscillatorOptions(options: UltimateOscillatorOptions): Required<UltimateOscillatorOptions> {
  const { short = 7, medium = 14, long = 28, nan } = options;
  checkInteger('short', short, 1);
  checkInteger('medium', medium, 1);
  checkInteger('long', long, 1);
  return { short, medium, long, nan: nanPolicy(nan) };
}

function firstOf({ short, medium, long }: Required<UltimateOscillatorOptions>): { value: number } {
  return { value: Math.max(short, medium, long) };
}

/** Pressure in percent of the range over one window. */
class PressureCell {
  readonly cells: readonly Cell[];
  private readonly pressure: WindowSumCell;
  private readonly range: WindowSumCell;

  constructor(period: number) {
    this.pressure = new WindowSumCell(period);
    this.range = new WindowSumCell(period);
    this.cells = [this.pressure, this.range];
  }

  step(from: number, to: number, index: number, pressure: number, range: number): number {
    return percentOf(this.pressure.step(from, to, index, pressure), this.range.step(from, to, index, range));
  }
}

/** Three windows, and the last close. */
class UltimateOscillatorCell {
  readonly cells: readonly Cell[];
  private readonly short: PressureCell;
  private readonly medium: PressureCell;
  private readonly long: PressureCell;
  private readonly last: Float64Array;

  constructor({ short, medium, long }: Required<UltimateOscillatorOptions>) {
    this.short = new PressureCell(short);
    this.medium = new PressureCell(medium);
    this.long = new PressureCell(long);
    const last = cellMemory(1);
    this.last = last.scalars;
    this.cells = [...this.short.cells, ...this.medium.cells, ...this.long.cells, last];
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number): number {
    const previous = this.last[from];
    this.last[to] = close;
    if (index === 0) return Number.NaN;
    const bottom = Math.min(low, previous);
    const range = Math.max(high, previous) - bottom;
    const pressure = close - bottom;
    const short = this.short.step(from, to, index - 1, pressure, range);
    const medium = this.medium.step(from, to, index - 1, pressure, range);
    const long = this.long.step(from, to, index - 1, pressure, range);
    return (4 * short + 2 * medium + long) / 7;
  }
}

/** Streaming {@link ultimateOscillator}. */
export class UltimateOscillator extends HighLowCloseStream<UltimateOscillatorOptions> {
  private readonly cell: UltimateOscillatorCell;

  constructor(options: UltimateOscillatorOptions = {}) {
    const checked = ultimateOscillatorOptions(options);
    const cell = new UltimateOscillatorCell(checked);
    super({
      indicator: 'ultimateOscillator',
      options: checked,
      cells: cell.cells,
      first: firstOf(checked),
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<UltimateOscillatorOptions>): UltimateOscillator {
    return new UltimateOscillator(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, high, low, close);
  }
}
