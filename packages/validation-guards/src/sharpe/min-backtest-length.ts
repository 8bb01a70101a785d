import { createVerdict, ParameterError } from '@quantblocks/core';
import { requireOptions } from '../checks.ts';
import { short } from '../words.ts';
import { compareSharpe } from './compare-sharpe.ts';
import { type ExpectedMaxOptions, expectedMaxNormal } from './expected-max-normal.ts';
import type { MinimumLength } from './min-track-record-length.ts';
import type { SharpeInput } from './sharpe-estimate.ts';

/** Options of {@link minBacktestLength}. */
export interface MinBacktestOptions {
  /** How many were tried, at least 1; an effective number need not be whole. */
  trials: number;
  /** Form of the expected maximum. @defaultValue `'exact'` */
  expectedMax?: ExpectedMaxOptions['method'];
}

/**
 * Minimum backtest length (MinBTL): on fewer bars the best of `trials` strategies without skill is expected to show this Sharpe ratio,
 * `(E[max_N] / s)^2`; less than `2 log(N) / s^2`.
 *
 * Passes if there are as many bars. Necessary and far from sufficient: it says that a search was not hopeless from the start, and nothing
 * about what it found. Fewer than 20 bars are `insufficient`; a ratio that is not positive fails at any length.
 *
 * @param input - Returns per bar of the chosen strategy, or an estimate; for planning, the ratio hoped for with the bars there will be.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @see D. H. Bailey, J. M. Borwein, M. López de Prado, Q. J. Zhu, "Pseudo-mathematics and financial charlatanism", Notices of the AMS 61
 * (2014), theorem 2.
 *
 * @example
 * ```ts
 * import { minBacktestLength, sharpeFromMoments } from '@quantblocks/validation-guards';
 *
 * const plan = sharpeFromMoments({ perYear: 1, periodsPerYear: 252, n: 5 * 252 });
 * minBacktestLength(plan, { trials: 45 }).years.toFixed(2); // => '4.87'
 * ```
 */
export function minBacktestLength(input: SharpeInput, options: MinBacktestOptions): MinimumLength {
  const { trials, expectedMax = 'exact' } = requireOptions(options);
  if (!(Number.isFinite(trials) && trials >= 1)) {
    throw new ParameterError('trials', 'a finite number >= 1', trials);
  }
  const expected = expectedMaxNormal(trials, { method: expectedMax });
  const { sharpe, status, reason } = compareSharpe(input, { perBar: 0 }, 'normal');
  const least = sharpe.perBar <= 0 ? Number.POSITIVE_INFINITY : (expected / sharpe.perBar) ** 2;
  return {
    ...createVerdict({
      name: 'minBacktestLength',
      question: `Is the backtest long enough for a search of ${short(trials)} trials?`,
      status: status ?? (sharpe.n >= least ? 'pass' : 'fail'),
      value: least,
      n: sharpe.n,
      assumptions: ['Trials are independent.', 'All trials are counted.'],
      warnings: ['A necessary condition, not a test of the strategy.'],
      explanation:
        reason ??
        (sharpe.perBar > 0
          ? `The best of ${short(trials)} trials without skill is expected to show a Sharpe ratio of ${short(sharpe.perBar)} per bar on ${Math.ceil(least)} bars; there are ${sharpe.n}.`
          : `A Sharpe ratio of ${short(sharpe.perBar)} per bar is no better than the best of trials without skill at any length.`),
    }),
    sharpe,
    years: least / sharpe.periodsPerYear,
  };
}
