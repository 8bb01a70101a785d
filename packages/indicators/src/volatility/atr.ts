import {
  checkInteger,
  checkWord,
  commonLength,
  gapFreeStart,
  type HighLowClose,
  inputFor,
  outputFor,
} from '../series.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import type { Seed } from '../trend/ema.ts';
import { type FirstTrueRange, type PriceBar, rangeWith, TrueRangeCell } from './true-range.ts';

/** Options of {@link atr}. */
export interface AtrOptions {
  /** Length of Wilder's average. @defaultValue `14` */
  period?: number;
  /** Start with the mean of the first `period` true ranges (Wilder, Pine, TA-Lib), or with the first (pandas). @defaultValue `'sma'` */
  seed?: Seed;
  /** True range of the first bar; `'skip'` is TA-Lib. @defaultValue `'hl'` */
  firstTr?: FirstTrueRange;
}

/**
 * Average true range: Wilder's average ({@link rma}) of the {@link trueRange}.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`. A bar with a NaN gives NaN and is passed over.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; first value at bar `period - 1`, or 0 with seed `'first'`; one later with `'skip'`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { atr } from '@quantblocks/indicators';
 *
 * const bars = { high: [3, 9, 9], low: [1, 8, 7], close: [2, 8, 8] };
 * Array.from(atr(bars, { period: 2 })); // => [NaN, 4.5, 3.25]
 * Array.from(atr(bars, { period: 2, seed: 'first' })); // => [2, 4.5, 3.25]
 * ```
 */
export function atr(hlc: HighLowClose, options: AtrOptions = {}, out?: Float64Array): Float64Array {
  const { period, seed, firstTr } = atrOptions(options);
  const n = commonLength(hlc, ['high', 'low', 'close']);
  const target = outputFor(n, out);
  const high = inputFor(hlc.high, 'high', target);
  const low = inputFor(hlc.low, 'low', target);
  const close = inputFor(hlc.close, 'close', target);
  const seedLength = seed === 'first' ? 1 : period;
  const alpha = 1 / period;
  if (gapFreeStart(high) !== 0 || gapFreeStart(low) !== 0 || gapFreeStart(close) !== 0) {
    const range = new TrueRangeCell(firstTr);
    const average = new ExponentialCell(alpha, seedLength);
    for (let i = 0; i < n; i++) target[i] = average.step(0, 0, range.step(0, 0, high[i], low[i], close[i]));
    return target;
  }
  const skipped = firstTr === 'skip' ? 1 : 0;
  const first = skipped + seedLength - 1;
  target.fill(Number.NaN, 0, Math.min(first, n));
  let y = skipped === 1 ? 0 : high[0] - low[0];
  for (let i = 1; i <= Math.min(first, n - 1); i++) y += rangeWith(high[i], low[i], close[i - 1]);
  y /= seedLength;
  if (first < n) target[first] = y;
  const beta = 1 - alpha;
  for (let i = first + 1; i < n; i++) {
    y = beta * y + alpha * rangeWith(high[i], low[i], close[i - 1]);
    target[i] = y;
  }
  return target;
}

function atrOptions({ period = 14, seed = 'sma', firstTr = 'hl' }: AtrOptions): Required<AtrOptions> {
  checkInteger('period', period, 1);
  checkWord('seed', seed, ['sma', 'first']);
  checkWord('firstTr', firstTr, ['hl', 'skip']);
  return { period, seed, firstTr };
}

/** Streaming {@link atr}. */
export class Atr extends Stream<AtrOptions, PriceBar, number> {
  private readonly range: TrueRangeCell;
  private readonly average: ExponentialCell;

  constructor(options: AtrOptions = {}) {
    const checked = atrOptions(options);
    const range = new TrueRangeCell(checked.firstTr);
    const average = new ExponentialCell(1 / checked.period, checked.seed === 'first' ? 1 : checked.period);
    super('atr', checked, [range, average], () => Number.NaN);
    this.range = range;
    this.average = average;
  }

  static restore(state: StreamState<AtrOptions>): Atr {
    return new Atr(state.options).load(state);
  }

  protected step({ high, low, close }: PriceBar, from: number, to: number): number {
    return this.average.step(from, to, this.range.step(from, to, high, low, close));
  }
}
