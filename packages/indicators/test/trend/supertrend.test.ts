import { describe, expect, it } from 'vitest';
import { supertrend } from '../../src/index.ts';
import { pointBars } from '../bars.ts';

describe('supertrend', () => {
  it('keeps its bands until a close is beyond them, and turns there', () => {
    // Bar             0   1   2     3     4
    // middle          9  10  13  11.5     9
    // range           2   2   4     4   2.5
    // upper band     11  11  11  15.5  11.5   (13 - 4 is no lower than the close of bar 2: a new one on bar 3)
    // lower band      7   8   9     9     9
    const bars = { high: [10, 11, 14, 13, 10], low: [8, 9, 12, 10, 8], close: [9, 10, 14, 10.5, 8.5] };
    const { line, direction } = supertrend(bars, { period: 1, multiple: 1 });
    expect(Array.from(direction)).toEqual([1, 1, -1, -1, 1]);
    expect(Array.from(line)).toEqual([11, 11, 9, 9, 11.5]);
  });

  it('starts downward with the first average range', () => {
    // Ranges 2, 4: average 3.
    const { line, direction } = supertrend({ high: [3, 6], low: [1, 2], close: [2, 6] }, { period: 2, multiple: 2 });
    expect(Array.from(line)).toEqual([Number.NaN, 10]);
    expect(Array.from(direction)).toEqual([Number.NaN, 1]);
  });

  it('is the price where the market stands still', () => {
    const { line, direction } = supertrend(
      pointBars(5, () => 7),
      { period: 2 },
    );
    expect(Array.from(line)).toEqual([Number.NaN, 7, 7, 7, 7]);
    expect(Array.from(direction)).toEqual([Number.NaN, 1, 1, 1, 1]);
  });

  it('works below zero', () => {
    const { line, direction } = supertrend(
      pointBars(4, (i) => i - 10),
      { period: 1, multiple: 0.5 },
    );
    // Upper bands -10, then -9 + 0.5 kept at -10: turned; lower bands -9.5, -8.5, -7.5.
    expect(Array.from(direction)).toEqual([1, -1, -1, -1]);
    expect(Array.from(line)).toEqual([-10, -9.5, -8.5, -7.5]);
  });
});
