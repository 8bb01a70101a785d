import { emaAlpha } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { lateAverage } from './late-average.ts';

/** Options of {@link trix}. */
export interface TrixOptions extends NanOptions {
  /** Length of each of the three averages. @defaultValue `15` */
  period?: number;
  /**
   * Start each average with the mean of its first values (TA-Lib), or with the first (pandas). `'tulip'`: with the first, handed on once
   * `period` values were seen, and the change in percent of the new value. @defaultValue `'sma'`
   */
  seed?: 'sma' | 'first' | 'tulip';
}

/**
 * TRIX: change of a threefold exponential average from one bar to the next, in percent of the earlier value.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in percent; first value at bar `3 * (period - 1) + 1`, with `'first'` at bar 1. 0 where the divisor is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see J. Hutson, "Good TRIX", Technical Analysis of Stocks & Commodities 1 (1983).
 *
 * @example
 * ```ts
 * import { trix } from '@quantblocks/indicators';
 *
 * Array.from(trix([4, 5, 6], { period: 1 })); // => [NaN, 25, 20]
 * ```
 */
export function trix(src: ArrayLike<number>, options: TrixOptions = {}, out?: Float64Array): Float64Array {
  const checked = trixOptions(options);
  return runBatch({ src }, { value: out }, { value: new TrixCell(checked).first }, false, checked.nan, (x, y) => {
    const cell = new TrixCell(checked);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

function trixOptions({ period = 15, seed = 'sma', nan }: TrixOptions): Required<TrixOptions> {
  checkInteger('period', period, 1);
  checkWord('seed', seed, ['sma', 'first', 'tulip']);
  return { period, seed, nan: nanPolicy(nan) };
}

/** Three averages in a row; the third one is also the value to compare the next one with. */
class TrixCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly first: number;
  private readonly alpha: number;
  private readonly seedLength: number;
  private readonly delay: number;
  private readonly ofNew: boolean;

  constructor({ period, seed }: Required<TrixOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    this.alpha = emaAlpha(period);
    this.seedLength = seed === 'sma' ? period : 1;
    this.delay = seed === 'first' ? 0 : period - 1;
    this.first = 3 * this.delay + 1;
    this.ofNew = seed === 'tulip';
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, alpha, seedLength, delay } = this;
    const last = scalars[3 * from + 2];
    const once = lateAverage(scalars[3 * from], index, x, alpha, seedLength);
    const twice = lateAverage(scalars[3 * from + 1], index - delay, once, alpha, seedLength);
    const y = lateAverage(last, index - 2 * delay, twice, alpha, seedLength);
    scalars[3 * to] = once;
    scalars[3 * to + 1] = twice;
    scalars[3 * to + 2] = y;
    const divisor = this.ofNew ? y : last;
    return divisor === 0 ? 0 : (100 * (y - last)) / divisor;
  }
}

/** Streaming {@link trix}. */
export class Trix extends SeriesStream<TrixOptions> {
  private readonly cell: TrixCell;

  constructor(options: TrixOptions = {}) {
    const checked = trixOptions(options);
    const cell = new TrixCell(checked);
    super({
      indicator: 'trix',
      options: checked,
      cells: [cell],
      first: { value: cell.first },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<TrixOptions>): Trix {
    return new Trix(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
