import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { closeToCloseVolatility, presets } from '../../src/index.ts';

const nan = Number.NaN;
// Log returns 1 and 2.
const prices = [1, Math.E, Math.E ** 3];

describe('closeToCloseVolatility', () => {
  it('is the sample standard deviation of the log returns', () => {
    // Half from the mean 1.5 each: (0.25 + 0.25) / 1.
    expectClose(closeToCloseVolatility(prices, { period: 2 }), [nan, nan, Math.sqrt(0.5)]);
    expectClose(closeToCloseVolatility(prices, { period: 2, ddof: 0 }), [nan, nan, 0.5]);
  });

  it('measures from zero on demand, whatever ddof is', () => {
    // (1 + 4) / 2.
    for (const ddof of [0, 1]) {
      expectClose(closeToCloseVolatility(prices, { period: 2, mean: 'zero', ddof }), [nan, nan, Math.sqrt(2.5)]);
    }
  });

  it('scales with the root of the periods per year, of which it assumes none', () => {
    expectClose(closeToCloseVolatility(prices, { period: 2, periodsPerYear: 16 })[2], 4 * Math.sqrt(0.5));
  });

  it('is that of Tulip with its options: simple returns, population, 252 days', () => {
    // Returns 1 and 0.5 around 0.75.
    const options = { period: 2, ...presets.tulip.closeToCloseVolatility };
    expectClose(closeToCloseVolatility([1, 2, 3], options), [nan, nan, 0.25 * Math.sqrt(252)]);
  });

  it('is exactly 0 where nothing moves any more', () => {
    const x = [1, 5, 2, 7, 7, 7, 7];
    for (const mean of ['sample', 'zero'] as const) {
      expect(closeToCloseVolatility(x, { period: 3, mean })[6]).toBe(0);
    }
  });

  it('counts a return from or to a price that is not positive as 0', () => {
    // Log returns ln 2, 0, 0; simple returns 1, 0, 0.
    const x = [1, 2, 0, 3];
    expectClose(closeToCloseVolatility(x, { period: 3, mean: 'zero' })[3], Math.LN2 / Math.sqrt(3));
    expectClose(closeToCloseVolatility(x, { period: 3, mean: 'zero', returns: 'simple' })[3], 1 / Math.sqrt(3));
    expectClose(closeToCloseVolatility([-1, -2, -4], { period: 2, mean: 'zero' })[2], 0);
  });
});
