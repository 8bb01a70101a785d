import { ParameterError } from '@quantblocks/core';
import { requireReturns } from '../checks.ts';
import type { Draws } from './interval.ts';
import { type BootstrapInterval, type IntervalOptions, intervalTest, methodOf } from './interval-test.ts';
import { type ResamplePlan, resampledSeries } from './resample-plan.ts';

/** A number made of a sample in time order. It must not keep or change the array, which is used again. */
export type Statistic = (sample: Float64Array) => number;

/** Options of {@link bootstrapInterval}. */
export interface BootstrapIntervalOptions extends IntervalOptions {
  /** Standard error of the statistic in the same sample; without it there is no studentised interval. */
  standardError?: Statistic;
}

/**
 * Bootstrap interval of any statistic of one series, and a one-sided test against a benchmark.
 *
 * As {@link bootstrapSharpe}, which is faster for its statistic. The block length is Politis and White's for the series itself: give your own
 * for a statistic that lives on something else, such as its squares.
 *
 * @param series - Observations in time order.
 * @param statistic - Called once per resample; NaN where it does not exist.
 * @returns `insufficient` below 20 observations; `undefined` where the statistic does not exist, or resamples that do not differ leave no
 * interval.
 * @throws a {@link ParameterError} if an observation is not finite, an option is out of range, or `studentised` has no standard error.
 * @remarks `bca` also calls the statistic once per observation. Its acceleration takes observations as independent.
 * @see B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman & Hall 1993, chapters 12-14.
 *
 * @example
 * ```ts
 * import { quantile } from '@quantblocks/core';
 * import { bootstrapInterval } from '@quantblocks/validation-guards';
 *
 * const returns = Array.from({ length: 60 }, (_, i) => 0.01 * Math.sin(i * i));
 * const median = bootstrapInterval(returns, (sample) => quantile(sample, 0.5), { resamples: 499 });
 * [median.lower < median.value, median.value < median.upper]; // => [true, true]
 * ```
 */
export function bootstrapInterval(
  series: ArrayLike<number>,
  statistic: Statistic,
  options: BootstrapIntervalOptions = {},
): BootstrapInterval {
  const { standardError } = options;
  const values = requireReturns('series', series);
  const measure = numeric('statistic', statistic);
  const method = methodOf(options, standardError === undefined ? 'bca' : 'studentised');
  const errorOf = method === 'studentised' ? numeric('standardError', standardError) : undefined;
  return intervalTest(
    {
      name: 'bootstrapInterval',
      subject: 'statistic',
      n: values.length,
      influence: values,
      estimate: measure(values.slice()),
      standardError: errorOf?.(values.slice()) ?? Number.NaN,
      jackknife: () => withoutOne(values, measure),
      draw: (plan) => draw(values, plan, measure, errorOf),
    },
    method,
    options,
  );
}

/** The function with its answers checked: what is not a number would otherwise be stored as one. */
function numeric(name: string, statistic: Statistic | undefined): Statistic {
  if (typeof statistic !== 'function') throw new ParameterError(name, 'a function', statistic);
  return (sample) => {
    const value = statistic(sample);
    if (typeof value !== 'number') throw new ParameterError(name, 'a function to numbers', value);
    return value;
  };
}

function draw(
  values: Float64Array,
  plan: ResamplePlan,
  statistic: Statistic,
  errorOf: Statistic | undefined,
): Pick<Draws, 'values' | 'errors'> {
  const next = resampledSeries(values, plan);
  const drawn = new Float64Array(plan.resamples);
  const errors = new Float64Array(errorOf === undefined ? 0 : plan.resamples);
  for (let b = 0; b < plan.resamples; b++) {
    const sample = next();
    drawn[b] = statistic(sample);
    if (errorOf !== undefined) errors[b] = errorOf(sample);
  }
  return { values: drawn, errors };
}

function withoutOne(values: Float64Array, statistic: Statistic): Float64Array {
  // Leaving out the next observation puts the last one back.
  const rest = values.slice(1);
  return values.map((_, left) => {
    if (left > 0) rest[left - 1] = values[left - 1];
    return statistic(rest);
  });
}
