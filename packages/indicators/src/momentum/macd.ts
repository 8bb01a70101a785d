import { emaAlpha } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { lateAverage } from './late-average.ts';

/**
 * How the averages of {@link macd} start.
 *
 * - `'sma'`: each with the mean of its own first values (Pine).
 * - `'aligned'`: so do they, but the fast one begins late, so that both start on the same bar (TA-Lib).
 * - `'first'`: each with the first value, defined from bar 0 (pandas with `adjust=False`).
 * - `'tulip'`: with the first price, kept back until the slow average has seen its length, where the signal starts with the line.
 *   The lengths 12 and 26 weigh 0.15 and 0.075 there, not 2/13 and 2/27.
 */
export type MacdSeed = 'sma' | 'aligned' | 'first' | 'tulip';

/** Options of {@link macd}. */
export interface MacdOptions extends NanOptions {
  /** Length of the fast average. @defaultValue `12` */
  fast?: number;
  /** Length of the slow average. @defaultValue `26` */
  slow?: number;
  /** Length of the average of the line. @defaultValue `9` */
  signal?: number;
  /** @defaultValue `'sma'` */
  seed?: MacdSeed;
}

/** A line, its average, and the line less the average. */
export interface MacdSeries {
  line: Float64Array;
  signal: Float64Array;
  histogram: Float64Array;
}

/** One bar of {@link MacdSeries}. */
export interface MacdValue {
  line: number;
  signal: number;
  histogram: number;
}

/**
 * Moving average convergence/divergence: a fast less a slow exponential average, the average of that difference, and what is left.
 *
 * @param src - Series of any unit.
 * @param out - Buffers for the three series.
 * @returns Three series as long as `src`, in its unit. With `s` = the longer of `fast` and `slow`, the line from bar `s - 1` and the
 * others from bar `s + signal - 2`; with `'first'` all from bar 0, with `'tulip'` all from bar `s - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @remarks The seeds are forgotten in time: 8 digits agree some 250 bars after the start. Only the weights of Tulip stay different.
 * TA-Lib does not show the line before the signal.
 * @see G. Appel, "Technical Analysis: Power Tools for Active Investors", 2005.
 *
 * @example
 * ```ts
 * import { macd } from '@quantblocks/indicators';
 *
 * // Averages of 1 and of 3 bars: 6, 10 and 4, 7.
 * const { line, signal, histogram } = macd([2, 4, 6, 10], { fast: 1, slow: 3, signal: 2 });
 * Array.from(line); // => [NaN, NaN, 2, 3]
 * Array.from(signal); // => [NaN, NaN, NaN, 2.5]
 * histogram[3]; // => 0.5
 * ```
 */
export function macd(src: ArrayLike<number>, options: MacdOptions = {}, out: Partial<MacdSeries> = {}): MacdSeries {
  const checked = macdOptions(options);
  const { line, signal, histogram } = out;
  const first = new MacdCell(checked).first;
  const kernel = (x: { src: Float64Array }, y: MacdSeries): number => convergence(x.src, new MacdCell(checked), y);
  return runBatch({ src }, { line, signal, histogram }, first, false, checked.nan, kernel, true);
}

/** The kernel: the cell as far as the seeds reach, then its three recursions in one loop. Returns NaN if any price is. */
function convergence(x: Float64Array, cell: MacdCell, y: MacdSeries): number {
  const { line, signal, histogram } = y;
  const n = x.length;
  const seeded = Math.min(cell.first.signal + 1, n);
  const value = new BlankMacd();
  for (let i = 0; i < seeded; i++) {
    cell.step(0, 0, i, x[i], value);
    line[i] = value.line;
    signal[i] = value.signal;
    histogram[i] = value.histogram;
  }
  const { alphas } = cell;
  const fastAlpha = alphas[0];
  const slowAlpha = alphas[1];
  const signalAlpha = alphas[2];
  const fastBeta = 1 - fastAlpha;
  const slowBeta = 1 - slowAlpha;
  const signalBeta = 1 - signalAlpha;
  let fast = cell.scalars[0];
  let slow = cell.scalars[1];
  let average = cell.scalars[2];
  for (let i = seeded; i < n; i++) {
    fast = fastBeta * fast + fastAlpha * x[i];
    slow = slowBeta * slow + slowAlpha * x[i];
    const difference = fast - slow;
    average = signalBeta * average + signalAlpha * difference;
    line[i] = difference;
    signal[i] = average;
    histogram[i] = difference - average;
  }
  // The longer average has begun with the first price.
  return fast + slow;
}

