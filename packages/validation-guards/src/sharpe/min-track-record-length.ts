import { createVerdict, normalQuantile, ParameterError, type Verdict } from '@quantblocks/core';
import { short } from '../words.ts';
import { ASSUMPTION, compareSharpe } from './compare-sharpe.ts';
import type { ProbabilisticSharpeOptions } from './probabilistic-sharpe.ts';
import type { SharpeEstimate, SharpeInput } from './sharpe-estimate.ts';

/** Answer of {@link minTrackRecordLength} and {@link minBacktestLength}: `value` is the least number of bars, `n` those there are. */
export interface MinimumLength extends Verdict {
  readonly sharpe: SharpeEstimate;
  /** `value` in years; NaN if the estimate has no `periodsPerYear`. */
  readonly years: number;
}

/**
 * Minimum track record length (MinTRL): how many bars of such returns prove a Sharpe ratio above the benchmark at level `alpha`,
 * `1 + V (z / (s - s*))^2`, where `V / (n - 1)` is the squared standard error.
 *
 * Passes if there are as many, which is when {@link probabilisticSharpe} passes; a ratio that is not above the benchmark never is, and
 * its length is infinite.
 *
 * @param input - Returns per bar of a strategy chosen before they were seen, or an estimate.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range; `alpha` is below 0.5 here.
 * @see D. H. Bailey, M. López de Prado, "The Sharpe ratio efficient frontier", Journal of Risk 15 (2012), (13).
 *
 * @example
 * ```ts
 * import { minTrackRecordLength, sharpeFromMoments } from '@quantblocks/validation-guards';
 *
 * const fund = sharpeFromMoments({ perYear: 2, periodsPerYear: 12, n: 36, skewness: -0.72, kurtosis: 5.78 });
 * const { status, years } = minTrackRecordLength(fund, { benchmark: { perYear: 1, periodsPerYear: 12 } });
 * [status, years.toFixed(2)]; // => ['fail', '4.99']
 * ```
 */
export function minTrackRecordLength(input: SharpeInput, options: ProbabilisticSharpeOptions = {}): MinimumLength {
  const { benchmark = { perBar: 0 }, alpha = 0.05 } = options;
  // From one half on no bar is needed to prove anything.
  if (!(typeof alpha === 'number' && alpha > 0 && alpha < 0.5))
    throw new ParameterError('alpha', 'a number in (0, 0.5)', alpha);
  const { sharpe, method, target, variance, status, reason } = compareSharpe(input, benchmark, options.method);
  const distance = sharpe.perBar - target;
  const lost = method === 'normal' ? 0 : 1;
  const least = distance <= 0 ? Number.POSITIVE_INFINITY : lost + variance * (normalQuantile(alpha) / distance) ** 2;
  const subject = `A Sharpe ratio of ${short(sharpe.perBar)} per bar`;
  return {
    ...createVerdict({
      name: 'minTrackRecordLength',
      question: `Are there enough bars to prove a Sharpe ratio above ${short(target)} per bar?`,
      status: status ?? (sharpe.n >= least ? 'pass' : 'fail'),
      value: least,
      n: sharpe.n,
      assumptions: ['The strategy was chosen before these returns were seen.', ASSUMPTION[method]],
      explanation:
        reason ??
        (distance > 0
          ? `${subject} needs ${Math.ceil(least)} bars to be above ${short(target)} at level ${short(alpha)}; there are ${sharpe.n}.`
          : `${subject} is not above ${short(target)}: no number of bars like these would prove it.`),
    }),
    sharpe,
    years: least / sharpe.periodsPerYear,
  };
}
