import { createVerdict, ParameterError, type Verdict, type VerdictStatus } from '@quantblocks/core';
import { requireOpenUnit } from '../checks.ts';
import { LEAST_OBSERVATIONS } from '../least-observations.ts';
import { percent, short } from '../words.ts';
import { type Draws, type IntervalMethod, type IntervalOfDraws, intervalMethods, intervalOf } from './interval.ts';
import { planResamples, type ResamplePlan, type ResamplingOptions } from './resample-plan.ts';
import type { ResamplingMethod } from './resampler.ts';

/** Options of a bootstrap interval and its test. */
export interface IntervalOptions extends ResamplingOptions {
  /** @defaultValue `'studentised'` where there is a standard error, else `'bca'` */
  method?: IntervalMethod;
  /** Of the two-sided interval. @defaultValue `0.95` */
  confidence?: number;
  /** The test passes up to this p value. @defaultValue `0.05` */
  alpha?: number;
  /** What the statistic has to exceed. @defaultValue `0` */
  benchmark?: number;
}

/** Answer of {@link bootstrapSharpe} and {@link bootstrapInterval}; `value` is the statistic. */
export interface BootstrapInterval extends Verdict {
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  readonly benchmark: number;
  /** Of the statistic; NaN for a method that needs none. */
  readonly standardError: number;
  readonly method: IntervalMethod;
  readonly resampling: ResamplingMethod | 'indices';
  /** (Mean) length of the blocks; NaN for given indices. */
  readonly blockLength: number;
  readonly resamples: number;
}

/** One statistic of one sample, ready to be drawn again. */
export interface IntervalProblem extends Omit<Draws, 'values' | 'errors'> {
  readonly name: string;
  /** The statistic in a sentence. */
  readonly subject: string;
  readonly n: number;
  /** Of `n`, those that say something; @defaultValue all */
  readonly active?: number;
  /** Values whose memory decides the block length. */
  readonly influence: Float64Array;
  readonly draw: (plan: ResamplePlan) => Pick<Draws, 'values' | 'errors'>;
}

/** Checks the options that decide what has to be computed; the rest is checked with the resamples. */
export function methodOf(options: IntervalOptions, fallback: IntervalMethod): IntervalMethod {
  const { method = fallback, confidence = 0.95, alpha = 0.05, benchmark = 0 } = options;
  if (!intervalMethods.includes(method)) throw new ParameterError('method', intervalMethods.join(', '), method);
  requireOpenUnit('confidence', confidence);
  requireOpenUnit('alpha', alpha);
  if (!Number.isFinite(benchmark)) throw new ParameterError('benchmark', 'a finite number', benchmark);
  return method;
}

const NO_INTERVAL: IntervalOfDraws = {
  lower: Number.NaN,
  upper: Number.NaN,
  pValue: Number.NaN,
  lost: 0,
  varies: false,
};

/** Draws, reads the interval off and puts it into words. */
export function intervalTest(
  problem: IntervalProblem,
  method: IntervalMethod,
  options: IntervalOptions,
): BootstrapInterval {
  const { confidence = 0.95, alpha = 0.05, benchmark = 0 } = options;
  const { name, subject, n, estimate, standardError } = problem;
  const plan = planResamples(name, problem.influence, options, alpha);
  const hasStatistic = Number.isFinite(estimate) && (method !== 'studentised' || standardError > 0);
  // Of nothing but flat bars there is no statistic, rather than too little of one.
  const { active = n } = problem;
  const isEnough = n >= LEAST_OBSERVATIONS && (active === 0 || active >= LEAST_OBSERVATIONS);
  const drawn =
    isEnough && hasStatistic
      ? intervalOf({ ...problem, ...problem.draw(plan) }, method, confidence, benchmark)
      : NO_INTERVAL;
  const isKnown = (drawn.varies && !Number.isNaN(drawn.lower)) || drawn.lost === plan.resamples;
  const { lower, upper, pValue, lost } = isKnown ? drawn : NO_INTERVAL;
  const status: VerdictStatus | undefined = !isEnough ? 'insufficient' : Number.isNaN(pValue) ? 'undefined' : undefined;
  return {
    ...createVerdict({
      name,
      question: `Is the ${subject} above ${short(benchmark)}?`,
      status: status ?? (pValue <= alpha ? 'pass' : 'fail'),
      value: estimate,
      pValue,
      n,
      assumptions: [
        'The strategy was chosen before these observations were seen.',
        plan.resampling === 'iid'
          ? 'Observations are independent.'
          : 'Observations are stationary and their memory is short beside the sample.',
      ],
      warnings: lost > 0 ? [`${lost} of ${plan.resamples} resamples have no ${subject}; all count against it.`] : [],
      explanation:
        status === 'insufficient'
          ? `There are ${Math.min(n, active)} observations; a bootstrap interval needs ${LEAST_OBSERVATIONS}.`
          : status === 'undefined'
            ? `The observations do not differ enough for a ${subject} with a standard error.`
            : `The ${subject} is ${short(estimate)}; the ${method} interval of ${percent(confidence)} runs from ${short(lower)} to ${short(upper)}. If it were truly ${short(benchmark)}, chance would show as much with probability ${short(pValue)}; ${short(alpha)} is allowed.`,
    }),
    lower,
    upper,
    confidence,
    benchmark,
    standardError,
    method,
    resampling: plan.resampling,
    blockLength: plan.blockLength,
    resamples: plan.resamples,
  };
}
