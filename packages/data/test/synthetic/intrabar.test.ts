import { createRng, mean } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { bridgeExtremes } from '../../src/synthetic/intrabar.ts';

describe('bridgeExtremes', () => {
  const rng = createRng(1, 'bridge');
  const paths = Array.from({ length: 40_000 }, () => {
    const end = 2 * rng.normal();
    const out = { high: 0, low: 0 };
    bridgeExtremes(rng, 0, end, 4, out);
    return { ...out, end };
  });

  it('encloses both ends', () => {
    expect(paths.every(({ high, low, end }) => high >= Math.max(0, end) && low <= Math.min(0, end))).toBe(true);
  });

  it('has the range of Brownian motion: mean sqrt(8 v / pi), mean square 4 ln 2 v', () => {
    // Feller (1951) "The asymptotic distribution of the range of sums of independent random variables".
    const range = paths.map(({ high, low }) => high - low);
    expect(Math.abs(mean(range) / Math.sqrt((8 * 4) / Math.PI) - 1)).toBeLessThan(0.008); // sd of a range is 0.3 of its mean
    expect(Math.abs(mean(range.map((x) => x * x)) / (16 * Math.LN2) - 1)).toBeLessThan(0.016);
  });

  it('reaches a high with the law of the reflection principle', () => {
    // P(max > 2 | v = 4) = 2 (1 - Phi(1)) = 0.3173.
    expect(Math.abs(mean(paths.map(({ high }) => Number(high > 2))) - 0.3173)).toBeLessThan(
      4 * Math.sqrt(0.2166 / 4e4),
    );
    expect(Math.abs(mean(paths.map(({ low }) => Number(low < -2))) - 0.3173)).toBeLessThan(4 * Math.sqrt(0.2166 / 4e4));
  });
});
