import {
  kurtosis,
  mean,
  normalCdf,
  normalQuantile,
  ParameterError,
  skewness,
  standardDeviation,
} from '@quantblocks/core';
import { requireReturns } from '../checks.ts';

// The earlier system's digits of Euler's constant.
const EULER = 0.5772156649;

/** Answer of {@link originalProbabilisticSharpe}. */
export interface OriginalProbabilisticSharpe {
  readonly n: number;
  /** Per bar, ddof 1. */
  readonly sharpe: number;
  readonly sharpePerYear: number;
  /** Probability that the true Sharpe ratio is positive; 0.5 for fewer than five returns. */
  readonly psr: number;
  /** The same against `threshold`; NaN unless there were two trials or more. */
  readonly dsr: number;
  /** Standard error times the `1 - 1/N` quantile, per bar. */
  readonly threshold: number;
}

/**
 * Probabilistic and deflated Sharpe ratio of the earlier system's overfitting report: moments corrected for bias, and a threshold made of
 * the strategy's own standard error where the dispersion of the trials belongs.
 *
 * @param returns - Per bar.
 * @param options - `trials`: number of trials, none by default; `periodsPerYear`: 8766 (hours) by default.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 *
 * @example
 * ```ts
 * import { originalProbabilisticSharpe } from '@quantblocks/validation-guards';
 *
 * const { psr, dsr } = originalProbabilisticSharpe([0.02, -0.01, 0.03, 0.01, -0.02, 0.02], { trials: 2 });
 * [psr.toFixed(3), dsr.toFixed(3)]; // => ['0.799', '0.799']
 * ```
 */
export function originalProbabilisticSharpe(
  returns: ArrayLike<number>,
  options: { trials?: number; periodsPerYear?: number } = {},
): OriginalProbabilisticSharpe {
  const { trials, periodsPerYear = 8766 } = options;
  const values = requireReturns('returns', returns);
  const n = values.length;
  const sharpe = ratio(values);
  const excess = kurtosis(values, { biased: false });
  const spread = 1 - skewness(values, { biased: false }) * sharpe + ((excess + 2) / 4) * sharpe ** 2;
  const probability = (threshold: number): number =>
    n < 5 || !(spread > 0) ? 0.5 : normalCdf(((sharpe - threshold) * Math.sqrt(n - 1)) / Math.sqrt(spread));
  const isDeflated = trials !== undefined && requireTrials(trials) > 1;
  const threshold = isDeflated ? Math.sqrt(spread / (n - 1)) * normalQuantile(1 - 1 / trials) : Number.NaN;
  return {
    n,
    sharpe,
    sharpePerYear: sharpe * Math.sqrt(periodsPerYear),
    psr: probability(0),
    dsr: isDeflated ? probability(threshold) : Number.NaN,
    threshold,
  };
}

/** Answer of {@link originalLegDeflatedSharpe}. */
export interface OriginalLegDeflatedSharpe {
  /** 0 for fewer than ten legs. */
  readonly dsr: number;
  /** Expected best Sharpe ratio per leg of as many trials; infinite for fewer than ten legs. */
  readonly threshold: number;
  readonly pass: boolean;
  /** Above 0.95, from 0.85 on, from 0.70 on, or below. */
  readonly tier: 'strong' | 'marginal' | 'weak' | 'fail';
}

/**
 * Deflated Sharpe ratio of the earlier system's own module, on LEGS as if they were independent returns; passes from 0.85 on.
 *
 * @param pnl - Net PnL per leg over the initial capital.
 * @param options - `trials`: number of trials.
 * @throws a {@link ParameterError} if a value is not finite or `trials` is not a whole number.
 *
 * @example
 * ```ts
 * import { originalLegDeflatedSharpe } from '@quantblocks/validation-guards';
 *
 * const pnl = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? -0.02 : 0.02));
 * const { dsr, tier } = originalLegDeflatedSharpe(pnl, { trials: 4 });
 * [dsr.toFixed(3), tier]; // => ['0.763', 'weak']
 * ```
 */
