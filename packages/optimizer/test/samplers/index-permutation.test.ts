import { createRng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { IndexPermutation } from '../../src/samplers/index-permutation.ts';

function orderOf(size: number, seed: number): number[] {
  const permutation = new IndexPermutation(size, createRng(seed));
  return Array.from({ length: size }, (_, place) => permutation.at(place));
}

describe('IndexPermutation', () => {
  it('has every index once, for any size', () => {
    for (let size = 1; size <= 300; size++) {
      expect(orderOf(size, size).sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
    }
  });

  it('depends on the random stream alone', () => {
    expect(orderOf(50, 1)).toEqual(orderOf(50, 1));
    expect(orderOf(50, 1)).not.toEqual(orderOf(50, 2));
  });

  it('prefers no index for any place', () => {
    const [size, seeds] = [6, 1200];
    const counts = new Int32Array(size * size);
    for (let seed = 0; seed < seeds; seed++) {
      orderOf(size, seed).forEach((index, place) => {
        counts[place * size + index]++;
      });
    }
    // Standard error of a count: sqrt(1200 * 1/6 * 5/6) = 12.9; four of them, as there are 36 counts.
    counts.forEach((count) => {
      expect(Math.abs(count - seeds / size)).toBeLessThan(52);
    });
  });

  it('leaves no pattern between neighbours', () => {
    const order = orderOf(10_000, 3);
    const rises = order.filter((index, place) => place > 0 && index > order[place - 1]).length;
    // Rises of a random order: mean 4999.5, standard deviation sqrt(10001 / 12) = 28.9.
    expect(Math.abs(rises - 4999.5)).toBeLessThan(4 * 28.9);
  });

  it('works up to the largest exact integer without a list', () => {
    const size = Number.MAX_SAFE_INTEGER;
    const permutation = new IndexPermutation(size, createRng(4));
    const indices = Array.from({ length: 2_000 }, (_, i) => permutation.at(i % 2 === 0 ? i : size - 1 - i));
    expect(new Set(indices).size).toBe(2_000);
    expect(indices.every((index) => Number.isSafeInteger(index) && index >= 0 && index < size)).toBe(true);
    // Mean of 2,000 uniform shares: 1/2 with a standard error of 0.0065.
    const mean = indices.reduce((sum, index) => sum + index / size, 0) / 2_000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.026);
  });
});
