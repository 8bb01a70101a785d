import { ParameterError } from '@quantblocks/core';
import { barRange, requireInteger, requireOneOf, requireWarmup } from './checks.ts';
import type { Fold, PurgeOptions } from './fold.ts';

/** Windows of a walk-forward split, in bars. */
export interface WindowOptions extends PurgeOptions {
  /** Bars before a test that may train it, the purged ones included; anchored: before the FIRST test. */
  train: number;
  /** Bars of a test. */
  test: number;
  /**
   * Bars from one test to the next. As long as `test`, the tests are contiguous; longer, they leave holes; shorter, they overlap.
   * @defaultValue `test`
   */
  step?: number;
  /** What to do with bars at the end that do not fill a test: `keep` tests them in a shorter last fold. @defaultValue `'keep'` */
  partial?: 'keep' | 'drop';
}

/** Tests from bar `train` on, step by step; `trainStart` says where the training of a test begins. */
export function slideWindows(length: number, options: WindowOptions, trainStart: (test: number) => number): Fold[] {
  const { train, test, step = test, purge = 0, warmup = Number.POSITIVE_INFINITY, partial = 'keep' } = options;
  requireInteger(length, 'length', 0);
  requireInteger(train, 'train', 1);
  requireInteger(test, 'test', 1);
  requireInteger(step, 'step', 1);
  requireInteger(purge, 'purge', 0);
  requireWarmup(warmup);
  requireOneOf(partial, 'partial', ['keep', 'drop']);
  if (purge >= train) throw new ParameterError('purge', `fewer bars than train (${train})`, purge);
  if (length < train + test) {
    throw new ParameterError('length', `at least ${train + test} bars (train ${train}, test ${test})`, length);
  }
  const folds: Fold[] = [];
  let tested = 0;
  for (let start = train; start < length && tested < length; start += step) {
    const isPartial = start + test > length;
    if (isPartial && partial === 'drop') break;
    tested = Math.min(start + test, length);
    folds.push({
      index: folds.length,
      train: [barRange(trainStart(start), start - purge, warmup)],
      test: [barRange(start, tested, warmup)],
      isPartial,
    });
  }
  return folds;
}
