import { ParameterError } from '@quantblocks/core';
import { runBatch } from '../batch.ts';
import { movingRegression } from '../kernels/regression.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { periodOptions } from '../period-options.ts';
import type { LinearRegressionSeries } from './linear-regression.ts';

/**
 * {@link linearRegression} for several periods at once: the series is checked, copied and searched for gaps only once.
 *
 * @param src - Series of any unit.
 * @param periods - Lengths of the windows in any order.
 * @param out - Buffers of an earlier call, one set for each period.
 * @returns One result per period, bit for bit what {@link linearRegression} returns for it.
 * @throws a {@link ParameterError} if a period or an option is outside its domain or a buffer has another length.
 *
 * @example
 * ```ts
 * import { linregMany } from '@quantblocks/indicators';
 *
 * const [short, long] = linregMany([1, 2, 6], [2, 3]);
 * Array.from(short.slope); // => [NaN, 1, 4]
 * Array.from(long.slope); // => [NaN, NaN, 2.5]
 * ```
 */
export function linregMany(
  src: ArrayLike<number>,
  periods: readonly number[],
  options: NanOptions = {},
  out: readonly Partial<LinearRegressionSeries>[] = [],
): LinearRegressionSeries[] {
  const nan = nanPolicy(options.nan);
  if (!Array.isArray(periods)) throw new ParameterError('periods', 'an array of periods', periods);
  const buffers: Record<string, Float64Array | undefined> = {};
  const first: Record<string, number> = {};
  periods.forEach((period, k) => {
    periodOptions({ period }, 2);
    for (const name of LINES) {
      buffers[`${k}.${name}`] = out[k]?.[name];
      first[`${k}.${name}`] = period - 1;
    }
  });
  const linesOf = (y: Record<string, Float64Array>, k: number): LinearRegressionSeries => ({
    value: y[`${k}.value`],
    slope: y[`${k}.slope`],
    intercept: y[`${k}.intercept`],
  });
  const filled = runBatch({ src }, buffers, first, true, nan, (x, y) => {
    periods.forEach((period, k) => {
      const { value, slope, intercept } = linesOf(y, k);
      movingRegression(x.src, period, value, slope, intercept);
    });
  });
  return periods.map((_, k) => linesOf(filled, k));
}

const LINES = ['value', 'slope', 'intercept'] as const;
