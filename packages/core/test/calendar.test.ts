import { describe, expect, it } from 'vitest';
import { createBars, DataError, inferTimeframe, MS_PER_YEAR, ParameterError, periodsPerYear } from '../src/index.ts';

const HOUR = 3_600_000;

describe('periodsPerYear', () => {
  it('counts periods of a year of 365.25 days', () => {
    expect(MS_PER_YEAR).toBe(31_557_600_000);
    expect([HOUR, 4 * HOUR, 24 * HOUR].map(periodsPerYear)).toEqual([8766, 2191.5, 365.25]);
  });
  it('reads the timeframe of bars', () => {
    const price = [1, 1];
    const bars = createBars({ time: [0, HOUR], open: price, high: price, low: price, close: price });
    expect(periodsPerYear(bars)).toBe(8766);
  });
  it('refuses what is no timeframe', () => {
    for (const timeframe of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => periodsPerYear(timeframe)).toThrow(ParameterError);
    }
  });
});

describe('inferTimeframe', () => {
  it('is the median step, which gaps do not move', () => {
    expect(inferTimeframe([0, 60, 120, 900, 960])).toBe(60);
  });
  it('takes the lower of two middle steps, so that the answer is a step that occurs', () => {
    expect(inferTimeframe([0, 60, 180])).toBe(60);
  });
  it('needs two stamps', () => {
    expect(() => inferTimeframe([5])).toThrow(DataError);
  });
});
