import { describe, expect, it } from 'vitest';
import { ObvTrendVote, obvTrend } from '../../src/index.ts';

describe('obvTrend', () => {
  it('votes for the side on which the shortest of three averages of the volume lies', () => {
    // Volume 0, 10, -80. EMA 3: 0, 5, -37.5; EMA 9: 0, 2, -14.4; EMA 21: 0, 0.91, -6.45.
    expect(Array.from(obvTrend({ close: [5, 6, 4], volume: [10, 10, 90] }).vote)).toEqual([0, 1, -1]);
  });

  it('does not vote while the shortest average lies between the others', () => {
    // Volume 0, then 100 for a while, then 0 and -20: the EMAs of 3, 9 and 21 fall in turn.
    const close = [1, 2, 2, 2, 2, 2, 2, 2, 1];
    const volume = [0, 100, 0, 0, 0, 0, 0, 0, 85];
    // EMA 3 of 0, 100 x 7, 15: 99.2 -> 57.1; EMA 9: 79.0 -> 66.2; EMA 21: 48.7 -> 45.6.
    expect(obvTrend({ close, volume }).vote[8]).toBe(0);
  });

  it('passes over a gap', () => {
    const { vote } = obvTrend({ close: [5, Number.NaN, 6, 4], volume: [10, 10, 10, 90] });
    expect(Array.from(vote)).toEqual([0, 0, 1, -1]);
  });

  it('gives its stream the same object every time', () => {
    const stream = new ObvTrendVote();
    const value = stream.update({ close: 5, volume: 10 });
    expect(stream.update({ close: 6, volume: 10 })).toBe(value);
    expect(value.vote).toBe(1);
  });
});
