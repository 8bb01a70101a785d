import { errorOf, expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { sharpeAggregation } from '../../src/sharpe/sharpe-aggregation.ts';
import { autoregression } from '../noise.ts';

describe('sharpeAggregation', () => {
  it('is 1 for one bar, sqrt(q) without autocorrelation, and what the autocorrelations make it', () => {
    const returns = [1, 1, -1, -1, 1, 1, -1, -1, 0];
    expect(sharpeAggregation(returns, 1)).toBe(1);
    // Products of neighbours: 1, -1, 1, -1, 1, -1, 1, 0 sum to 1 of 8, so rho = 1/8.
    expectClose(sharpeAggregation(returns, 2), 2 / Math.sqrt(2 + 2 / 8));
    // Of returns that turn each time, 1, -5/6, 4/6: the variance of three is 3 - 20/6 + 8/6 = 1.
    expectClose(sharpeAggregation([1, -1, 1, -1, 1, -1], 3), 3);
    expectClose(sharpeAggregation(autoregression(50_000, 0, 8), 12), Math.sqrt(12), { rtol: 0.03 });
  });

  it('is less for returns that follow each other, and more for returns that turn', () => {
    expect(sharpeAggregation(autoregression(1000, 0.3, 9), 12)).toBeLessThan(Math.sqrt(12) * 0.85);
    expect(sharpeAggregation(autoregression(1000, -0.3, 9), 12)).toBeGreaterThan(Math.sqrt(12) * 1.15);
  });

  it('does not exist for too few returns or equal ones', () => {
    expect(sharpeAggregation([0.1, 0.2, 0.3], 3)).toBeNaN();
    expect(sharpeAggregation([0.1, 0.1, 0.1, 0.1], 2)).toBeNaN();
  });

  it('refuses a fraction of a bar', () => {
    expect(errorOf(() => sharpeAggregation([0.1, 0.2], 0.5)).message).toBe(
      'bars: expected a whole number >= 1, got 0.5',
    );
  });
});
