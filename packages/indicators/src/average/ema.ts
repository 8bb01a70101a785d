import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { exponential } from '../kernels/exponential.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** How a recursive average starts: with the mean of its first `period` values, or with the first value. */
export type Seed = 'sma' | 'first';

/** Options of {@link ema} and {@link rma}. */
export interface ExponentialOptions extends NanOptions {
  /** Length of the average. @defaultValue `20` for {@link ema}, `14` for {@link rma} */
  period?: number;
  /** `'sma'`: TA-Lib and Pine; `'first'`: Tulip and pandas with `adjust=False`. @defaultValue `'sma'` */
  seed?: Seed;
}

/**
 * Exponential moving average: `y = (1 - alpha) * y + alpha * x` with `alpha = 2 / (period + 1)`.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1` (`'sma'`) or 0 (`'first'`).
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see R. G. Brown, "Statistical Forecasting for Inventory Control", 1959.
 *
 * @example
 * ```ts
 * import { ema } from '@quantblocks/indicators';
 *
 * Array.from(ema([2, 4, 6, 8], { period: 3 })); // => [NaN, NaN, 4, 6]
 * Array.from(ema([2, 4, 6, 8], { period: 3, seed: 'first' })); // => [2, 3, 4.5, 6.25]
 * ```
 */
export function ema(src: ArrayLike<number>, options: ExponentialOptions = {}, out?: Float64Array): Float64Array {
  return average(src, emaOptions(options), emaAlpha, out);
}

function average(
  src: ArrayLike<number>,
  { period, seed, nan }: Required<ExponentialOptions>,
  alphaOf: (period: number) => number,
  out?: Float64Array,
): Float64Array {
  const seedLength = seedLengthOf(period, seed);
  const kernel = (x: { src: Float64Array }, y: { value: Float64Array }): number =>
    exponential(x.src, 0, alphaOf(period), seedLength, y.value);
  return runBatch({ src }, { value: out }, { value: seedLength - 1 }, false, nan, kernel, true).value;
}

/**
 * Wilder's moving average: an exponential one with `alpha = 1 / period`; Pine's `rma`, Tulip's `wilders`.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1` (`'sma'`) or 0 (`'first'`).
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { rma } from '@quantblocks/indicators';
 *
 * Array.from(rma([2, 4, 7], { period: 2 })); // => [NaN, 3, 5]
 * ```
 */
export function rma(src: ArrayLike<number>, options: ExponentialOptions = {}, out?: Float64Array): Float64Array {
  return average(src, rmaOptions(options), rmaAlpha, out);
}

/** Weight of the newest value in an EMA. */
export function emaAlpha(period: number): number {
  return 2 / (period + 1);
}

function rmaAlpha(period: number): number {
  return 1 / period;
}

/** Values whose mean starts the average. */
export function seedLengthOf(period: number, seed: Seed): number {
  return seed === 'first' ? 1 : period;
}

function emaOptions({ period = 20, seed = 'sma', nan }: ExponentialOptions): Required<ExponentialOptions> {
  checkInteger('period', period, 1);
  checkWord('seed', seed, ['sma', 'first']);
  return { period, seed, nan: nanPolicy(nan) };
}

function rmaOptions({ period = 14, ...rest }: ExponentialOptions): Required<ExponentialOptions> {
  return emaOptions({ period, ...rest });
}

/** Both recursive averages as streams. */
abstract class ExponentialStream extends SeriesStream<ExponentialOptions> {
  private readonly average: ExponentialCell;

  protected constructor(indicator: string, options: Required<ExponentialOptions>, alpha: number) {
    const seedLength = seedLengthOf(options.period, options.seed);
    const average = new ExponentialCell(alpha, seedLength);
    super({
      indicator,
      options,
      cells: [average],
      first: { value: seedLength - 1 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.average = average;
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.average.step(from, to, index, x);
  }
}

/** Streaming {@link ema}. */
export class Ema extends ExponentialStream {
  constructor(options: ExponentialOptions = {}) {
    const checked = emaOptions(options);
    super('ema', checked, emaAlpha(checked.period));
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ExponentialOptions>): Ema {
    return new Ema(state.options).load(state);
  }
}

/** Streaming {@link rma}. */
export class Rma extends ExponentialStream {
  constructor(options: ExponentialOptions = {}) {
    const checked = rmaOptions(options);
    super('rma', checked, rmaAlpha(checked.period));
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ExponentialOptions>): Rma {
    return new Rma(state.options).load(state);
  }
}
