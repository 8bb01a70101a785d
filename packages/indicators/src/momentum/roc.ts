import { runBatch } from '../batch.ts';
import type { NanOptions } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import { DelayCell } from '../stream/delay-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link roc}. */
export interface RocOptions extends NanOptions {
  /** Bars back. @defaultValue `10` */
  period?: number;
}

/**
 * Rate of change: `100 * (x - x[period]) / x[period]`, in percent of the value `period` bars ago.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in percent; first value at bar `period`. 0 where the earlier value is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks TA-Lib and Pine agree; Tulip returns a hundredth of it. {@link momentum} is the change itself.
 *
 * @example
 * ```ts
 * import { roc } from '@quantblocks/indicators';
 *
 * Array.from(roc([4, 5, 6, 4], { period: 2 })); // => [NaN, NaN, 50, -20]
 * ```
 */
export function roc(src: ArrayLike<number>, options: RocOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options, 1, 10);
  return runBatch({ src }, { value: out }, { value: period }, true, nan, (x, y) => {
    change(x.src, period, y.value);
  }).value;
}

function change(x: Float64Array, period: number, y: Float64Array): void {
  for (let i = period; i < x.length; i++) y[i] = percentChange(x[i], x[i - period]);
}

function percentChange(x: number, base: number): number {
  return base === 0 ? 0 : (100 * (x - base)) / base;
}

/** Streaming {@link roc}. */
export class Roc extends SeriesStream<RocOptions> {
  private readonly base: DelayCell;

  constructor(options: RocOptions = {}) {
    const checked = periodOptions(options, 1, 10);
    const base = new DelayCell(checked.period);
    super({
      indicator: 'roc',
      options: checked,
      cells: [base],
      first: { value: checked.period },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.base = base;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<RocOptions>): Roc {
    return new Roc(state.options).load(state);
  }

  protected step(x: number, _from: number, _to: number, index: number): number {
    return percentChange(x, this.base.step(index, x));
  }
}
