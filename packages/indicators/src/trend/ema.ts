import { checkInteger, checkWord, gapFreeStart, inputFor, outputFor } from '../series.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** How a recursive average starts: with the mean of its first `period` values, or with the first value. */
export type Seed = 'sma' | 'first';

/** Options of {@link ema} and {@link rma}. */
export interface ExponentialOptions {
  /** Length of the average. @defaultValue `20` for {@link ema}, `14` for {@link rma} */
  period?: number;
  /** `'sma'`: TA-Lib and Pine; `'first'`: Tulip and pandas with `adjust=False`. @defaultValue `'sma'` */
  seed?: Seed;
}

/**
 * Exponential moving average with weight `2 / (period + 1)` for the newest value.
 *
 * @param src - Series of any unit; a NaN gives NaN on its bar and leaves the average as it was.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period - 1`, or 0 with seed `'first'`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 *
 * @example
 * ```ts
 * import { ema } from '@quantblocks/indicators';
 *
 * Array.from(ema([1, 2, 3, 7], { period: 3 })); // => [NaN, NaN, 2, 4.5]
 * Array.from(ema([1, 2, 3, 7], { period: 3, seed: 'first' })); // => [1, 1.5, 2.25, 4.625]
 * ```
 */
export function ema(src: ArrayLike<number>, options: ExponentialOptions = {}, out?: Float64Array): Float64Array {
  const { period, seed } = emaOptions(options);
  return exponential(src, 2 / (period + 1), seed === 'first' ? 1 : period, out);
}

/**
 * Wilder's moving average: exponential with weight `1 / period` for the newest value.
 *
 * @param src - As for {@link ema}.
 * @returns As long as `src`; first value at bar `period - 1`, or 0 with seed `'first'`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { rma } from '@quantblocks/indicators';
 *
 * Array.from(rma([1, 3, 4, 8], { period: 2 })); // => [NaN, 2, 3, 5.5]
 * ```
 */
export function rma(src: ArrayLike<number>, options: ExponentialOptions = {}, out?: Float64Array): Float64Array {
  const { period, seed } = rmaOptions(options);
  return exponential(src, 1 / period, seed === 'first' ? 1 : period, out);
}

function exponential(src: ArrayLike<number>, alpha: number, seedLength: number, out?: Float64Array): Float64Array {
  const target = outputFor(src.length, out);
  const x = src === target ? target : inputFor(src, 'src', target);
  const start = gapFreeStart(x);
  if (start < 0) {
    const cell = new ExponentialCell(alpha, seedLength);
    for (let i = 0; i < x.length; i++) target[i] = cell.step(0, 0, x[i]);
    return target;
  }
  const n = x.length;
  const first = start + seedLength - 1;
  let y = 0;
  for (let i = start; i < Math.min(first + 1, n); i++) y += x[i];
  y /= seedLength;
  target.fill(Number.NaN, 0, Math.min(first, n));
  if (first < n) target[first] = y;
  const beta = 1 - alpha;
  for (let i = first + 1; i < n; i++) {
    y = beta * y + alpha * x[i];
    target[i] = y;
  }
  return target;
}

function emaOptions({ period = 20, seed = 'sma' }: ExponentialOptions): Required<ExponentialOptions> {
  checkInteger('period', period, 1);
  checkWord('seed', seed, ['sma', 'first']);
  return { period, seed };
}

function rmaOptions({ period = 14, seed = 'sma' }: ExponentialOptions): Required<ExponentialOptions> {
  return emaOptions({ period, seed });
}

/** Streaming {@link ema}. */
export class Ema extends SeriesStream<ExponentialOptions> {
  private readonly average: ExponentialCell;

  constructor(options: ExponentialOptions = {}) {
    const { period, seed } = emaOptions(options);
    const average = new ExponentialCell(2 / (period + 1), seed === 'first' ? 1 : period);
    super('ema', { period, seed }, [average]);
    this.average = average;
  }

  static restore(state: StreamState<ExponentialOptions>): Ema {
    return new Ema(state.options).load(state);
  }

  protected step(x: number, from: number, to: number): number {
    return this.average.step(from, to, x);
  }
}

/** Streaming {@link rma}. */
export class Rma extends SeriesStream<ExponentialOptions> {
  private readonly average: ExponentialCell;

  constructor(options: ExponentialOptions = {}) {
    const { period, seed } = rmaOptions(options);
    const average = new ExponentialCell(1 / period, seed === 'first' ? 1 : period);
    super('rma', { period, seed }, [average]);
    this.average = average;
  }

  static restore(state: StreamState<ExponentialOptions>): Rma {
    return new Rma(state.options).load(state);
  }

  protected step(x: number, from: number, to: number): number {
    return this.average.step(from, to, x);
  }
}
