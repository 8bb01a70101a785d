import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import type { StreamState } from '../stream/stream.ts';
import { AtrCell, type AtrOptions, atrFirst, atrOptions, averageRange } from './atr.ts';

/**
 * Normalised average true range: the average true range in percent of the close, `100 * atr / close`.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in percent; first value where that of `atr` is. 0 where the close is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see J. Forman, "Cross-Market Evaluations With Normalized Average True Range", Stocks & Commodities, 2006.
 *
 * @example
 * ```ts
 * import { natr } from '@quantblocks/indicators';
 *
 * // Average true ranges 2.5 and 2.25 of the closes 10 and 9.
 * Array.from(natr({ high: [11, 12, 11], low: [9, 9, 9], close: [10, 10, 9] }, { period: 2 })); // => [NaN, 25, 25]
 * ```
 */
export function natr(hlc: HighLowClose, options: AtrOptions = {}, out?: Float64Array): Float64Array {
  const checked = atrOptions(options);
  const { high, low, close } = given(hlc);
  const first = atrFirst(checked);
  return runBatch({ high, low, close }, { value: out }, first, false, checked.nan, (x, y) => {
    averageRange(x.high, x.low, x.close, checked, y.value);
    for (let i = first.value; i < y.value.length; i++) y.value[i] = percentOf(x.close[i], y.value[i]);
  }).value;
}

function percentOf(close: number, range: number): number {
  return close === 0 ? 0 : (100 * range) / close;
}

/** Streaming {@link natr}. */
export class Natr extends HighLowCloseStream<AtrOptions> {
  private readonly atr: AtrCell;

  constructor(options: AtrOptions = {}) {
    const checked = atrOptions(options);
    const atr = new AtrCell(checked);
    super({
      indicator: 'natr',
      options: checked,
      cells: [atr],
      first: atrFirst(checked),
      windowed: false,
      blank: () => Number.NaN,
    });
    this.atr = atr;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AtrOptions>): Natr {
    return new Natr(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return percentOf(close, this.atr.step(from, to, index, high, low, close));
  }
}
