import { createVerdict, type Verdict } from '@quantblocks/core';
import { requireOpenUnit } from '../checks.ts';
import { short } from '../words.ts';
import { ASSUMPTION, compareSharpe, described } from './compare-sharpe.ts';
import type { SharpeEstimate, SharpeInput, SharpeLevel } from './sharpe-estimate.ts';
import type { SharpeErrorOptions } from './sharpe-standard-error.ts';

/** Options of {@link probabilisticSharpe}. */
export interface ProbabilisticSharpeOptions extends SharpeErrorOptions {
  /** The ratio to exceed, with its unit. @defaultValue `{ perBar: 0 }` */
  benchmark?: SharpeLevel;
  /** Level of the test: it passes from a probability of `1 - alpha`. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of a test of one Sharpe ratio against another. */
export interface SharpeTest extends Verdict {
  readonly sharpe: SharpeEstimate;
  /** Of the ratio, per bar. */
  readonly standardError: number;
  /** What the ratio was compared with, per bar. */
  readonly benchmark: number;
}

/**
 * Probabilistic Sharpe ratio (PSR): how probable it is that the true Sharpe ratio exceeds a benchmark, `cdf((s - s*) / standardError)`.
 *
 * Passes if the probability, in `value`, is at least `1 - alpha`; `pValue` is the rest of it. Fewer than 20 bars are `insufficient`,
 * returns that do not differ `undefined`.
 *
 * @param input - Returns per bar of a strategy that was chosen BEFORE they were seen, or an estimate.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks The published PSR has the `mertens` error, as `probabilisticSharpeRatio` of metrics; the default for returns is `hac`, because
 * an autocorrelation of 0.3 doubles the false alarms of the former. After a search use {@link maxSharpePValue} and {@link deflatedSharpe}.
 * @see D. H. Bailey, M. López de Prado, "The Sharpe ratio efficient frontier", Journal of Risk 15 (2012), (11).
 *
 * @example
 * ```ts
 * import { probabilisticSharpe, sharpeFromMoments } from '@quantblocks/validation-guards';
 *
 * const fund = sharpeFromMoments({ perBar: 0.458, n: 24, skewness: -2.448, kurtosis: 10.164 });
 * const { status, value } = probabilisticSharpe(fund);
 * [status, value.toFixed(4)]; // => ['fail', '0.9134']
 * ```
 */
export function probabilisticSharpe(input: SharpeInput, options: ProbabilisticSharpeOptions = {}): SharpeTest {
  const { benchmark = { perBar: 0 }, alpha = 0.05 } = options;
  requireOpenUnit('alpha', alpha);
  const compared = compareSharpe(input, benchmark, options.method);
  const { sharpe, standardError, pValue, target } = compared;
  return {
    ...createVerdict({
      name: 'probabilisticSharpe',
      question: `Is the true Sharpe ratio above ${short(target)} per bar?`,
      status: compared.status ?? (pValue <= alpha ? 'pass' : 'fail'),
      value: 1 - pValue,
      pValue,
      n: sharpe.n,
      assumptions: ['The strategy was chosen before these returns were seen.', ASSUMPTION[compared.method]],
      explanation:
        compared.reason ??
        `${described(compared)} or more has probability ${short(pValue)} if the true one is ${short(target)}; ${short(alpha)} is allowed.`,
    }),
    sharpe,
    standardError,
    benchmark: target,
  };
}
