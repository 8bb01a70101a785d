import { kurtosis, ParameterError, skewness } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { requireReturns, requireWhole } from '../checks.ts';

/**
 * A Sharpe ratio with its unit: the field says which. A plain number would not, and one per year beside a number of bars is the most
 * common way to pass a test by mistake.
 */
export type SharpeLevel =
  | { readonly perBar: number }
  | {
      readonly perYear: number;
      /** Bars in one year. */
      readonly periodsPerYear: number;
    };

/** What inference about a Sharpe ratio needs to know of the returns; made by {@link sharpe} or {@link sharpeFromMoments}. */
export interface SharpeEstimate {
  /** Mean over standard deviation (ddof 1) of the returns per bar; NaN for fewer than two returns or none that differ. */
  readonly perBar: number;
  /** Number of bars. */
  readonly n: number;
  /** Third standardised moment; NaN if it does not exist. */
  readonly skewness: number;
  /** RAW fourth standardised moment, 3 for a normal distribution; NaN if it does not exist. */
  readonly kurtosis: number;
  /** Bars in one year; NaN if not given. */
  readonly periodsPerYear: number;
  /** `perBar * sqrt(periodsPerYear)`, for readers only: no test takes it. NaN without `periodsPerYear`. */
  readonly annualised: number;
}

/** Returns, or what {@link sharpe} made of them. */
export type SharpeInput = ArrayLike<number> | SharpeEstimate;

/** Options of {@link sharpe}. */
export interface SharpeOptions {
  /** Bars in one year: `periodsPerYear(bars)` of core. Without it nothing is annualised, and no test needs it. */
  periodsPerYear?: number;
}

/**
 * The Sharpe ratio per bar with sample size and moments, which all tests of this package take in place of the returns.
 *
 * @param returns - Simple returns per bar, fractions, of ALL bars: flat ones too.
 * @returns The estimate; what does not exist is NaN.
 * @throws a {@link ParameterError} if a return is not finite or `periodsPerYear` is not a positive number.
 * @remarks Moments are plain ratios (not bias-corrected), kurtosis is raw. Libraries differ: QuantStats' probabilistic and vectorbt's
 * deflated Sharpe ratio put EXCESS kurtosis where the formula wants the raw one, which makes the coefficient of the squared ratio -1/4
 * instead of 1/2 for normal returns, and the standard error too small.
 *
 * @example
 * ```ts
 * import { sharpe } from '@quantblocks/validation-guards';
 *
 * const estimate = sharpe([0.01, 0.02, 0.03, -0.02], { periodsPerYear: 365 });
 * estimate.perBar.toFixed(4); // => '0.4629'
 * estimate.annualised.toFixed(2); // => '8.84'
 * estimate.kurtosis.toFixed(2); // => '2.00'
 * ```
 */
export function sharpe(returns: ArrayLike<number>, options: SharpeOptions = {}): SharpeEstimate {
  const { periodsPerYear } = options;
  const values = requireReturns('returns', returns);
  return estimate(riskReturnRatio(values), values.length, skewness(values), kurtosis(values) + 3, periodsPerYear);
}

/**
 * The same from published figures, where there are no returns: the annual ratio is scaled here, once.
 *
 * @param moments - The ratio with its unit, number of bars, skewness (default 0) and raw kurtosis (default 3).
 * @throws a {@link ParameterError} if a figure is not finite, `n` is not a whole number >= 2, or no distribution has such moments:
 * kurtosis is at least `1 + skewness^2`.
 *
 * @example
 * ```ts
 * import { sharpeFromMoments } from '@quantblocks/validation-guards';
 *
 * sharpeFromMoments({ perYear: 2, periodsPerYear: 250, n: 1250 }).perBar.toFixed(4); // => '0.1265'
 * ```
 */
