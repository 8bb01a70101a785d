import { runBatch } from '../batch.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { DelayCell } from '../stream/delay-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { emaAlpha } from './ema.ts';

/**
 * Zero-lag exponential moving average: the EMA of `2 * x - x[lag bars ago]` with `lag = floor((period - 1) / 2)`, the lag of the EMA itself.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; starts with the value of bar `lag - 1`, or of bar 0 without lag.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Start and numbers are Tulip's.
 * @see J. F. Ehlers and R. Way, "Zero Lag (Well, Almost)", Technical Analysis of Stocks & Commodities, November 2010.
 *
 * @example
 * ```ts
 * import { zlema } from '@quantblocks/indicators';
 *
 * // lag 1, alpha 1/2: 4, then half of 4 and of 2 * 6 - 4, then half of 6 and of 2 * 7 - 6.
 * Array.from(zlema([4, 6, 7], { period: 3 })); // => [4, 6, 7]
 * ```
 */
export function zlema(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  const first = firstOf(period);
  return runBatch({ src }, { value: out }, { value: first }, false, nan, ({ src: x }, { value: y }) => {
    const n = x.length;
    const lag = lagOf(period);
    const alpha = emaAlpha(period);
    const beta = 1 - alpha;
    let average = x[first];
    if (first < n) y[first] = average;
    for (let i = first + 1; i < n; i++) {
      average = beta * average + alpha * (2 * x[i] - x[i - lag]);
      y[i] = average;
    }
  }).value;
}

function lagOf(period: number): number {
  return Math.floor((period - 1) / 2);
}

function firstOf(period: number): number {
  return Math.max(0, lagOf(period) - 1);
}

/** Streaming {@link zlema}. */
export class Zlema extends SeriesStream<PeriodOptions> {
  private readonly delay: DelayCell;
  private readonly average: Cell;
  private readonly first: number;
  private readonly alpha: number;
  private readonly beta: number;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const delay = new DelayCell(lagOf(checked.period));
    const average = cellMemory(1);
    const first = firstOf(checked.period);
    super({
      indicator: 'zlema',
      options: checked,
      cells: [delay, average],
      first: { value: first },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.delay = delay;
    this.average = average;
    this.first = first;
    this.alpha = emaAlpha(checked.period);
    this.beta = 1 - this.alpha;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): Zlema {
    return new Zlema(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    const ahead = 2 * x - this.delay.step(index, x);
    const { scalars } = this.average;
    scalars[to] = index <= this.first ? x : this.beta * scalars[from] + this.alpha * ahead;
    return scalars[to];
  }
}
