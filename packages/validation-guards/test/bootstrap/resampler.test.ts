import { createRng, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler, resamplingMethods } from '../../src/bootstrap/resampler.ts';

const fill = (resampler: Resampler): number[] => {
  const indices = new Int32Array(resampler.n);
  resampler.fill(indices);
  return [...indices];
};

describe('Resampler', () => {
  it('draws blocks that have n observations together, of indices within the series', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...resamplingMethods),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 1, max: 80, noNaN: true }),
        fc.integer(),
        (method, n, length, seed) => {
          const starts = new Int32Array(n);
          const lengths = new Int32Array(n);
          const count = new Resampler(method, n, length, createRng(seed)).blocks(starts, lengths);
          let total = 0;
          for (let b = 0; b < count; b++) {
            expect(starts[b]).toBeGreaterThanOrEqual(0);
            expect(starts[b]).toBeLessThan(n);
            expect(lengths[b]).toBeGreaterThanOrEqual(1);
            total += lengths[b];
          }
          expect(total).toBe(n);
        },
      ),
      { seed: 1 },
    );
  });

  it('gives the same resample as blocks and as indices', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...resamplingMethods),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 1, max: 20, noNaN: true }),
        (method, n, length) => {
          const starts = new Int32Array(n);
          const lengths = new Int32Array(n);
          const count = new Resampler(method, n, length, createRng(5)).blocks(starts, lengths);
          const expected: number[] = [];
          for (let b = 0; b < count; b++) for (let i = 0; i < lengths[b]; i++) expected.push((starts[b] + i) % n);
          expect(fill(new Resampler(method, n, length, createRng(5)))).toEqual(expected);
        },
      ),
      { seed: 2 },
    );
  });

  it('never runs over the end with moving blocks, and does with circular ones', () => {
    const wraps = (method: 'moving' | 'circular'): boolean => {
      const resampler = new Resampler(method, 20, 7, createRng(1));
      const starts = new Int32Array(20);
      const lengths = new Int32Array(20);
      return Array.from({ length: 200 }, () => {
        const count = resampler.blocks(starts, lengths);
        return [...starts.subarray(0, count)].some((start, b) => start + lengths[b] > 20);
      }).some(Boolean);
    };
    expect(wraps('moving')).toBe(false);
    expect(wraps('circular')).toBe(true);
  });

  it('draws stationary blocks whose length is geometric', () => {
    const n = 100_000;
    for (const mean of [1.25, 4, 30]) {
      const starts = new Int32Array(n);
      const lengths = new Int32Array(n);
      const count = new Resampler('stationary', n, mean, createRng(3)).blocks(starts, lengths);
      // Five standard errors: a geometric length has variance m (m - 1); the shares are binomial.
      const error = Math.sqrt((mean * (mean - 1)) / count);
      expect(Math.abs(n / count - mean)).toBeLessThan(5 * error);
      for (const k of [1, 2, 5]) {
        const share = (1 - 1 / mean) ** k;
        const longer = lengths.subarray(0, count).filter((length) => length > k).length / count;
        expect(Math.abs(longer - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / count));
      }
    }
  });

  it('takes every index as often as any other, moving blocks aside', () => {
    for (const method of ['stationary', 'circular', 'iid'] as const) {
      const resampler = new Resampler(method, 10, 3, createRng(4));
      const counts = new Float64Array(10);
      for (let b = 0; b < 5000; b++) for (const index of fill(resampler)) counts[index]++;
      // The count of an index in a block resample has at most 3 times the binomial variance, about 5000 * 3.
      for (const seen of counts) expect(Math.abs(seen - 5000)).toBeLessThan(5 * Math.sqrt(15_000));
    }
  });

  it('rounds fixed lengths, keeps them within the series and ignores them for iid', () => {
    const length = (method: 'circular' | 'stationary' | 'iid', value: number): number =>
      new Resampler(method, 9, value, createRng(0)).blockLength;
    expect([length('circular', 2.6), length('circular', 50), length('stationary', 2.6)]).toEqual([3, 9, 2.6]);
    expect(length('iid', Number.NaN)).toBe(1);
  });

  it('refuses unknown methods, no observations and lengths below 1', () => {
    const make = (method: string, n: number, length: number) => () =>
      new Resampler(method as 'iid', n, length, createRng(0));
    for (const misuse of [
      make('block', 5, 2),
      make('iid', 0, 1),
      make('iid', 2.5, 1),
      make('stationary', 5, 0.9),
      make('moving', 5, Number.NaN),
      make('circular', 5, Number.POSITIVE_INFINITY),
    ]) {
      expect(misuse).toThrow(ParameterError);
    }
  });
});
