import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { bootstrapVariance } from '../../src/bootstrap/bootstrap-variance.ts';
import { Resampler } from '../../src/bootstrap/resampler.ts';
import { deviationsOf, noise } from '../multiple/series.ts';

describe('bootstrapVariance', () => {
  it('is the sum over all lags that defines it', () => {
    const rng = createRng(1);
    for (const bars of [2, 3, 50, 400]) {
      for (const blockLength of [1, 1.5, 4, 30, 1000]) {
        const deviations = deviationsOf(noise(rng, 1, bars)[0]);
        // Both are sums of up to 80,000 products; cancellation costs three digits where blocks are longer than the series.
        expectClose(bootstrapVariance(deviations, blockLength), sumOverLags(deviations, blockLength), {
          rtol: 1e-12,
          label: `${bars} bars, blocks of ${blockLength}`,
        });
      }
    }
  });

  it('is the plain variance for blocks of one bar', () => {
    expect(bootstrapVariance(Float64Array.of(-1, 0, 1, 0), 1)).toBe(0.5);
  });

  it('is zero for a flat series', () => {
    expect(bootstrapVariance(new Float64Array(40), 5)).toBe(0);
  });

  it('is the variance that resampled means have', () => {
    const bars = 60;
    const series = deviationsOf(noise(createRng(2), 1, bars)[0].map((x, i, all) => x + (i > 0 ? all[i - 1] : 0)));
    const resampler = new Resampler('stationary', bars, 6, createRng(3));
    const indices = new Int32Array(bars);
    const resamples = 20_000;
    let total = 0;
    for (let i = 0; i < resamples; i++) {
      resampler.fill(indices);
      const sum = indices.reduce((subtotal, index) => subtotal + series[index], 0);
      total += sum ** 2 / bars / resamples;
    }
    // A mean of squares of nearly normal numbers has a relative standard error of sqrt(2/20,000) = 1 %; four of them.
    expectClose(total, bootstrapVariance(series, 6), { rtol: 0.04 });
  });
});

function sumOverLags(deviations: Float64Array, blockLength: number): number {
  const n = deviations.length;
  const q = 1 - 1 / blockLength;
  let total = 0;
  for (let lag = 0; lag < n; lag++) {
    let product = 0;
    for (let t = lag; t < n; t++) product += deviations[t] * deviations[t - lag];
    const weight = lag === 0 ? 1 : 2 * (((n - lag) / n) * q ** lag + (lag / n) * q ** (n - lag));
    total += (weight * product) / n;
  }
  return total;
}
