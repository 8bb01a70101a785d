import { divide, requireAligned, requireNumbers, requirePositive } from '../checks.ts';
import { type AnnualOptions, type ConventionOptions, rulesOf } from '../conventions.ts';
import { annualised } from '../growth/total-return.ts';

/** Options of {@link captureRatio}. */
export interface CaptureOptions extends AnnualOptions, ConventionOptions {
  /** Which periods count: all, or those in which the benchmark rose or fell. @defaultValue `'all'` */
  market?: 'all' | 'up' | 'down';
}

/**
 * Capture ratio: compound annual return over that of the benchmark, on all its periods or only those in which it rose or fell.
 *
 * `up` above 1 and `down` below 1 is what one wants. `empyrical` annualises with 252 periods whatever `periodsPerYear` says.
 *
 * @param returns - Simple returns per period, fractions.
 * @param benchmark - Returns of the same periods.
 * @returns A ratio; NaN if no period counts or the benchmark ends where it began.
 * @throws a {@link ParameterError} if a return is not finite, the lengths differ or `periodsPerYear` is not positive.
 *
 * @example
 * ```ts
 * import { captureRatio } from '@quantblocks/metrics';
 *
 * captureRatio([0.5, -0.25], [0.25, -0.5], { periodsPerYear: 1, market: 'up' }); // => 2
 * captureRatio([0.5, -0.25], [0.25, -0.5], { periodsPerYear: 1, market: 'down' }); // => 0.5
 * ```
 */
export function captureRatio(
  returns: ArrayLike<number>,
  benchmark: ArrayLike<number>,
  options: CaptureOptions,
): number {
  const { market = 'all', convention = 'standard' } = options;
  const periodsPerYear = requirePositive(options.periodsPerYear, 'periodsPerYear');
  const ours = requireNumbers(returns);
  const theirs = requireAligned(benchmark, ours.length, 'benchmark');
  const periods = rulesOf(convention).capturePeriods ?? periodsPerYear;
  let kept = 0;
  let growth = 1;
  let growthOfMarket = 1;
  for (let i = 0; i < ours.length; i++) {
    if ((market === 'up' && !(theirs[i] > 0)) || (market === 'down' && !(theirs[i] < 0))) continue;
    kept++;
    if (growth > 0) growth *= 1 + ours[i];
    if (growthOfMarket > 0) growthOfMarket *= 1 + theirs[i];
  }
  return divide(annualised(growth, kept, periods), annualised(growthOfMarket, kept, periods));
}

/** Share of periods in which the benchmark was beaten. */
export interface BattingAverage {
  readonly all: number;
  /** Of the periods in which the benchmark rose. */
  readonly up: number;
  /** Of the periods in which the benchmark fell. */
  readonly down: number;
}

/**
 * Batting average: share of periods with a return above the benchmark's, overall and in rising and falling markets.
 *
 * @returns Fractions in [0, 1]; NaN where there is no such period.
 *
 * @example
 * ```ts
 * import { battingAverage } from '@quantblocks/metrics';
 *
 * battingAverage([0.5, 0, 0, 0.25], [0.25, 0.5, -0.5, 0]); // => { all: 0.75, up: 0.5, down: 1 }
 * ```
 */
export function battingAverage(returns: ArrayLike<number>, benchmark: ArrayLike<number>): BattingAverage {
  const ours = requireNumbers(returns);
  const theirs = requireAligned(benchmark, ours.length, 'benchmark');
  const beaten = { all: 0, up: 0, down: 0 };
  const counted = { all: ours.length, up: 0, down: 0 };
  for (let i = 0; i < ours.length; i++) {
    const won = ours[i] > theirs[i] ? 1 : 0;
    beaten.all += won;
    if (theirs[i] === 0) continue;
    const market = theirs[i] > 0 ? 'up' : 'down';
    beaten[market] += won;
    counted[market]++;
  }
  return {
    all: divide(beaten.all, counted.all),
    up: divide(beaten.up, counted.up),
    down: divide(beaten.down, counted.down),
  };
}
