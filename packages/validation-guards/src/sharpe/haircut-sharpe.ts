import { createVerdict, normalCdf, normalQuantile, ParameterError, type Verdict } from '@quantblocks/core';
import { requireOpenUnit, requireOptions } from '../checks.ts';
import { short } from '../words.ts';
import { compareSharpe } from './compare-sharpe.ts';
import { requireOneUnit } from './expected-max-sharpe.ts';
import { requireEstimates, type SharpeEstimate, type SharpeInput } from './sharpe-estimate.ts';

/** Correction of a p value for all that was tried: two of the family-wise error rate, and one of the false discovery rate. */
export type HaircutCorrection = 'bonferroni' | 'holm' | 'bhy';

/** Options of {@link haircutSharpe}. */
export interface HaircutOptions {
  /** Sharpe ratios of ALL trials; the chosen one is added if it is not there. */
  trials: readonly SharpeEstimate[];
  /**
   * `bonferroni`, `holm`, or `bhy`: Benjamini, Hochberg and Yekutieli, valid for any dependence.
   * @defaultValue `'holm'`
   */
  correction?: HaircutCorrection;
  /** The test passes if the corrected p value is at most this. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of {@link haircutSharpe}; `value` is the ratio per bar after the haircut, `pValue` the corrected one. */
export interface HaircutSharpe extends Verdict {
  readonly sharpe: SharpeEstimate;
  /** Share of the ratio that the search may have made, 0 to 1. NaN for a ratio that is not positive. */
  readonly haircut: number;
  /** Two-sided, as if the strategy were the only one; 1 for a ratio that is not positive. */
  readonly singlePValue: number;
  readonly trials: number;
}

/**
 * What is left of a Sharpe ratio after correction for all that was tried: the ratio whose own p value is the corrected one.
 *
 * The p value of one ratio is two-sided normal for `s sqrt(n)`: if the true ratio is zero, neither skewness nor kurtosis changes its
 * standard error. A ratio that is not positive fails, and its p value is 1 among the others: were a clear loss a discovery, `bhy` could be
 * bought with losers. Fewer than 20 bars are `insufficient`.
 *
 * @param input - Returns per bar of the chosen strategy, or an estimate.
 * @throws a {@link ParameterError} if a return is not finite, an option is out of range, or bars are of different length.
 * @remarks Corrects with the p values of the trials themselves, where the paper draws them from a model of published factors. For the
 * best of the trials `holm` is `bonferroni`. Returns are taken as independent: there is no `hac` form.
 * @see C. R. Harvey, Y. Liu, "Backtesting", Journal of Portfolio Management 42 (2015).
 *
 * @example
 * ```ts
 * import { haircutSharpe, sharpeFromMoments } from '@quantblocks/validation-guards';
 *
 * const years = (perYear: number) => sharpeFromMoments({ perYear, periodsPerYear: 12, n: 240 });
 * const { haircut, status } = haircutSharpe(years(0.75), { trials: [years(0.75), years(0.3), years(0.1), years(-0.2)] });
 * [haircut.toFixed(3), status]; // => ['0.121', 'pass']
 * ```
 */
export function haircutSharpe(input: SharpeInput, options: HaircutOptions): HaircutSharpe {
  const { trials, correction = 'holm', alpha = 0.05 } = requireOptions(options);
  requireOpenUnit('alpha', alpha);
  if (!Object.hasOwn(CORRECTIONS, correction)) {
    throw new ParameterError('correction', 'bonferroni, holm or bhy', correction);
  }
  requireEstimates('trials', trials);
  const { sharpe, status, reason } = compareSharpe(input, { perBar: 0 }, 'normal');
  requireOneUnit(trials, sharpe.periodsPerYear);
  const singlePValue = twoSided(sharpe);
  const pValues = trials.map(twoSided);
  if (!pValues.includes(singlePValue)) pValues.push(singlePValue);
  pValues.sort((a, b) => a - b);
  const pValue = Math.min(1, CORRECTIONS[correction](pValues, singlePValue));
  const left = sharpe.perBar > 0 ? ratioOf(pValue, sharpe) : Number.NaN;
  const isSignificant = sharpe.perBar > 0 && pValue <= alpha;
  const count = pValues.length;
  return {
    ...createVerdict({
      name: 'haircutSharpe',
      question: `Is the Sharpe ratio significant among ${count} trials?`,
      status: status ?? (isSignificant ? 'pass' : 'fail'),
      value: left,
      pValue: Number.isNaN(sharpe.perBar) ? Number.NaN : pValue,
      n: sharpe.n,
      assumptions: ['Returns are independent.', 'All trials are given.'],
      explanation:
        reason ??
        (sharpe.perBar > 0
          ? `Corrected for ${count} trials, the p value rises from ${short(singlePValue)} to ${short(pValue)}; ${short(alpha)} is allowed. Of a Sharpe ratio of ${short(sharpe.perBar)} per bar ${short(left)} is left.`
          : `A Sharpe ratio of ${short(sharpe.perBar)} per bar leaves nothing to correct.`),
    }),
    sharpe,
    haircut: 1 - left / sharpe.perBar,
    singlePValue,
    trials: count,
  };
}

/** Corrected p value of one of the ascending p values; all of them count. */
const CORRECTIONS: Readonly<Record<HaircutCorrection, (sorted: readonly number[], own: number) => number>> = {
  bonferroni: (sorted, own) => sorted.length * own,
  holm: (sorted, own) => {
    let most = 0;
    for (let i = 0; i < sorted.length && sorted[i] <= own; i++) most = Math.max(most, (sorted.length - i) * sorted[i]);
    return most;
  },
  bhy: (sorted, own) => {
    const n = sorted.length;
    let harmonic = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = n; i >= 1; i--) {
      harmonic += 1 / i;
      if (sorted[i - 1] >= own) least = Math.min(least, (n / i) * sorted[i - 1]);
    }
    return harmonic * least;
  },
};

// A trial without a ratio was tried and found nothing, and so was one that lost.
function twoSided({ perBar, n }: SharpeEstimate): number {
  return perBar > 0 ? 2 * normalCdf(-perBar * Math.sqrt(n)) : 1;
}

// Ratios so large that their p value is below all numbers have no haircut that could be told.
function ratioOf(pValue: number, { perBar, n }: SharpeEstimate): number {
  return pValue === 0 ? perBar : Math.abs(normalQuantile(pValue / 2)) / Math.sqrt(n);
}
