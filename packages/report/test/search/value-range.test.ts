import { describe, expect, it } from 'vitest';
import { padded, robustRange } from '../../src/search/value-range.ts';

const calm = Array.from({ length: 101 }, (_, i) => i / 100);

describe('robustRange', () => {
  it('is all of what lies together', () => {
    expect(robustRange(calm, 1)).toEqual([0, 1]);
  });

  it('leaves out disasters, but keeps good values that stand out', () => {
    // The middle 80 % lies from 0.1 to 0.9: half of that more on the bad side is -0.3, six times on the good side 5.7.
    const many = Array.from({ length: 1001 }, (_, i) => i / 1000);
    expect(robustRange([...many, -0.2, -0.4, 5, 6], 1)).toEqual([-0.2, 5]);
    expect(robustRange([...many, 1.2, 1.4, -4, -5], -1)).toEqual([-4, 1.2]);
  });

  it('leaves out a good value that no scale could hold', () => {
    expect(robustRange([...calm, 900], 1)).toEqual([0, 1]);
  });

  it('keeps what stands out from many equal values', () => {
    expect(robustRange([...new Array(50).fill(0), 3], 1)).toEqual([0, 3]);
  });

  it('ignores NaN, infinities and what would overflow, and is null without anything else', () => {
    expect(robustRange([1, 2, Infinity, -Infinity, Number.NaN, 1e300], 1)).toEqual([1, 2]);
    expect(robustRange([Infinity, Number.NaN], 1)).toBeNull();
    expect(robustRange([], -1)).toBeNull();
  });
});

describe('padded', () => {
  it('adds parts of the range on both sides', () => {
    expect(padded([0, 10], 0.1, 0.2)).toEqual([-1, 12]);
  });

  it('opens a range too narrow for ticks', () => {
    expect(padded([4, 4], 0, 0)).toEqual([3.8, 4.2]);
    expect(padded([0, 0], 0, 0)).toEqual([-1, 1]);
    const [low, high] = padded([1, 1 + Number.EPSILON], 0, 0);
    expect(high - low).toBeGreaterThan(0.01);
  });
});
