import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { Donchian, donchian, donchianMiddle } from '../../src/index.ts';

const nan = Number.NaN;
const bars = { high: [3, 5, 4, 2], low: [1, 2, 3, 0] };

describe('donchian', () => {
  it('is the highest high, the lowest low and the middle of both', () => {
    const { upper, middle, lower } = donchian(bars, { period: 2 });
    expectClose(upper, [nan, 5, 5, 4]);
    expectClose(middle, [nan, 3, 3.5, 2]);
    expectClose(lower, [nan, 1, 2, 0]);
  });

  it('leaves out the current bar on demand: the same channel, one bar later', () => {
    const { upper, middle, lower } = donchian(bars, { period: 2, excludeCurrent: true });
    expectClose(upper, [nan, nan, 5, 5]);
    expectClose(middle, [nan, nan, 3, 3.5]);
    expectClose(lower, [nan, nan, 1, 2]);
    // The last low breaks out.
    expect(bars.low[3]).toBeLessThan(lower[3]);
  });

  it('without the current bar does not change when that bar is corrected', () => {
    const stream = new Donchian({ period: 1, excludeCurrent: true });
    stream.update({ high: 3, low: 1 });
    expect({ ...stream.update({ high: 5, low: 2 }) }).toEqual({ upper: 3, middle: 2, lower: 1 });
    expect({ ...stream.replace({ high: 9, low: 0 }) }).toEqual({ upper: 3, middle: 2, lower: 1 });
    expect({ ...stream.update({ high: 4, low: 4 }) }).toEqual({ upper: 9, middle: 4.5, lower: 0 });
  });
});

describe('donchianMiddle', () => {
  it('is the middle alone', () => {
    expectClose(donchianMiddle(bars, { period: 2 }), [nan, 3, 3.5, 2]);
    expectClose(donchianMiddle(bars, { period: 3 }), [nan, nan, 3, 2.5]);
  });
});
