import { emaAlpha, type Seed, seedLengthOf } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link apo}. */
export interface ApoOptions extends NanOptions {
  /** Length of the fast average. @defaultValue `12` */
  fast?: number;
  /** Length of the slow average. @defaultValue `26` */
  slow?: number;
  /** Start each average with the mean of its first values (TA-Lib), or with the first (Tulip, pandas). @defaultValue `'sma'` */
  seed?: Seed;
}

/**
 * Absolute price oscillator: a fast exponential average less a slow one.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value where both averages have one, at bar `max(fast, slow) - 1`, with `'first'` at bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks The line of {@link macd} alone.
 * @see G. Appel, "Technical Analysis: Power Tools for Active Investors", 2005.
 *
 * @example
 * ```ts
 * import { apo } from '@quantblocks/indicators';
 *
 * // Averages of 1 and of 3 bars: 6, 10 and 4, 7.
 * Array.from(apo([2, 4, 6, 10], { fast: 1, slow: 3 })); // => [NaN, NaN, 2, 3]
 * ```
 */
export function apo(src: ArrayLike<number>, options: ApoOptions = {}, out?: Float64Array): Float64Array {
  const checked = apoOptions(options);
  return runBatch({ src }, { value: out }, firstOf(checked), false, checked.nan, (x, y) => {
    const fast = averageOf(checked.fast, checked.seed);
    const slow = averageOf(checked.slow, checked.seed);
    for (let i = 0; i < x.src.length; i++) y.value[i] = fast.step(0, 0, i, x.src[i]) - slow.step(0, 0, i, x.src[i]);
  }).value;
}

function averageOf(period: number, seed: Seed): ExponentialCell {
  return new ExponentialCell(emaAlpha(period), seedLengthOf(period, seed));
}

function apoOptions({ fast = 12, slow = 26, seed = 'sma', nan }: ApoOptions): Required<ApoOptions> {
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  checkWord('seed', seed, ['sma', 'first']);
  return { fast, slow, seed, nan: nanPolicy(nan) };
}

function firstOf({ fast, slow, seed }: Required<ApoOptions>): { value: number } {
  return { value: seedLengthOf(Math.max(fast, slow), seed) - 1 };
}

/** Streaming {@link apo}. */
export class Apo extends SeriesStream<ApoOptions> {
  private readonly fast: ExponentialCell;
  private readonly slow: ExponentialCell;

  constructor(options: ApoOptions = {}) {
    const checked = apoOptions(options);
    const fast = averageOf(checked.fast, checked.seed);
    const slow = averageOf(checked.slow, checked.seed);
    super({
      indicator: 'apo',
      options: checked,
      cells: [fast, slow],
      first: firstOf(checked),
      windowed: false,
      blank: () => Number.NaN,
    });
    this.fast = fast;
    this.slow = slow;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ApoOptions>): Apo {
    return new Apo(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.fast.step(from, to, index, x) - this.slow.step(from, to, index, x);
  }
}
