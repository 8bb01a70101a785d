import { runBatch } from '../batch.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { MedianCell } from '../stream/median-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/**
 * Rolling median: the middle one of the last `period` values by size, or the mean of the middle two.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Keeps the window sorted; a bar moves the values between the one that leaves and the one that enters.
 *
 * @example
 * ```ts
 * import { rollingMedian } from '@quantblocks/indicators';
 *
 * Array.from(rollingMedian([5, 1, 9, 2], { period: 3 })); // => [NaN, NaN, 5, 2]
 * Array.from(rollingMedian([5, 1, 9, 2], { period: 2 })); // => [NaN, 3, 5, 5.5]
 * ```
 */
export function rollingMedian(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new MedianCell(period);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(i, x.src[i]);
  }).value;
}

/** Streaming {@link rollingMedian}. */
export class RollingMedian extends SeriesStream<PeriodOptions> {
  private readonly cell: MedianCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new MedianCell(checked.period);
    super({
      indicator: 'rollingMedian',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): RollingMedian {
    return new RollingMedian(state.options).load(state);
  }

  protected step(x: number, _from: number, _to: number, index: number): number {
    return this.cell.step(index, x);
  }
}
