import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { slidingRange } from '../kernels/sliding-extremes.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { EfficiencyCell, efficiencyFrom } from '../trend/efficiency-ratio.ts';
import { signVote, voteBuffer } from './vote.ts';

/** Options of {@link kamaOscillator}. */
export interface KamaOscillatorOptions extends NanOptions {
  /** Length of the efficiency ratio. @defaultValue `8` */
  erPeriod?: number;
  /** Length of the EMA, and of the fastest weight. @defaultValue `7` */
  fast?: number;
  /** Length of the slowest weight. @defaultValue `19` */
  slow?: number;
  /** Window of the normalisation. @defaultValue `50` */
  normPeriod?: number;
  /**
   * `false` leaves out the normalisation: the oscillator is then `v - ema`, in price units, from bar `erPeriod` on. That form is not
   * compared with the earlier system. @defaultValue `true`
   */
  normalise?: boolean;
}

/** Oscillator and vote of {@link kamaOscillator}. */
export interface KamaOscillator {
  /** Position of the average in its own range, -0.5 .. 0.5; without range -0.5, a bear vote. Not normalised: distance in price units. */
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
 * @param close - Prices.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `close`; first value and vote at bar `normPeriod - 1`, not normalised at bar `erPeriod`.
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
  out?: Partial<KamaOscillator>,
): KamaOscillator {
  const checked = oscillatorOptions(options);
  const outputs = { oscillator: out?.oscillator, vote: voteBuffer(close, out?.vote) };
  return runBatch({ close }, outputs, firstOf(checked), false, checked.nan, (x, { oscillator, vote }) => {
    const n = oscillator.length;
    const average = new Float64Array(n);
    efficiencyFrom(x.close, checked.erPeriod, oscillator);
    adapt(x.close, oscillator, checked, average, oscillator);
    if (checked.normalise) {
      const max = new Float64Array(n);
      slidingRange(average, average, checked.normPeriod, max, oscillator);
      for (let i = 0; i < n; i++) oscillator[i] = positionOf(average[i], oscillator[i], max[i]);
    } else for (let i = 0; i < n; i++) oscillator[i] = average[i] - oscillator[i];
    for (let i = 0; i < n; i++) vote[i] = signVote(oscillator[i]);
  });
}

/** The EMA of `x`, and the average that leaves it for the price as far as the ratios say. */
function adapt(
  x: Float64Array,
  ratios: Float64Array,
  options: Required<KamaOscillatorOptions>,
  averages: Float64Array,
  emas: Float64Array,
): void {
  const { alpha, slowest } = weightsOf(options);
  const beta = 1 - alpha;
  const span = alpha - slowest;
  let ema = x[0];
  for (let i = 0; i < x.length; i++) {
    const price = x[i];
    if (i > 0) ema = beta * ema + alpha * price;
    averages[i] = ema + (ratios[i] * span + slowest) * (price - ema);
    emas[i] = ema;
  }
}

function weightsOf({ fast, slow }: Required<KamaOscillatorOptions>): { alpha: number; slowest: number } {
  return { alpha: 2 / (fast + 1), slowest: 2 / (slow + 1) };
}

function positionOf(x: number, min: number, max: number): number {
  return (x - min) / Math.max(max - min, 1e-10) - 0.5;
}

function firstOf({
  normalise,
  normPeriod,
  erPeriod,
}: Required<KamaOscillatorOptions>): Record<keyof KamaOscillator, number> {
  const first = normalise ? normPeriod - 1 : erPeriod;
  return { oscillator: first, vote: first };
}

function oscillatorOptions({
  erPeriod = 8,
  fast = 7,
  slow = 19,
  normPeriod = 50,
  normalise = true,
  nan,
}: KamaOscillatorOptions): Required<KamaOscillatorOptions> {
  checkInteger('erPeriod', erPeriod, 1);
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  checkInteger('normPeriod', normPeriod, 1);
  checkWord('normalise', normalise, [true, false]);
  return { erPeriod, fast, slow, normPeriod, normalise, nan: nanPolicy(nan) };
}

/** Streaming {@link kamaOscillator}. */
export class KamaOscillatorStream extends SeriesStream<KamaOscillatorOptions, KamaOscillatorValue> {
  private readonly normalise: boolean;
  private readonly alpha: number;
  private readonly slowest: number;
  private readonly efficiency: EfficiencyCell;
  private readonly ema: Cell;
  private readonly max: MaxCell;
  private readonly min: MaxCell;

  constructor(options: KamaOscillatorOptions = {}) {
    const checked = oscillatorOptions(options);
    const efficiency = new EfficiencyCell(checked.erPeriod);
    const ema = cellMemory(1);
    const max = new MaxCell(checked.normPeriod);
    const min = new MaxCell(checked.normPeriod);
    super({
      indicator: 'kamaOscillator',
      options: checked,
      cells: [efficiency, ema, max, min],
      first: firstOf(checked),
      windowed: false,
      blank: () => ({ oscillator: Number.NaN, vote: 0 }),
    });
    this.normalise = checked.normalise;
    ({ alpha: this.alpha, slowest: this.slowest } = weightsOf(checked));
    this.efficiency = efficiency;
    this.ema = ema;
    this.max = max;
    this.min = min;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<KamaOscillatorOptions>): KamaOscillatorStream {
    return new KamaOscillatorStream(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: KamaOscillatorValue): KamaOscillatorValue {
    const { scalars } = this.ema;
    const { alpha, slowest } = this;
    const efficiency = this.efficiency.step(from, to, index, x);
    const ema = index === 0 ? x : (1 - alpha) * scalars[from] + alpha * x;
    const average = ema + (efficiency * (alpha - slowest) + slowest) * (x - ema);
    scalars[to] = ema;
    if (this.normalise) {
      const max = this.max.step(from, to, index, average);
      output.oscillator = positionOf(average, -this.min.step(from, to, index, -average), max);
    } else output.oscillator = average - ema;
    output.vote = signVote(output.oscillator);
    return output;
  }
}
