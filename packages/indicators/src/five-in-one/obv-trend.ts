import { type CloseVolume, commonLength, inputFor, voteFor } from '../series.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { type CloseVolumeBar, ObvCell } from '../volume/obv.ts';

/** One vote per bar: +1 bull, -1 bear, 0 none. */
export interface ObvTrend {
  vote: Int8Array;
}

/**
 * Trend of the on-balance volume: its EMA of 3 against those of 9 and 21, all started at the first value.
 *
 * @param cv - Bars, or any object with the columns `close` and `volume`. A bar with a NaN votes 0 and is passed over.
 * @param out - Buffer for the votes.
 * @returns +1 while the shortest average is above both others, -1 while it is below both, else 0.
 * @throws a {@link ParameterError} if the buffer has another length; a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { obvTrend } from '@quantblocks/indicators';
 *
 * Array.from(obvTrend({ close: [5, 6, 4], volume: [10, 10, 90] }).vote); // => [0, 1, -1]
 * ```
 */
export function obvTrend(cv: CloseVolume, out?: ObvTrend): ObvTrend {
  const n = commonLength(cv, ['close', 'volume']);
  const vote = voteFor(n, out?.vote);
  const close = inputFor(cv.close, 'close');
  const volume = inputFor(cv.volume, 'volume');
  const cell = new ObvTrendCell();
  for (let i = 0; i < n; i++) vote[i] = cell.step(0, 0, close[i], volume[i]);
  return { vote };
}

class ObvTrendCell {
  readonly obv: ObvCell = new ObvCell('zero');
  readonly fast: ExponentialCell = new ExponentialCell(2 / 4, 1);
  readonly middle: ExponentialCell = new ExponentialCell(2 / 10, 1);
  readonly slow: ExponentialCell = new ExponentialCell(2 / 22, 1);

  step(from: number, to: number, close: number, volume: number): number {
    const value = this.obv.step(from, to, close, volume);
    const fast = this.fast.step(from, to, value);
    const middle = this.middle.step(from, to, value);
    const slow = this.slow.step(from, to, value);
    return fast > middle && fast > slow ? 1 : fast < middle && fast < slow ? -1 : 0;
  }
}

/** Streaming {@link obvTrend}: returns the vote. */
export class ObvTrendVote extends Stream<object, CloseVolumeBar, number> {
  private readonly cell: ObvTrendCell;

  constructor() {
    const cell = new ObvTrendCell();
    super('obvTrend', {}, [cell.obv, cell.fast, cell.middle, cell.slow], () => 0);
    this.cell = cell;
  }

  static restore(state: StreamState<object>): ObvTrendVote {
    return new ObvTrendVote().load(state);
  }

  protected step({ close, volume }: CloseVolumeBar, from: number, to: number): number {
    return this.cell.step(from, to, close, volume);
  }
}
