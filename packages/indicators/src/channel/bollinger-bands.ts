import { runBatch } from '../batch.ts';
import { checkInteger, checkNumber } from '../checks.ts';
import { LOSS, MOMENTS, momentsAfresh } from '../kernels/moments.ts';
import { RESUM } from '../kernels/window-sum.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { MomentsCell } from '../stream/moments-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link bollingerBands} and of what is read off the bands. */
export interface BollingerOptions extends NanOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
  /** Standard deviations between the middle and a band. @defaultValue `2` */
  multiple?: number;
  /** Subtracted from the number of values in the variance: 0 for a population, 1 for a sample. @defaultValue `0` */
  ddof?: number;
}

/** Bollinger bands. */
export interface BollingerBandSeries {
  upper: Float64Array;
  middle: Float64Array;
  lower: Float64Array;
}

/** One bar of {@link BollingerBandSeries}. */
export type BollingerBandValue = { [Name in keyof BollingerBandSeries]: number };

/**
 * Bollinger bands: the mean of the last `period` values, and the lines `multiple` standard deviations above and below it.
 *
 * @param src - Series of any unit, most often the close.
 * @param out - Buffers for the three series; one may be `src` itself.
 * @returns Three series as long as `src`, in its unit; first value at bar `period - 1`. The lines coincide where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @remarks Agrees with TA-Lib, Tulip and Pine, which all divide by `period`.
 * @see J. Bollinger, "Bollinger on Bollinger Bands", 2001.
 *
 * @example
 * ```ts
 * import { bollingerBands } from '@quantblocks/indicators';
 *
 * const { upper, middle, lower } = bollingerBands([1, 3, 7], { period: 2, multiple: 2 });
 * Array.from(upper); // => [NaN, 4, 9]
 * Array.from(middle); // => [NaN, 2, 5]
 * Array.from(lower); // => [NaN, 0, 1]
 * ```
 */
export function bollingerBands(
  src: ArrayLike<number>,
  options: BollingerOptions = {},
  out?: Partial<BollingerBandSeries>,
): BollingerBandSeries {
  const { period, multiple, ddof, nan } = bollingerOptions(options);
  const first = period - 1;
  const outputs = { upper: out?.upper, middle: out?.middle, lower: out?.lower };
  return runBatch({ src }, outputs, { upper: first, middle: first, lower: first }, true, nan, (x, y) => {
    bands(x.src, period, multiple, 1 / (period - ddof), y);
  });
}

/** The kernel: `movingMoments` with the bands taken in the same loop, where the square roots cost next to nothing. */
function bands(
  x: Float64Array,
  period: number,
  multiple: number,
  weight: number,
  { upper, middle, lower }: BollingerBandSeries,
): void {
  const n = x.length;
  const share = 1 / period;
  // A local copy: the loop would read the module's every time.
  const loss = LOSS;
  const fresh = new Float64Array(MOMENTS);
  for (let i = 0; i < n; ) {
    momentsAfresh(x, -1, Math.max(0, i - period + 1), i, fresh, 0);
    const center = fresh[0];
    let sum = fresh[1];
    let squares = fresh[2];
    let spread = squares - sum * sum * share;
    let peak = squares;
    let mean = center + sum * share;
    let width = multiple * Math.sqrt(spread > 0 ? spread * weight : 0);
    upper[i] = mean + width;
    middle[i] = mean;
    lower[i] = mean - width;
    const end = Math.min((i | RESUM) + 1, n);
    for (i++; i < end; i++) {
      const value = x[i];
      const old = i < period ? center : x[i - period];
      const change = value - old;
      sum += change;
      squares += change * (value - center + (old - center));
      spread = squares - sum * sum * share;
      if (squares > peak) peak = squares;
      if (spread < loss * peak) break;
      mean = center + sum * share;
      width = multiple * Math.sqrt(spread > 0 ? spread * weight : 0);
      upper[i] = mean + width;
      middle[i] = mean;
      lower[i] = mean - width;
    }
  }
}

/**
 * Bollinger bandwidth: the distance between the bands as a fraction of the middle, `(upper - lower) / middle`.
 *
 * @param src - Series of any unit, most often the close.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period - 1`. 0 where nothing has moved, and where the middle is 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see J. Bollinger, "Bollinger on Bollinger Bands", 2001.
 *
 * @example
 * ```ts
 * import { bollingerBandwidth } from '@quantblocks/indicators';
 *
 * // Bands 4 and 0 around 2, then 9 and 1 around 5.
 * Array.from(bollingerBandwidth([1, 3, 7], { period: 2, multiple: 2 })); // => [NaN, 2, 1.6]
 * ```
 */
