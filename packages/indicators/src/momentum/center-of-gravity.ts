import { runBatch } from '../batch.ts';
import { dwarfs, RESUM } from '../kernels/window-sum.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link centerOfGravity}. */
export interface CenterOfGravityOptions extends NanOptions {
  /** Bars in the window. @defaultValue `10` */
  period?: number;
}

/**
 * Center of gravity: where the prices of the window balance, as minus the number of the bar counted from 1 = newest:
 * `-sum(k * x[k - 1]) / sum(x[k - 1])` over `k` = 1 .. `period`.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in bars; first value at bar `period - 1`. For positive prices in `-period .. -1`; the middle of the
 * window, `-(period + 1) / 2`, where the sum is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Constant time per bar whatever the window; the running sums are taken afresh every 1024 bars.
 * @see J. F. Ehlers, "The Center of Gravity Oscillator", Technical Analysis of Stocks & Commodities 20 (2002).
 *
 * @example
 * ```ts
 * import { centerOfGravity } from '@quantblocks/indicators';
 *
 * // -(1 * 3 + 2 * 1) / 4, then -(1 * 1 + 2 * 3) / 4.
 * Array.from(centerOfGravity([1, 3, 1], { period: 2 })); // => [NaN, -1.25, -1.75]
 * ```
 */
export function centerOfGravity(
  src: ArrayLike<number>,
  options: CenterOfGravityOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, nan } = periodOptions(options, 1, 10);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new CenterOfGravityCell(period);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

/** Sum and moment of the window. */
class CenterOfGravityCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2, period));
    this.period = period;
    this.mask = this.ring.length - 1;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, period, mask } = this;
    // A window that is not full yet reads zeros. Every value moves one bar on, and the oldest one leaves.
    const oldest = ring[(index - period) & mask];
    let sum = scalars[2 * from] + (x - oldest);
    let moment = scalars[2 * from + 1] + (sum - period * oldest);
    if ((index & RESUM) === 0 || dwarfs(oldest, sum)) {
      sum = 0;
      moment = 0;
      for (let i = Math.max(0, index - period + 1); i < index; i++) {
        sum += ring[i & mask];
        moment += (index - i + 1) * ring[i & mask];
      }
      sum += x;
      moment += x;
    }
    ring[index & mask] = x;
    scalars[2 * to] = sum;
    scalars[2 * to + 1] = moment;
    return sum === 0 ? -(period + 1) / 2 : -moment / sum;
  }
}

/** Streaming {@link centerOfGravity}. */
export class CenterOfGravity extends SeriesStream<CenterOfGravityOptions> {
  private readonly cell: CenterOfGravityCell;

  constructor(options: CenterOfGravityOptions = {}) {
    const checked = periodOptions(options, 1, 10);
    const cell = new CenterOfGravityCell(checked.period);
    super({
      indicator: 'centerOfGravity',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<CenterOfGravityOptions>): CenterOfGravity {
    return new CenterOfGravity(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
