import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { kamaDistance } from '../../src/index.ts';

describe('kamaDistance', () => {
  const slow = 0.0645 ** 2;
  const fast = 0.666 ** 2;

  it('sees only the shortest average move on a step five bars after the start', () => {
    // Ratio of 5 bars: |2 - 1| / 1 = 1; of all others, not full yet: 0. One pair of 18 is apart.
    const { distance, vote } = kamaDistance([1, 1, 1, 1, 1, 2]);
    const short = fast * 2 + (1 - fast);
    const long = slow * 2 + (1 - slow);
    expect(Array.from(distance.subarray(0, 5))).toEqual([0, 0, 0, 0, 0]);
    expectClose(distance.subarray(5), [(short - long) / long / 18], { rtol: 1e-14 });
    expect(Array.from(vote)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('votes bear when the short averages fall first', () => {
    expect(kamaDistance([2, 2, 2, 2, 2, 1]).vote[5]).toBe(-1);
  });

  it('starts its averages at 0 with seed zero', () => {
    // After 5 bars at 1 every average is 1 - (1 - slow)^5.
    const { distance } = kamaDistance([1, 1, 1, 1, 1, 2], { seed: 'zero' });
    const average = 1 - (1 - slow) ** 5;
    const short = fast * 2 + (1 - fast) * average;
    const long = slow * 2 + (1 - slow) * average;
    expectClose(distance.subarray(5), [(short - long) / long / 18], { rtol: 1e-13 });
  });

  it('is 0 while the averages are 0', () => {
    const prices = [0, 0, 0, 0, 0, 0, 0];
    expect(Array.from(kamaDistance(prices).distance)).toEqual(prices);
  });
});
