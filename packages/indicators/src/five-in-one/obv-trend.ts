import { emaAlpha } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { type BarOf, type CloseVolume, given } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { CloseVolumeStream } from '../stream/bar-streams.ts';
import type { Cell } from '../stream/cell.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { ObvCell } from '../volume/obv.ts';
import { voteBuffer } from './vote.ts';

/** One vote per bar: +1 bull, -1 bear, 0 none. */
export interface ObvTrend {
  vote: Int8Array;
}

/** One bar of {@link ObvTrend}. */
export interface ObvTrendValue {
  vote: number;
}

/**
 * Trend of the on-balance volume: its EMA of 3 against those of 9 and 21, all started at the first value.
 *
 * @param cv - Bars, or any object with the columns `close` and `volume`.
 * @param out - Buffer for the votes.
 * @returns +1 while the shortest average is above both others, -1 while it is below both, else 0; from bar 0.
 * @throws a {@link ParameterError} if `nan` is unknown or the buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { obvTrend } from '@quantblocks/indicators';
 *
 * Array.from(obvTrend({ close: [5, 6, 4], volume: [10, 10, 90] }).vote); // => [0, 1, -1]
 * ```
 */
export function obvTrend(cv: CloseVolume, options: NanOptions = {}, out?: Partial<ObvTrend>): ObvTrend {
  const nan = nanPolicy(options.nan);
  const { close, volume } = given(cv);
  const outputs = { vote: voteBuffer(close, out?.vote) };
  return runBatch({ close, volume }, outputs, FIRST, false, nan, ({ close, volume }, { vote }) => {
    const cell = new TrendCell();
    for (let i = 0; i < close.length; i++) vote[i] = cell.step(0, 0, i, close[i], volume[i]);
  });
}

const FIRST = { vote: 0 };

/** The volume and its three averages. */
class TrendCell {
  readonly cells: readonly Cell[];
  private readonly obv: ObvCell = new ObvCell('zero');
  private readonly fast: ExponentialCell = new ExponentialCell(emaAlpha(3), 1);
  private readonly middle: ExponentialCell = new ExponentialCell(emaAlpha(9), 1);
  private readonly slow: ExponentialCell = new ExponentialCell(emaAlpha(21), 1);

  constructor() {
    this.cells = [this.obv, this.fast, this.middle, this.slow];
  }

  step(from: number, to: number, index: number, close: number, volume: number): number {
    const value = this.obv.step(from, to, index, close, volume);
    const fast = this.fast.step(from, to, index, value);
    const middle = this.middle.step(from, to, index, value);
    const slow = this.slow.step(from, to, index, value);
    return fast > middle && fast > slow ? 1 : fast < middle && fast < slow ? -1 : 0;
  }
}

/** Streaming {@link obvTrend}. */
export class ObvTrendVote extends CloseVolumeStream<NanOptions, ObvTrendValue> {
  private readonly cell: TrendCell;

  constructor(options: NanOptions = {}) {
    const cell = new TrendCell();
    super({
      indicator: 'obvTrend',
      options: { nan: nanPolicy(options.nan) },
      cells: cell.cells,
      first: FIRST,
      windowed: false,
      blank: () => ({ vote: 0 }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<NanOptions>): ObvTrendVote {
    return new ObvTrendVote(state.options).load(state);
  }

  protected step(
    { close, volume }: BarOf<CloseVolume>,
    from: number,
    to: number,
    index: number,
    output: ObvTrendValue,
  ): ObvTrendValue {
    output.vote = this.cell.step(from, to, index, close, volume);
    return output;
  }
}
