import { ParameterError } from '@quantblocks/core';
import { overDeviation, requirePositive } from '../checks.ts';
import { annualised } from '../growth/total-return.ts';

/** What an optimiser asks of every trial; the same numbers as the functions of the same names. */
export interface QuickStats {
  /** A fraction. */
  totalReturn: number;
  /** A fraction per year. */
  cagr: number;
  /** A fraction in [-1, 0], from the initial capital. */
  maxDrawdown: number;
  /** Per year, ddof 1, no riskless rate; NaN if returns do not differ. */
  sharpe: number;
  /** Per year, over the root mean square of losing returns; NaN without one. */
  sortino: number;
  /** Equity was zero or less at some close. */
  ruined: boolean;
}

/**
 * The measures of an optimisation loop in one pass over the equity, without a temporary array.
 *
 * @param equity - Value of the account at each close. An empty one earns 0 and has no other measure.
 * @param initialCapital - Capital before the first period: the base of the first return and of every drawdown.
 * @param periodsPerYear - Closes in one year.
 * @returns The same values as {@link sharpeRatio}, {@link sortinoRatio}, {@link maxDrawdown}, {@link cagr} and {@link totalReturn} of
 * {@link equityToReturns}, up to rounding.
 * @throws a {@link ParameterError} if a value is not finite, or capital or periods are not positive.
 * @remarks Squares are taken around the first return: exact zero spread stays zero, and at most a factor n of rounding is lost.
 *
 * @example
 * ```ts
 * import { quickStats } from '@quantblocks/metrics';
 *
 * const stats = quickStats(Float64Array.of(50, 100, 200), 100, 3);
 * [stats.totalReturn, stats.cagr, stats.maxDrawdown]; // => [1, 1, -0.5]
 * ```
 */
export function quickStats(equity: ArrayLike<number>, initialCapital: number, periodsPerYear: number): QuickStats {
  requirePositive(initialCapital, 'initialCapital');
  requirePositive(periodsPerYear, 'periodsPerYear');
  const n = equity.length;
  const shift = n > 0 ? equity[0] / initialCapital - 1 : 0;
  let previous = initialCapital;
  let peak = initialCapital;
  let deepest = 1;
  let total = 0;
  let squares = 0;
  let shortfall = 0;
  let i = 0;
  for (; i < n && previous > 0; i++) {
    const value = equity[i];
    const r = value / previous - 1;
    const d = r - shift;
    total += d;
    squares += d * d;
    // 2 min(r, 0) without a branch on the sign of a return, which no processor can predict.
    const twiceBelow = r - Math.abs(r);
    shortfall += twiceBelow * twiceBelow;
    if (value > peak) peak = value;
    else if (value < deepest * peak) deepest = value / peak;
    previous = value;
  }
  // After ruin nothing is earned: later returns are 0. The difference is 0 too, unless the value is not finite.
  for (; i < n; i++) {
    total += equity[i] - equity[i] - shift;
    squares += shift * shift;
  }
  if (total - total !== 0) throw new ParameterError('equity', 'finite numbers', 'a value that is not');
  const offset = total / n;
  const mean = shift + offset;
  const deviation = n > 1 ? Math.sqrt(Math.max(0, squares - total * offset) / (n - 1)) : Number.NaN;
  const scale = Math.sqrt(periodsPerYear);
  const growth = previous / initialCapital;
  return {
    totalReturn: growth - 1,
    cagr: annualised(growth, n, periodsPerYear),
    maxDrawdown: Math.max(-1, deepest - 1),
    sharpe: overDeviation(mean, deviation) * scale,
    sortino: overDeviation(mean, Math.sqrt(shortfall / n) / 2) * scale,
    ruined: previous <= 0,
  };
}
