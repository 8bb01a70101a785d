import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import {
  AnchoredVwap,
  accumulationDistribution,
  anchoredVwap,
  chaikinOscillator,
  obv,
  Vwap,
  vwap,
} from '../../src/index.ts';

const HOUR = 3_600_000;
const points = (price: number[], volume: number[]) => ({ high: price, low: price, close: price, volume });

describe('obv', () => {
  const bars = { close: [5, 6, 6, 4, 7], volume: [10, 20, 30, 40, 5] };

  it('adds the volume of rising closes, takes off that of falling ones, and leaves out unchanged ones', () => {
    // 0; +20; unchanged; -40; +5
    expect(Array.from(obv(bars))).toEqual([0, 20, 20, -20, -15]);
  });

  it('starts with the volume of the first bar where asked to', () => {
    expect(Array.from(obv(bars, { start: 'volume' }))).toEqual([10, 30, 30, -10, -5]);
  });

  it('goes on from where it was after a gap', () => {
    // The close before the gap is compared with the one after it: 6 -> 4.
    expect(Array.from(obv({ ...bars, close: [5, 6, Number.NaN, 4, 7] }))).toEqual([0, 20, Number.NaN, -20, -15]);
  });

  it('keeps nothing of a huge volume that was taken off again', () => {
    // Up 1e17, down 1e17: a plain sum would have lost the 3.
    const values = obv({ close: [1, 2, 3, 2, 3], volume: [1, 3, 1e17, 1e17, 1] });
    expect(Array.from(values)).toEqual([0, 3, 1e17, 3, 4]);
  });
});

describe('accumulationDistribution', () => {
  it('weighs volume with the place of the close between low and high', () => {
    // Weights: (3 - 1) / 4 = 0.5; (0 - 4) / 4 = -1; no range: 0; (4 - 0) / 4 = 1.
    const bars = { high: [4, 4, 3, 4], low: [0, 0, 3, 0], close: [3, 0, 3, 4], volume: [10, 20, 99, 1] };
    expect(Array.from(accumulationDistribution(bars))).toEqual([5, -15, -15, -14]);
  });

  it('does not drift in a million bars', () => {
    // A plain sum of a million times 0.1 is off by 1e-11 of it.
    const column = (value: number) => new Float64Array(1_000_000).fill(value);
    const bars = { high: column(4), low: column(0), close: column(4), volume: column(0.1) };
    expectClose([accumulationDistribution(bars)[999_999]], [1e5], { rtol: 1e-15, label: 'sum' });
    expectClose([obv({ ...bars, close: bars.close.map((_, i) => i) })[999_999]], [99_999.9], {
      rtol: 1e-15,
      label: 'sum',
    });
  });
});

describe('chaikinOscillator', () => {
  it('is the difference of two averages that start with the first value of the line', () => {
    // Weights 1, 0, 1, 1 of 12 each: line 12, 12, 24, 36. EMA 1 = line; EMA 3 (alpha 1/2): 12, 12, 18, 27.
    const bars = { high: [4, 4, 4, 4], low: [0, 0, 0, 0], close: [4, 2, 4, 4], volume: [12, 12, 12, 12] };
    const expected = [Number.NaN, Number.NaN, 6, 9];
    expect(Array.from(chaikinOscillator(bars, { fast: 1, slow: 3 }))).toEqual(expected);
    // In the other order the sign turns, and the first bar stays.
    expect(Array.from(chaikinOscillator(bars, { fast: 3, slow: 1 }))).toEqual(expected.map((value) => -value));
  });
});

describe('vwap', () => {
  const time = [22, 23, 24, 25].map((hour) => hour * HOUR);
  const bars = { time, ...points([10, 20, 40, 70], [1, 3, 5, 10]) };

  it('begins anew at midnight UTC', () => {
    // (10 + 60) / 4; new day: 40; (200 + 700) / 15.
    expect(Array.from(vwap(bars))).toEqual([10, 17.5, 40, 60]);
  });

  it('begins anew when the session opens', () => {
    // From 23:00: 20; (60 + 200) / 8; (260 + 700) / 18.
    expectClose(vwap(bars, { sessionStart: 23 * HOUR }), [10, 20, 32.5, 960 / 18], { rtol: 1e-15, label: 'vwap' });
  });

  it('takes the mean of high, low and close as the price', () => {
    expect(Array.from(vwap({ time: [0], high: [9], low: [2], close: [4], volume: [3] }))).toEqual([5]);
  });

  it('is the typical price while nothing has been traded', () => {
    // A day without volume, then the next one.
    const still = { time, ...points([10, 20, 40, 70], [0, 0, 0, 2]) };
    expect(Array.from(vwap(still))).toEqual([10, 20, 40, 70]);
  });

  it('knows days before 1970', () => {
    const before = { time: [-2 * HOUR, -HOUR, 0], ...points([1, 3, 5], [1, 1, 1]) };
    expect(Array.from(vwap(before))).toEqual([1, 2, 5]);
  });

  it('streams with the time of each bar', () => {
    const stream = new Vwap({ sessionStart: 23 * HOUR });
    const values = time.map((at, i) =>
      stream.update({ time: at, high: bars.high[i], low: bars.low[i], close: bars.close[i], volume: bars.volume[i] }),
    );
    expect(values).toEqual(Array.from(vwap(bars, { sessionStart: 23 * HOUR })));
  });

  it('passes over a bar without a time', () => {
    const gap = { ...bars, time: [time[0], Number.NaN, time[2], time[3]] };
    expect(Array.from(vwap(gap))).toEqual([10, Number.NaN, 40, 60]);
  });
});

describe('anchoredVwap', () => {
  const untimed = points([10, 20, 40, 70], [1, 3, 1, 0]);
  const bars = { time: [0, 1, 2, 3], ...untimed };

  it('averages from the first bar on', () => {
    // 10; 70 / 4; 110 / 5; nothing traded.
    expect(Array.from(anchoredVwap(bars))).toEqual([10, 17.5, 22, 22]);
    expect(Array.from(anchoredVwap(untimed))).toEqual([10, 17.5, 22, 22]);
  });

  it('averages from a bar in the middle, also in a stream', () => {
    // From time 1: 20; 100 / 4. A time between two bars means the later one.
    const expected = [Number.NaN, 20, 25, 25];
    for (const from of [1, 0.5]) {
      expect(Array.from(anchoredVwap(bars, { from }))).toEqual(expected);
      let stream = new AnchoredVwap({ from });
      const values = bars.time.map((time, i) => {
        const price = bars.close[i];
        const value = stream.update({ time, high: price, low: price, close: price, volume: bars.volume[i] });
        stream = AnchoredVwap.restore(JSON.parse(JSON.stringify(stream.snapshot())));
        return value;
      });
      expect(values).toEqual(expected);
    }
  });

  it('is the typical price while nothing has been traded', () => {
    expect(Array.from(anchoredVwap(points([10, 20, 40], [0, 0, 2])))).toEqual([10, 20, 40]);
  });

  it('needs times to find its anchor, and a finite one', () => {
    expect(() => anchoredVwap(untimed, { from: 1 })).toThrow(/time/);
    expect(() => anchoredVwap(bars, { from: Number.NaN })).toThrow(/from/);
    expect(() => new AnchoredVwap({ from: Number.POSITIVE_INFINITY })).toThrow(/from/);
  });
});
