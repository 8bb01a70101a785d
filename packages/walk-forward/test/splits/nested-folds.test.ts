import { anchoredSplits, assertNoLeak, holdoutSplit, nestedFolds, rollingSplits } from '@quantblocks/walk-forward';
import { describe, expect, it } from 'vitest';

describe('nestedFolds', () => {
  const outer = { start: 50, end: 100, warmupStart: 20 };

  it('moves folds into the range', () => {
    const [fold] = nestedFolds(outer, (length) => [holdoutSplit(length, { fractions: [0.6, 0.2, 0.2], warmup: 5 })]);
    expect(fold).toEqual({
      index: 0,
      train: [{ start: 50, end: 80, warmupStart: 20 }],
      validation: { start: 80, end: 90, warmupStart: 75 },
      test: [{ start: 90, end: 100, warmupStart: 85 }],
      isPartial: false,
    });
  });

  it('lets the warm-up go on before the range, as far as the range may', () => {
    const folds = nestedFolds(outer, (length) => anchoredSplits(length, { train: 20, test: 15 }));
    expect(folds.flatMap(({ train, test }) => [...train, ...test].map(({ warmupStart }) => warmupStart))).toEqual([
      20, 20, 20, 20,
    ]);
  });

  it('stays clear of the outer test', () => {
    for (const { train, test } of rollingSplits(300, { train: 100, test: 50, purge: 10 })) {
      const inner = nestedFolds(train[0], (length) => rollingSplits(length, { train: 40, test: 20, purge: 10 }));
      assertNoLeak(inner, { purge: 10, embargo: Number.POSITIVE_INFINITY });
      for (const fold of inner) assertNoLeak([{ ...fold, train: fold.test, test }], { purge: 10 });
    }
  });
});
