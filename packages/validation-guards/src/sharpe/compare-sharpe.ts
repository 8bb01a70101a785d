import { normalCdf, type VerdictStatus } from '@quantblocks/core';
import { requireReturns } from '../checks.ts';
import { countActive, LEAST_OBSERVATIONS } from '../least-observations.ts';
import { count, short } from '../words.ts';
import {
  estimateOf,
  isEstimate,
  perBarOf,
  type SharpeEstimate,
  type SharpeInput,
  type SharpeLevel,
} from './sharpe-estimate.ts';
import { errorOfMean, methodFor, type SharpeErrorMethod, sharpeVariance } from './sharpe-standard-error.ts';

/** What each standard error needs to be true. */
export const ASSUMPTION: Readonly<Record<SharpeErrorMethod, string>> = {
  normal: 'Returns are independent and normal.',
  mertens: 'Returns are independent, with four finite moments.',
  hac: 'Returns are stationary, with four finite moments.',
};

/** A ratio against a benchmark, with `status` and `reason` where no test is possible. */
export interface SharpeComparison {
  readonly sharpe: SharpeEstimate;
  readonly method: SharpeErrorMethod;
  /** The benchmark, per bar. */
  readonly target: number;
  /** Of the ratio, times the number of bars. */
  readonly variance: number;
  readonly standardError: number;
  /** One-sided, of a true ratio at the benchmark. */
  readonly pValue: number;
  readonly status?: VerdictStatus;
  readonly reason?: string;
}

/** The comparison that all tests of a Sharpe ratio have in common. */
export function compareSharpe(
  input: SharpeInput,
  benchmark: SharpeLevel,
  method?: SharpeErrorMethod,
): SharpeComparison {
  const sharpe = estimateOf(input);
  const target = perBarOf('benchmark', benchmark, sharpe.periodsPerYear);
  const used = methodFor(input, method);
  const variance = sharpeVariance(input, sharpe, used);
  const standardError = errorOfMean(variance, sharpe.n, used);
  const pValue = standardError > 0 ? normalCdf((target - sharpe.perBar) / standardError) : Number.NaN;
  const figures = { sharpe, method: used, target, variance, standardError, pValue };
  if (sharpe.n < LEAST_OBSERVATIONS) {
    const reason = `There are ${sharpe.n} bars; a test of a Sharpe ratio needs ${LEAST_OBSERVATIONS}.`;
    return { ...figures, status: 'insufficient', reason };
  }
  // Only two outcomes, as of a bet, can leave no error at all.
  if (!(standardError > 0)) {
    const reason = 'The returns do not differ enough for a Sharpe ratio with a standard error.';
    return { ...figures, status: 'undefined', reason };
  }
  const active = isEstimate(input) ? sharpe.n : countActive(requireReturns('returns', input));
  if (active < LEAST_OBSERVATIONS) {
    const reason = `Only ${count(active, 'bar')} of ${sharpe.n} earned or lost; a test of a Sharpe ratio needs ${LEAST_OBSERVATIONS}.`;
    return { ...figures, status: 'insufficient', reason };
  }
  if (Number.isNaN(target)) return { ...figures, status: 'undefined', reason: 'The benchmark has no Sharpe ratio.' };
  return figures;
}

/** The ratio in a sentence. */
export function described({ sharpe, standardError }: SharpeComparison): string {
  return `A Sharpe ratio of ${short(sharpe.perBar)} per bar (standard error ${short(standardError)}, ${sharpe.n} bars)`;
}
