import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';
import { rangeWith } from '../volatility/true-range.ts';

/** Options of {@link vortex}. */
export interface VortexOptions extends NanOptions {
  /** Movements in the sums. @defaultValue `14` */
  period?: number;
}

/** Both movements over the range, around 1. */
export interface VortexSeries {
  plus: Float64Array;
  minus: Float64Array;
}

/** One bar of {@link VortexSeries}. */
export interface VortexValue {
  plus: number;
  minus: number;
}

/**
 * Vortex indicator: sums of `|high - previous low|` (`plus`) and `|low - previous high|` (`minus`) over the sum of the true ranges.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Buffers for the two series.
 * @returns Two series as long as the input, without unit and around 1; first values at bar `period`. Without any range both are 1.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see E. Botes, D. Siepman, "The Vortex Indicator", Technical Analysis of Stocks & Commodities, 2010.
 *
 * @example
 * ```ts
 * import { vortex } from '@quantblocks/indicators';
 *
 * // Movements 4 and 0 of range 3, then 1 and 3 of range 3.
 * const bars = { high: [4, 6, 5], low: [2, 4, 3], close: [3, 6, 4] };
 * const { plus, minus } = vortex(bars, { period: 2 });
 * plus[2]; // => 5 / 6
 * minus[2]; // => 3 / 6
 * ```
 */
export function vortex(hlc: HighLowClose, options: VortexOptions = {}, out?: Partial<VortexSeries>): VortexSeries {
  const { period, nan } = periodOptions(options, 1, 14);
  const { high, low, close } = given(hlc);
  const { plus, minus } = out ?? {};
  return runBatch({ high, low, close }, { plus, minus }, firstOf(period), true, nan, (x, y) => {
    const cell = new VortexCell(period);
    for (let i = 0; i < y.plus.length; i++) {
      cell.step(0, 0, i, x.high[i], x.low[i], x.close[i]);
      y.plus[i] = cell.plus;
      y.minus[i] = cell.minus;
    }
  });
}

function firstOf(period: number): Record<keyof VortexSeries, number> {
  return { plus: period, minus: period };
}

/** The three sums, and the bar before with the bars since there last was a range. */
class VortexCell {
  readonly cells: readonly Cell[];
  plus: number = Number.NaN;
  minus: number = Number.NaN;
  private readonly up: WindowSumCell;
  private readonly down: WindowSumCell;
  private readonly range: WindowSumCell;
  private readonly scalars: Float64Array;
  private readonly period: number;

  constructor(period: number) {
    this.up = new WindowSumCell(period);
    this.down = new WindowSumCell(period);
    this.range = new WindowSumCell(period);
    const last = cellMemory(4);
    this.scalars = last.scalars;
    this.cells = [this.up, this.down, this.range, last];
    this.period = period;
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number): void {
    const s = this.scalars;
    const f = 4 * from;
    const t = 4 * to;
    const lastHigh = s[f];
    const lastLow = s[f + 1];
    const range = rangeWith(high, low, s[f + 2]);
    const still = range === 0 ? s[f + 3] + 1 : 0;
    s[t] = high;
    s[t + 1] = low;
    s[t + 2] = close;
    s[t + 3] = index === 0 ? 0 : still;
    if (index === 0) return;
    const up = this.up.step(from, to, index - 1, Math.abs(high - lastLow));
    const down = this.down.step(from, to, index - 1, Math.abs(low - lastHigh));
    const sum = this.range.step(from, to, index - 1, range);
    // The sum of a window without any range is 0 up to rounding.
    const moving = sum > 0 && still < this.period;
    this.plus = moving ? up / sum : 1;
    this.minus = moving ? down / sum : 1;
  }
}

/** Streaming {@link vortex}. */
export class Vortex extends HighLowCloseStream<VortexOptions, VortexValue> {
  private readonly cell: VortexCell;

  constructor(options: VortexOptions = {}) {
    const checked = periodOptions(options, 1, 14);
    const cell = new VortexCell(checked.period);
    super({
      indicator: 'vortex',
      options: checked,
      cells: cell.cells,
      first: { ...firstOf(checked.period) },
      windowed: true,
      blank: () => ({ plus: Number.NaN, minus: Number.NaN }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<VortexOptions>): Vortex {
    return new Vortex(state.options).load(state);
  }

  protected step(
    { high, low, close }: BarOf<HighLowClose>,
    from: number,
    to: number,
    index: number,
    output: VortexValue,
  ): VortexValue {
    this.cell.step(from, to, index, high, low, close);
    output.plus = this.cell.plus;
    output.minus = this.cell.minus;
    return output;
  }
}
