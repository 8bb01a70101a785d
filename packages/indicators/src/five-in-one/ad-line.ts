import { checkInteger, checkWord, commonLength, type HighLowCloseVolume, outputFor, voteFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { rollingMax, rollingMin } from '../volatility/rolling-extremes.ts';
import { accumulationDistribution, FlowCell, type PriceVolumeBar } from '../volume/accumulation-distribution.ts';

/** What an indicator votes before its windows are full: as the earlier system did, or not at all. */
export type VoteWarmup = 'vote' | 'none';

/** Options of {@link adLine}. */
export interface AdLineOptions {
  /** Window of the normalisation. @defaultValue `50` */
  period?: number;
  /**
   * `'none'`: no vote while the norm or the one three bars earlier is undefined. `'vote'` repeats the earlier system: an undefined norm
   * counts as -0.5 and one before the data as 0, so that bars 0 to 2 vote bear. @defaultValue `'none'`
   */
  warmup?: VoteWarmup;
}

/** Norm and vote of {@link adLine}. */
export interface AdLine {
  /** Position of the line in its own range, -0.5 .. 0.5. */
  norm: Float64Array;
  /** +1 bull, -1 bear, 0 none. */
  vote: Int8Array;
}

/** One bar of {@link AdLine}. */
export interface AdLineValue {
  norm: number;
  vote: number;
}

/**
 * The {@link accumulationDistribution} line normalised to its range over `period` bars, and its vote: bull above 0.1 and higher than
 * three bars ago, bear below -0.1 and lower.
 *
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`. A gap leaves the norm undefined while in the window.
 * @param out - Buffers for the two series.
 * @returns `norm` from bar `period - 1`; undefined or without range it is NaN with warm-up `'none'`, -0.5 with `'vote'`.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { adLine } from '@quantblocks/indicators';
 *
 * const rising = { high: [2, 2, 2, 2, 2], low: [1, 1, 1, 1, 1], close: [2, 1, 2, 2, 2], volume: [1, 2, 1, 1, 1] };
 * Array.from(adLine(rising, { period: 2 }).norm); // => [NaN, -0.5, 0.5, 0.5, 0.5]
 * Array.from(adLine(rising, { period: 2 }).vote); // => [0, 0, 0, 0, 1]
 * ```
 */
export function adLine(hlcv: HighLowCloseVolume, options: AdLineOptions = {}, out?: AdLine): AdLine {
  const { period, warmup } = adLineOptions(options);
  const n = commonLength(hlcv, ['high', 'low', 'close', 'volume']);
  const norm = outputFor(n, out?.norm, 'out.norm');
  const vote = voteFor(n, out?.vote);
  const line = accumulationDistribution(hlcv);
  const max = rollingMax(line, { period });
  const min = rollingMin(line, { period }, norm);
  const absent = absentNorm(warmup);
  for (let i = 0; i < n; i++) norm[i] = normOf(line[i], min[i], max[i], absent);
  const before = warmup === 'vote' ? 0 : Number.NaN;
  for (let i = 0; i < n; i++) vote[i] = voteOf(norm[i], i < 3 ? before : norm[i - 3]);
  return { norm, vote };
}

function normOf(x: number, min: number, max: number, absent: number): number {
  return max > min ? (x - min) / (max - min) - 0.5 : absent;
}

function voteOf(norm: number, before: number): number {
  const slope = norm - before;
  return norm > 0.1 && slope > 0 ? 1 : norm < -0.1 && slope < 0 ? -1 : 0;
}

function absentNorm(warmup: VoteWarmup): number {
  return warmup === 'vote' ? -0.5 : Number.NaN;
}

function adLineOptions({ period = 50, warmup = 'none' }: AdLineOptions): Required<AdLineOptions> {
  checkInteger('period', period, 1);
  checkWord('warmup', warmup, ['vote', 'none']);
  return { period, warmup };
}

/** Streaming {@link adLine}. */
export class AdLineStream extends Stream<AdLineOptions, PriceVolumeBar, AdLineValue> {
  private readonly absent: number;
  private readonly priorNorm: number;
  private readonly flow: FlowCell;
  private readonly max: MaxCell;
  private readonly min: MaxCell;
  private readonly norms: Cell;

  constructor(options: AdLineOptions = {}) {
    const checked = adLineOptions(options);
    const flow = new FlowCell();
    const max = new MaxCell(checked.period);
    const min = new MaxCell(checked.period);
    const norms = cellMemory(1, 4);
    super('adLine', checked, [flow, max, min, norms], () => ({ norm: Number.NaN, vote: 0 }));
    this.absent = absentNorm(checked.warmup);
    this.priorNorm = checked.warmup === 'vote' ? 0 : Number.NaN;
    this.flow = flow;
    this.max = max;
    this.min = min;
    this.norms = norms;
  }

  static restore(state: StreamState<AdLineOptions>): AdLineStream {
    return new AdLineStream(state.options).load(state);
  }

  protected step(
    { high, low, close, volume }: PriceVolumeBar,
    from: number,
    to: number,
    index: number,
    output: AdLineValue,
  ): AdLineValue {
    const line = this.flow.step(from, to, high, low, close, volume);
    const max = this.max.step(from, to, index, line);
    const min = -this.min.step(from, to, index, -line);
    const norm = normOf(line, min, max, this.absent);
    const { ring } = this.norms;
    ring[index & 7] = norm;
    output.norm = norm;
    output.vote = voteOf(norm, index < 3 ? this.priorNorm : ring[(index - 3) & 7]);
    return output;
  }
}
