import { ParameterError } from '@quantblocks/core';
import { requireNumbers, requirePositive } from '../checks.ts';

/** What the first value of an equity series is compared with. */
export interface EquityOptions {
  /** Capital before the first period. */
  initialCapital: number;
}

/**
 * Simple returns of an equity series, the FIRST period included: its base is the initial capital.
 *
 * From the first value that is zero or less, later returns are 0: there is no capital left to earn on.
 *
 * @param equity - Value of the account at each close.
 * @returns As many returns as there are values, fractions.
 * @throws a {@link ParameterError} if a value is not finite or the capital is not positive.
 *
 * @example
 * ```ts
 * import { equityToReturns } from '@quantblocks/metrics';
 *
 * [...equityToReturns([150, 75], { initialCapital: 100 })]; // => [0.5, -0.5]
 * ```
 */
export function equityToReturns(equity: ArrayLike<number>, options: EquityOptions): Float64Array {
  const values = requireNumbers(equity, 'equity');
  let previous = requirePositive(options.initialCapital, 'initialCapital');
  const returns = new Float64Array(values.length);
  for (let i = 0; i < values.length && previous > 0; i++) {
    returns[i] = values[i] / previous - 1;
    previous = values[i];
  }
  return returns;
}

/**
 * Equity that the returns compound to; it stays where it is once it has reached zero or less.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns Value at the end of each period.
 * @throws a {@link ParameterError} if a return is not finite or the capital is not positive.
 *
 * @example
 * ```ts
 * import { returnsToEquity } from '@quantblocks/metrics';
 *
 * [...returnsToEquity([0.5, -0.5], { initialCapital: 100 })]; // => [150, 75]
 * ```
 */
export function returnsToEquity(returns: ArrayLike<number>, options: Partial<EquityOptions> = {}): Float64Array {
  const values = requireNumbers(returns);
  let wealth = requirePositive(options.initialCapital ?? 1, 'initialCapital');
  const equity = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (wealth > 0) wealth *= 1 + values[i];
    equity[i] = wealth;
  }
  return equity;
}

/** Prices of a market, as `Bars` have them. */
export interface OpenClose {
  readonly open: ArrayLike<number>;
  readonly close: ArrayLike<number>;
}

/**
 * Returns of buying at the first open and holding: the benchmark of a strategy on the same bars, one value per bar.
 *
 * The first return is `close[0] / open[0] - 1`, so nothing is earned before the market could be bought.
 *
 * @throws a {@link ParameterError} if the columns differ in length or a price is not finite.
 *
 * @example
 * ```ts
 * import { buyAndHoldReturns } from '@quantblocks/metrics';
 *
 * [...buyAndHoldReturns({ open: [100, 120], close: [125, 100] })]; // => [0.25, -0.19999999999999996]
 * ```
 */
export function buyAndHoldReturns(prices: OpenClose): Float64Array {
  const { open, close } = prices;
  if (open.length !== close.length) throw new ParameterError('open', `${close.length} values`, open.length);
  return close.length === 0 ? new Float64Array(0) : equityToReturns(close, { initialCapital: open[0] });
}
