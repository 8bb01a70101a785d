import type { Seed } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { BlankMacd, MacdCell, type MacdSeries, type MacdValue } from './macd.ts';

/** Options of {@link ppo}. */
export interface PpoOptions extends NanOptions {
  /** Length of the fast average. @defaultValue `12` */
  fast?: number;
  /** Length of the slow average. @defaultValue `26` */
  slow?: number;
  /** Length of the average of the line. @defaultValue `9` */
  signal?: number;
  /** Start each average with the mean of its first values (TA-Lib, Pine), or with the first (Tulip, pandas). @defaultValue `'sma'` */
  seed?: Seed;
}

/**
 * Percentage price oscillator: the {@link macd} in percent of the slow average, `100 * (fast - slow) / slow`, with signal and histogram.
 *
 * @param src - Prices.
 * @param out - Buffers for the three series.
 * @returns Three series as long as `src`, in percent. With `s` = the longer of `fast` and `slow`, the line from bar `s - 1` and the
 * others from bar `s + signal - 2`; with `'first'` all from bar 0. The line is 0 where the slow average is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @see G. Appel, "Technical Analysis: Power Tools for Active Investors", 2005.
 *
 * @example
 * ```ts
 * import { ppo } from '@quantblocks/indicators';
 *
 * // Averages of 1 and of 3 bars: 6, 10 and 4, 8.
 * const { line, signal, histogram } = ppo([2, 4, 6, 12], { fast: 1, slow: 3, signal: 2 });
 * Array.from(line); // => [NaN, NaN, 50, 50]
 * signal[3]; // => 50
 * histogram[3]; // => 0
 * ```
 */
export function ppo(src: ArrayLike<number>, options: PpoOptions = {}, out: Partial<MacdSeries> = {}): MacdSeries {
  const checked = ppoOptions(options);
  const { line, signal, histogram } = out;
  const first = new MacdCell(checked, true).first;
  return runBatch({ src }, { line, signal, histogram }, first, false, checked.nan, (x, y) => {
    const cell = new MacdCell(checked, true);
    const value = new BlankMacd();
    for (let i = 0; i < x.src.length; i++) {
      cell.step(0, 0, i, x.src[i], value);
      y.line[i] = value.line;
      y.signal[i] = value.signal;
      y.histogram[i] = value.histogram;
    }
  });
}

function ppoOptions({ fast = 12, slow = 26, signal = 9, seed = 'sma', nan }: PpoOptions): Required<PpoOptions> {
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  checkInteger('signal', signal, 1);
  checkWord('seed', seed, ['sma', 'first']);
  return { fast, slow, signal, seed, nan: nanPolicy(nan) };
}

/** Streaming {@link ppo}. */
export class Ppo extends SeriesStream<PpoOptions, MacdValue> {
  private readonly cell: MacdCell;

  constructor(options: PpoOptions = {}) {
    const checked = ppoOptions(options);
    const cell = new MacdCell(checked, true);
    super({
      indicator: 'ppo',
      options: checked,
      cells: [cell],
      first: cell.first,
      windowed: false,
      blank: () => new BlankMacd(),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PpoOptions>): Ppo {
    return new Ppo(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: MacdValue): MacdValue {
    return this.cell.step(from, to, index, x, output);
  }
}
