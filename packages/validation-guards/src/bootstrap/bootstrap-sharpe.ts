import { ParameterError } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { requireReturns } from '../checks.ts';
import { countActive } from '../least-observations.ts';
import { sharpeStandardError } from '../sharpe/sharpe-standard-error.ts';
import { type BootstrapInterval, type IntervalOptions, intervalTest, methodOf } from './interval-test.ts';
import { drawSharpes, sharpeInfluence, sharpesWithoutOne } from './sharpe-draws.ts';

/** Options of {@link bootstrapSharpe}. */
export interface BootstrapSharpeOptions extends IntervalOptions {
  /**
   * Of the studentised interval: `hac` is robust to memory in the returns (blocks count as independent within a resample); `mertens` takes
   * returns as independent.
   * @defaultValue `'hac'`
   */
  standardError?: 'hac' | 'mertens';
}

/**
 * Bootstrap interval of the Sharpe ratio per bar, and a one-sided test against a benchmark.
 *
 * By default studentised, over stationary blocks whose mean length is Politis and White's for the influence values of the ratio,
 * `z - s/2 (z^2 - 1)`. The p value is the share of resamples whose deviation from the estimate is at least that of the estimate from the
 * benchmark, in the same units as the interval, as `(1 + count)/(resamples + 1)`; the test passes up to `alpha`.
 *
 * @param returns - Simple returns per bar in time order.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks Measured coverage of the 95 % interval of 250 returns (1,000 to 1,500 series, standard error 0.6 %): 94.9 % independent, 94.6 %
 * at autocorrelation 0.2 (91.5 % for `percentile`), 95.2 % GARCH with Student's t.
 * @see O. Ledoit, M. Wolf, "Robust performance hypothesis testing with the Sharpe ratio", Journal of Empirical Finance 15 (2008), 3.2;
 * F. Götze, H. R. Künsch, "Second-order correctness of the blockwise bootstrap for stationary observations", Annals of Statistics 24
 * (1996), on the error of blocks.
 *
 * @example
 * ```ts
 * import { bootstrapSharpe } from '@quantblocks/validation-guards';
 *
 * const returns = Array.from({ length: 120 }, (_, i) => 0.002 + 0.01 * Math.sin(i * i));
 * const { value, lower, upper, pValue } = bootstrapSharpe(returns, { resamples: 999 });
 * [lower.toFixed(2), value.toFixed(2), upper.toFixed(2), pValue]; // => ['0.11', '0.29', '0.47', 0.001]
 * ```
 */
export function bootstrapSharpe(returns: ArrayLike<number>, options: BootstrapSharpeOptions = {}): BootstrapInterval {
  const { standardError = 'hac' } = options;
  if (standardError !== 'hac' && standardError !== 'mertens') {
    throw new ParameterError('standardError', 'hac or mertens', standardError);
  }
  const method = methodOf(options, 'studentised');
  const values = requireReturns('returns', returns);
  const isStudentised = method === 'studentised';
  const error = standardError === 'hac' ? 'blocks' : 'mertens';
  return intervalTest(
    {
      name: 'bootstrapSharpe',
      subject: 'Sharpe ratio per bar',
      n: values.length,
      active: countActive(values),
      influence: sharpeInfluence(values),
      estimate: riskReturnRatio(values),
      standardError: isStudentised ? sharpeStandardError(values, { method: standardError }) : Number.NaN,
      jackknife: () => sharpesWithoutOne(values),
      draw: (plan) => drawSharpes(values, plan, isStudentised ? error : 'none'),
    },
    method,
    options,
  );
}
