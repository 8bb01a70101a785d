import { runBatch } from '../batch.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { RegressionCell } from '../stream/regression-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/**
 * Angle of the least-squares line through the last `period` values: the arc tangent of its slope.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in degrees between -90 and 90; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks One unit of the series and one bar count as equally long, so the angle depends on the unit. Agrees with TA-Lib.
 *
 * @example
 * ```ts
 * import { regressionAngle } from '@quantblocks/indicators';
 *
 * Array.from(regressionAngle([1, 2, 2], { period: 2 })); // => [NaN, 45, 0]
 * ```
 */
export function regressionAngle(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options, 2);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new RegressionCell(period);
    for (let i = 0; i < x.src.length; i++) {
      cell.step(0, 0, i, x.src[i]);
      y.value[i] = angleOf(cell.slope);
    }
  }).value;
}

function angleOf(slope: number): number {
  return Math.atan(slope) * (180 / Math.PI);
}

/** Streaming {@link regressionAngle}. */
export class RegressionAngle extends SeriesStream<PeriodOptions> {
  private readonly cell: RegressionCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options, 2);
    const cell = new RegressionCell(checked.period);
    super({
      indicator: 'regressionAngle',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): RegressionAngle {
    return new RegressionAngle(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.cell.step(from, to, index, x);
    return angleOf(this.cell.slope);
  }
}
