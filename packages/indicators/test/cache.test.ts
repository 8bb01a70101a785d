import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { IndicatorCache } from '../src/index.ts';
import { indicator } from '../src/registry.ts';
import { walk } from './bars.ts';

const sma = indicator('sma');
const BYTES = 8 * 100;

describe('IndicatorCache', () => {
  it('computes each series, indicator and set of parameters once, whatever the order and the defaults left out', () => {
    const cache = new IndicatorCache();
    const bars = walk(100, 1);
    const first = cache.get(indicator('atr'), bars, { period: 14, seed: 'sma' });
    expect(cache.get(indicator('atr'), bars, { seed: 'sma' })).toBe(first);
    expect(cache.get(indicator('atr'), bars)).toBe(first);
    expect(cache.get(indicator('atr'), bars, { period: 15 })).not.toBe(first);
    expect(cache.get(indicator('atr'), { ...bars })).not.toBe(first);
    expect(cache.get(indicator('atr'), bars, { nan: 'poison' })).not.toBe(first);
    expect(cache.stats).toEqual({ hits: 2, misses: 4, evictions: 0, entries: 4, bytes: 4 * BYTES });
    expect(first).toEqual(indicator('atr').compute(bars));
  });

  it('lets the least recently used go when the bound is reached', () => {
    const cache = new IndicatorCache({ maxBytes: 2 * BYTES });
    const bars = walk(100, 1);
    const two = cache.get(sma, bars, { period: 2 });
    const three = cache.get(sma, bars, { period: 3 });
    expect(cache.get(sma, bars, { period: 2 })).toBe(two);
    cache.get(sma, bars, { period: 4 });
    expect(cache.get(sma, bars, { period: 2 })).toBe(two);
    expect(cache.get(sma, bars, { period: 3 })).not.toBe(three);
    expect(cache.stats.bytes).toBe(2 * BYTES);
    expect(cache.stats.evictions).toBe(2);
  });

  it('returns, but does not keep, what is larger than the bound', () => {
    const cache = new IndicatorCache({ maxBytes: BYTES - 1 });
    expect(cache.get(sma, walk(100, 1)).value.length).toBe(100);
    expect(cache.stats).toMatchObject({ entries: 0, bytes: 0, evictions: 0 });
  });

  it('keeps nothing of a call that failed', () => {
    const cache = new IndicatorCache();
    expect(() => cache.get(sma, walk(100, 1), { period: 0 })).toThrow(ParameterError);
    expect(cache.stats.entries).toBe(0);
  });

  it('forgets on request', () => {
    const cache = new IndicatorCache();
    cache.get(sma, walk(100, 1));
    cache.clear();
    expect(cache.stats).toMatchObject({ entries: 0, bytes: 0, misses: 1 });
  });

  it('refuses a bound that is no number', () => {
    expect(() => new IndicatorCache({ maxBytes: Number.NaN })).toThrow(/maxBytes/);
  });
});