export function sharpeFromMoments(
  moments: SharpeLevel & { readonly n: number; readonly skewness?: number; readonly kurtosis?: number },
): SharpeEstimate {
  const { n, skewness: skew = 0, kurtosis: raw = 3 } = moments;
  requireWhole('n', n, 2);
  if (!Number.isFinite(skew)) throw new ParameterError('skewness', 'a finite number', skew);
  if (!(raw >= 1 + skew ** 2 && raw < Number.POSITIVE_INFINITY)) {
    throw new ParameterError(
      'kurtosis',
      `a finite number >= 1 + skewness^2 (${1 + skew ** 2}), not in excess of 3`,
      raw,
    );
  }
  const periods = 'periodsPerYear' in moments ? moments.periodsPerYear : undefined;
  const perBar = perBarOf('moments', moments);
  if (Number.isNaN(perBar)) throw new ParameterError('moments', 'a finite Sharpe ratio', perBar);
  return estimate(perBar, n, skew, raw, periods);
}

/** The ratio per bar of a level in either unit; `unit`: bars per year of what it is compared with, if known. */
export function perBarOf(name: string, level: SharpeLevel, unit: number = Number.NaN): number {
  if (typeof level !== 'object' || level === null || !('perBar' in level || 'perYear' in level)) {
    throw new ParameterError(name, 'a Sharpe ratio with its unit, { perBar } or { perYear, periodsPerYear }', level);
  }
  if ('periodsPerYear' in level) requireUnit(name, level.periodsPerYear, unit);
  const value = 'perBar' in level ? level.perBar : level.perYear / Math.sqrt(requirePeriods(level.periodsPerYear));
  // That of returns which have none is NaN, and no misuse.
  if (!Number.isFinite(value) && !Number.isNaN(value)) throw new ParameterError(name, 'a finite Sharpe ratio', value);
  return value;
}

/** Ratios of daily and of hourly bars do not mix; those without a unit are taken at their word. */
export function requireUnit(name: string, periodsPerYear: number, unit: number): void {
  if (Number.isNaN(periodsPerYear) || Number.isNaN(unit) || periodsPerYear === unit) return;
  throw new ParameterError(name, `bars of one length (${unit} per year)`, periodsPerYear);
}

/** The estimate of either input. */
export function estimateOf(input: SharpeInput): SharpeEstimate {
  return isEstimate(input) ? requireEstimate('input', input) : sharpe(input);
}

/** Estimates that a caller gives. */
export function requireEstimates(name: string, estimates: readonly SharpeEstimate[]): void {
  if (!Array.isArray(estimates)) throw new ParameterError(name, 'an array of Sharpe estimates', estimates);
  for (const [index, estimate] of estimates.entries()) requireEstimate(`${name}[${index}]`, estimate);
}

// Written as JSON and read again, NaN is null, which calculates as 0.
function requireEstimate(name: string, estimate: SharpeEstimate): SharpeEstimate {
  if (typeof estimate !== 'object' || estimate === null) throw new ParameterError(name, 'a Sharpe estimate', estimate);
  for (const field of ESTIMATE_FIELDS) {
    if (typeof estimate[field] !== 'number') throw new ParameterError(`${name}.${field}`, 'a number', estimate[field]);
  }
  requireWhole(`${name}.n`, estimate.n, 0);
  return estimate;
}

const ESTIMATE_FIELDS = ['perBar', 'n', 'skewness', 'kurtosis', 'periodsPerYear'] as const;

export function isEstimate(input: SharpeInput): input is SharpeEstimate {
  return typeof input === 'object' && input !== null && 'perBar' in input;
}

function estimate(
  perBar: number,
  n: number,
  skew: number,
  raw: number,
  periodsPerYear: number | undefined,
): SharpeEstimate {
  const periods = periodsPerYear === undefined ? Number.NaN : requirePeriods(periodsPerYear);
  return Object.freeze({
    perBar,
    n,
    skewness: skew,
    kurtosis: raw,
    periodsPerYear: periods,
    annualised: perBar * Math.sqrt(periods),
  });
}

function requirePeriods(periods: number): number {
  if (!(periods > 0 && periods < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('periodsPerYear', 'a finite number > 0', periods);
  }
  return periods;
}
