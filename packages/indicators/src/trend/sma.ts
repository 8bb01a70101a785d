import { checkInteger, gapFreeStart, inputFor, outputFor } from '../series.ts';
import { runSeries, SeriesStream, type StreamState } from '../stream/stream.ts';
import { RESUM, WindowSumCell } from '../stream/window-sum-cell.ts';

/** Options of every indicator that only has a window. */
export interface PeriodOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
}

/**
 * Simple moving average: the mean of the last `period` values.
 *
 * @param src - Series of any unit; a NaN makes the value undefined exactly while it is inside the window.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if `period` is not an integer >= 1 or `out` has another length.
 * @remarks Constant time per bar. The running sum is taken afresh every 1024 bars, so a bad print of 1e15 is forgotten.
 *
 * @example
 * ```ts
 * import { sma } from '@quantblocks/indicators';
 *
 * Array.from(sma([1, 2, 3, 7], { period: 3 })); // => [NaN, NaN, 2, 4]
 * ```
 */
export function sma(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period = 20 } = options;
  checkInteger('period', period, 1);
  const target = outputFor(src.length, out);
  const x = inputFor(src, 'src', target);
  const start = gapFreeStart(x);
  if (start < 0) return runSeries(new Sma({ period }), x, target);
  const n = x.length;
  const first = start + period - 1;
  target.fill(Number.NaN, 0, Math.min(first, n));
  let sum = 0;
  for (let i = start; i < n; i++) {
    if ((i & RESUM) === 0) {
      sum = 0;
      for (let j = Math.max(start, i - period + 1); j <= i; j++) sum += x[j];
    } else {
      sum += i - period >= start ? x[i] - x[i - period] : x[i];
    }
    if (i >= first) target[i] = sum / period;
  }
  return target;
}

/** Streaming {@link sma}. */
export class Sma extends SeriesStream<PeriodOptions> {
  private readonly period: number;
  private readonly sum: WindowSumCell;

  constructor(options: PeriodOptions = {}) {
    const { period = 20 } = options;
    checkInteger('period', period, 1);
    const sum = new WindowSumCell(period);
    super('sma', { period }, [sum]);
    this.period = period;
    this.sum = sum;
  }

  static restore(state: StreamState<PeriodOptions>): Sma {
    return new Sma(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.sum.step(from, to, index, x) / this.period;
  }
}
