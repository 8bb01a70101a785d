import { runBatch } from '../batch.ts';
import { dwarfs, RESUM } from '../kernels/window-sum.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/**
 * Linearly weighted moving average: weights `period` for the newest value down to 1 for the oldest, over their sum.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks A running sum, whatever the period: every value in the window loses one weight by subtracting the sum of them all.
 * Both sums are taken afresh every 1024 bars. Agrees with TA-Lib, Tulip and Pine.
 *
 * @example
 * ```ts
 * import { wma } from '@quantblocks/indicators';
 *
 * // (1 * 3 + 2 * 6) / 3, then (1 * 6 + 2 * 9) / 3.
 * Array.from(wma([3, 6, 9], { period: 2 })); // => [NaN, 5, 8]
 * ```
 */
export function wma(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    weightedAverage(x.src, period, y.value);
  }).value;
}

/** The kernel; before the window is full, as if zeros had come before. */
export function weightedAverage(x: Float64Array, period: number, y: Float64Array): void {
  const n = x.length;
  const divisor = divisorOf(period);
  for (let i = 0; i < n; ) {
    let sum = 0;
    let weighted = 0;
    for (let j = Math.max(0, i - period + 1); j <= i; j++) {
      sum += x[j];
      weighted += (period - i + j) * x[j];
    }
    const end = Math.min((i | RESUM) + 1, n);
    y[i++] = weighted / divisor;
    for (; i < end && i < period; i++) {
      weighted += period * x[i] - sum;
      sum += x[i];
      y[i] = weighted / divisor;
    }
    for (; i < end; i++) {
      weighted += period * x[i] - sum;
      sum += x[i] - x[i - period];
      if (dwarfs(x[i - period], sum)) break;
      y[i] = weighted / divisor;
    }
  }
}

function divisorOf(period: number): number {
  return (period * (period + 1)) / 2;
}

/** Linearly weighted average, and the plain sum it goes on by. */
export class WmaCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly divisor: number;
  private readonly mask: number;

  constructor(period: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2, period));
    this.period = period;
    this.divisor = divisorOf(period);
    this.mask = this.ring.length - 1;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, mask, period } = this;
    ring[index & mask] = x;
    // A window that is not full yet reads zeros.
    const leaving = ring[(index - period) & mask];
    let sum = scalars[2 * from];
    let weighted = scalars[2 * from + 1] + (period * x - sum);
    sum += x - leaving;
    if ((index & RESUM) === 0 || dwarfs(leaving, sum)) {
      sum = 0;
      weighted = 0;
      for (let j = Math.max(0, index - period + 1); j <= index; j++) {
        sum += ring[j & mask];
        weighted += (period - index + j) * ring[j & mask];
      }
    }
    scalars[2 * to] = sum;
    scalars[2 * to + 1] = weighted;
    return weighted / this.divisor;
  }
}

/** Streaming {@link wma}. */
export class Wma extends SeriesStream<PeriodOptions> {
  private readonly average: WmaCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const average = new WmaCell(checked.period);
    super({
      indicator: 'wma',
      options: checked,
      cells: [average],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.average = average;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): Wma {
    return new Wma(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.average.step(from, to, index, x);
  }
}
