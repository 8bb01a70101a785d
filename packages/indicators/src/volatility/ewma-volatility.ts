import { runBatch } from '../batch.ts';
import { checkNumber } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { logReturn } from './returns.ts';

/** Options of {@link ewmaVolatility}. */
export interface EwmaVolatilityOptions extends NanOptions {
  /** Weight of the variance so far; the newest squared return has the rest. RiskMetrics: 0.94 for days, 0.97 for months. @defaultValue `0.94` */
  lambda?: number;
}

/**
 * Exponentially weighted volatility: the root of `variance = lambda * variance + (1 - lambda) * ln(price / previous)^2`,
 * started by the first squared return.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, a fraction per bar (not annualised); first value at bar 1. A return from or to a price that is not positive
 * counts as 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @see J. P. Morgan and Reuters, "RiskMetrics - Technical Document", 4th edition, 1996.
 *
 * @example
 * ```ts
 * import { ewmaVolatility } from '@quantblocks/indicators';
 *
 * // Returns of ln(2) and 0: the variance ln(2)^2 decays to a quarter.
 * const volatility = ewmaVolatility([1, 2, 2], { lambda: 0.25 });
 * Array.from(volatility, (value) => value.toFixed(4)); // => ['NaN', '0.6931', '0.3466']
 * ```
 */
export function ewmaVolatility(
  src: ArrayLike<number>,
  options: EwmaVolatilityOptions = {},
  out?: Float64Array,
): Float64Array {
  const { lambda, nan } = ewmaOptions(options);
  return runBatch({ src }, { value: out }, { value: 1 }, false, nan, (x, y) => {
    const cell = new EwmaCell(lambda);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

function ewmaOptions({ lambda = 0.94, nan }: EwmaVolatilityOptions): Required<EwmaVolatilityOptions> {
  checkNumber('lambda', lambda, 0, 1);
  return { lambda, nan: nanPolicy(nan) };
}

/** The previous price and the variance. */
class EwmaCell {
  readonly cells: readonly Cell[];
  private readonly variance: ExponentialCell;
  private readonly last: Float64Array;

  constructor(lambda: number) {
    this.variance = new ExponentialCell(1 - lambda, 1);
    const last = cellMemory(1);
    this.last = last.scalars;
    this.cells = [this.variance, last];
  }

  step(from: number, to: number, index: number, price: number): number {
    const last = this.last[from];
    this.last[to] = price;
    if (index === 0) return Number.NaN;
    const change = logReturn(last, price);
    return Math.sqrt(this.variance.step(from, to, index - 1, change * change));
  }
}

/** Streaming {@link ewmaVolatility}. */
export class EwmaVolatility extends SeriesStream<EwmaVolatilityOptions> {
  private readonly cell: EwmaCell;

  constructor(options: EwmaVolatilityOptions = {}) {
    const checked = ewmaOptions(options);
    const cell = new EwmaCell(checked.lambda);
    super({
      indicator: 'ewmaVolatility',
      options: checked,
      cells: cell.cells,
      first: { value: 1 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<EwmaVolatilityOptions>): EwmaVolatility {
    return new EwmaVolatility(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
