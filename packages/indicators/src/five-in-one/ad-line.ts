import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type BarOf, given, type HighLowCloseVolume } from '../columns.ts';
import { slidingRange } from '../kernels/sliding-extremes.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseVolumeStream } from '../stream/bar-streams.ts';
import { DelayCell } from '../stream/delay-cell.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { FlowCell } from '../volume/accumulation-distribution.ts';
import { type VoteWarmup, voteBuffer } from './vote.ts';

/** Options of {@link adLine}. */
export interface AdLineOptions extends NanOptions {
  /** Window of the normalisation. @defaultValue `50` */
  period?: number;
  /**
   * `'none'`: nothing while the norm or, for the vote, the one three bars earlier is unknown; a line without range lies in its middle.
   * `'vote'` repeats the earlier system: a norm that is unknown or without range counts as -0.5 and one before the data as 0, so that
   * bars 0 to 2 vote bear. @defaultValue `'none'`
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
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`.
 * @param out - Buffers for the two series.
 * @returns `norm` from bar `period - 1`, votes from bar `period + 2`; both from bar 0 with warm-up `'vote'`. Without range the norm is 0,
 * with `'vote'` -0.5.
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
export function adLine(hlcv: HighLowCloseVolume, options: AdLineOptions = {}, out?: Partial<AdLine>): AdLine {
  const checked = adLineOptions(options);
  const { period, warmup, nan } = checked;
  const { high, low, close, volume } = given(hlcv);
  const outputs = { norm: out?.norm, vote: voteBuffer(high, out?.vote) };
  const windowed = warmup === 'none';
  return runBatch({ high, low, close, volume }, outputs, firstOf(checked), windowed, nan, (x, { norm, vote }) => {
    const n = norm.length;
    const line = new Float64Array(n);
    const max = new Float64Array(n);
    const flow = new FlowCell();
    for (let i = 0; i < n; i++) line[i] = flow.step(0, 0, x.high[i], x.low[i], x.close[i], x.volume[i]);
    slidingRange(line, line, period, max, norm);
    const absent = absentNorm(warmup);
    for (let i = 0; i < n; i++) norm[i] = i < period - 1 ? absent : normOf(line[i], norm[i], max[i], absent);
    for (let i = 0; i < n; i++) vote[i] = voteOf(norm[i], i < 3 ? 0 : norm[i - 3]);
  });
}

function normOf(x: number, min: number, max: number, absent: number): number {
  return max > min ? (x - min) / (max - min) - 0.5 : absent;
}

function voteOf(norm: number, before: number): number {
  const slope = norm - before;
  return norm > 0.1 && slope > 0 ? 1 : norm < -0.1 && slope < 0 ? -1 : 0;
}

function absentNorm(warmup: VoteWarmup): number {
  return warmup === 'vote' ? -0.5 : 0;
}

function firstOf({ period, warmup }: Required<AdLineOptions>): Record<keyof AdLine, number> {
  return warmup === 'vote' ? { norm: 0, vote: 0 } : { norm: period - 1, vote: period + 2 };
}

function adLineOptions({ period = 50, warmup = 'none', nan }: AdLineOptions): Required<AdLineOptions> {
  checkInteger('period', period, 1);
  checkWord('warmup', warmup, ['none', 'vote']);
  return { period, warmup, nan: nanPolicy(nan) };
}

/** Streaming {@link adLine}. */
export class AdLineStream extends HighLowCloseVolumeStream<AdLineOptions, AdLineValue> {
  private readonly period: number;
  private readonly absent: number;
  private readonly flow: FlowCell;
  private readonly max: MaxCell;
  private readonly min: MaxCell;
  private readonly before: DelayCell;

  constructor(options: AdLineOptions = {}) {
    const checked = adLineOptions(options);
    const flow = new FlowCell();
    const max = new MaxCell(checked.period);
    const min = new MaxCell(checked.period);
    const before = new DelayCell(3);
    super({
      indicator: 'adLine',
      options: checked,
      cells: [flow, max, min, before],
      first: firstOf(checked),
      windowed: checked.warmup === 'none',
      blank: () => ({ norm: Number.NaN, vote: 0 }),
    });
    this.period = checked.period;
    this.absent = absentNorm(checked.warmup);
    this.flow = flow;
    this.max = max;
    this.min = min;
    this.before = before;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AdLineOptions>): AdLineStream {
    return new AdLineStream(state.options).load(state);
  }

  protected step(
    { high, low, close, volume }: BarOf<HighLowCloseVolume>,
    from: number,
    to: number,
    index: number,
    output: AdLineValue,
  ): AdLineValue {
    const line = this.flow.step(from, to, high, low, close, volume);
    const max = this.max.step(from, to, index, line);
    const min = -this.min.step(from, to, index, -line);
    const norm = index < this.period - 1 ? this.absent : normOf(line, min, max, this.absent);
    output.norm = norm;
    output.vote = voteOf(norm, this.before.step(index, norm));
    return output;
  }
}
