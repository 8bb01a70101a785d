import { ParameterError } from '@quantblocks/core';
import { checkInteger, inputFor, outputFor, voteFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { EfficiencyCell } from '../trend/efficiency-ratio.ts';
import { rollingMax, rollingMin } from '../volatility/rolling-extremes.ts';

/** Options of {@link kamaOscillator}. */
export interface KamaOscillatorOptions {
  /** Length of the efficiency ratio. @defaultValue `8` */
  erPeriod?: number;
  /** Length of the EMA, and of the fastest weight. @defaultValue `7` */
  fast?: number;
  /** Length of the slowest weight. @defaultValue `19` */
  slow?: number;
  /** Window of the normalisation. @defaultValue `50` */
  normPeriod?: number;
  /**
   * `false` leaves out the normalisation: the oscillator is then `v - ema`, in price units, from bar `erPeriod` on. That form is this
   * library's choice: the earlier system was never measured without it. @defaultValue `true`
   */
  normalise?: boolean;
}

/** Oscillator and vote of {@link kamaOscillator}. */
export interface KamaOscillator {
  /** Position of the average in its own range, -0.5 .. 0.5. */
  oscillator: Float64Array;
  /** Sign of the oscillator; 0 while it is undefined. */
  vote: Int8Array;
}

/** One bar of {@link KamaOscillator}. */
export interface KamaOscillatorValue {
  oscillator: number;
  vote: number;
}

/**
 * Where an adaptive average lies in its own range of the last `normPeriod` bars.
 *
 * With e the {@link efficiencyRatio}: `v = ema + (e * (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1)) * (close - ema)`, the EMA of
 * length `fast` started at the first close; oscillator = (v - min) / max(max - min, 1e-10) - 0.5.
 *
 * @param close - Prices. A NaN is passed over by the average and leaves the oscillator undefined while in its window.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `close`; first value at bar `normPeriod - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 *
 * @example
 * ```ts
 * import { kamaOscillator } from '@quantblocks/indicators';
 *
 * const { oscillator, vote } = kamaOscillator([1, 2, 3], { normPeriod: 2 });
 * Array.from(oscillator); // => [NaN, 0.5, 0.5]
 * Array.from(vote); // => [0, 1, 1]
 * ```
 */
export function kamaOscillator(
  close: ArrayLike<number>,
  options: KamaOscillatorOptions = {},
  out?: KamaOscillator,
): KamaOscillator {
  const checked = oscillatorOptions(options);
  const n = close.length;
  const oscillator = outputFor(n, out?.oscillator, 'out.oscillator');
  const vote = voteFor(n, out?.vote);
  const x = inputFor(close, 'close', oscillator);
  const cell = new AverageCell(checked);
  const s = cell.scalars;
  if (!checked.normalise) {
    for (let i = 0; i < n; i++) {
      oscillator[i] = cell.step(0, 0, x[i]) && s[0] > checked.erPeriod ? s[2] - s[1] : Number.NaN;
      vote[i] = signOf(oscillator[i]);
    }
    return { oscillator, vote };
  }
  const average = new Float64Array(n);
  for (let i = 0; i < n; i++) average[i] = cell.step(0, 0, x[i]) ? s[2] : Number.NaN;
  const period = checked.normPeriod;
  const max = rollingMax(average, { period });
  const min = rollingMin(average, { period }, oscillator);
  for (let i = 0; i < n; i++) {
    oscillator[i] = positionOf(average[i], min[i], max[i]);
    vote[i] = signOf(oscillator[i]);
  }
  return { oscillator, vote };
}

function positionOf(x: number, min: number, max: number): number {
  return (x - min) / Math.max(max - min, 1e-10) - 0.5;
}

function signOf(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

function oscillatorOptions({
  erPeriod = 8,
  fast = 7,
  slow = 19,
  normPeriod = 50,
  normalise = true,
}: KamaOscillatorOptions): Required<KamaOscillatorOptions> {
  checkInteger('erPeriod', erPeriod, 1);
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  checkInteger('normPeriod', normPeriod, 1);
  if (typeof normalise !== 'boolean') throw new ParameterError('normalise', 'true or false', normalise);
  return { erPeriod, fast, slow, normPeriod, normalise };
}

/** Prices seen, EMA, and the adaptive average. */
class AverageCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly efficiency: EfficiencyCell;
  private readonly alpha: number;
  private readonly slowest: number;

  constructor({ erPeriod, fast, slow }: Required<KamaOscillatorOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    this.efficiency = new EfficiencyCell(erPeriod);
    this.alpha = 2 / (fast + 1);
    this.slowest = 2 / (slow + 1);
  }

  /** Takes a price; false on a gap. */
  step(from: number, to: number, x: number): boolean {
    const s = this.scalars;
    const f = 3 * from;
    const t = 3 * to;
    const known = !Number.isNaN(x);
    const count = s[f];
    let ema = s[f + 1];
    let average = s[f + 2];
    if (known) {
      const er = this.efficiency.step(from, to, count, x);
      ema = count === 0 ? x : (1 - this.alpha) * ema + this.alpha * x;
      average = ema + (er * (this.alpha - this.slowest) + this.slowest) * (x - ema);
    } else this.efficiency.scalars[to] = this.efficiency.scalars[from];
    s[t] = known ? count + 1 : count;
    s[t + 1] = ema;
    s[t + 2] = average;
    return known;
  }
}

/** Streaming {@link kamaOscillator}. */
export class KamaOscillatorStream extends Stream<KamaOscillatorOptions, number, KamaOscillatorValue> {
  private readonly erPeriod: number;
  private readonly normalise: boolean;
  private readonly average: AverageCell;
  private readonly max: MaxCell;
  private readonly min: MaxCell;

  constructor(options: KamaOscillatorOptions = {}) {
    const checked = oscillatorOptions(options);
    const average = new AverageCell(checked);
    const max = new MaxCell(checked.normPeriod);
    const min = new MaxCell(checked.normPeriod);
    super('kamaOscillator', checked, [average.efficiency, average, max, min], () => ({
      oscillator: Number.NaN,
      vote: 0,
    }));
    this.erPeriod = checked.erPeriod;
    this.normalise = checked.normalise;
    this.average = average;
    this.max = max;
    this.min = min;
  }

  static restore(state: StreamState<KamaOscillatorOptions>): KamaOscillatorStream {
    return new KamaOscillatorStream(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: KamaOscillatorValue): KamaOscillatorValue {
    const { scalars } = this.average;
    const known = this.average.step(from, to, x);
    const t = 3 * to;
    if (this.normalise) {
      const value = known ? scalars[t + 2] : Number.NaN;
      const max = this.max.step(from, to, index, value);
      output.oscillator = positionOf(value, -this.min.step(from, to, index, -value), max);
    } else output.oscillator = known && scalars[t] > this.erPeriod ? scalars[t + 2] - scalars[t + 1] : Number.NaN;
    output.vote = signOf(output.oscillator);
    return output;
  }
}
