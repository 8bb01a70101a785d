import { mean } from '@quantblocks/core';
import { requireReturns } from '../checks.ts';
import { lagProduct } from './hac.ts';

/** Answer of {@link blockLength}, in observations. */
export interface BlockLength {
  /** Mean length for the stationary bootstrap, at least 1. */
  readonly stationary: number;
  /** Length for the circular and the moving bootstrap, at least 1; not rounded. */
  readonly circular: number;
  /** As the formula gives them: below 1 for many series without memory, NaN for constant ones. */
  readonly raw: { readonly stationary: number; readonly circular: number };
  /** Autocovariances that were used. */
  readonly lags: number;
}

/**
 * Automatic block length for a bootstrap of the mean of a series with memory, by Politis and White with their correction.
 *
 * The spectrum at zero is estimated with a flat-top window over twice the lag after which five autocorrelations in a row (`log10 n` in huge
 * samples) are within `2 sqrt(log10(n)/n)` of zero.
 *
 * @param returns - Any series of numbers in time order; for another statistic than the mean, its influence values.
 * @returns Both lengths, at most `min(3 sqrt(n), n/3)` rounded up. Constant or fewer than three values have no memory to measure: 1.
 * @throws a {@link ParameterError} if a value is not finite.
 * @remarks As the Python package arch, whose run of insignificant lags begins one above the paper's; arch may return less than 1.
 * @see D. N. Politis, H. White, "Automatic block-length selection for the dependent bootstrap", Econometric Reviews 23 (2004); A. Patton,
 * D. N. Politis, H. White, "Correction", Econometric Reviews 28 (2009).
 *
 * @example
 * ```ts
 * import { blockLength } from '@quantblocks/validation-guards';
 *
 * const wave = Array.from({ length: 100 }, (_, i) => Math.sin(i / 2));
 * const { stationary, circular } = blockLength(wave);
 * [stationary.toFixed(1), circular.toFixed(1)]; // => ['26.7', '30.0']
 * ```
 */
export function blockLength(returns: ArrayLike<number>): BlockLength {
  const values = requireReturns('returns', returns);
  const n = values.length;
  const deviations = centred(values);
  const { covariances, lags } = significantCovariances(deviations);
  let slope = 0;
  let longRun = covariances[0];
  for (let lag = 1; lag <= lags; lag++) {
    const share = lag / lags;
    const weight = share <= 0.5 ? 1 : 2 * (1 - share);
    slope += 2 * weight * lag * covariances[lag];
    longRun += 2 * weight * covariances[lag];
  }
  const most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const length = (constant: number): number =>
    covariances[0] > 0 && n > 2
      ? Math.min(Math.cbrt(((2 * slope * slope) / (constant * longRun * longRun)) * n), most)
      : Number.NaN;
  const raw = { stationary: length(2), circular: length(4 / 3) };
  return { stationary: atLeastOne(raw.stationary), circular: atLeastOne(raw.circular), raw, lags };
}

function atLeastOne(length: number): number {
  return Number.isNaN(length) ? 1 : Math.max(1, length);
}

// Constant series must not be left with what rounding makes of them.
function centred(values: Float64Array): Float64Array {
  const centre = mean(values);
  const deviations = values.map((value) => value - centre);
  const isConstant = values.every((value) => value === values[0]);
  return isConstant ? deviations.fill(0) : deviations;
}

/** Autocovariances up to twice the first lag that is followed by nothing but noise. */
function significantCovariances(x: Float64Array): { covariances: Float64Array; lags: number } {
  const n = x.length;
  const run = Math.max(5, Math.floor(Math.log10(n)));
  const most = Math.max(0, Math.min(Math.ceil(Math.sqrt(n)) + run, n - 2));
  const threshold = 2 * Math.sqrt(Math.log10(n) / n);
  const covariances = new Float64Array(most + 1);
  covariances[0] = lagProduct(x, 0) / n;
  let later = covariances[0] * n;
  let earlier = later;
  let insignificant = 0;
  let lags = most;
  for (let lag = 0; lag <= lags; lag++) {
    const product = lag === 0 ? covariances[0] * n : lagProduct(x, lag);
    covariances[lag] = product / n;
    later -= x[lag] * x[lag];
    earlier -= x[n - 1 - lag] * x[n - 1 - lag];
    // The run ends one lag before the one that is looked at.
    if (lag >= run && insignificant >= run && lags === most) lags = Math.min(2 * (lag - run), most);
    insignificant = Math.abs(product) < threshold * Math.sqrt(later * earlier) ? insignificant + 1 : 0;
  }
  return { covariances, lags };
}
