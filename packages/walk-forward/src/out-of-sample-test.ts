import { mean, ParameterError, variance } from '@quantblocks/core';
import { studentTUpperTail } from './student-t.ts';

/** A one-sided t test, or why there is none. */
export type TTest =
  | {
      readonly status: 'ok';
      /** Mean over standard error. */
      readonly t: number;
      /** Of the mean return, per bar. */
      readonly standardError: number;
      /** Probability of a `t` at least as large if the true mean is zero. */
      readonly pValue: number;
      /** Degrees of freedom of Student's distribution. */
      readonly degrees: number;
      /** Autocovariances in the standard error; 0 for the plain one. */
      readonly lags: number;
    }
  | { readonly status: 'undefined'; readonly reason: string };

/** Answer of {@link outOfSampleTest}. */
export interface OutOfSampleTest {
  /** Number of returns. */
  readonly n: number;
  /** Mean return per bar; NaN for no returns. */
  readonly mean: number;
  /** As if returns were independent. */
  readonly plain: TTest;
  /** Robust to heteroskedasticity and autocorrelation. */
  readonly neweyWest: TTest;
}

/** Options of {@link outOfSampleTest}. */
export interface OutOfSampleTestOptions {
  /** Autocovariances in the robust standard error. @defaultValue chosen from the returns */
  lags?: number;
}

/**
 * Whether the mean out-of-sample return is above zero: the t statistic of the stitched returns, with a plain and a Newey-West standard
 * error.
 *
 * The squared robust error is `(g_0 + 2 sum_{l=1..L} (1 - l/(L+1)) g_l) / (n - 1)` with autocovariances `g_l` over `n`; without lags it is the
 * plain one. `L` follows Newey and West (1994): `floor(1.1447 ((s1/s0)^2 n)^(1/3))`, where `s0 = g_0 + 2 sum g_j` and
 * `s1 = 2 sum j g_j` over `j <= floor(4 (n/100)^(2/9))`; here it is at most `sqrt(n)`, since more lags make short series look certain.
 * Both p values are of Student's distribution with `n - 1` degrees of freedom.
 *
 * @param returns - Returns of all out-of-sample bars in time order, flat ones too; from {@link stitchReturns}.
 * @param options - Lags.
 * @returns Both tests. Fewer than two returns, or none that differ, have no test.
 * @throws a {@link ParameterError} if a return is not finite or `lags` is not a whole number below `n`.
 * @remarks A p value of one strategy. The best of many trials needs the tests that know how many there were.
 * @see W. K. Newey, K. D. West, "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix",
 * Econometrica 55 (1987); the same, "Automatic lag selection in covariance matrix estimation", Review of Economic Studies 61 (1994).
 *
 * @example
 * ```ts
 * import { outOfSampleTest } from '@quantblocks/walk-forward';
 *
 * const { plain } = outOfSampleTest([0.03, -0.01, 0.02, 0, 0.01]);
 * plain.status === 'ok' && [plain.t.toFixed(6), plain.degrees, plain.pValue.toFixed(6)]; // => ['1.414214', 4, '0.115100']
 * ```
 */
export function outOfSampleTest(returns: ArrayLike<number>, options: OutOfSampleTestOptions = {}): OutOfSampleTest {
  const n = returns.length;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(returns[i])) throw new ParameterError('returns', 'finite numbers', `${returns[i]} at ${i}`);
  }
  const centre = mean(returns);
  const deviations = Float64Array.from(returns, (value) => value - centre);
  const lags = options.lags ?? automaticLags(deviations);
  if (!(Number.isInteger(lags) && lags >= 0 && (lags === 0 || lags < n))) {
    throw new ParameterError('lags', `a whole number below the returns (${n})`, lags);
  }
  const independent = variance(returns);
  return {
    n,
    mean: centre,
    plain: tTest(centre, independent, n, 0),
    // What rounding leaves of equal returns adds up over the lags: without a plain test there is no robust one.
    neweyWest: tTest(centre, hasSpread(independent) ? longRunVariance(deviations, lags) : independent, n, lags),
  };
}

function tTest(centre: number, perBar: number, n: number, lags: number): TTest {
  if (n < 2) return { status: 'undefined', reason: `two returns are needed, not ${n}` };
  if (!hasSpread(perBar)) return { status: 'undefined', reason: 'the returns do not differ' };
  const standardError = Math.sqrt(perBar / n);
  const t = centre / standardError;
  const degrees = n - 1;
  return { status: 'ok', t, standardError, pValue: studentTUpperTail(t, degrees), degrees, lags };
}

// A return is known to a few units in the last place of 1: a smaller deviation is rounding.
function hasSpread(variance: number): boolean {
  return Math.sqrt(variance) > 1e-15;
}

/** n times the squared standard error, scaled so that no lags give the sample variance. */
function longRunVariance(deviations: Float64Array, lags: number): number {
  let total = autocovariance(deviations, 0);
  for (let lag = 1; lag <= lags; lag++) total += 2 * (1 - lag / (lags + 1)) * autocovariance(deviations, lag);
  return (total * deviations.length) / (deviations.length - 1);
}

function automaticLags(deviations: Float64Array): number {
  const n = deviations.length;
  const window = Math.min(Math.floor(4 * (n / 100) ** (2 / 9)), n - 1);
  let s0 = autocovariance(deviations, 0);
  let s1 = 0;
  for (let lag = 1; lag <= window; lag++) {
    const covariance = autocovariance(deviations, lag);
    s0 += 2 * covariance;
    s1 += 2 * lag * covariance;
  }
  const lags = Math.floor(1.1447 * Math.cbrt((s1 / s0) ** 2 * n));
  // Constant returns make it 0/0, and very short series may have as many lags as returns.
  return Number.isNaN(lags) ? 0 : Math.max(0, Math.min(lags, Math.floor(Math.sqrt(n)), n - 1));
}

function autocovariance(deviations: Float64Array, lag: number): number {
  let total = 0;
  for (let i = lag; i < deviations.length; i++) total += deviations[i] * deviations[i - lag];
  return total / deviations.length;
}
