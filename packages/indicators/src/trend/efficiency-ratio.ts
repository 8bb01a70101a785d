import { checkInteger, gapFreeStart, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { runSeries, SeriesStream, type StreamState } from '../stream/stream.ts';
import { RESUM } from '../stream/window-sum-cell.ts';
import type { PeriodOptions } from './sma.ts';

/**
 * Kaufman's efficiency ratio: net change over `period` bars divided by the sum of the absolute changes on the way.
 *
 * @param src - Prices; a gap gives NaN until `period` bars after it.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in [0, 1]; 0 on the first `period` bars and while the price stands still.
 * @throws a {@link ParameterError} if `period` is not an integer >= 1 or `out` has another length.
 * @see P. J. Kaufman, "Smarter Trading", 1995.
 *
 * @example
 * ```ts
 * import { efficiencyRatio } from '@quantblocks/indicators';
 *
 * Array.from(efficiencyRatio([1, 2, 3, 2, 3], { period: 2 })); // => [0, 0, 1, 0, 0]
 * ```
 */
export function efficiencyRatio(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period = 20 } = options;
  checkInteger('period', period, 1);
  const target = outputFor(src.length, out);
  const x = inputFor(src, 'src', target);
  const start = gapFreeStart(x);
  if (start < 0) return runSeries(new EfficiencyRatio({ period }), x, target);
  target.fill(Number.NaN, 0, start);
  return efficiencyFrom(x, start, period, target);
}

/** The kernel, from the first number of a gap-free series on; `out` must not share memory with `x`. */
export function efficiencyFrom(x: Float64Array, start: number, period: number, out: Float64Array): Float64Array {
  const n = x.length;
  const head = Math.min(n, start + period);
  out.fill(0, start, head);
  let sum = 0;
  for (let i = start + 1; i < head; i++) {
    sum = ((i - start) & RESUM) === 0 ? pathLength(x, i - period, i, start) : sum + Math.abs(x[i] - x[i - 1]);
  }
  for (let i = head; i < n; i++) {
    if (((i - start) & RESUM) === 0) sum = pathLength(x, i - period, i, start);
    else {
      const leaving = i - period > start ? Math.abs(x[i - period] - x[i - period - 1]) : 0;
      sum += Math.abs(x[i] - x[i - 1]) - leaving;
    }
    out[i] = ratio(Math.abs(x[i] - x[i - period]), sum);
  }
  return out;
}

/** Net change over path, kept within [0, 1]: only rounding can leave it. */
export function ratio(net: number, path: number): number {
  if (!(path > 0)) return 0;
  return net < path ? net / path : 1;
}

function pathLength(x: Float64Array, from: number, to: number, start: number): number {
  let sum = 0;
  for (let i = Math.max(from, start) + 1; i <= to; i++) sum += Math.abs(x[i] - x[i - 1]);
  return sum;
}

/** Efficiency ratio of a series without gaps; `index` counts its numbers. */
export class EfficiencyCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(1, period + 1));
    this.period = period;
    this.mask = this.ring.length - 1;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, mask, period } = this;
    ring[index & mask] = x;
    let sum = 0;
    if ((index & RESUM) === 0) {
      for (let i = Math.max(0, index - period) + 1; i <= index; i++)
        sum += Math.abs(ring[i & mask] - ring[(i - 1) & mask]);
    } else {
      const leaving = index > period ? Math.abs(ring[(index - period) & mask] - ring[(index - period - 1) & mask]) : 0;
      sum = scalars[from] + (Math.abs(x - ring[(index - 1) & mask]) - leaving);
    }
    scalars[to] = sum;
    return index < period ? 0 : ratio(Math.abs(x - ring[(index - period) & mask]), sum);
  }
}

/** Streaming {@link efficiencyRatio}. */
export class EfficiencyRatio extends SeriesStream<PeriodOptions> {
  private readonly period: number;
  private readonly ratio: EfficiencyCell;
  /** Numbers since the first one (gaps count), last number, and index after the last gap. */
  private readonly past: Cell;

  constructor(options: PeriodOptions = {}) {
    const { period = 20 } = options;
    checkInteger('period', period, 1);
    const ratio = new EfficiencyCell(period);
    const past = cellMemory(3);
    super('efficiencyRatio', { period }, [ratio, past]);
    this.period = period;
    this.ratio = ratio;
    this.past = past;
  }

  static restore(state: StreamState<PeriodOptions>): EfficiencyRatio {
    return new EfficiencyRatio(state.options).load(state);
  }

  protected step(x: number, from: number, to: number): number {
    const s = this.past.scalars;
    const count = s[3 * from];
    const known = !Number.isNaN(x);
    s[3 * to] = known || count > 0 ? count + 1 : 0;
    s[3 * to + 1] = known ? x : s[3 * from + 1];
    s[3 * to + 2] = known || count === 0 ? s[3 * from + 2] : count + 1;
    if (!known && count === 0) return Number.NaN;
    // A gap holds the last price, so the path stays a sum of known changes.
    const value = this.ratio.step(from, to, count, known ? x : s[3 * from + 1]);
    const sinceGap = s[3 * to + 2];
    return known && (sinceGap === 0 || count - sinceGap >= this.period) ? value : Number.NaN;
  }
}
