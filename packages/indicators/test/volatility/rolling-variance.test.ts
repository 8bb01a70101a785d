import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import {
  RollingStandardDeviation,
  RollingVariance,
  rollingStandardDeviation,
  rollingVariance,
} from '../../src/index.ts';

const nan = Number.NaN;

/** Variance of every window in two passes. */
function naiveVariance(x: Float64Array, period: number, ddof: number): Float64Array {
  return x.map((last, i) => {
    if (i < period - 1) return nan;
    const distances = x.subarray(i - period + 1, i + 1).map((value) => value - last);
    const mean = distances.reduce((sum, value) => sum + value, 0) / period;
    return distances.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (period - ddof);
  });
}

describe('rollingVariance', () => {
  it('divides by the number of values, or by one less', () => {
    // Distances 3, 1, 1, 1, 0, 0, 2 and 4 from the mean 5: squares 9 + 3 + 4 + 16 = 32.
    const x = [2, 4, 4, 4, 5, 5, 7, 9];
    expectClose(rollingVariance(x, { period: 8 })[7], 4);
    expectClose(rollingStandardDeviation(x, { period: 8 })[7], 2);
    expectClose(rollingVariance(x, { period: 8, ddof: 1 })[7], 32 / 7);
    expectClose(rollingStandardDeviation(x, { period: 8, ddof: 1 })[7], Math.sqrt(32 / 7));
  });

  it('slides', () => {
    // 1 and 3 around 2; 3 and 7 around 5; 7 and 7.
    expectClose(rollingVariance([1, 3, 7, 7], { period: 2 }), [nan, 1, 4, 0]);
    expectClose(rollingStandardDeviation([1, 3, 7, 7], { period: 2 }), [nan, 1, 2, 0]);
  });

  it.each([2, 3, 20, 1500])('is exactly 0 in a window of %i equal values, whatever came before', (period) => {
    const rng = createRng(1, 'variance');
    const start = 1000;
    const x = Float64Array.from({ length: 6000 }, (_, i) =>
      i < start ? 1e7 * rng.normal() : 0.1 + (i === 3500 ? 1e15 : 0),
    );
    const variance = rollingVariance(x, { period });
    const deviation = new RollingStandardDeviation({ period });
    for (let i = 0; i < x.length; i++) {
      const flat = (i >= start + period - 1 && i < 3500) || i >= 3500 + period;
      expect(deviation.update(x[i]) === 0).toBe(flat);
      expect(variance[i] === 0).toBe(flat);
    }
  });

  it('keeps its digits when prices drift, jump, spike, and hardly move', () => {
    const rng = createRng(2, 'variance');
    const markets: Record<string, (i: number) => number> = {
      quiet: () => 60_000 + 1e-3 * rng.normal(),
      drifting: (i) => 100 + i + 0.01 * rng.normal(),
      jumping: (i) => 1000 * (1 + (Math.floor(i / 700) % 3)) + 0.1 * rng.normal(),
      // Ever smaller spikes, bar after bar, so that no single step loses many digits.
      decaying: (i) => 100 + rng.normal() + (i % 500 < 12 ? 1e12 / 20 ** (i % 500) : 0),
      spiking: (i) => 100 + rng.normal() + (i % 1500 === 0 ? 1e9 : 0),
    };
    for (const [label, price] of Object.entries(markets)) {
      const x = Float64Array.from({ length: 4000 }, (_, i) => price(i));
      for (const [period, ddof] of [
        [2, 0],
        [5, 1],
        [20, 0],
        [300, 1],
      ]) {
        const expected = naiveVariance(x, period, ddof);
        const actual = rollingVariance(x, { period, ddof });
        expectClose(actual, expected, { rtol: 1e-11, label: `${label} ${period}` });
      }
    }
  });

  it('streams the same numbers', () => {
    const rng = createRng(3, 'variance');
    const x = Float64Array.from({ length: 3000 }, (_, i) => (i % 100 === 7 ? 1e6 : 100 + rng.normal()));
    const stream = new RollingVariance({ period: 7 });
    expect(Float64Array.from(x, (value) => stream.update(value))).toEqual(rollingVariance(x, { period: 7 }));
  });
});
