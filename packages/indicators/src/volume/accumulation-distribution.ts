import { commonLength, type HighLowCloseVolume, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';

/** Prices and volume of one bar, as streams take them. */
export interface PriceVolumeBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * Accumulation/distribution line: the running sum of volume, weighted by where the close lies in the bar (-1 low .. +1 high).
 *
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`. A bar with a NaN gives NaN and is passed over.
 * @param out - Receives the result.
 * @returns As long as the input, in units of volume, from bar 0; a bar without range adds nothing.
 * @throws a {@link ParameterError} if `out` has another length; a {@link DataError} if the columns differ in length.
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
export function accumulationDistribution(hlcv: HighLowCloseVolume, out?: Float64Array): Float64Array {
  const n = commonLength(hlcv, ['high', 'low', 'close', 'volume']);
  const target = outputFor(n, out);
  const high = inputFor(hlcv.high, 'high', target);
  const low = inputFor(hlcv.low, 'low', target);
  const close = inputFor(hlcv.close, 'close', target);
  const volume = inputFor(hlcv.volume, 'volume', target);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const flow = moneyFlow(high[i], low[i], close[i], volume[i]);
    if (!Number.isNaN(flow)) {
      sum += flow;
      target[i] = sum;
    } else target[i] = Number.NaN;
  }
  return target;
}

/** Volume times the position of the close in the bar, -1 .. +1; 0 without range. */
export function moneyFlow(high: number, low: number, close: number, volume: number): number {
  const range = high - low;
  return range === 0 ? 0 * (close + volume) : ((close - low - (high - close)) / range) * volume;
}

/** The running sum. */
export class FlowCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;

  constructor() {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(1));
  }

  step(from: number, to: number, high: number, low: number, close: number, volume: number): number {
    const flow = moneyFlow(high, low, close, volume);
    const known = !Number.isNaN(flow);
    this.scalars[to] = known ? this.scalars[from] + flow : this.scalars[from];
    return known ? this.scalars[to] : Number.NaN;
  }
}

/** Streaming {@link accumulationDistribution}. */
export class AccumulationDistribution extends Stream<object, PriceVolumeBar, number> {
  private readonly cell: FlowCell;

  constructor() {
    const cell = new FlowCell();
    super('accumulationDistribution', {}, [cell], () => Number.NaN);
    this.cell = cell;
  }

  static restore(state: StreamState<object>): AccumulationDistribution {
    return new AccumulationDistribution().load(state);
  }

  protected step({ high, low, close, volume }: PriceVolumeBar, from: number, to: number): number {
    return this.cell.step(from, to, high, low, close, volume);
  }
}
