import { describe, expect, it } from 'vitest';
import { adLine } from '../../src/index.ts';
import { pointBars, walk } from '../bars.ts';

describe('adLine', () => {
  // Closes at the high or the low: +1, -2, +1, +1, +1. The line: 1, -1, 0, 1, 2.
  const bars = { high: [2, 2, 2, 2, 2], low: [1, 1, 1, 1, 1], close: [2, 1, 2, 2, 2], volume: [1, 2, 1, 1, 1] };

  it('is the position of the line in its range, and votes when high and higher than three bars ago', () => {
    // Windows of 3: 0 in -1 .. 1, then 1 in -1 .. 1 and 2 in 0 .. 2. The vote of bar 5 would be the first one.
    const { norm, vote } = adLine(bars, { period: 3 });
    expect(Array.from(norm)).toEqual([Number.NaN, Number.NaN, 0, 0.5, 0.5]);
    expect(Array.from(vote)).toEqual([0, 0, 0, 0, 0]);
    expect(Array.from(adLine(bars, { period: 2 }).vote)).toEqual([0, 0, 0, 0, 1]);
  });

  it('votes bear when low and lower than three bars ago', () => {
    const mirrored = { ...bars, close: [1, 2, 1, 1, 1] };
    expect(Array.from(adLine(mirrored, { period: 2 }).vote)).toEqual([0, 0, 0, 0, -1]);
  });

  it('does not vote within 0.1 of the middle', () => {
    // The line: 0, 10, 2, 6, 5.9. Position of the last one in 2 .. 10: 0.4875 - 0.5, lower than three bars ago.
    const near = { high: [2, 2, 2, 2, 2], low: [1, 1, 1, 1, 1], close: [2, 2, 1, 2, 1], volume: [0, 10, 8, 4, 0.1] };
    const { norm, vote } = adLine(near, { period: 4, warmup: 'vote' });
    expect(norm[4]).toBeCloseTo(-0.0125, 12);
    expect(vote[4]).toBe(0);
  });

  it('lies in the middle of no range', () => {
    const still = pointBars(6, () => 3);
    expect(Array.from(adLine(still, { period: 3 }).norm)).toEqual([Number.NaN, Number.NaN, 0, 0, 0, 0]);
    expect(Array.from(adLine(still, { period: 3 }).vote)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('votes bear on the first three bars with warm-up vote, for an unknown norm is -0.5 and one before the data 0', () => {
    const { norm, vote } = adLine(walk(100, 5), { warmup: 'vote' });
    expect(Array.from(norm.subarray(0, 49))).toEqual(new Array(49).fill(-0.5));
    expect(Array.from(vote.subarray(0, 5))).toEqual([-1, -1, -1, 0, 0]);
    expect(adLine(walk(100, 5)).vote.subarray(0, 52).some(Boolean)).toBe(false);
  });
});
