import { runBatch } from '../batch.ts';
import { dwarfs, RESUM } from '../kernels/window-sum.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/**
 * Kaufman's efficiency ratio: net change over `period` bars divided by the sum of the absolute changes on the way.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in [0, 1]; defined from bar 0 on: 0 on the first `period` bars and while the price stands still.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks A gap gives NaN on its bar and is passed over: the change across it counts as one.
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
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: 0 }, false, nan, (x, y) => {
    efficiencyFrom(x.src, period, y.value);
  }).value;
}

/** The kernel: 0 on the first `period` bars, the ratio from there on. */
export function efficiencyFrom(x: Float64Array, period: number, y: Float64Array): void {
  const n = x.length;
  y.fill(0, 0, Math.min(period, n));
  for (let i = period; i < n; ) {
    // The path afresh, up to the bar before.
    let path = 0;
    for (let j = i - period + 1; j < i; j++) path += Math.abs(x[j] - x[j - 1]);
    let leaving = x[i - period];
    for (const end = Math.min((i | RESUM) + 1, n); i < end; i++) {
      const oldest = x[i - period];
      const gone = Math.abs(oldest - leaving);
      path += Math.abs(x[i] - x[i - 1]) - gone;
      if (dwarfs(gone, path)) break;
      leaving = oldest;
      y[i] = ratio(Math.abs(x[i] - oldest), path);
    }
  }
}

/** Net change over path, kept within [0, 1]: only rounding can leave it. */
export function ratio(net: number, path: number): number {
  if (!(path > 0)) return 0;
  return net < path ? net / path : 1;
}

/** Length of the path, and the last prices. */
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

  /** Sum of the absolute changes in the window after the last step into copy `to`. */
  path(to: number): number {
    return this.scalars[to];
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, mask, period } = this;
    ring[index & mask] = x;
    const gone = index > period ? Math.abs(ring[(index - period) & mask] - ring[(index - period - 1) & mask]) : 0;
    let path = scalars[from] + (Math.abs(x - ring[(index - 1) & mask]) - gone);
    if ((index & RESUM) === 0 || dwarfs(gone, path)) path = this.afresh(index);
    scalars[to] = path;
    return index < period ? 0 : ratio(Math.abs(x - ring[(index - period) & mask]), path);
  }

  private afresh(index: number): number {
    const { ring, mask } = this;
    let sum = 0;
    for (let i = Math.max(0, index - this.period) + 1; i <= index; i++) {
      sum += Math.abs(ring[i & mask] - ring[(i - 1) & mask]);
    }
    return sum;
  }
}

/** Streaming {@link efficiencyRatio}. */
export class EfficiencyRatio extends SeriesStream<PeriodOptions> {
  private readonly efficiency: EfficiencyCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const efficiency = new EfficiencyCell(checked.period);
    super({
      indicator: 'efficiencyRatio',
      options: checked,
      cells: [efficiency],
      first: { value: 0 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.efficiency = efficiency;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): EfficiencyRatio {
    return new EfficiencyRatio(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.efficiency.step(from, to, index, x);
  }
}
