import { createVerdict, ParameterError } from '@quantblocks/core';
import { requireOpenUnit, requireOptions } from '../checks.ts';
import { short } from '../words.ts';
import { ASSUMPTION, compareSharpe, described } from './compare-sharpe.ts';
import type { SharpeTest } from './probabilistic-sharpe.ts';
import type { SharpeInput } from './sharpe-estimate.ts';
import type { SharpeErrorOptions } from './sharpe-standard-error.ts';

/** Options of {@link maxSharpePValue}. */
export interface MaxSharpeOptions extends SharpeErrorOptions {
  /** How many were tried, at least 1; an effective number need not be whole. */
  trials: number;
  /** Level of the test. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of {@link maxSharpePValue}; `value` is the ratio per bar. */
export interface MaxSharpeTest extends SharpeTest {
  /** p value as if the strategy were the only one. */
  readonly singlePValue: number;
  readonly trials: number;
}

/**
 * Whether the best Sharpe ratio of several trials is above what chance gives: the exact p value of the maximum of `N` independent ones,
 * `1 - (1 - p)^N` with the one-sided `p` of the chosen (Šidák).
 *
 * Correlation between trials is ignored. Trials that move together, as those of a search among neighbours do, make the p value too high:
 * the test is conservative. Fewer than 20 bars are `insufficient`.
 *
 * @param input - Returns per bar of the chosen strategy, or an estimate.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks With the returns of all trials at hand a resampled maximum (superior predictive ability, Romano-Wolf) is more powerful.
 * @see Z. Šidák, "Rectangular confidence regions for the means of multivariate normal distributions", JASA 62 (1967).
 *
 * @example
 * ```ts
 * import { maxSharpePValue, sharpeFromMoments } from '@quantblocks/validation-guards';
 *
 * const chosen = sharpeFromMoments({ perYear: 1.5, periodsPerYear: 365, n: 1460 });
 * const { singlePValue, pValue, status } = maxSharpePValue(chosen, { trials: 300 });
 * [singlePValue.toFixed(5), pValue.toFixed(3), status]; // => ['0.00138', '0.338', 'fail']
 * ```
 */
export function maxSharpePValue(input: SharpeInput, options: MaxSharpeOptions): MaxSharpeTest {
  const { trials, alpha = 0.05 } = requireOptions(options);
  requireOpenUnit('alpha', alpha);
  if (!(Number.isFinite(trials) && trials >= 1)) {
    throw new ParameterError('trials', 'a finite number >= 1', trials);
  }
  const compared = compareSharpe(input, { perBar: 0 }, options.method);
  const { sharpe, standardError } = compared;
  const pValue = -Math.expm1(trials * Math.log1p(-compared.pValue));
  return {
    ...createVerdict({
      name: 'maxSharpePValue',
      question: `Is the Sharpe ratio above what the best of ${short(trials)} trials shows by chance?`,
      status: compared.status ?? (pValue <= alpha ? 'pass' : 'fail'),
      value: sharpe.perBar,
      pValue,
      n: sharpe.n,
      assumptions: [
        'Trials are independent; positively correlated ones make the test conservative.',
        'All trials are counted.',
        ASSUMPTION[compared.method],
      ],
      explanation:
        compared.reason ??
        `${described(compared)} or more has probability ${short(compared.pValue)} for one strategy without skill, and ${short(pValue)} for the best of ${short(trials)}; ${short(alpha)} is allowed.`,
    }),
    sharpe,
    standardError,
    benchmark: 0,
    singlePValue: compared.pValue,
    trials,
  };
}
