import { createRng, normalCdf } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { bootstrapVariance } from '../../src/bootstrap/bootstrap-variance.ts';
import { scatterCorrection, studentCorrection } from '../../src/multiple/small-sample.ts';
import { deviationsOf, noise } from './series.ts';

describe('studentCorrection', () => {
  it('maps quantiles of Student to those of the normal distribution', () => {
    // Blocks of one bar: degrees of freedom = bars, and a bias of one bar. t quantiles from any table.
    for (const [bars, probability, t] of [
      [10, 0.95, 1.8125],
      [10, 0.99, 2.7638],
      [30, 0.995, 2.75],
      [120, 0.975, 1.9799],
    ]) {
      const unbiased = t / Math.sqrt(1 - 1 / bars);
      expectClose(normalCdf(studentCorrection(bars, 1)(unbiased)), probability, { rtol: 0, atol: 0.001 });
    }
  });

  it('is odd, increasing and shrinks', () => {
    const correct = studentCorrection(250, 10);
    let before = 0;
    for (let z = 0.25; z < 12; z += 0.25) {
      expect(correct(-z)).toBe(-correct(z));
      expect(correct(z)).toBeGreaterThan(before);
      expect(correct(z)).toBeLessThan(z);
      before = correct(z);
    }
    expect(correct(0)).toBe(0);
  });

  it('shrinks more for longer blocks and less for more bars', () => {
    expect(studentCorrection(250, 20)(3)).toBeLessThan(studentCorrection(250, 5)(3));
    expect(studentCorrection(1000, 20)(3)).toBeGreaterThan(studentCorrection(250, 20)(3));
  });
});

describe('scatterCorrection', () => {
  it('takes the bias out of the variance of independent values', () => {
    const rng = createRng(1);
    const runs = 2000;
    let total = 0;
    for (const series of noise(rng, runs, 100)) total += bootstrapVariance(deviationsOf(series), 8) / runs;
    // One variance has a relative deviation of sqrt(2 x 8/100) = 0.4, the mean of 2000 one of 0.009; three of them.
    expectClose(total, scatterCorrection(100, 8) ** 2, { rtol: 0, atol: 0.027 });
    expectClose(scatterCorrection(100, 8) ** 2, 1 - 15 / 100, { rtol: 0, atol: 0.02 });
  });
});
