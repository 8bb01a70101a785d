import { runBatch } from '../batch.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { DelayCell } from '../stream/delay-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link momentum}. */
export interface MomentumOptions extends NanOptions {
  /** Bars back. @defaultValue `10` */
  period?: number;
}

/**
 * Momentum: `x - x[period]`, the change since `period` bars ago.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 *
 * @example
 * ```ts
 * import { momentum } from '@quantblocks/indicators';
 *
 * Array.from(momentum([4, 5, 7, 4], { period: 2 })); // => [NaN, NaN, 3, -1]
 * ```
 */
export function momentum(src: ArrayLike<number>, options: MomentumOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options, 1, 10);
  return runBatch({ src }, { value: out }, { value: period }, true, nan, (x, y) => {
    difference(x.src, period, y.value);
  }).value;
}

function difference(x: Float64Array, period: number, y: Float64Array): void {
  for (let i = period; i < x.length; i++) y[i] = x[i] - x[i - period];
}

/** Streaming {@link momentum}. */
export class Momentum extends SeriesStream<MomentumOptions> {
  private readonly base: DelayCell;

  constructor(options: MomentumOptions = {}) {
    const checked = periodOptions(options, 1, 10);
    const base = new DelayCell(checked.period);
    super({
      indicator: 'momentum',
      options: checked,
      cells: [base],
      first: { value: checked.period },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.base = base;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<MomentumOptions>): Momentum {
    return new Momentum(state.options).load(state);
  }

  protected step(x: number, _from: number, _to: number, index: number): number {
    return x - this.base.step(index, x);
  }
}
