import { requireReturns, requireWhole } from '../checks.ts';
import { originalSharpe } from './original-legs.ts';

/** Answer of {@link originalMultiPeriod}. */
export interface OriginalMultiPeriod {
  /** Of the last 30 % of each window, per year of 252 bars. */
  readonly sharpes: Float64Array;
  /** Share of them above zero; NaN if there are fewer returns than windows. */
  readonly consistency: number;
  /** Above 0.80, from 0.60 on, or below. */
  readonly verdict: 'ROBUST' | 'REGIME-DEPENDENT' | 'FRAGILE';
}

/**
 * Consistency over periods of the earlier system, report only: cuts the returns into windows, leaves out the first 70 % of each (nothing is
 * fitted on them), and counts positive Sharpe ratios. A strategy that rarely trades has windows without a return, which count as 0.
 *
 * @param returns - Per bar.
 * @param options - `windows`: 34 by default.
 * @throws a {@link ParameterError} if a return is not finite or `windows` is out of range.
 *
 * @example
 * ```ts
 * import { originalMultiPeriod } from '@quantblocks/validation-guards';
 *
 * const returns = Array.from({ length: 40 }, (_, i) => (i < 20 ? 0.01 : -0.01) * (1 + (i % 2)));
 * originalMultiPeriod(returns, { windows: 4 }).consistency; // => 0.5
 * ```
 */
export function originalMultiPeriod(
  returns: ArrayLike<number>,
  options: { windows?: number } = {},
): OriginalMultiPeriod {
  const values = requireReturns('returns', returns);
  const windows = requireWhole('windows', options.windows ?? 34, 1);
  const size = Math.floor(values.length / windows);
  const skipped = Math.trunc(0.7 * size);
  const sharpes = Float64Array.from({ length: size === 0 ? 0 : windows }, (_, window) =>
    originalSharpe(values.subarray(window * size + skipped, (window + 1) * size), 252),
  );
  const consistency = sharpes.reduce((count, sharpe) => (sharpe > 0 ? count + 1 : count), 0) / sharpes.length;
  const verdict = consistency > 0.8 ? 'ROBUST' : consistency >= 0.6 ? 'REGIME-DEPENDENT' : 'FRAGILE';
  return { sharpes, consistency, verdict };
}
