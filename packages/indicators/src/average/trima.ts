import { runBatch } from '../batch.ts';
import { windowSum } from '../kernels/window-sum.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import type { Cell } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';

/**
 * Triangular moving average: a simple average of a simple average, so that weights rise to the middle of the window and fall again.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks The two lengths add up to `period + 1`: equal for an odd period, `period / 2` and one more for an even one.
 * Agrees with TA-Lib and Tulip.
 *
 * @example
 * ```ts
 * import { trima } from '@quantblocks/indicators';
 *
 * // Weights 1, 2, 1 over 4.
 * Array.from(trima([1, 2, 5], { period: 3 })); // => [NaN, NaN, 2.5]
 * ```
 */
export function trima(src: ArrayLike<number>, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const [inner, outer] = lengthsOf(period);
    const means = new Float64Array(x.src.length);
    windowSum(x.src, inner, inner, means);
    if (means.length >= inner) windowSum(means.subarray(inner - 1), outer, outer, y.value.subarray(inner - 1));
  }).value;
}

function lengthsOf(period: number): [inner: number, outer: number] {
  const inner = Math.ceil(period / 2);
  return [inner, period + 1 - inner];
}

/** Two window sums in a row. */
class TrimaCell {
  readonly cells: readonly Cell[];
  private readonly sum: WindowSumCell;
  private readonly sumOfMeans: WindowSumCell;
  private readonly inner: number;
  private readonly outer: number;

  constructor(period: number) {
    [this.inner, this.outer] = lengthsOf(period);
    this.sum = new WindowSumCell(this.inner);
    this.sumOfMeans = new WindowSumCell(this.outer);
    this.cells = [this.sum, this.sumOfMeans];
  }

  step(from: number, to: number, index: number, x: number): number {
    const mean = this.sum.step(from, to, index, x) / this.inner;
    const start = this.inner - 1;
    return index < start ? Number.NaN : this.sumOfMeans.step(from, to, index - start, mean) / this.outer;
  }
}

/** Streaming {@link trima}. */
export class Trima extends SeriesStream<PeriodOptions> {
  private readonly cell: TrimaCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new TrimaCell(checked.period);
    super({
      indicator: 'trima',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): Trima {
    return new Trima(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
