import { describe, expect, it } from 'vitest';
import { Aroon, aroon } from '../../src/index.ts';
import { pointBars, walk } from '../bars.ts';

describe('aroon', () => {
  it('counts the bars since the extremes of period + 1 bars', () => {
    // Highs of bars 0 .. 2: 7 is one bar old; of bars 1 .. 3: two; of bars 2 .. 4: 8 is new.
    const { up, down, oscillator } = aroon({ high: [5, 7, 6, 5, 8], low: [3, 4, 4, 2, 3] }, { period: 2 });
    expect(Array.from(up)).toEqual([Number.NaN, Number.NaN, 50, 0, 100]);
    expect(Array.from(down)).toEqual([Number.NaN, Number.NaN, 0, 100, 50]);
    expect(Array.from(oscillator)).toEqual([Number.NaN, Number.NaN, 50, -100, 50]);
  });

  it('takes the most recent of equal extremes', () => {
    const { up, down } = aroon({ high: [9, 9, 8, 8, 8], low: [1, 2, 1, 2, 2] }, { period: 4 });
    expect([up[4], down[4]]).toEqual([25, 50]);
    const still = aroon(
      pointBars(40, () => 5),
      { period: 4 },
    );
    expect(still.up.subarray(4).every((value) => value === 100)).toBe(true);
    expect(still.down.subarray(4).every((value) => value === 100)).toBe(true);
    expect(still.oscillator.subarray(4).every((value) => value === 0)).toBe(true);
  });

  it('equals a search through every window, on prices with many ties', () => {
    const prices = walk(300, 4);
    const bars = { high: prices.high.map(Math.round), low: prices.low.map(Math.round) };
    for (const period of [1, 2, 3, 7, 14, 60]) {
      const { up, down } = aroon(bars, { period });
      for (let i = period; i < 300; i++) {
        expect(up[i], `up ${period} ${i}`).toBe((100 * (period - since(bars, i, period, 'high'))) / period);
        expect(down[i], `down ${period} ${i}`).toBe((100 * (period - since(bars, i, period, 'low'))) / period);
      }
    }
  });

  it('takes back bars at the seam of two blocks', () => {
    const stream = new Aroon({ period: 2 });
    const bar = (price: number) => ({ high: price, low: price });
    for (const price of [5, 4]) stream.update(bar(price));
    expect(stream.update(bar(9)).up).toBe(100);
    expect(stream.peek(bar(1)).up).toBe(50);
    expect(stream.replace(bar(3)).up).toBe(0);
    expect(stream.update(bar(2)).up).toBe(0);
    expect(stream.replace(bar(3)).up).toBe(0);
    expect(stream.update(bar(3)).up).toBe(100);
  });
});

/** Bars since the most recent extreme of the last `period + 1` bars. */
function since(bars: Record<'high' | 'low', Float64Array>, i: number, period: number, name: 'high' | 'low'): number {
  const column = bars[name];
  let best = i;
  for (let j = i - 1; j >= i - period; j--) {
    if (name === 'high' ? column[j] > column[best] : column[j] < column[best]) best = j;
  }
  return i - best;
}
