import { type Seed, seedLengthOf } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { type FirstTrueRange, rangeWith } from './true-range.ts';

/** Options of {@link atr} and {@link natr}. */
export interface AtrOptions extends NanOptions {
  /** Length of Wilder's average. @defaultValue `14` */
  period?: number;
  /** Start with the mean of the first `period` true ranges (Wilder, Pine, TA-Lib), or with the first (pandas). @defaultValue `'sma'` */
  seed?: Seed;
  /** True range of the first bar; `'skip'` is TA-Lib. @defaultValue `'hl'` */
  firstTr?: FirstTrueRange;
}

/**
 * Average true range: Wilder's average of the true range.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; first value at bar `period - 1`, with seed `'first'` at bar 0, with `'skip'` one later.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { atr } from '@quantblocks/indicators';
 *
 * const bars = { high: [11, 13, 12, 15], low: [9, 10, 10, 12], close: [10, 12, 11, 14] };
 * Array.from(atr(bars, { period: 2 })); // => [NaN, 2.5, 2.25, 3.125]
 * ```
 */
export function atr(hlc: HighLowClose, options: AtrOptions = {}, out?: Float64Array): Float64Array {
  const checked = atrOptions(options);
  const { high, low, close } = given(hlc);
  type Prices = Record<'high' | 'low' | 'close', Float64Array>;
  const kernel = (x: Prices, y: { value: Float64Array }): number =>
    averageRange(x.high, x.low, x.close, checked, y.value);
  return runBatch({ high, low, close }, { value: out }, atrFirst(checked), false, checked.nan, kernel, true).value;
}

/** The kernel: ranges averaged as they come. Returns NaN if any price is. */
export function averageRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  { period, seed, firstTr }: Required<AtrOptions>,
  y: Float64Array,
): number {
  const n = high.length;
  const seedLength = seedLengthOf(period, seed);
  const skipped = firstTr === 'skip' ? 1 : 0;
  const first = skipped + seedLength - 1;
  let average = skipped === 1 || n === 0 ? 0 : high[0] - low[0];
  let check = n === 0 ? 0 : high[0] - low[0] + close[0];
  for (let i = 1; i <= Math.min(first, n - 1); i++) {
    average += rangeWith(high[i], low[i], close[i - 1]);
    check += high[i] - low[i] + close[i];
  }
  average /= seedLength;
  if (first < n) y[first] = average;
  const alpha = 1 / period;
  const beta = 1 - alpha;
  for (let i = first + 1; i < n; i++) {
    const top = high[i];
    const bottom = low[i];
    average = beta * average + alpha * rangeWith(top, bottom, close[i - 1]);
    check += top - bottom + close[i];
    y[i] = average;
  }
  return check;
}

/** Options checked and complete. */
export function atrOptions({ period = 14, seed = 'sma', firstTr = 'hl', nan }: AtrOptions): Required<AtrOptions> {
  checkInteger('period', period, 1);
  checkWord('seed', seed, ['sma', 'first']);
  checkWord('firstTr', firstTr, ['hl', 'skip']);
  return { period, seed, firstTr, nan: nanPolicy(nan) };
}

/** First defined bar. */
export function atrFirst({ period, seed, firstTr }: Required<AtrOptions>): { value: number } {
  return { value: seedLengthOf(period, seed) - 1 + (firstTr === 'skip' ? 1 : 0) };
}

/** Last close, and the average of the true ranges. */
export class AtrCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly alpha: number;
  private readonly beta: number;
  private readonly seedLength: number;
  private readonly skipped: number;
  private readonly seeded: number;

  constructor({ period, seed, firstTr }: Required<AtrOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2));
    this.alpha = 1 / period;
    this.beta = 1 - this.alpha;
    this.seedLength = seedLengthOf(period, seed);
    this.skipped = firstTr === 'skip' ? 1 : 0;
    this.seeded = this.seedLength + this.skipped;
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number): number {
    const s = this.scalars;
    const range = rangeWith(high, low, s[2 * from]);
    let average = this.beta * s[2 * from + 1] + this.alpha * range;
    if (index < this.seeded) average = this.seed(index, s[2 * from + 1], index === 0 ? high - low : range);
    s[2 * to] = close;
    s[2 * to + 1] = average;
    return average;
  }

  private seed(index: number, sum: number, range: number): number {
    if (index < this.skipped) return 0;
    return index === this.seeded - 1 ? (sum + range) / this.seedLength : sum + range;
  }
}

/** Streaming {@link atr}. */
export class Atr extends HighLowCloseStream<AtrOptions> {
  private readonly cell: AtrCell;

  constructor(options: AtrOptions = {}) {
    const checked = atrOptions(options);
    const cell = new AtrCell(checked);
    super({
      indicator: 'atr',
      options: checked,
      cells: [cell],
      first: atrFirst(checked),
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AtrOptions>): Atr {
    return new Atr(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, high, low, close);
  }
}
