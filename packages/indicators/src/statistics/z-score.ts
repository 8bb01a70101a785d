import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { RegressionCell } from '../stream/regression-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link zScore}. */
export interface ZScoreOptions extends NanOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
  /** Subtracted from the number of values in the variance: 0 for a population, 1 for a sample. @defaultValue `0` */
  ddof?: number;
}

/**
 * Z-score: the distance of a value from the mean of the last `period` values, in their standard deviations.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period - 1`. 0 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 *
 * @example
 * ```ts
 * import { zScore } from '@quantblocks/indicators';
 *
 * // Means 2 and 5, deviations 1 and 2: of two values the later one is always one deviation away.
 * Array.from(zScore([1, 3, 7], { period: 2 })); // => [NaN, 1, 1]
 * ```
 */
export function zScore(src: ArrayLike<number>, options: ZScoreOptions = {}, out?: Float64Array): Float64Array {
  const { period, ddof, nan } = zScoreOptions(options);
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new RegressionCell(period);
    for (let i = 0; i < x.src.length; i++) {
      cell.step(0, 0, i, x.src[i]);
      y.value[i] = scoreOf(cell, period - ddof);
    }
  }).value;
}

function scoreOf({ offset, deviations }: RegressionCell, divisor: number): number {
  return deviations > 0 ? offset / Math.sqrt(deviations / divisor) : 0;
}

function zScoreOptions({ period = 20, ddof = 0, nan }: ZScoreOptions): Required<ZScoreOptions> {
  checkInteger('period', period, 2);
  checkInteger('ddof', ddof, 0, 1);
  return { period, ddof, nan: nanPolicy(nan) };
}

/** Streaming {@link zScore}. */
export class ZScore extends SeriesStream<ZScoreOptions> {
  // Its sums are the ones that stay exact in windows that hardly move.
  private readonly cell: RegressionCell;
  private readonly divisor: number;

  constructor(options: ZScoreOptions = {}) {
    const checked = zScoreOptions(options);
    const { period, ddof } = checked;
    const cell = new RegressionCell(period);
    super({
      indicator: 'zScore',
      options: checked,
      cells: [cell],
      first: { value: period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
    this.divisor = period - ddof;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ZScoreOptions>): ZScore {
    return new ZScore(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.cell.step(from, to, index, x);
    return scoreOf(this.cell, this.divisor);
  }
}
