import { runBatch } from '../batch.ts';
import { type BarOf, given, type HighLow } from '../columns.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { HighLowStream } from '../stream/bar-streams.ts';
import type { StreamState } from '../stream/stream.ts';
import { logReturn } from './returns.ts';
import { RootMeanCell } from './root-mean-cell.ts';

const SHARE = 1 / (4 * Math.LN2);

/**
 * Parkinson's volatility from the ranges of the last `period` bars: the root of the mean of `ln(high / low)^2 / (4 ln 2)`.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Receives the result.
 * @returns As long as the input, a fraction per bar (not annualised); first value at bar `period - 1`. A bar whose prices are not positive
 * counts as one without range.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Assumes a price without drift that moves all the time; jumps between the bars are not seen.
 * @see M. Parkinson, "The Extreme Value Method for Estimating the Variance of the Rate of Return", 1980.
 *
 * @example
 * ```ts
 * import { parkinsonVolatility } from '@quantblocks/indicators';
 *
 * // Each high is twice its low: sqrt(ln(2)^2 / (4 ln 2)) = sqrt(ln(2)) / 2.
 * parkinsonVolatility({ high: [2, 4], low: [1, 2] }, { period: 2 })[1].toFixed(6); // => '0.416277'
 * ```
 */
export function parkinsonVolatility(hl: HighLow, options: PeriodOptions = {}, out?: Float64Array): Float64Array {
  const { period, nan } = periodOptions(options);
  const { high, low } = given(hl);
  return runBatch({ high, low }, { value: out }, { value: period - 1 }, true, nan, (x, y) => {
    const cell = new RootMeanCell(period);
    for (let i = 0; i < x.high.length; i++) y.value[i] = cell.rootMean(0, 0, i, term(x.high[i], x.low[i]));
  }).value;
}

/** Estimate of the variance by one bar. */
function term(high: number, low: number): number {
  const range = logReturn(low, high);
  return SHARE * range * range;
}

/** Streaming {@link parkinsonVolatility}. */
export class ParkinsonVolatility extends HighLowStream<PeriodOptions> {
  private readonly cell: RootMeanCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new RootMeanCell(checked.period);
    super({
      indicator: 'parkinsonVolatility',
      options: checked,
      cells: [cell],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): ParkinsonVolatility {
    return new ParkinsonVolatility(state.options).load(state);
  }

  protected step({ high, low }: BarOf<HighLow>, from: number, to: number, index: number): number {
    return this.cell.rootMean(from, to, index, term(high, low));
  }
}
