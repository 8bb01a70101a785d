import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLowCloseVolume } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseVolumeStream } from '../stream/bar-streams.ts';
import type { Cell } from '../stream/cell.ts';
import { CumulativeSumCell } from '../stream/cumulative-sum-cell.ts';
import type { StreamState } from '../stream/stream.ts';

/**
 * Accumulation/distribution line: the running sum of volume, weighted by where the close lies in the bar (-1 low .. +1 high).
 *
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`.
 * @param out - Receives the result.
 * @returns As long as the input, in units of volume, from bar 0; a bar without range adds nothing.
 * @throws a {@link ParameterError} if `nan` is unknown or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The level depends on where the series begins; only its changes mean anything. What each addition loses is kept aside, so
 * the sum stays exact to the last digits however long the series is.
 * @see M. Chaikin; S. B. Achelis, "Technical Analysis from A to Z", 1995.
 *
 * @example
 * ```ts
 * import { accumulationDistribution } from '@quantblocks/indicators';
 *
 * const bars = { high: [4, 4], low: [0, 0], close: [4, 1], volume: [10, 20] };
 * Array.from(accumulationDistribution(bars)); // => [10, 0]
 * ```
 */
export function accumulationDistribution(
  hlcv: HighLowCloseVolume,
  options: NanOptions = {},
  out?: Float64Array,
): Float64Array {
  const nan = nanPolicy(options.nan);
  const { high, low, close, volume } = given(hlcv);
  return runBatch({ high, low, close, volume }, { value: out }, { value: 0 }, false, nan, (x, y) => {
    const { high, low, close, volume } = x;
    const cell = new FlowCell();
    for (let i = 0; i < high.length; i++) y.value[i] = cell.step(0, 0, high[i], low[i], close[i], volume[i]);
  }).value;
}

/** Volume times the position of the close in the bar, -1 .. +1; 0 without range. */
export function moneyFlow(high: number, low: number, close: number, volume: number): number {
  const range = high - low;
  return range === 0 ? 0 : ((close - low - (high - close)) / range) * volume;
}

/** The running sum of money flows. */
export class FlowCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly sum: CumulativeSumCell = new CumulativeSumCell();

  constructor() {
    ({ scalars: this.scalars, ring: this.ring } = this.sum);
  }

  step(from: number, to: number, high: number, low: number, close: number, volume: number): number {
    return this.sum.step(from, to, moneyFlow(high, low, close, volume));
  }
}

/** Streaming {@link accumulationDistribution}. */
export class AccumulationDistribution extends HighLowCloseVolumeStream<NanOptions> {
  private readonly cell: FlowCell;

  constructor(options: NanOptions = {}) {
    const cell = new FlowCell();
    super({
      indicator: 'accumulationDistribution',
      options: { nan: nanPolicy(options.nan) },
      cells: [cell],
      first: { value: 0 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<NanOptions>): AccumulationDistribution {
    return new AccumulationDistribution(state.options).load(state);
  }

  protected step({ high, low, close, volume }: BarOf<HighLowCloseVolume>, from: number, to: number): number {
    return this.cell.step(from, to, high, low, close, volume);
  }
}
