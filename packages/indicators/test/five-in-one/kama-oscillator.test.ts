import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { kamaOscillator } from '../../src/index.ts';

describe('kamaOscillator', () => {
  // EMA weight 1/2; weights between 1/2 (ratio 1) and 1/5 (ratio 0).
  const lengths = { erPeriod: 1, fast: 3, slow: 9 };

  it('is the distance of the average from its EMA if not normalised', () => {
    // Price 2: EMA 1.5, ratio 1: 0.5 * 0.5. Price 2: EMA 1.75, ratio 0: 0.2 * 0.25. Price 0: EMA 0.875, ratio 1: -0.5 * 0.875.
    const { oscillator, vote } = kamaOscillator([1, 2, 2, 0], { ...lengths, normalise: false });
    expectClose(oscillator, [Number.NaN, 0.25, 0.05, -0.4375], { rtol: 1e-14 });
    expect(Array.from(vote)).toEqual([0, 1, 1, -1]);
  });

  it('is the position of the average in its range', () => {
    // Averages: 1, 1.75, 1.8, 0.4375.
    const { oscillator, vote } = kamaOscillator([1, 2, 2, 0], { ...lengths, normPeriod: 3 });
    expectClose(oscillator, [Number.NaN, Number.NaN, 0.5, -0.5], { rtol: 1e-14 });
    expect(Array.from(vote)).toEqual([0, 0, 1, -1]);
    // Prices 1, 3, 1: averages 1, 2 + 0.5 * 1 and 1.5 - 0.5 * 0.5, which is a sixth of the range above its low.
    const back = kamaOscillator([1, 3, 1], { ...lengths, normPeriod: 3 }).oscillator[2];
    expect(back).toBeCloseTo(1 / 6 - 0.5, 14);
  });

  it('lies at -0.5 in no range, and votes bear there', () => {
    const { oscillator, vote } = kamaOscillator([7, 7, 7], { normPeriod: 2 });
    expect(Array.from(oscillator)).toEqual([Number.NaN, -0.5, -0.5]);
    expect(Array.from(vote)).toEqual([0, -1, -1]);
  });

  it('passes over a gap', () => {
    const { oscillator, vote } = kamaOscillator([1, 2, Number.NaN, 3], { normPeriod: 2 });
    expect(Array.from(oscillator)).toEqual([Number.NaN, 0.5, Number.NaN, 0.5]);
    expect(Array.from(vote)).toEqual([0, 1, 0, 1]);
  });
});
