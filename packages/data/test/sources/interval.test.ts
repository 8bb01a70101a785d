import { ParameterError } from '@quantblocks/core';
import { formatInterval, parseInterval } from '@quantblocks/data';
import { describe, expect, it } from 'vitest';
import { nextOpen } from '../../src/sources/interval.ts';

describe('parseInterval', () => {
  it('knows the units of exchanges, and a minute from a month', () => {
    expect(['1s', '5m', '4h', '1d', '1w'].map(parseInterval)).toEqual([
      1000, 300_000, 14_400_000, 86_400_000, 604_800_000,
    ]);
    expect(parseInterval('1M') / 86_400_000).toBe(30.4375);
  });

  it('refuses everything else', () => {
    for (const name of ['', 'h', '0h', '-1h', '1.5h', '1H', '1 h', '60', '1y']) {
      expect(() => parseInterval(name), name).toThrow(ParameterError);
    }
  });
});

describe('formatInterval', () => {
  it('is the inverse of parseInterval', () => {
    for (const name of '1s 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' ')) {
      expect(formatInterval(parseInterval(name))).toBe(name);
    }
  });

  it('takes the largest unit that divides', () => {
    expect([90_000, 5_400_000, 259_200_000, 1_209_600_000].map(formatInterval)).toEqual(['90s', '90m', '3d', '2w']);
  });

  it('refuses what no unit divides', () => {
    for (const value of [0, -1000, 1500, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => formatInterval(value), String(value)).toThrow(ParameterError);
    }
  });
});

describe('nextOpen', () => {
  it('adds the timeframe, but a calendar month for months', () => {
    expect(nextOpen(1000, '1h')).toBe(3_601_000);
    expect(nextOpen(Date.UTC(2024, 1, 1), '1M')).toBe(Date.UTC(2024, 2, 1));
    expect(nextOpen(Date.UTC(2023, 11, 1), '1M')).toBe(Date.UTC(2024, 0, 1));
  });
});
