import { mean, ParameterError, quantile, standardDeviation } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from '../../src/bootstrap/bootstrap-interval.ts';
import { autoregression } from '../noise.ts';

const series = Float64Array.from({ length: 20 }, (_, i) => i);

describe('bootstrapInterval', () => {
  it('is the hand-worked one for three resamples of a known mean', () => {
    // Means 0, 10 and 19 around the estimate 9.5.
    const indices = [0, 10, 19].map((index) => new Array<number>(20).fill(index));
    const at = (method: 'percentile' | 'basic') =>
      bootstrapInterval(series, mean, { method, indices, confidence: 0.5, benchmark: 9 });
    expectClose([at('percentile').lower, at('percentile').upper], [5, 14.5]);
    expectClose([at('basic').lower, at('basic').upper], [4.5, 14]);
    // Two of three are at least 0.5 above the estimate.
    expectClose(at('percentile').pValue, 3 / 4);
  });

  it('moves the levels of BCa with the bias and the skewness', () => {
    const skewed = Float64Array.from({ length: 40 }, (_, i) => Math.exp(i / 8));
    const options = { resampling: 'iid', resamples: 999 } as const;
    const percentile = bootstrapInterval(skewed, mean, { ...options, method: 'percentile' });
    const bca = bootstrapInterval(skewed, mean, options);
    expect(bca.method).toBe('bca');
    expect(bca.lower).toBeGreaterThan(percentile.lower);
    expect(bca.upper).toBeGreaterThan(percentile.upper);
  });

  it('studentises by default once it has a standard error', () => {
    const standardError = (sample: Float64Array): number => standardDeviation(sample) / Math.sqrt(sample.length);
    const { method, standardError: error } = bootstrapInterval(series, mean, { standardError });
    expect(method).toBe('studentised');
    expectClose(error, Math.sqrt(35 / 20));
  });

  it('is wider for blocks than for single observations where there is memory', () => {
    const persistent = autoregression(300, 0.7, 3);
    const width = (resampling: 'iid' | 'stationary' | 'circular' | 'moving'): number => {
      const { lower, upper } = bootstrapInterval(persistent, mean, {
        resampling,
        method: 'percentile',
        resamples: 499,
      });
      return upper - lower;
    };
    for (const resampling of ['stationary', 'circular', 'moving'] as const) {
      // The true ratio is sqrt((1 + 0.7) / (1 - 0.7)) = 2.4, of which blocks of this sample see a part.
      expect(width(resampling) / width('iid')).toBeGreaterThan(1.5);
    }
  });

  it('never changes the series, even if the statistic does', () => {
    const kept = series.slice();
    const { value } = bootstrapInterval(kept, (sample) => quantile(sample.sort(), 0.5), {
      resamples: 99,
      method: 'basic',
    });
    expect([...kept]).toEqual([...series]);
    expect(value).toBe(9.5);
  });

  it('reports a statistic that does not exist, in the sample or in resamples', () => {
    expect(bootstrapInterval(series, () => Number.NaN).status).toBe('undefined');
    const moody = bootstrapInterval(series, (sample) => (sample[0] > 5 ? Number.NaN : mean(sample)), {
      method: 'percentile',
      resamples: 499,
    });
    expect(moody.warnings[0]).toMatch(/^\d+ of 499 resamples have no statistic/);
    expect(moody.status).toBe('fail');
  });

  it('needs a standard error to studentise', () => {
    expect(() => bootstrapInterval(series, mean, { method: 'studentised' })).toThrow(ParameterError);
  });
});
