import { IntegrityError } from '@quantblocks/core';
import { requireInteger } from './checks.ts';
import { type Embargo, embargoBars } from './embargo.ts';
import type { BarRange, Fold } from './fold.ts';

/** Distances that {@link assertNoLeak} demands. */
export interface LeakOptions {
  /** Bars between what is fitted and what it is judged on, on either side. @defaultValue `0` */
  purge?: number;
  /**
   * Further bars after what it is judged on, behind the purge; a fraction is of all bars up to the last one in a fold. `Infinity` allows no
   * training after a test at all, which is what makes a walk-forward.
   * @defaultValue `0`
   */
  embargo?: Embargo;
}

/**
 * Throws at the first pair of ranges through which a test could be known beforehand: shared bars, or less than the purge and embargo
 * between them. The training is held against validation and test, the validation against the test. Folds of any origin can be checked.
 *
 * @param folds - Folds.
 * @param options - Distances in bars.
 * @throws an {@link IntegrityError} that names the fold and its two ranges, or the range that is no range.
 * @throws a {@link ParameterError} if a distance is negative or not whole.
 *
 * @example
 * ```ts
 * import { assertNoLeak, purgedKFold } from '@quantblocks/walk-forward';
 *
 * const folds = purgedKFold(100, { folds: 4, purge: 3, embargo: 5 });
 * assertNoLeak(folds, { purge: 3, embargo: 5 });
 *
 * let message = '';
 * try {
 *   assertNoLeak(folds, { purge: 3, embargo: 6 });
 * } catch (error) {
 *   message = (error as Error).message;
 * }
 * message; // => 'fold 0: expected train [33, 100) at least 9 bars after test [0, 25), got 8'
 * ```
 */
export function assertNoLeak(folds: readonly Fold[], options: LeakOptions = {}): void {
  const { embargo = 0 } = options;
  const purge = requireInteger(options.purge ?? 0, 'purge', 0);
  const behind = purge + (embargo === Number.POSITIVE_INFINITY ? embargo : embargoBars(embargo, lastBar(folds)));
  for (const { index, train, validation, test } of folds) {
    const subject = `fold ${index}`;
    const selection = validation === undefined ? [] : [validation];
    requireRanges(subject, 'train', train);
    requireRanges(subject, 'validation', selection);
    requireRanges(subject, 'test', test);
    for (const fitted of train) {
      for (const judged of selection) requireDistance(subject, 'train', fitted, 'validation', judged, purge, behind);
      for (const judged of test) requireDistance(subject, 'train', fitted, 'test', judged, purge, behind);
    }
    for (const fitted of selection) {
      for (const judged of test) requireDistance(subject, 'validation', fitted, 'test', judged, purge, behind);
    }
  }
}

function requireDistance(
  subject: string,
  fittedName: string,
  fitted: BarRange,
  judgedName: string,
  judged: BarRange,
  purge: number,
  behind: number,
): void {
  const before = judged.start - fitted.end;
  const after = fitted.start - judged.end;
  const names = [`${fittedName} ${text(fitted)}`, `${judgedName} ${text(judged)}`] as const;
  if (before < 0 && after < 0) {
    const shared = Math.min(fitted.end, judged.end) - Math.max(fitted.start, judged.start);
    throw new IntegrityError(subject, `no bar that ${names.join(' and ')} share`, shared);
  }
  if (before >= 0 && before < purge) {
    throw new IntegrityError(subject, `${names[0]} at least ${purge} bars before ${names[1]}`, before);
  }
  if (after >= 0 && after < behind) {
    throw new IntegrityError(subject, `${names[0]} at least ${behind} bars after ${names[1]}`, after);
  }
}

function requireRanges(subject: string, name: string, ranges: readonly BarRange[]): void {
  let last = 0;
  for (const range of ranges) {
    const { start, end, warmupStart } = range;
    const isRange = [start, end, warmupStart].every(Number.isSafeInteger) && warmupStart <= start && start < end;
    if (!isRange || warmupStart < 0) {
      throw new IntegrityError(subject, `${name} with whole 0 <= warmupStart <= start < end`, range);
    }
    if (start < last)
      throw new IntegrityError(subject, `${name} ranges in time order without shared bars`, text(range));
    last = end;
  }
}

function lastBar(folds: readonly Fold[]): number {
  let last = 0;
  for (const { train, validation, test } of folds) {
    for (const { end } of [...train, ...test]) last = Math.max(last, end);
    last = Math.max(last, validation?.end ?? 0);
  }
  return last;
}

function text({ start, end }: BarRange): string {
  return `[${start}, ${end})`;
}