export function originalLegDeflatedSharpe(
  pnl: ArrayLike<number>,
  options: { trials: number },
): OriginalLegDeflatedSharpe {
  const trials = requireTrials(options.trials);
  const values = requireReturns('pnl', pnl);
  const n = values.length;
  const deviation = n < 10 ? 0 : standardDeviation(values);
  if (!(deviation > 0)) return { dsr: 0, threshold: Number.POSITIVE_INFINITY, pass: false, tier: 'fail' };
  const sharpe = mean(values) / deviation;
  const error = standardError(sharpe, skewness(values), kurtosis(values), n);
  const threshold = trials <= 1 ? 0 : error * expectedMaximum(trials);
  const dsr = normalCdf((sharpe - threshold) / error);
  const tier = dsr > 0.95 ? 'strong' : dsr >= 0.85 ? 'marginal' : dsr >= 0.7 ? 'weak' : 'fail';
  return { dsr, threshold, pass: dsr >= 0.85, tier };
}

/** Answer of {@link originalCscvDeflatedSharpe}. */
export interface OriginalCscvDeflatedSharpe {
  /** A Sharpe ratio per YEAR less one per bar. */
  readonly dsr: number;
  readonly pValue: number;
  /** Expected best Sharpe ratio per bar, inflated by the kurtosis. */
  readonly threshold: number;
  readonly pass: boolean;
}

/**
 * Deflated Sharpe ratio of the earlier system's cross-validation module: subtracts a threshold per bar from a ratio per year, so that
 * nearly everything passes.
 *
 * @param returns - Per bar; the equity they come from has one value more, which is the length the module used.
 * @param options - `sharpePerYear` as reported; `trials`.
 * @throws a {@link ParameterError} if a value is not finite or `trials` is not a whole number.
 *
 * @example
 * ```ts
 * import { originalCscvDeflatedSharpe } from '@quantblocks/validation-guards';
 *
 * const returns = Array.from({ length: 1000 }, (_, i) => Math.sin(i) / 100);
 * originalCscvDeflatedSharpe(returns, { sharpePerYear: 0.6, trials: 300 }).pass; // => true
 * ```
 */
export function originalCscvDeflatedSharpe(
  returns: ArrayLike<number>,
  options: { sharpePerYear: number; trials: number },
): OriginalCscvDeflatedSharpe {
  const { sharpePerYear } = options;
  const trials = requireTrials(options.trials);
  if (!Number.isFinite(sharpePerYear)) throw new ParameterError('sharpePerYear', 'a finite number', sharpePerYear);
  const values = requireReturns('returns', returns);
  const bars = values.length + 1;
  const excess = kurtosis(values, { biased: false });
  const perBar = trials <= 1 ? 0 : expectedMaximum(trials) / Math.sqrt(bars);
  const threshold = excess > 0 ? perBar * (1 + excess / 24) : perBar;
  const dsr = sharpePerYear - threshold;
  const error = standardError(sharpePerYear, skewness(values, { biased: false }), excess, values.length);
  const pValue = normalCdf(-dsr / error);
  return { dsr, pValue, threshold, pass: pValue < 0.05 };
}

function ratio(values: Float64Array): number {
  const deviation = standardDeviation(values);
  return deviation > 0 ? mean(values) / deviation : 0;
}

/** Approximate expected maximum of `trials` standard normal values. */
function expectedMaximum(trials: number): number {
  return (1 - EULER) * normalQuantile(1 - 1 / trials) + EULER * normalQuantile(1 - 1 / (trials * Math.E));
}

function standardError(sharpe: number, skew: number, excess: number, n: number): number {
  return Math.sqrt((1 + sharpe ** 2 / 2 - skew * sharpe + (excess / 4) * sharpe ** 2) / (n - 1));
}

function requireTrials(trials: number): number {
  if (!(Number.isSafeInteger(trials) && trials >= 1)) throw new ParameterError('trials', 'a whole number >= 1', trials);
  return trials;
}
