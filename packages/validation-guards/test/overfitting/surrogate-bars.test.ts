import { type Bars, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SurrogateOptions, surrogateBars } from '../../src/overfitting/surrogate-bars.ts';
import { pricesOf, randomMarket } from './markets.ts';

/** Shapes and gaps in logarithms, as the definition has them. */
function partsOf({ length, open, high, low, close, volume }: Bars): { gaps: number[]; shapes: number[][] } {
  const bars = Array.from({ length }, (_, i) => i);
  return {
    gaps: bars.slice(1).map((i) => Math.log(open[i] / close[i - 1])),
    shapes: bars.map((i) => [volume[i], ...[high, low, close].map((column) => Math.log(column[i] / open[i]))]),
  };
}

const ascending = (values: number[]): number[] => [...values].sort((a, b) => a - b);

// Prices near 100 that are sums of 200 logarithms: their rounding is a few times 1e-14.
const close14 = { rtol: 0, atol: 1e-12 };

describe.each<SurrogateOptions>([{ method: 'permutation' }, { method: 'block' }, { method: 'block', blockLength: 1 }])(
  'surrogateBars %o',
  (options) => {
    it('keeps the multiset of gaps and of bar shapes, first open and last close', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 200 }), (seed, length) => {
          const bars = randomMarket(seed, length);
          const surrogate = surrogateBars(bars, { ...options, seed });
          const [before, after] = [partsOf(bars), partsOf(surrogate)];
          expectClose(ascending(after.gaps), ascending(before.gaps), close14);
          const byVolume = (shapes: number[][]): number[] => shapes.sort(([a], [b]) => a - b).flat();
          expectClose(byVolume(after.shapes), byVolume(before.shapes), close14);
          expect(surrogate.open[0]).toBe(bars.open[0]);
          expectClose(surrogate.close[length - 1], bars.close[length - 1]);
          expect(surrogate.time).toBe(bars.time);
        }),
        { seed: 1, numRuns: 50 },
      );
    });

    it('keeps the multiset of returns of a market without gaps', () => {
      const price = randomMarket(2, 120).close;
      const returns = ({ close }: Bars): number[] =>
        ascending(Array.from({ length: 119 }, (_, i) => Math.log(close[i + 1] / close[i])));
      const bars = pricesOf(price);
      expectClose(returns(surrogateBars(bars, options)), returns(bars), close14);
    });

    it('is the same for the same seed and another for another', () => {
      const bars = randomMarket(3, 100);
      expect(surrogateBars(bars, { ...options, seed: 1 })).toEqual(surrogateBars(bars, { ...options, seed: 1 }));
      expect(surrogateBars(bars, { ...options, seed: 1 }).close).not.toEqual(
        surrogateBars(bars, { ...options, seed: 2 }).close,
      );
    });
  },
);

describe('surrogateBars', () => {
  const bars = randomMarket(4, 400);

  it('keeps neighbours together in stretches, but for one cut in about every blockLength bars', () => {
    const neighbours = ({ volume }: Bars): number => volume.filter((value, i) => value === volume[i - 1] + 1).length;
    // 400 bars in stretches of 20: 20 or 21 of them, so at least 379 neighbours.
    expect(neighbours(surrogateBars(bars, { method: 'block', blockLength: 20 }))).toBeGreaterThanOrEqual(379);
    expect(neighbours(surrogateBars(bars))).toBeLessThan(10);
  });

  it('keeps volatility clusters in stretches and loses them by permutation', () => {
    // Twenty calm bars, twenty wild ones.
    const wild = pricesOf(
      Float64Array.from({ length: 400 }, (_, i) => 100 * Math.exp((i % 2) * (i % 40 < 20 ? 0.001 : 0.02))),
    );
    const clustering = ({ close }: Bars): number => {
      const size = Float64Array.from({ length: 399 }, (_, i) => Math.abs(Math.log(close[i + 1] / close[i])) - 0.01);
      return (
        size.reduce((sum, value, i) => sum + (i > 0 ? value * size[i - 1] : 0), 0) /
        size.reduce((sum, value) => sum + value ** 2, 0)
      );
    };
    expect(clustering(wild)).toBeGreaterThan(0.85);
    expect(clustering(surrogateBars(wild, { method: 'block', blockLength: 40 }))).toBeGreaterThan(0.8);
    expect(Math.abs(clustering(surrogateBars(wild)))).toBeLessThan(0.2);
  });

  it('leaves a continuous market continuous', () => {
    const open = bars.close.map((_, i) => (i === 0 ? bars.open[0] : bars.close[i - 1]));
    const high = bars.high.map((value, i) => Math.max(value, open[i]));
    const low = bars.low.map((value, i) => Math.min(value, open[i]));
    const surrogate = surrogateBars({ ...bars, open, high, low });
    expect(surrogate.open.subarray(1)).toEqual(surrogate.close.subarray(0, -1));
  });

  it('keeps symbol, timeframe and an unknown volume', () => {
    const { symbol, timeframeMs, volume } = surrogateBars({ ...bars, volume: bars.volume.map(() => Number.NaN) });
    expect([symbol, timeframeMs, volume[7]]).toEqual(['WALK', 60_000, Number.NaN]);
  });

  it.each([
    [{ method: 'shuffle' as 'block' }, 'method: expected permutation or block, got "shuffle"'],
    [{ method: 'block' as const, blockLength: 0 }, 'blockLength: expected a whole number in 1 .. 400, got 0'],
    [{ method: 'block' as const, blockLength: 401 }, 'blockLength: expected a whole number in 1 .. 400, got 401'],
  ])('refuses %o', (options, message) => {
    expect(() => surrogateBars(bars, options)).toThrow(ParameterError);
    expect(() => surrogateBars(bars, options)).toThrow(message);
  });
});
