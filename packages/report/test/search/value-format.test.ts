import { describe, expect, it } from 'vitest';
import { formatParameter, formatTicks, formatValue } from '../../src/search/value-format.ts';

describe('formatValue', () => {
  it('shows four significant digits and no trailing zeros', () => {
    expect([1.23456, 0.0123456, 12.5, 99.999, 1234.56].map((v) => formatValue(v))).toEqual([
      '1.235',
      '0.01235',
      '12.5',
      '100',
      '1,235',
    ]);
  });

  it('keeps whole numbers whole', () => {
    expect([0, 7, 12_345_678, -40].map((v) => formatValue(v))).toEqual(['0', '7', '12,345,678', '\u221240']);
  });

  it('writes powers of ten for the very small and the very large', () => {
    expect([3e-5, -1.23456e-7, 2.5e12].map((v) => formatValue(v))).toEqual([
      '3e\u22125',
      '\u22121.235e\u22127',
      '2.5e12',
    ]);
  });

  it('has words for what is not a number', () => {
    expect([Number.NaN, Infinity, -Infinity].map((v) => formatValue(v))).toEqual(['\u2013', '\u221e', '\u2212\u221e']);
  });

  it('adds the digits that tell values of a narrow range apart', () => {
    expect(formatValue(12_345.678, 0.5)).toBe('12,345.678');
    expect(formatValue(12_345.678)).toBe('12,346');
  });
});

describe('formatParameter', () => {
  it('writes numbers without commas, and choices as they are', () => {
    expect([2018, 1e-5, 'a,b', true, undefined].map(formatParameter)).toEqual([
      '2018',
      '1e\u22125',
      'a,b',
      'true',
      '\u2013',
    ]);
  });
});

describe('formatTicks', () => {
  it('gives all ticks the digits of their step', () => {
    expect(formatTicks([0, 0.25, 0.5])).toEqual(['0.00', '0.25', '0.50']);
    expect(formatTicks([0.2, 0.4, 0.6000000000000001])).toEqual(['0.2', '0.4', '0.6']);
    expect(formatTicks([-1000, 0, 1000])).toEqual(['\u22121,000', '0', '1,000']);
  });

  it('tells ticks apart where they are large, small, or near each other', () => {
    for (const ticks of [
      [1e6, 1e6 + 5, 1e6 + 10],
      [1e-7, 2e-7],
      [1, 1.00001, 1.00002],
      [-1e12, 0, 1e12],
    ]) {
      expect(new Set(formatTicks(ticks)).size).toBe(ticks.length);
    }
  });

  it('takes no tick and one tick', () => {
    expect(formatTicks([])).toEqual([]);
    expect(formatTicks([5])).toEqual(['5']);
  });
});
