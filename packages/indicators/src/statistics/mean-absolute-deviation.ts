import { runBatch } from '../batch.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/**
 * Mean absolute deviation: the mean distance of the last `period` values from their mean.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`. 0 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Pine's `ta.dev`. The mean moves with every bar, and with it every distance, so a bar costs as much as the window is long.
 *
 * @example
 * ```ts
 * import { meanAbsoluteDeviation } from '@quantblocks/indicators';
 *
 * // 1, 2, 6: distances 2, 1, 3 from 3; then 3, 1, 2 from 5.
 * Array.from(meanAbsoluteDeviation([1, 2, 6, 7], { period: 3 })); // => [NaN, NaN, 2, 2]
 * ```
 */
export function meanAbsoluteDeviation(
  src: ArrayLike<number>,
  options: PeriodOptions = {},
  out?: Float64Array,
): Float64Array {
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new DeviationCell(period);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(i, x.src[i]);
  }).value;
}

/** The window. Distances are taken from the newest value first, so that equal values have none. */
class DeviationCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(0, period));
    this.period = period;
    this.mask = this.ring.length - 1;
  }

  step(index: number, x: number): number {
    const { ring, mask, period } = this;
    ring[index & mask] = x;
    let sum = 0;
    for (let i = index - period + 1; i < index; i++) sum += ring[i & mask] - x;
    const mean = sum / period;
    let distances = Math.abs(mean);
    for (let i = index - period + 1; i < index; i++) distances += Math.abs(ring[i & mask] - x - mean);
    return distances / period;
  }
}

/** Streaming {@link meanAbsoluteDeviation}. */
export class MeanAbsoluteDeviation extends SeriesStream<PeriodOptions> {
  private readonly cell: DeviationCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new DeviationCell(checked.period);
    super({
      indicator: 'meanAbsoluteDeviation',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): MeanAbsoluteDeviation {
    return new MeanAbsoluteDeviation(state.options).load(state);
  }

  protected step(x: number, _from: number, _to: number, index: number): number {
    return this.cell.step(index, x);
  }
}
