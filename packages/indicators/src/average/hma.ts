import { runBatch } from '../batch.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import type { Cell } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { WmaCell, weightedAverage } from './wma.ts';

/**
 * Hull moving average: `wma(2 * wma(x, period / 2) - wma(x, period), sqrt(period))`, both lengths rounded down.
 *
 * @param src - Series of any unit.
 * @param options - `period` is at least 2.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period + floor(sqrt(period)) - 2`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Overshoots: the difference of the two averages may lie outside the window's prices. Agrees with Tulip and Pine.
 * @see A. Hull, "How to reduce lag in a moving average", 2005.
 *
 * @example
 * ```ts
 * import { hma } from '@quantblocks/indicators';
 *
 * // 2 * wma(1) - wma(2): 2 * 6 - (3 + 2 * 6) / 3, then 2 * 12 - (6 + 2 * 12) / 3.
 * Array.from(hma([3, 6, 12], { period: 2 })); // => [NaN, 7, 14]
 * ```
 */
export function hma(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options, 2);
  return runBatch({ src }, { value: out }, firstOf(period), true, nan, (x, y) => {
    hullAverage(x.src, period, y.value);
  }).value;
}

function hullAverage(x: Float64Array, period: number, y: Float64Array): void {
  const n = x.length;
  const raw = new Float64Array(n);
  weightedAverage(x, halfOf(period), raw);
  weightedAverage(x, period, y);
  for (let i = period - 1; i < n; i++) raw[i] = 2 * raw[i] - y[i];
  if (n >= period) weightedAverage(raw.subarray(period - 1), rootOf(period), y.subarray(period - 1));
}

function halfOf(period: number): number {
  return Math.floor(period / 2);
}

function rootOf(period: number): number {
  return Math.floor(Math.sqrt(period));
}

function firstOf(period: number): { value: number } {
  return { value: period + rootOf(period) - 2 };
}

/** The two averages, and the one of their difference. */
class HmaCell {
  readonly cells: readonly Cell[];
  private readonly half: WmaCell;
  private readonly full: WmaCell;
  private readonly root: WmaCell;
  private readonly period: number;

  constructor(period: number) {
    this.half = new WmaCell(halfOf(period));
    this.full = new WmaCell(period);
    this.root = new WmaCell(rootOf(period));
    this.period = period;
    this.cells = [this.half, this.full, this.root];
  }

  step(from: number, to: number, index: number, x: number): number {
    const raw = 2 * this.half.step(from, to, index, x) - this.full.step(from, to, index, x);
    const start = this.period - 1;
    return index < start ? Number.NaN : this.root.step(from, to, index - start, raw);
  }
}

/** Streaming {@link hma}. */
export class Hma extends SeriesStream<PeriodOptions> {
  private readonly cell: HmaCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options, 2);
    const cell = new HmaCell(checked.period);
    super({
      indicator: 'hma',
      options: checked,
      cells: cell.cells,
      first: firstOf(checked.period),
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): Hma {
    return new Hma(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
