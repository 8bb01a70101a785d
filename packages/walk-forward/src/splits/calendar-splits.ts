import { ParameterError } from '@quantblocks/core';
import { barRange, requireInteger, requireOneOf, requireWarmup } from './checks.ts';
import type { Fold, PurgeOptions } from './fold.ts';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** Options of {@link calendarSplits}. */
export interface CalendarSplitOptions extends PurgeOptions {
  unit: 'month' | 'quarter' | 'year';
  /** Calendar units before a test that train it; anchored: before the FIRST test. */
  trainUnits: number;
  /** Calendar units of a test; the next test follows it. @defaultValue `1` */
  testUnits?: number;
  /** Train from the first bar on, instead of the last `trainUnits`. @defaultValue `false` */
  anchored?: boolean;
  /**
   * Units that the data do not fill, at the beginning or the end: `keep` uses the bars there are, `drop` uses none of them, except as
   * warm-up. A unit is filled when no bar is missing at the edge of the data that the longest gap between two bars would not explain.
   * @defaultValue `'keep'`
   */
  partial?: 'keep' | 'drop';
}

/**
 * Walk-forward folds along the calendar (UTC): train on whole months, quarters or years, test on what follows. Tests are contiguous.
 *
 * A bar belongs to the unit in which it opens. Units are half-open, so that no bar is lost or counted twice at a year's end. Tests in
 * which the data have no bar are left out.
 *
 * @param time - Opening time of each bar, epoch milliseconds UTC, increasing.
 * @param options - Windows in calendar units.
 * @returns Folds in time order; a last test that the data do not fill has `isPartial`.
 * @throws a {@link ParameterError} if times do not increase, the data span too few units, or a training has no bar: a gap in
 * the data, or all dropped by `purge`.
 *
 * @example
 * ```ts
 * import { calendarSplits } from '@quantblocks/walk-forward';
 *
 * const day = 86_400_000;
 * const time = Array.from({ length: 366 + 365 + 31 }, (_, i) => Date.UTC(2020, 0, 1) + i * day);
 * const folds = calendarSplits(time, { unit: 'year', trainUnits: 1, anchored: true });
 * folds.map(({ train, test }) => [train[0].end, test[0].end]); // => [[366, 731], [731, 762]]
 * folds.map(({ isPartial }) => isPartial); // => [false, true]
 * ```
 */
export function calendarSplits(time: ArrayLike<number>, options: CalendarSplitOptions): Fold[] {
  const { unit, trainUnits, testUnits = 1, anchored = false, partial = 'keep' } = options;
  const { purge = 0, warmup = Number.POSITIVE_INFINITY } = options;
  requireOneOf(unit, 'unit', ['month', 'quarter', 'year']);
  requireInteger(trainUnits, 'trainUnits', 1);
  requireInteger(testUnits, 'testUnits', 1);
  requireInteger(purge, 'purge', 0);
  requireWarmup(warmup);
  requireOneOf(partial, 'partial', ['keep', 'drop']);
  const { edges, isFirstFilled, isLastFilled } = calendarUnits(time, MONTHS[unit]);
  const units = edges.length - 1;
  const first = partial === 'drop' && !isFirstFilled ? 1 : 0;
  const last = partial === 'drop' && !isLastFilled ? units - 1 : units;
  if (last - first < trainUnits + testUnits) {
    const needed = `at least ${trainUnits + testUnits} ${unit}s of bars (train ${trainUnits}, test ${testUnits})`;
    throw new ParameterError('time', needed, Math.max(0, last - first));
  }
  const folds: Fold[] = [];
  for (let unitOfTest = first + trainUnits; unitOfTest < last; unitOfTest += testUnits) {
    const following = Math.min(unitOfTest + testUnits, last);
    const isPartial = unitOfTest + testUnits > last || (following === units && !isLastFilled);
    const start = edges[unitOfTest];
    const end = edges[following];
    if (end === start || (isPartial && partial === 'drop')) continue;
    const trainStart = edges[anchored ? first : unitOfTest - trainUnits];
    if (start === trainStart) {
      const from = new Date(time[start]).toISOString();
      throw new ParameterError(
        'time',
        `bars to train on in the ${trainUnits} ${unit}(s) before the test from ${from}`,
        'a gap',
      );
    }
    if (start - purge <= trainStart) {
      throw new ParameterError(
        'purge',
        `fewer bars than the training of fold ${folds.length} (${start - trainStart})`,
        purge,
      );
    }
    folds.push({
      index: folds.length,
      train: [barRange(trainStart, start - purge, warmup)],
      test: [barRange(start, end, warmup)],
      isPartial,
    });
  }
  return folds;
}

interface CalendarUnits {
  /** First bar of each unit from that of the first bar on, empty ones included, and the number of bars. */
  readonly edges: number[];
  readonly isFirstFilled: boolean;
  readonly isLastFilled: boolean;
}

function calendarUnits(time: ArrayLike<number>, months: number): CalendarUnits {
  const n = time.length;
  const longestGap = requireIncreasing(time);
  const first = new Date(time[0] ?? 0);
  const year = first.getUTCFullYear();
  const month = Math.floor(first.getUTCMonth() / months) * months;
  const edges = [0];
  let bound = Date.UTC(year, month);
  const isFirstFilled = time[0] - longestGap < bound;
  for (let bar = 0; bar < n; edges.push(bar)) {
    bound = Date.UTC(year, month + edges.length * months);
    while (bar < n && time[bar] < bound) bar++;
  }
  return { edges, isFirstFilled, isLastFilled: time[n - 1] + longestGap >= bound };
}

/** Checks the order and returns the longest step. */
function requireIncreasing(time: ArrayLike<number>): number {
  let longest = 0;
  for (let i = 0; i < time.length; i++) {
    // The Date of a stamp in microseconds or finer does not exist, and no calendar would end.
    if (!(Math.abs(time[i]) <= 8.64e15)) throw new ParameterError('time', `epoch milliseconds at ${i}`, time[i]);
    if (i === 0) continue;
    if (!(time[i] > time[i - 1])) throw new ParameterError('time', `more than ${time[i - 1]} at ${i}`, time[i]);
    longest = Math.max(longest, time[i] - time[i - 1]);
  }
  return longest;
}
