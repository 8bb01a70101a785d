import { IntegrityError, ParameterError } from '@quantblocks/core';
import { errorOf } from '@quantblocks/test-kit';
import { assertNoLeak, purgedKFold } from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldOf, hasLeak } from './bar-sets.ts';

describe('assertNoLeak', () => {
  it('accepts distances that are just enough', () => {
    assertNoLeak(
      [
        foldOf(
          [
            [0, 8],
            [25, 30],
          ],
          [[10, 20]],
        ),
      ],
      { purge: 2, embargo: 3 },
    );
    assertNoLeak([foldOf([[0, 10]], [[10, 20]])]);
    assertNoLeak([]);
  });

  it.each([
    [
      'a shared bar',
      foldOf([[0, 11]], [[10, 20]]),
      'fold 0: expected no bar that train [0, 11) and test [10, 20) share, got 1',
    ],
    [
      'a shared bar behind',
      foldOf([[19, 30]], [[10, 20]]),
      'fold 0: expected no bar that train [19, 30) and test [10, 20) share, got 1',
    ],
    [
      'a test inside',
      foldOf([[0, 30]], [[10, 20]]),
      'fold 0: expected no bar that train [0, 30) and test [10, 20) share, got 10',
    ],
    [
      'too little before',
      foldOf([[0, 9]], [[10, 20]]),
      'fold 0: expected train [0, 9) at least 2 bars before test [10, 20), got 1',
    ],
    [
      'too little after',
      foldOf(
        [
          [0, 8],
          [24, 30],
        ],
        [[10, 20]],
      ),
      'fold 0: expected train [24, 30) at least 5 bars after test [10, 20), got 4',
    ],
    [
      'training beside validation',
      foldOf([[0, 9]], [[30, 40]], [10, 20]),
      'fold 0: expected train [0, 9) at least 2 bars before validation [10, 20), got 1',
    ],
    [
      'validation beside the test',
      foldOf([[0, 8]], [[20, 40]], [10, 20]),
      'fold 0: expected validation [10, 20) at least 2 bars before test [20, 40), got 0',
    ],
    [
      'tests that share bars',
      foldOf(
        [[0, 8]],
        [
          [10, 20],
          [19, 30],
        ],
      ),
      'fold 0: expected test ranges in time order without shared bars, got "[19, 30)"',
    ],
    [
      'an empty range',
      foldOf([[8, 8]], [[10, 20]]),
      'fold 0: expected train with whole 0 <= warmupStart <= start < end, got {"start":8,"end":8,"warmupStart":8}',
    ],
    [
      'a warm-up from the future',
      { ...foldOf([[0, 8]], []), test: [{ start: 10, end: 20, warmupStart: 11 }] },
      'fold 0: expected test with whole 0 <= warmupStart <= start < end, got {"start":10,"end":20,"warmupStart":11}',
    ],
  ])('throws at %s', (_, fold, message) => {
    const check = (): void => assertNoLeak([fold], { purge: 2, embargo: 3 });
    const error = errorOf(check);
    expect(error.message).toBe(message);
    expect(error).toBeInstanceOf(IntegrityError);
  });

  it('names the first fold that leaks by its index', () => {
    const folds = [foldOf([[0, 5]], [[5, 9]]), { ...foldOf([[0, 6]], [[5, 9]]), index: 7 }];
    expect(() => assertNoLeak(folds)).toThrow('fold 7: expected no bar that train [0, 6) and test [5, 9) share, got 1');
  });

  it('takes the embargo as a share of the bars in all folds', () => {
    const folds = purgedKFold(200, { folds: 4, embargo: { fraction: 0.02 } });
    assertNoLeak(folds, { embargo: { fraction: 0.02 } });
    expect(() => assertNoLeak(folds, { embargo: { fraction: 0.025 } })).toThrow(IntegrityError);
  });

  it('forbids training on the future with an endless embargo', () => {
    const folds = purgedKFold(100, { folds: 4 });
    expect(() => assertNoLeak(folds, { embargo: Number.POSITIVE_INFINITY })).toThrow(
      'fold 0: expected train [25, 100) at least Infinity bars after test [0, 25), got 0',
    );
    assertNoLeak(folds.slice(3), { embargo: Number.POSITIVE_INFINITY });
  });

  it('refuses distances that are none', () => {
    expect(() => assertNoLeak([], { purge: -1 })).toThrow(ParameterError);
    expect(() => assertNoLeak([], { embargo: 0.5 })).toThrow(ParameterError);
  });

  it('agrees with a look at every pair of bars', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 6, maxLength: 10 });
    const distance = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(cuts, distance, distance, fc.boolean(), (points, purge, embargo, isTestFirst) => {
        // Ranges between sorted cuts, in turn for one side, the other, and nobody.
        const sorted = [...points].sort((a, b) => a - b);
        const ranges = sorted.slice(1).map((end, i) => [sorted[i], end]);
        const ofKind = (kind: number): number[][] => ranges.filter((_, i) => i % 4 === kind);
        const fold = isTestFirst ? foldOf(ofKind(2), ofKind(0)) : foldOf(ofKind(0), ofKind(2));
        let isRefused = false;
        try {
          assertNoLeak([fold], { purge, embargo });
        } catch {
          isRefused = true;
        }
        expect(isRefused).toBe(hasLeak(fold, purge, embargo));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
