import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { position, rangePosition, smoothTwice } from '../kernels/stochastic.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory, ringSize } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';

/** Options of {@link stochastic}. */
export interface StochasticOptions extends NanOptions {
  /** Bars of the range. @defaultValue `14` */
  period?: number;
  /** Bars of the mean that makes %K of the raw value; 1 = fast stochastic. @defaultValue `3` */
  slowing?: number;
  /** Bars of the mean that makes %D of %K. @defaultValue `3` */
  signal?: number;
}

/** The unsmoothed oscillator, %K and %D, all in 0 .. 100. */
export interface StochasticSeries {
  raw: Float64Array;
  k: Float64Array;
  d: Float64Array;
}

/** One bar of {@link StochasticSeries}. */
export interface StochasticValue {
  raw: number;
  k: number;
  d: number;
}

/**
 * Stochastic oscillator: where the close lies between the lowest low and the highest high of the last `period` bars, in percent
 * (`raw`), the simple mean of that (`k`), and the simple mean of the mean (`d`).
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Buffers for the three series.
 * @returns Three series as long as the input; `raw` from bar `period - 1`, `k` from `period + slowing - 2` and
 * `d` from `period + slowing + signal - 3`. `raw` is 50 where the range is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Constant time per bar whatever the window. TA-Lib and Tulip give the same numbers but show %K only where %D is known.
 * @see G. C. Lane, "Lane's Stochastics", Technical Analysis of Stocks & Commodities 2 (1984).
 *
 * @example
 * ```ts
 * import { stochastic } from '@quantblocks/indicators';
 *
 * const bars = { high: [4, 5, 6], low: [1, 2, 3], close: [3, 4, 4] };
 * const { raw, k, d } = stochastic(bars, { period: 2, slowing: 2, signal: 1 });
 * Array.from(raw); // => [NaN, 75, 50]
 * Array.from(k); // => [NaN, NaN, 62.5]
 * d[2]; // => 62.5
 * ```
 */
export function stochastic(
  hlc: HighLowClose,
  options: StochasticOptions = {},
  out: Partial<StochasticSeries> = {},
): StochasticSeries {
  const checked = stochasticOptions(options);
  const { period, slowing, signal, nan } = checked;
  const { high, low, close } = given(hlc);
  const { raw, k, d } = out;
  return runBatch({ high, low, close }, { raw, k, d }, stochasticFirst(checked, 0), true, nan, (x, y) => {
    rangePosition(x.high, x.low, x.close, period, 0, y.raw);
    smoothTwice(y.raw, period - 1, slowing, signal, y.k, y.d);
  });
}

function stochasticOptions(options: StochasticOptions): Required<StochasticOptions> {
  const { period = 14, slowing = 3, signal = 3, nan } = options;
  checkInteger('period', period, 1);
  checkInteger('slowing', slowing, 1);
  checkInteger('signal', signal, 1);
  return { period, slowing, signal, nan: nanPolicy(nan) };
}

/** First bars of the outputs on a series that begins at bar `start`. */
export function stochasticFirst(
  { period, slowing, signal }: Required<StochasticOptions>,
  start: number,
): { raw: number; k: number; d: number } {
  const raw = start + period - 1;
  return { raw, k: raw + slowing - 1, d: raw + slowing + signal - 2 };
}

/** One bar of {@link rangePosition}, with the extremes of the block of bars so far. */
export class PositionCell implements Cell {
  readonly scalars: Float64Array;
  /** Tails: extremes of the last block from its end backwards, high beside low. Then the bars, high beside low, in slot `index & mask`. */
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly flat: number;
  private readonly mask: number;
  private readonly bars: number;

  constructor(period: number, flat: number) {
    this.scalars = cellMemory(2).scalars;
    this.bars = 2 * period + 2;
    this.ring = new Float64Array(this.bars + 2 * ringSize(period));
    this.mask = ringSize(period) - 1;
    this.period = period;
    this.flat = flat;
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number): number {
    const { scalars, ring } = this;
    const place = index % this.period;
    let highest = high;
    let lowest = low;
    if (place === 0) this.closeBlock(index);
    else {
      if (scalars[2 * from] > high) highest = scalars[2 * from];
      if (scalars[2 * from + 1] < low) lowest = scalars[2 * from + 1];
    }
    scalars[2 * to] = highest;
    scalars[2 * to + 1] = lowest;
    const bar = this.bars + 2 * (index & this.mask);
    ring[bar] = high;
    ring[bar + 1] = low;
    const tail = 2 * place + 2;
    if (ring[tail] > highest) highest = ring[tail];
    if (ring[tail + 1] < lowest) lowest = ring[tail + 1];
    return position(highest, lowest, close, this.flat);
  }

  /** Tails of the block before bar `index`. Taken here, not with its last bar: until now that one might still be replaced. */
  private closeBlock(index: number): void {
    const { ring, period, mask, bars } = this;
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = period; i > 0; i--) {
      ring[2 * i] = highest;
      ring[2 * i + 1] = lowest;
      if (index === 0) continue;
      const bar = bars + 2 * ((index - period + i - 1) & mask);
      if (ring[bar] > highest) highest = ring[bar];
      if (ring[bar + 1] < lowest) lowest = ring[bar + 1];
    }
  }
}

/** A place in the range, its mean, and the mean of that. */
export class StochasticCell {
  readonly cells: readonly Cell[];
  private readonly place: PositionCell;
  private readonly slow: WindowSumCell;
  private readonly signal: WindowSumCell;
  private readonly options: Required<StochasticOptions>;

  constructor(options: Required<StochasticOptions>, flat: number) {
    this.place = new PositionCell(options.period, flat);
    this.slow = new WindowSumCell(options.slowing);
    this.signal = new WindowSumCell(options.signal);
    this.options = options;
    this.cells = [this.place, this.slow, this.signal];
  }

  step(
    from: number,
    to: number,
    index: number,
    high: number,
    low: number,
    close: number,
    value: StochasticValue,
  ): StochasticValue {
    const { period, slowing, signal } = this.options;
    const raw = this.place.step(from, to, index, high, low, close);
    value.raw = raw;
    // What is not known yet stays as it is; the stream blanks it.
    const bar = index - period + 1;
    if (bar < 0) return value;
    const k = this.slow.step(from, to, bar, raw) / slowing;
    value.k = k;
    const barOfK = bar - slowing + 1;
    if (barOfK < 0) return value;
    value.d = this.signal.step(from, to, barOfK, k) / signal;
    return value;
  }
}

/** Nothing is known yet. */
export function blankStochastic(): StochasticValue {
  return { raw: Number.NaN, k: Number.NaN, d: Number.NaN };
}

/** Streaming {@link stochastic}. */
export class Stochastic extends HighLowCloseStream<StochasticOptions, StochasticValue> {
  private readonly cell: StochasticCell;

  constructor(options: StochasticOptions = {}) {
    const checked = stochasticOptions(options);
    const cell = new StochasticCell(checked, 0);
    super({
      indicator: 'stochastic',
      options: checked,
      cells: cell.cells,
      first: stochasticFirst(checked, 0),
      windowed: true,
      blank: blankStochastic,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<StochasticOptions>): Stochastic {
    return new Stochastic(state.options).load(state);
  }

  protected step(
    { high, low, close }: BarOf<HighLowClose>,
    from: number,
    to: number,
    index: number,
    output: StochasticValue,
  ): StochasticValue {
    return this.cell.step(from, to, index, high, low, close, output);
  }
}