export function bollingerBandwidth(
  src: ArrayLike<number>,
  options: BollingerOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, multiple, ddof, nan } = bollingerOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const moments = new MomentsCell(period, period - ddof);
    for (let i = 0; i < x.src.length; i++) {
      moments.step(0, 0, i, x.src[i]);
      y.value[i] = bandwidth(moments, 0, multiple);
    }
  }).value;
}

/**
 * Percent B: where a value is between the Bollinger bands, `(value - lower) / (upper - lower)`; 0 on the lower band, 1 on the upper.
 *
 * @param src - Series of any unit, most often the close.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, a fraction; first value at bar `period - 1`. 0.5 where the bands coincide.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see J. Bollinger, "Bollinger on Bollinger Bands", 2001.
 *
 * @example
 * ```ts
 * import { bollingerPercentB } from '@quantblocks/indicators';
 *
 * // 3 between the bands 0 and 4, then 7 between 1 and 9.
 * Array.from(bollingerPercentB([1, 3, 7], { period: 2, multiple: 2 })); // => [NaN, 0.75, 0.75]
 * ```
 */
export function bollingerPercentB(
  src: ArrayLike<number>,
  options: BollingerOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, multiple, ddof, nan } = bollingerOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const moments = new MomentsCell(period, period - ddof);
    for (let i = 0; i < x.src.length; i++) {
      moments.step(0, 0, i, x.src[i]);
      y.value[i] = percentB(x.src[i], moments, 0, multiple);
    }
  }).value;
}

function bandwidth(moments: MomentsCell, copy: number, multiple: number): number {
  const mean = moments.mean(copy);
  return mean === 0 ? 0 : (2 * multiple * Math.sqrt(moments.variance(copy))) / mean;
}

function percentB(x: number, moments: MomentsCell, copy: number, multiple: number): number {
  const width = 2 * multiple * Math.sqrt(moments.variance(copy));
  return width > 0 ? 0.5 + (x - moments.mean(copy)) / width : 0.5;
}

function bollingerOptions({ period = 20, multiple = 2, ddof = 0, nan }: BollingerOptions): Required<BollingerOptions> {
  checkInteger('period', period, 2);
  checkNumber('multiple', multiple, 0);
  checkInteger('ddof', ddof, 0, 1);
  return { period, multiple, ddof, nan: nanPolicy(nan) };
}

/** The bands, and what is read off them, as streams. */
abstract class BollingerStream<Output> extends SeriesStream<BollingerOptions, Output> {
  protected readonly moments: MomentsCell;
  protected readonly multiple: number;

  protected constructor(indicator: string, options: BollingerOptions, outputs: readonly string[], blank: () => Output) {
    const checked = bollingerOptions(options);
    const { period, multiple, ddof } = checked;
    const moments = new MomentsCell(period, period - ddof);
    super({
      indicator,
      options: checked,
      cells: [moments],
      first: Object.fromEntries(outputs.map((name) => [name, period - 1])),
      windowed: true,
      blank,
    });
    this.moments = moments;
    this.multiple = multiple;
  }
}

/** Streaming {@link bollingerBands}. */
export class BollingerBands extends BollingerStream<BollingerBandValue> {
  constructor(options: BollingerOptions = {}) {
    super('bollingerBands', options, ['upper', 'middle', 'lower'], () => ({
      upper: Number.NaN,
      middle: Number.NaN,
      lower: Number.NaN,
    }));
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<BollingerOptions>): BollingerBands {
    return new BollingerBands(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: BollingerBandValue): BollingerBandValue {
    this.moments.step(from, to, index, x);
    const mean = this.moments.mean(to);
    const width = this.multiple * Math.sqrt(this.moments.variance(to));
    output.upper = mean + width;
    output.middle = mean;
    output.lower = mean - width;
    return output;
  }
}

/** Streaming {@link bollingerBandwidth}. */
export class BollingerBandwidth extends BollingerStream<number> {
  constructor(options: BollingerOptions = {}) {
    super('bollingerBandwidth', options, ['value'], () => Number.NaN);
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<BollingerOptions>): BollingerBandwidth {
    return new BollingerBandwidth(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.moments.step(from, to, index, x);
    return bandwidth(this.moments, to, this.multiple);
  }
}

/** Streaming {@link bollingerPercentB}. */
export class BollingerPercentB extends BollingerStream<number> {
  constructor(options: BollingerOptions = {}) {
    super('bollingerPercentB', options, ['value'], () => Number.NaN);
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<BollingerOptions>): BollingerPercentB {
    return new BollingerPercentB(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.moments.step(from, to, index, x);
    return percentB(x, this.moments, to, this.multiple);
  }
}
