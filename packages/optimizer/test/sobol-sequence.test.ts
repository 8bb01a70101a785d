import { createRng, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { SobolSequence } from '../src/sobol-sequence.ts';

function pointsOf(sequence: SobolSequence, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => sequence.point(i, new Float64Array(sequence.dimensions)));
}

/** How many of the points lie in each of the equal boxes that the first axes are split into. */
function boxCounts(points: Float64Array[], axes: readonly number[], parts: readonly number[]): number[] {
  const counts = new Array<number>(parts.reduce((product, count) => product * count, 1)).fill(0);
  for (const point of points) {
    counts[axes.reduce((box, axis, k) => box * parts[k] + Math.floor(point[axis] * parts[k]), 0)]++;
  }
  return counts;
}

describe('SobolSequence', () => {
  it('begins with the points known by hand', () => {
    expect(pointsOf(new SobolSequence(3, null), 8).map((point) => Array.from(point))).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
    ]);
  });

  it('agrees with an independent implementation in all dimensions', () => {
    const point = new SobolSequence(64, null).point(1_000, new Float64Array(64));
    expect([1, 2, 7, 20, 40, 63].map((j) => point[j])).toEqual([
      0.0966796875, 0.5185546875, 0.8994140625, 0.5224609375, 0.9130859375, 0.4462890625,
    ]);
  });

  it.each([null, 1, 2])(
    'puts one coordinate of 2^k points into each of 2^k parts of every axis (stream %s)',
    (seed) => {
      const sequence = new SobolSequence(64, seed === null ? null : createRng(seed));
      for (const count of [16, 1_024]) {
        const points = pointsOf(sequence, count);
        for (let j = 0; j < 64; j++) expect(new Set(boxCounts(points, [j], [count]))).toEqual(new Set([1]));
      }
    },
  );

  it.each([null, 1, 2])(
    'puts one of 256 points into each box of area 1/256 of the first two axes (stream %s)',
    (seed) => {
      const points = pointsOf(new SobolSequence(2, seed === null ? null : createRng(seed)), 256);
      for (let parts = 1; parts <= 256; parts *= 2) {
        expect(new Set(boxCounts(points, [0, 1], [parts, 256 / parts]))).toEqual(new Set([1]));
      }
    },
  );

  it('is scrambled by the stream alone', () => {
    const first = pointsOf(new SobolSequence(5, createRng(1)), 4);
    expect(pointsOf(new SobolSequence(5, createRng(1)), 4)).toEqual(first);
    expect(pointsOf(new SobolSequence(5, createRng(2)), 4)).not.toEqual(first);
  });

  it('makes each scrambled point uniform on the cube', () => {
    const runs = 2_000;
    let sum = 0;
    let products = 0;
    const point = new Float64Array(3);
    for (let seed = 0; seed < runs; seed++) {
      new SobolSequence(3, createRng('uniform', seed)).point(5, point);
      sum += point[2];
      products += (point[0] - 0.5) * (point[2] - 0.5);
    }
    // Standard errors sqrt(1 / 12 / 2000) = 0.0065 and 1 / 12 / sqrt(2000) = 0.0019; four of them.
    expect(Math.abs(sum / runs - 0.5)).toBeLessThan(0.026);
    expect(Math.abs(products / runs)).toBeLessThan(0.0075);
  });

  it('scrambles by more than a shift', () => {
    const differences = Array.from({ length: 50 }, (_, seed) => {
      const [first, second] = pointsOf(new SobolSequence(1, createRng(seed)), 2);
      return ((first[0] * 2 ** 32) ^ (second[0] * 2 ** 32)) >>> 0;
    });
    // A shift alone would leave the first digit as the only difference of the first two points.
    expect(differences.every((difference) => difference >= 2 ** 31)).toBe(true);
    expect(new Set(differences).size).toBe(50);
  });

  it('keeps its accuracy up to the last index', () => {
    const sequence = new SobolSequence(1, null);
    // The Gray code of 2^32 - 1 is 2^31: the last direction number alone.
    expect(sequence.point(2 ** 32 - 1, new Float64Array(1))[0]).toBe(2 ** -32);
  });

  it('refuses dimensions and indices it has no numbers for', () => {
    for (const dimensions of [0, 1.5, 65]) expect(() => new SobolSequence(dimensions, null)).toThrow(ParameterError);
    for (const index of [-1, 0.5, 2 ** 32]) {
      expect(() => new SobolSequence(1, null).point(index, new Float64Array(1))).toThrow(ParameterError);
    }
  });
});
