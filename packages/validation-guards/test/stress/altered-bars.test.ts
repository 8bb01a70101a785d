import { createBars, createRng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { copyBars, disturbFuture } from '../../src/stress/altered-bars.ts';
import { exampleBars } from './example-strategies.ts';

const bars = exampleBars(300);
const PRICES = ['open', 'high', 'low', 'close', 'volume'] as const;

describe('disturbFuture', () => {
  it('leaves the past, changes every price after it, and makes bars that can be', () => {
    for (let seed = 0; seed < 3; seed++) {
      const other = disturbFuture(bars, 200, createRng(seed));
      expect(createBars({ ...other }).length).toBe(300);
      expect(other.time).toEqual(bars.time);
      for (const name of PRICES) {
        expect(other[name].subarray(0, 200)).toEqual(bars[name].subarray(0, 200));
        expect(other[name].subarray(200).every((value, i) => value !== bars[name][200 + i])).toBe(true);
      }
    }
  });
});

describe('copyBars', () => {
  it('shares no memory with what it copies', () => {
    const part = copyBars(bars, 100, 150);
    expect(part).toMatchObject({ length: 50, symbol: bars.symbol, timeframeMs: bars.timeframeMs });
    expect(part.close).toEqual(bars.close.subarray(100, 150));
    for (const name of ['time', ...PRICES] as const) expect(part[name].buffer.byteLength).toBe(50 * 8);
  });
});
