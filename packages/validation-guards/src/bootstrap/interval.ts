import { mean, normalCdf, normalQuantile, quantileSorted } from '@quantblocks/core';

/**
 * How an interval is read off the resamples: `percentile` = their quantiles, `basic` = mirrored at the estimate, `bca` = percentile with
 * corrected levels, `studentised` = quantiles of the deviation over its own standard error, times that of the sample.
 */
export type IntervalMethod = 'percentile' | 'basic' | 'bca' | 'studentised';

/** The methods, for checks. */
export const intervalMethods: readonly IntervalMethod[] = ['percentile', 'basic', 'bca', 'studentised'];

/** What a bootstrap drew. */
export interface Draws {
  readonly estimate: number;
  /** Of the estimate; used by `studentised`. */
  readonly standardError: number;
  /** The statistic in each resample. */
  readonly values: Float64Array;
  /** Its standard error in each resample; used by `studentised`. */
  readonly errors: Float64Array;
  /** The statistic without each observation in turn; used by `bca`. */
  readonly jackknife: () => Float64Array;
}

/** Levels of the quantiles that BCa uses. */
export interface BcaLevels {
  /** Normal quantile of the share of resamples below the estimate. */
  readonly bias: number;
  readonly acceleration: number;
  readonly lower: number;
  readonly upper: number;
}

/** An interval and the one-sided p value of the estimate against a benchmark. */
export interface IntervalOfDraws {
  readonly lower: number;
  readonly upper: number;
  readonly pValue: number;
  /** Resamples without a statistic: no part of the interval, and all against the estimate in the p value. */
  readonly lost: number;
  /** Whether the resamples differ: else there is nothing to read off them. */
  readonly varies: boolean;
}

/** Reads interval and p value off the draws; NaN bounds where too little is left to tell. */
export function intervalOf(
  draws: Draws,
  method: IntervalMethod,
  confidence: number,
  benchmark: number,
): IntervalOfDraws {
  const { estimate, standardError, values } = draws;
  const isStudentised = method === 'studentised';
  const sorted = isStudentised ? studentise(draws) : values.slice().sort();
  const kept = sorted.subarray(0, firstNaN(sorted));
  const lost = sorted.length - kept.length;
  const varies = kept.length > 0 && kept[0] < kept[kept.length - 1];
  const target = isStudentised ? (estimate - benchmark) / standardError : 2 * estimate - benchmark;
  const pValue = (1 + lost + kept.length - firstAtLeast(kept, target)) / (values.length + 1);
  const tail = (1 - confidence) / 2;
  const low = quantileSorted(kept, tail);
  const high = quantileSorted(kept, 1 - tail);
  if (isStudentised) {
    return { lower: estimate - standardError * high, upper: estimate - standardError * low, pValue, lost, varies };
  }
  if (method === 'basic') return { lower: 2 * estimate - high, upper: 2 * estimate - low, pValue, lost, varies };
  if (method === 'percentile') return { lower: low, upper: high, pValue, lost, varies };
  const levels = bcaLevels(kept, estimate, draws.jackknife(), confidence);
  const at = (level: number): number => (Number.isNaN(level) ? Number.NaN : quantileSorted(kept, level));
  return { lower: at(levels.lower), upper: at(levels.upper), pValue, lost, varies };
}

/**
 * Levels corrected for bias and acceleration; NaN where all resamples are on one side of the estimate.
 *
 * @see B. Efron, "Better bootstrap confidence intervals", Journal of the American Statistical Association 82 (1987).
 */
export function bcaLevels(
  sorted: Float64Array,
  estimate: number,
  jackknife: Float64Array,
  confidence: number,
): BcaLevels {
  const bias = normalQuantile(firstAtLeast(sorted, estimate) / sorted.length);
  const centre = mean(jackknife);
  let cubes = 0;
  let squares = 0;
  for (const value of jackknife) {
    cubes += (centre - value) ** 3;
    squares += (centre - value) ** 2;
  }
  const acceleration = squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
  const level = (tail: number): number => {
    const shifted = bias + normalQuantile(tail);
    return normalCdf(bias + shifted / (1 - acceleration * shifted));
  };
  const tail = (1 - confidence) / 2;
  return { bias, acceleration, lower: level(tail), upper: level(1 - tail) };
}

function studentise({ estimate, values, errors }: Draws): Float64Array {
  return values
    .map((value, b) => {
      const ratio = (value - estimate) / errors[b];
      return Number.isFinite(ratio) ? ratio : Number.NaN;
    })
    .sort();
}

/** Typed arrays sort NaN to the end. */
function firstNaN(sorted: Float64Array): number {
  let end = sorted.length;
  while (end > 0 && Number.isNaN(sorted[end - 1])) end--;
  return end;
}

/** How many of the sorted values are below a target. */
function firstAtLeast(sorted: Float64Array, target: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
