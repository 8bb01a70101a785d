import { calendarSplits, formatFolds, holdoutSplit, purgedKFold } from '@quantblocks/walk-forward';
import { describe, expect, it } from 'vitest';

describe('formatFolds', () => {
  it('shows every range and counts its bars', () => {
    expect(formatFolds(purgedKFold(30, { folds: 3, purge: 1, embargo: 2 }))).toBe(
      [
        'fold  train              bars  test      bars',
        '0     [13, 30)           17    [0, 10)   10',
        '1     [0, 9) + [23, 30)  16    [10, 20)  10',
        '2     [0, 19)            19    [20, 30)  10',
      ].join('\n'),
    );
  });

  it('has a column for validation where there is one', () => {
    expect(formatFolds([holdoutSplit(10, { fractions: [0.5, 0.2, 0.3] })])).toBe(
      ['fold  train   bars  validation  bars  test     bars', '0     [0, 5)  5     [5, 7)      2     [7, 10)  3'].join(
        '\n',
      ),
    );
  });

  it('shows first and last bar in UTC where times are given, and marks partial tests', () => {
    const time = Array.from({ length: 80 }, (_, i) => Date.UTC(2024, 0, 1, 12) + i * 86_400_000);
    const [, , second] = formatFolds(calendarSplits(time, { unit: 'month', trainUnits: 1 }), { time }).split('\n');
    expect(second).toBe(
      '1     2024-02-01 12:00 .. 2024-02-29 12:00  29    2024-03-01 12:00 .. 2024-03-20 12:00  20    partial',
    );
  });
});
