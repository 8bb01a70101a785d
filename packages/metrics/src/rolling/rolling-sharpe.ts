import { overDeviation, perPeriodRate, requireAligned, requireInteger, requireNumbers } from '../checks.ts';
import { slope } from '../comoments.ts';
import type { AnnualOptions, RiskFreeOptions } from '../conventions.ts';
import { windowComoments } from './window-moments.ts';

/** Options of measures over a moving window. */
export interface WindowOptions {
  /** Number of returns in the window, the current one included; at least 2. */
  window: number;
}

/**
 * Sharpe ratio per year of the last `window` returns (ddof 1), at every period.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns As many values as returns; NaN until the window is full and where its returns do not differ.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks O(n) for any window; nothing is subtracted, so nothing drifts.
 *
 * @example
 * ```ts
 * import { rollingSharpe } from '@quantblocks/metrics';
 *
 * [...rollingSharpe([0.25, 0.75, 0.75], { window: 2, periodsPerYear: 2 })]; // => [NaN, 2, NaN]
 * ```
 */
export function rollingSharpe(returns: ArrayLike<number>, options: WindowOptions & RiskFreeOptions): Float64Array {
  const { periodsPerYear, riskFree = 0 } = options;
  const window = requireInteger(options.window, 'window', 2);
  const rate = perPeriodRate(riskFree, periodsPerYear);
  const values = requireNumbers(returns);
  const { mean, squares } = windowComoments(values, values, window).x;
  const scale = Math.sqrt(periodsPerYear);
  return mean.map((m, i) => overDeviation(m - rate, Math.sqrt(squares[i] / (window - 1))) * scale);
}

/**
 * Volatility per year of the last `window` returns (ddof 1), at every period.
 *
 * @returns As many values as returns; NaN until the window is full.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 *
 * @example
 * ```ts
 * import { rollingVolatility } from '@quantblocks/metrics';
 *
 * [...rollingVolatility([0.25, 0.75, 0.75], { window: 2, periodsPerYear: 2 })]; // => [NaN, 0.5, 0]
 * ```
 */
export function rollingVolatility(returns: ArrayLike<number>, options: WindowOptions & AnnualOptions): Float64Array {
  const window = requireInteger(options.window, 'window', 2);
  perPeriodRate(0, options.periodsPerYear);
  const values = requireNumbers(returns);
  const { squares } = windowComoments(values, values, window).x;
  return squares.map((s) => Math.sqrt((s / (window - 1)) * options.periodsPerYear));
}

/**
 * Beta to a benchmark over the last `window` returns, at every period.
 *
 * @param returns - Simple returns per period, fractions.
 * @param benchmark - Returns of the same periods.
 * @returns As many values as returns; NaN until the window is full and where the benchmark does not move.
 * @throws a {@link ParameterError} if a return is not finite, the lengths differ or the window is not an integer >= 2.
 *
 * @example
 * ```ts
 * import { rollingBeta } from '@quantblocks/metrics';
 *
 * [...rollingBeta([0.5, 1, 1], [0.25, 0.5, 0.75], { window: 2 })]; // => [NaN, 2, 0]
 * ```
 */
export function rollingBeta(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options: WindowOptions,
): Float64Array {
  const window = requireInteger(options.window, 'window', 2);
  const values = requireNumbers(returns);
  const market = requireAligned(benchmark, values.length, 'benchmark');
  const { y, crossed } = windowComoments(values, market, window);
  return crossed.map((sxy, i) => slope({ n: window, syy: y.squares[i], sxy }));
}
