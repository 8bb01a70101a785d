import { mean, ParameterError, standardDeviation } from '@quantblocks/core';
import { requireReturns } from '../checks.ts';
import { longRunVariance } from './long-run-variance.ts';
import { estimateOf, isEstimate, type SharpeEstimate, type SharpeInput } from './sharpe-estimate.ts';

/**
 * What a standard error of a Sharpe ratio takes into account: `normal` nothing but its size (Lo), `mertens` skewness and kurtosis,
 * `hac` these and the order of the bars (autocorrelation, clustered volatility).
 */
export type SharpeErrorMethod = 'normal' | 'mertens' | 'hac';

/** Options of {@link sharpeStandardError}. */
export interface SharpeErrorOptions {
  /** @defaultValue `'hac'` for returns, `'mertens'` for an estimate, which does not know the order of the bars */
  method?: SharpeErrorMethod;
}

/**
 * Standard error of the Sharpe ratio per bar.
 *
 * With `s` the ratio: `normal` is `sqrt((1 + s^2/2) / n)`; `mertens` is `sqrt((1 - skewness s + (kurtosis - 1)/4 s^2) / (n - 1))` with the
 * raw kurtosis; `hac` puts the long-run variance of `z - s/2 (z^2 - 1)`, `z` the standardised return, in place of that bracket, which is
 * its plain variance (the delta method). Long-run variance: prewhitened, Parzen kernel, Andrews' bandwidth.
 *
 * @param input - Returns per bar, or an estimate.
 * @returns Per bar; NaN for fewer than four returns or none that differ.
 * @throws a {@link ParameterError} if a return is not finite, or `method` is unknown or `hac` for an estimate.
 * @see A. W. Lo, "The statistics of Sharpe ratios", Financial Analysts Journal 58 (2002), (9) and the appendix; E. Mertens, "Comments on
 * variance of the IID estimator in Lo (2002)" (2002); J. D. Opdyke, Journal of Asset Management 8 (2007).
 *
 * @example
 * ```ts
 * import { sharpeFromMoments, sharpeStandardError } from '@quantblocks/validation-guards';
 *
 * const fund = sharpeFromMoments({ perBar: 0.458, n: 24, skewness: -2.448, kurtosis: 10.164 });
 * sharpeStandardError(fund, { method: 'normal' }).toFixed(4); // => '0.2146'
 * sharpeStandardError(fund, { method: 'mertens' }).toFixed(4); // => '0.3363'
 * ```
 */
export function sharpeStandardError(input: SharpeInput, options: SharpeErrorOptions = {}): number {
  const method = methodFor(input, options.method);
  const estimate = estimateOf(input);
  return errorOfMean(sharpeVariance(input, estimate, method), estimate.n, method);
}

/** The method a caller asked for, or the most careful one that the input allows. */
export function methodFor(input: SharpeInput, method?: SharpeErrorMethod): SharpeErrorMethod {
  const isMoments = isEstimate(input);
  if (method === undefined) return isMoments ? 'mertens' : 'hac';
  if (method !== 'normal' && method !== 'mertens' && method !== 'hac') {
    throw new ParameterError('method', 'normal, mertens or hac', method);
  }
  if (method === 'hac' && isMoments) {
    throw new ParameterError('method', 'normal or mertens for an estimate: hac needs the returns', method);
  }
  return method;
}

/** Variance of the ratio, times the number of bars; `estimate` is that of the input. */
export function sharpeVariance(input: SharpeInput, estimate: SharpeEstimate, method: SharpeErrorMethod): number {
  if (method === 'normal') return 1 + estimate.perBar ** 2 / 2;
  if (method === 'hac' && !isEstimate(input)) return robustVariance(requireReturns('returns', input), estimate);
  const { perBar, skewness, kurtosis } = estimate;
  return 1 - skewness * perBar + ((kurtosis - 1) / 4) * perBar ** 2;
}

// Lo divides by n, all others by n - 1.
export function errorOfMean(variance: number, n: number, method: SharpeErrorMethod): number {
  return Math.sqrt(variance / (method === 'normal' ? n : n - 1));
}

function robustVariance(returns: Float64Array, { perBar, kurtosis }: SharpeEstimate): number {
  if (Number.isNaN(perBar) || Number.isNaN(kurtosis)) return Number.NaN;
  const centre = mean(returns);
  const deviation = standardDeviation(returns, { ddof: 0 });
  return longRunVariance(
    returns.map((value) => {
      const z = (value - centre) / deviation;
      return z - (perBar / 2) * (z * z - 1);
    }),
  );
}
