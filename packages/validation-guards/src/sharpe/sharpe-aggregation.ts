import { mean } from '@quantblocks/core';
import { requireReturns, requireWhole } from '../checks.ts';
import { NO_SPREAD } from '../no-spread.ts';

/**
 * Lo's eta: the factor from a Sharpe ratio per bar to one per `bars` bars, `q / sqrt(q + 2 sum_{k<q} (q - k) rho_k)`.
 *
 * It is `sqrt(q)` without autocorrelation, less where bars follow each other, as smoothed or trending returns do.
 *
 * @param returns - Simple returns per bar.
 * @param bars - How many bars make the longer period, `q`.
 * @returns The factor; NaN for `bars` or fewer returns, or none that differ.
 * @throws a {@link ParameterError} if a return is not finite or `bars` is not a whole number >= 1.
 * @remarks The autocorrelations are as biased as short samples make them: many bars of few returns say little. For a reader only; a test
 * stays at the bars it has.
 * @see A. W. Lo, "The statistics of Sharpe ratios", Financial Analysts Journal 58 (2002), (20).
 *
 * @example
 * ```ts
 * import { sharpeAggregation } from '@quantblocks/validation-guards';
 *
 * sharpeAggregation([0.01, 0.03, 0.02, -0.01, -0.02, 0, 0.01], 2).toFixed(4); // => '1.1846'
 * ```
 */
export function sharpeAggregation(returns: ArrayLike<number>, bars: number): number {
  const values = requireReturns('returns', returns);
  requireWhole('bars', bars, 1);
  const n = values.length;
  if (n <= bars) return Number.NaN;
  const centre = mean(values);
  const product = (lag: number): number => {
    let total = 0;
    for (let i = lag; i < n; i++) total += (values[i] - centre) * (values[i - lag] - centre);
    return total;
  };
  const squares = product(0);
  // A triangular window over autocovariances over n: never below zero.
  let total = bars;
  for (let lag = 1; lag < bars; lag++) total += (2 * (bars - lag) * product(lag)) / squares;
  return Math.sqrt(squares / n) > NO_SPREAD ? bars / Math.sqrt(total) : Number.NaN;
}
