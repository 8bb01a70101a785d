import { runBatch } from '../batch.ts';
import { checkInteger, checkNumber, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { MomentsCell } from '../stream/moments-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { logReturn, rootOf } from './returns.ts';

/** Options of {@link closeToCloseVolatility}. */
export interface CloseToCloseVolatilityOptions extends NanOptions {
  /** Returns in the window. @defaultValue `20` */
  period?: number;
  /** `'log'`: `ln(close / previous)`; `'simple'`: `close / previous - 1` (Tulip). @defaultValue `'log'` */
  returns?: 'log' | 'simple';
  /** Measure from the mean of the returns in the window, or from zero, where the divisor is `period`. @defaultValue `'sample'` */
  mean?: 'sample' | 'zero';
  /** Subtracted from the number of returns with the mean `'sample'`; 0 is Tulip. @defaultValue `1` */
  ddof?: number;
  /** The result is multiplied by the root of this: 1 = volatility per bar, 252 = per year of daily bars. @defaultValue `1` */
  periodsPerYear?: number;
}

/**
 * Close-to-close volatility: the standard deviation of the last `period` returns.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, a fraction; first value at bar `period`. A return from or to a price that is not positive counts as 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see J. C. Hull, "Options, Futures, and Other Derivatives", chapter on estimating volatility from historical data.
 *
 * @example
 * ```ts
 * import { closeToCloseVolatility } from '@quantblocks/indicators';
 *
 * // Returns of 100 % and 50 %: half a quarter from their mean each.
 * Array.from(closeToCloseVolatility([1, 2, 3], { period: 2, returns: 'simple', ddof: 0 })); // => [NaN, NaN, 0.25]
 * ```
 */
export function closeToCloseVolatility(
  src: ArrayLike<number>,
  options: CloseToCloseVolatilityOptions = {},
  out?: Float64Array,
): Float64Array {
  const checked = volatilityOptions(options);
  const { period, nan } = checked;
  return runBatch({ src }, { value: out }, { value: period }, true, nan, (x, y) => {
    const cell = new VolatilityCell(checked);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

function volatilityOptions({
  period = 20,
  returns = 'log',
  mean = 'sample',
  ddof = 1,
  periodsPerYear = 1,
  nan,
}: CloseToCloseVolatilityOptions): Required<CloseToCloseVolatilityOptions> {
  checkInteger('period', period, 2);
  checkWord('returns', returns, ['log', 'simple']);
  checkWord('mean', mean, ['sample', 'zero']);
  checkInteger('ddof', ddof, 0, 1);
  checkNumber('periodsPerYear', periodsPerYear, 0);
  return { period, returns, mean, ddof, periodsPerYear, nan: nanPolicy(nan) };
}

/** The previous price, and the moments of the returns (of their squares for the mean `'zero'`). */
class VolatilityCell {
  readonly cells: readonly Cell[];
  private readonly moments: MomentsCell;
  private readonly last: Float64Array;
  private readonly log: boolean;
  private readonly zero: boolean;
  private readonly scale: number;

  constructor({ period, returns, mean, ddof, periodsPerYear }: Required<CloseToCloseVolatilityOptions>) {
    this.moments = new MomentsCell(period, period - ddof);
    const last = cellMemory(1);
    this.last = last.scalars;
    this.cells = [this.moments, last];
    this.log = returns === 'log';
    this.zero = mean === 'zero';
    this.scale = Math.sqrt(periodsPerYear);
  }

  step(from: number, to: number, index: number, price: number): number {
    const { moments } = this;
    const last = this.last[from];
    this.last[to] = price;
    if (index === 0) return Number.NaN;
    const change = this.log ? logReturn(last, price) : simpleReturn(last, price);
    moments.step(from, to, index - 1, this.zero ? change * change : change);
    return this.scale * rootOf(this.zero ? moments.mean(to) : moments.variance(to));
  }
}

function simpleReturn(from: number, to: number): number {
  return from > 0 && to > 0 ? to / from - 1 : 0;
}

/** Streaming {@link closeToCloseVolatility}. */
export class CloseToCloseVolatility extends SeriesStream<CloseToCloseVolatilityOptions> {
  private readonly cell: VolatilityCell;

  constructor(options: CloseToCloseVolatilityOptions = {}) {
    const checked = volatilityOptions(options);
    const cell = new VolatilityCell(checked);
    super({
      indicator: 'closeToCloseVolatility',
      options: checked,
      cells: cell.cells,
      first: { value: checked.period },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<CloseToCloseVolatilityOptions>): CloseToCloseVolatility {
    return new CloseToCloseVolatility(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
