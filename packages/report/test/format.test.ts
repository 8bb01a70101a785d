import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSignedPercent,
  priceDigits,
} from '../src/format.ts';

describe('format', () => {
  it('groups thousands and uses a typographic minus', () => {
    expect(formatNumber(-1234567.891)).toBe('\u22121,234,567.89');
    expect(formatMoney(999.5)).toBe('999.50');
    expect(formatMoney(-12345.6)).toBe('\u221212,346');
  });

  it('gives no sign to what rounds to zero', () => {
    expect(formatNumber(-0.001)).toBe('0.00');
    expect(formatSignedPercent(0.0001)).toBe('0.0%');
  });

  it('prints what is not a number as such', () => {
    expect([formatPercent(Number.NaN), formatNumber(Number.POSITIVE_INFINITY)]).toEqual(['\u2013', '\u221e']);
  });

  it('shows six significant digits of a price, and at least two decimals', () => {
    expect([97123.456, 1.23456789, 0.00012345678].map(priceDigits)).toEqual([2, 5, 9]);
  });

  it('chooses the unit that reads well', () => {
    expect([36e5, 864e5, 17.5 * 864e5, 400 * 864e5, 3 * 365.25 * 864e5, 15 * 6e4].map(formatDuration)).toEqual([
      '1 hour',
      '1 day',
      '17.5 days',
      '400 days',
      '3 years',
      '15 minutes',
    ]);
  });
});
