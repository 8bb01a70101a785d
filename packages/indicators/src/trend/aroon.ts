import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLow } from '../columns.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { HighLowStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory, ringSize } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';

/** Options of {@link aroon}. */
export interface AroonOptions extends NanOptions {
  /** Bars back to the oldest one in the window, which so has one bar more. @defaultValue `14` */
  period?: number;
}

/** How long ago the extremes were. */
export interface AroonSeries {
  up: Float64Array;
  down: Float64Array;
  /** `up - down`. */
  oscillator: Float64Array;
}

/** One bar of {@link AroonSeries}. */
export interface AroonValue {
  up: number;
  down: number;
  oscillator: number;
}

/**
 * Aroon: how recent the highest high (`up`) and the lowest low (`down`) of the last `period + 1` bars are,
 * `100 * (period - bars since) / period`, and the difference.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Buffers for the three series.
 * @returns Three series as long as the input, in 0 .. 100 and -100 .. 100; first values at bar `period`. Of equal extremes the most
 * recent one counts: where nothing moves both are 100.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Constant time per bar on average, whatever the window and the data.
 * @see T. S. Chande, "A Time Price Oscillator", Technical Analysis of Stocks & Commodities, September 1995.
 *
 * @example
 * ```ts
 * import { aroon } from '@quantblocks/indicators';
 *
 * const { up, down } = aroon({ high: [5, 7, 6, 5], low: [3, 4, 4, 2] }, { period: 2 });
 * Array.from(up); // => [NaN, NaN, 50, 0]
 * Array.from(down); // => [NaN, NaN, 0, 100]
 * ```
 */
export function aroon(hl: HighLow, options: AroonOptions = {}, out?: Partial<AroonSeries>): AroonSeries {
  const { period, nan } = periodOptions(options, 1, 14);
  const { high, low } = given(hl);
  const { up, down, oscillator } = out ?? {};
  return runBatch({ high, low }, { up, down, oscillator }, firstOf(period), true, nan, (x, y) => {
    recency(x.high, 1, period, y.up);
    recency(x.low, -1, period, y.down);
    const { up, down, oscillator } = y;
    for (let i = 0; i < up.length; i++) oscillator[i] = up[i] - down[i];
  });
}

/** Recency of the last maximum of `sign * x` in percent: two passes over every block, as in {@link AgeCell}. */
function recency(x: Float64Array, sign: number, period: number, out: Float64Array): void {
  const n = x.length;
  const window = period + 1;
  const size = Math.min(window, n) + 1;
  const tail = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const tailAt = new Int32Array(size);
  for (let block = 0; block < n; block += window) {
    const end = Math.min(block + window, n);
    let max = Number.NEGATIVE_INFINITY;
    let at = block;
    for (let i = block, t = 1; i < end; i++, t++) {
      const value = sign * x[i];
      if (value >= max) {
        max = value;
        at = i;
      }
      out[i] = percent(i - (tail[t] > max ? tailAt[t] : at), period);
    }
    max = Number.NEGATIVE_INFINITY;
    for (let i = end - 1, t = end - 1 - block; t > 0; i--, t--) {
      const value = sign * x[i];
      if (value > max) {
        max = value;
        at = i;
      }
      tail[t] = max;
      tailAt[t] = at;
    }
  }
}

function percent(age: number, period: number): number {
  return (100 * (period - age)) / period;
}

function firstOf(period: number): Record<keyof AroonSeries, number> {
  return { up: period, down: period, oscillator: period };
}

/**
 * Bars since the last maximum of `window` values. As in van Herk and Gil-Werman's maximum, the window is the end of the block before
 * (`tail`: maxima taken from its end backwards) and the beginning of this one; here each maximum comes with its position.
 */
class AgeCell implements Cell {
  /** Position in the block, maximum of the block so far, and its position. */
  readonly scalars: Float64Array;
  /** Tail maxima, their positions, and values in slot `index & mask`. */
  readonly ring: Float64Array;
  private readonly window: number;
  private readonly mask: number;

  constructor(window: number) {
    this.scalars = cellMemory(3).scalars;
    this.ring = new Float64Array(2 * (window + 1) + ringSize(window));
    this.mask = ringSize(window) - 1;
    this.window = window;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, window } = this;
    const position = scalars[3 * from];
    if (position === 0) this.closeBlock(index);
    let max = scalars[3 * from + 1];
    let at = scalars[3 * from + 2];
    if (position === 0 || x >= max) {
      max = x;
      at = position;
    }
    ring[2 * (window + 1) + (index & this.mask)] = x;
    scalars[3 * to] = position === window - 1 ? 0 : position + 1;
    scalars[3 * to + 1] = max;
    scalars[3 * to + 2] = at;
    return index >= window && ring[position + 1] > max
      ? position + window - ring[window + 2 + position]
      : position - at;
  }

  /** Tails of the block before bar `index`. Taken here, not with its last bar: until now that one might still be replaced. */
  private closeBlock(index: number): void {
    const { ring, window, mask } = this;
    ring[window] = Number.NEGATIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let at = 0;
    for (let i = window - 1; i > 0; i--) {
      const value = ring[2 * (window + 1) + ((index - window + i) & mask)];
      if (value > max) {
        max = value;
        at = i;
      }
      ring[i] = max;
      ring[window + 1 + i] = at;
    }
  }
}

/** Streaming {@link aroon}. */
export class Aroon extends HighLowStream<AroonOptions, AroonValue> {
  private readonly high: AgeCell;
  private readonly low: AgeCell;
  private readonly period: number;

  constructor(options: AroonOptions = {}) {
    const checked = periodOptions(options, 1, 14);
    const { period } = checked;
    const high = new AgeCell(period + 1);
    const low = new AgeCell(period + 1);
    super({
      indicator: 'aroon',
      options: checked,
      cells: [high, low],
      first: { ...firstOf(period) },
      windowed: true,
      blank: () => ({ up: Number.NaN, down: Number.NaN, oscillator: Number.NaN }),
    });
    this.high = high;
    this.low = low;
    this.period = period;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AroonOptions>): Aroon {
    return new Aroon(state.options).load(state);
  }

  protected step(
    { high, low }: BarOf<HighLow>,
    from: number,
    to: number,
    index: number,
    output: AroonValue,
  ): AroonValue {
    output.up = percent(this.high.step(from, to, index, high), this.period);
    output.down = percent(this.low.step(from, to, index, -low), this.period);
    output.oscillator = output.up - output.down;
    return output;
  }
}
