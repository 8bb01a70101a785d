import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HurstCell } from '../stream/hurst-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link hurst}. */
export interface HurstOptions extends NanOptions {
  /** Prices in the window. @defaultValue `100` */
  period?: number;
  /** The lags 2 .. `maxLag - 1` are compared, as far as the window holds two differences of each. @defaultValue `20` */
  maxLag?: number;
}

/**
 * Hurst exponent: how fast the spread of price differences grows with the lag. The slope of the least-squares line through
 * `log(standard deviation of log(x[t]) - log(x[t - lag]))` against `log(lag)`, over the last `period` prices.
 *
 * @param src - Prices, above 0.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period - 1`. About 0.5 for a random walk, more for a trend, less for a return to the mean;
 * 0.5 where the differences of some lag do not vary (a still market, a straight trend) and where a price is not above 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks One of several estimators of this name: no rescaled ranges, populations (divided by the number of differences), lags from 2.
 * @see H. E. Hurst, "Long-term storage capacity of reservoirs", 1951.
 *
 * @example
 * ```ts
 * import { hurst } from '@quantblocks/indicators';
 *
 * // In units of log 2 the lag 2 has the differences 0, 1, -1, deviation sqrt(2 / 3), and the lag 3 has 1, -1, deviation 1.
 * const [, , , , exponent] = hurst([1, 1, 1, 2, 0.5], { period: 5, maxLag: 4 });
 * exponent.toFixed(6); // => '0.500000'
 * ```
 */
export function hurst(src: ArrayLike<number>, options: HurstOptions = {}, out?: Float64Array): Float64Array {
  const { period, maxLag, nan } = hurstOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new HurstCell(period, maxLag);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

function hurstOptions({ period = 100, maxLag = 20, nan }: HurstOptions): Required<HurstOptions> {
  checkInteger('period', period, 5);
  checkInteger('maxLag', maxLag, 4);
  return { period, maxLag, nan: nanPolicy(nan) };
}

/** Streaming {@link hurst}. */
export class Hurst extends SeriesStream<HurstOptions> {
  private readonly cell: HurstCell;

  constructor(options: HurstOptions = {}) {
    const checked = hurstOptions(options);
    const { period, maxLag } = checked;
    const cell = new HurstCell(period, maxLag);
    super({
      indicator: 'hurst',
      options: checked,
      cells: [cell],
      first: { value: period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<HurstOptions>): Hurst {
    return new Hurst(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