function macdOptions({ fast = 12, slow = 26, signal = 9, seed = 'sma', nan }: MacdOptions): Required<MacdOptions> {
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  checkInteger('signal', signal, 1);
  checkWord('seed', seed, ['sma', 'aligned', 'first', 'tulip']);
  return { fast, slow, signal, seed, nan: nanPolicy(nan) };
}

/** The averages of {@link macd}; with `percent` the line is in percent of the slow one. */
export class MacdCell implements Cell {
  /** Fast average, slow average, average of the line. */
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly alphas: readonly [fast: number, slow: number, signal: number];
  readonly first: { readonly line: number; readonly signal: number; readonly histogram: number };
  private readonly fastAlpha: number;
  private readonly slowAlpha: number;
  private readonly signalAlpha: number;
  private readonly fastStart: number;
  private readonly slowStart: number;
  private readonly signalStart: number;
  private readonly fastSeed: number;
  private readonly slowSeed: number;
  private readonly signalSeed: number;
  private readonly percent: boolean;

  constructor({ fast, slow, signal, seed }: Required<MacdOptions>, percent: boolean = false) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    const fixed = seed === 'tulip' && fast === 12 && slow === 26;
    this.fastAlpha = fixed ? 0.15 : emaAlpha(fast);
    this.slowAlpha = fixed ? 0.075 : emaAlpha(slow);
    this.signalAlpha = emaAlpha(signal);
    this.alphas = [this.fastAlpha, this.slowAlpha, this.signalAlpha];
    const longer = Math.max(fast, slow);
    this.fastStart = seed === 'aligned' ? longer - fast : 0;
    this.slowStart = seed === 'aligned' ? longer - slow : 0;
    this.signalStart = seed === 'first' ? 0 : longer - 1;
    const byMean = seed === 'sma' || seed === 'aligned';
    this.fastSeed = byMean ? fast : 1;
    this.slowSeed = byMean ? slow : 1;
    this.signalSeed = byMean ? signal : 1;
    const last = this.signalStart + this.signalSeed - 1;
    this.first = { line: this.signalStart, signal: last, histogram: last };
    this.percent = percent;
  }

  step(from: number, to: number, index: number, x: number, value: MacdValue): MacdValue {
    const s = this.scalars;
    const fast = lateAverage(s[3 * from], index - this.fastStart, x, this.fastAlpha, this.fastSeed);
    const slow = lateAverage(s[3 * from + 1], index - this.slowStart, x, this.slowAlpha, this.slowSeed);
    const line = this.percent ? percentOf(fast, slow) : fast - slow;
    const average = lateAverage(s[3 * from + 2], index - this.signalStart, line, this.signalAlpha, this.signalSeed);
    s[3 * to] = fast;
    s[3 * to + 1] = slow;
    s[3 * to + 2] = average;
    value.line = line;
    value.signal = average;
    value.histogram = line - average;
    return value;
  }
}

function percentOf(fast: number, slow: number): number {
  return slow === 0 ? 0 : (100 * (fast - slow)) / slow;
}

/** A class, so that the engine keeps its numbers unboxed: literals share their layout with {@link MacdSeries}, which holds objects. */
export class BlankMacd implements MacdValue {
  line: number = Number.NaN;
  signal: number = Number.NaN;
  histogram: number = Number.NaN;
}

/** Streaming {@link macd}. */
export class Macd extends SeriesStream<MacdOptions, MacdValue> {
  private readonly cell: MacdCell;

  constructor(options: MacdOptions = {}) {
    const checked = macdOptions(options);
    const cell = new MacdCell(checked);
    super({
      indicator: 'macd',
      options: checked,
      cells: [cell],
      first: cell.first,
      windowed: false,
      blank: () => new BlankMacd(),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<MacdOptions>): Macd {
    return new Macd(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: MacdValue): MacdValue {
    return this.cell.step(from, to, index, x, output);
  }
}
