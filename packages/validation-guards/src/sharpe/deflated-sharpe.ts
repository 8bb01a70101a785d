import { createVerdict } from '@quantblocks/core';
import { requireOpenUnit, requireOptions } from '../checks.ts';
import { short } from '../words.ts';
import { ASSUMPTION, compareSharpe, described } from './compare-sharpe.ts';
import { type ExpectedMaxOptions, expectedMaxNormal } from './expected-max-normal.ts';
import { expectedMaxSharpe, requireOneUnit, type TrialSharpes, trialCount } from './expected-max-sharpe.ts';
import type { SharpeTest } from './probabilistic-sharpe.ts';
import type { SharpeInput } from './sharpe-estimate.ts';
import type { SharpeErrorOptions } from './sharpe-standard-error.ts';

/** Options of {@link deflatedSharpe}. */
export interface DeflatedSharpeOptions extends SharpeErrorOptions {
  /** Sharpe ratios of ALL trials, the chosen and the pruned ones too, or how many and how far apart. */
  trials: TrialSharpes;
  /** Form of the expected maximum. @defaultValue `'exact'` */
  expectedMax?: ExpectedMaxOptions['method'];
  /** The test passes from a deflated ratio of `1 - alpha`. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of {@link deflatedSharpe}; `benchmark` is what the best of the trials shows without any skill. */
export interface DeflatedSharpe extends SharpeTest {
  readonly trials: number;
}

/**
 * Deflated Sharpe ratio (DSR): the probability that the true Sharpe ratio exceeds what the best of as many trials without skill would be
 * expected to show, `cdf((s - sqrt(V) E[max_N]) / standardError)`, `V` the variance of the ratios ACROSS trials.
 *
 * Passes if the probability, in `value`, is at least `1 - alpha`. Far stricter than a test at that level, since the maximum of many
 * trials is close to its expectation: read it beside {@link maxSharpePValue}, which is one. Fewer than 20 bars, or fewer than two trials
 * with a ratio, are `insufficient`.
 *
 * @param input - Returns per bar of the chosen strategy, or an estimate.
 * @throws a {@link ParameterError} if a return is not finite, an option is out of range, or bars are of different length.
 * @remarks The published DSR has the `mertens` error and the approximate maximum. All ratios are per bar by their types: an annual ratio
 * less a maximum per bar passes any noise.
 * @see D. H. Bailey, M. López de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 40 (2014), (2) and the example.
 *
 * @example
 * ```ts
 * import { deflatedSharpe, sharpeFromMoments } from '@quantblocks/validation-guards';
 *
 * const chosen = sharpeFromMoments({ perYear: 2.5, periodsPerYear: 250, n: 1250, skewness: -3, kurtosis: 10 });
 * const trials = { count: 100, deviation: { perYear: Math.sqrt(0.5), periodsPerYear: 250 } };
 * const { status, value } = deflatedSharpe(chosen, { trials, expectedMax: 'approximate' });
 * [status, value.toFixed(4)]; // => ['fail', '0.9004']
 * ```
 */
export function deflatedSharpe(input: SharpeInput, options: DeflatedSharpeOptions): DeflatedSharpe {
  const { trials, expectedMax = 'exact', alpha = 0.05 } = requireOptions(options);
  requireOpenUnit('alpha', alpha);
  const benchmark = expectedMaxSharpe(trials, { method: expectedMax });
  const count = trialCount(trials);
  const isMissing = Number.isNaN(benchmark);
  const compared = compareSharpe(input, { perBar: benchmark }, options.method);
  const { sharpe, standardError, pValue } = compared;
  requireOneUnit(trials, sharpe.periodsPerYear);
  return {
    ...createVerdict({
      name: 'deflatedSharpe',
      question: `Is the true Sharpe ratio above what the best of ${short(count)} trials shows without skill?`,
      status: isMissing ? 'insufficient' : (compared.status ?? (pValue <= alpha ? 'pass' : 'fail')),
      value: 1 - pValue,
      pValue,
      n: sharpe.n,
      assumptions: [
        'Trials are independent and their Sharpe ratios differ by chance alone.',
        'All trials are counted.',
        ASSUMPTION[compared.method],
      ],
      warnings: warningsOf(benchmark, standardError, count),
      explanation: isMissing
        ? 'The Sharpe ratios of at least two trials are needed to know how far apart they are.'
        : (compared.reason ??
          `${described(compared)} or more has probability ${short(pValue)} if the true one is ${short(benchmark)}, as the best of ${short(count)} trials without skill is expected to show; ${short(alpha)} is allowed.`),
    }),
    sharpe,
    standardError,
    benchmark,
    trials: count,
  };
}

function warningsOf(benchmark: number, standardError: number, count: number): string[] {
  if (count > 1 && count < 10) return ['So few trials say little about how far apart they are.'];
  // The ratios of independent trials differ by about one standard error.
  return benchmark < (standardError * expectedMaxNormal(Math.max(1, count), { method: 'approximate' })) / 2
    ? ['The trials differ by less than chance alone makes independent ones differ: they are nearly one strategy.']
    : [];
}
