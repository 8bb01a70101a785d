import { ParameterError } from '@quantblocks/core';

/** Whose definition of a measure is meant, where definitions differ. */
export type Convention = 'standard' | 'quantstats' | 'empyrical' | 'finalTriggerV2';

/** The choices that make up a {@link Convention}. */
export interface ConventionRules {
  /** Delta degrees of freedom of the standard deviation in the Sharpe ratio. */
  readonly sharpeDdof: 0 | 1;
  /** `semideviation`: root mean square of `min(r, 0)` over ALL returns; `negativeStd`: standard deviation of the negative ones. */
  readonly sortino: 'semideviation' | 'negativeStd';
  /** Quantile of the returns themselves, or of a normal distribution with their mean and deviation. */
  readonly valueAtRisk: 'historical' | 'parametric';
  /** Mean of the worst share, of all at or below the historical VaR, or of all below the parametric VaR. */
  readonly conditionalValueAtRisk: 'worstShare' | 'atOrBelow' | 'belowParametric';
  /** Plain moment ratios (`true`) or bias-corrected skewness and kurtosis. */
  readonly biasedShape: boolean;
  /** Form of alpha per year: `mean * periods`, or compounded. */
  readonly alpha: 'arithmetic' | 'compound';
  /** Periods per year of capture ratios; `null` = the caller's. */
  readonly capturePeriods: number | null;
  /** Numerator of UPI, Treynor ratio (`total`: not annualised, without risk-free rate) and recovery factor (`total`: sum of returns). */
  readonly numerator: 'annual' | 'total';
  /** Exposure as it is, or rounded up to whole percents. */
  readonly exposure: 'exact' | 'wholePercents';
  /** `subtractTwice`: 3 is taken off a kurtosis that is already excess, and the annual rate off a ratio per period. */
  readonly probabilistic: 'correct' | 'subtractTwice';
}

const standard: ConventionRules = {
  sharpeDdof: 1,
  sortino: 'semideviation',
  valueAtRisk: 'historical',
  conditionalValueAtRisk: 'worstShare',
  biasedShape: true,
  alpha: 'arithmetic',
  capturePeriods: null,
  numerator: 'annual',
  exposure: 'exact',
  probabilistic: 'correct',
};

/**
 * What each convention chooses. `standard` is good practice and the default everywhere; `quantstats`, `empyrical` and
 * `finalTriggerV2` reproduce numbers published with those systems, faults included.
 *
 * @example
 * ```ts
 * import { CONVENTIONS } from '@quantblocks/metrics';
 *
 * CONVENTIONS.finalTriggerV2.sharpeDdof; // => 0
 * CONVENTIONS.standard.sortino; // => 'semideviation'
 * ```
 */
export const CONVENTIONS: Readonly<Record<Convention, ConventionRules>> = {
  standard,
  quantstats: {
    ...standard,
    valueAtRisk: 'parametric',
    conditionalValueAtRisk: 'belowParametric',
    biasedShape: false,
    numerator: 'total',
    exposure: 'wholePercents',
    probabilistic: 'subtractTwice',
  },
  empyrical: { ...standard, alpha: 'compound', capturePeriods: 252 },
  finalTriggerV2: { ...standard, sharpeDdof: 0, sortino: 'negativeStd', conditionalValueAtRisk: 'atOrBelow' },
};

export function rulesOf(convention: Convention): ConventionRules {
  if (!Object.hasOwn(CONVENTIONS, convention)) {
    throw new ParameterError('convention', `one of ${Object.keys(CONVENTIONS).join(', ')}`, convention);
  }
  return CONVENTIONS[convention];
}

/** Options of a measure that is defined differently by different systems. */
export interface ConventionOptions {
  /** Whose definition. @defaultValue `'standard'` */
  convention?: Convention;
}

/** Options of a measure per year. */
export interface AnnualOptions {
  /** Returns in one year: 365 for days of a market that never closes, 252 for exchange days, `periodsPerYear(bars)` of core. */
  periodsPerYear: number;
}

/** Options of a measure per year that compares with a riskless investment. */
export interface RiskFreeOptions extends AnnualOptions {
  /** Riskless return per YEAR as a fraction; one period earns `(1 + riskFree)^(1 / periodsPerYear) - 1`. @defaultValue `0` */
  riskFree?: number;
}
