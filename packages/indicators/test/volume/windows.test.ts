import { describe, expect, it } from 'vitest';
import { chaikinMoneyFlow, moneyFlowIndex, rollingVwap } from '../../src/index.ts';

const points = (price: number[], volume: number[]) => ({ high: price, low: price, close: price, volume });

describe('chaikinMoneyFlow', () => {
  it('is the weighted share of the volume in the window', () => {
    // Weights 1, -0.5, 0, -1 of 10, 20, 60, 40: (10 - 10) / 30; -10 / 80; -40 / 100.
    const bars = { high: [4, 4, 4, 4], low: [0, 0, 0, 0], close: [4, 1, 2, 0], volume: [10, 20, 60, 40] };
    expect(Array.from(chaikinMoneyFlow(bars, { period: 2 }))).toEqual([Number.NaN, 0, -0.125, -0.4]);
  });

  it('weighs a bar without range 0, and is 0 in a window without volume', () => {
    const bars = { high: [4, 3, 4, 4], low: [0, 3, 0, 0], close: [4, 3, 4, 4], volume: [0.1, 0.3, 0, 0] };
    // 0.1 / 0.4; 0 of 0.3; nothing traded, and no rounding left of what was.
    expect(Array.from(chaikinMoneyFlow(bars, { period: 2 }))).toEqual([Number.NaN, 0.1 / (0.1 + 0.3), 0, 0]);
  });

  it('stays within -1 .. 1 to the last bit after any volume', () => {
    const volume = [1e15, 1e-9, 3, 1e-9, 1e-12, 1e-12, 0];
    const bars = { high: volume.map(() => 4), low: volume.map(() => 0), close: volume.map(() => 4), volume };
    expect(Array.from(chaikinMoneyFlow(bars, { period: 2 })).slice(1)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('moneyFlowIndex', () => {
  // Changes up, down, none, up; money 60, 20, 50, 30.
  const bars = points([1, 2, 1, 1, 3], [10, 30, 20, 50, 10]);

  it('is the percentage of money that went up, without that of unchanged bars', () => {
    // 60 of 80; 0 of 20; 30 of 30.
    expect(Array.from(moneyFlowIndex(bars, { period: 2 }))).toEqual([Number.NaN, Number.NaN, 75, 0, 100]);
  });

  it('counts the money of the first bar in both directions where asked to, a bar earlier', () => {
    // Bar 1: 10 and 60 of 10 + 60 + 10.
    const values = moneyFlowIndex(bars, { period: 2, firstChange: 'both' });
    expect(Array.from(values)).toEqual([Number.NaN, 87.5, 75, 0, 100]);
  });

  it('takes the mean of high, low and close as the price', () => {
    // 2 then 3 with the same close: all 9 up.
    const rising = { high: [3, 6], low: [1, 1], close: [2, 2], volume: [1, 3] };
    expect(Array.from(moneyFlowIndex(rising, { period: 1 }))).toEqual([Number.NaN, 100]);
  });

  it('is 50 where no money went either way', () => {
    expect(Array.from(moneyFlowIndex(points([1, 2, 2, 2], [1, 0.1, 0.3, 7]), { period: 1 }))).toEqual([
      Number.NaN,
      100,
      50,
      50,
    ]);
    expect(Array.from(moneyFlowIndex(points([1, 2, 3], [0, 0, 0]), { period: 2 }))[2]).toBe(50);
  });
});

describe('rollingVwap', () => {
  it('weighs the prices of the window with their volume', () => {
    // (10 + 60) / 4; (60 + 40) / 4; nothing but 1 at 40 and 0 at 70.
    expect(Array.from(rollingVwap(points([10, 20, 40, 70], [1, 3, 1, 0]), { period: 2 }))).toEqual([
      Number.NaN,
      17.5,
      25,
      40,
    ]);
  });

  it('is the typical price of the bar in a window without volume', () => {
    const bars = { high: [3, 6, 9], low: [1, 1, 1], close: [2, 2, 2], volume: [0.1, 0, 0] };
    expect(Array.from(rollingVwap(bars, { period: 2 }))).toEqual([Number.NaN, 2, 4]);
  });

  it('heals from a gap as soon as it has left the window', () => {
    expect(Array.from(rollingVwap(points([1, Number.NaN, 3, 5], [1, 1, 1, 1]), { period: 2 }))).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      4,
    ]);
  });
});
