import { createRng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { float, int, space } from '../../src/index.ts';
import { findPoint } from '../../src/space/find-point.ts';

describe('findPoint', () => {
  it('finds the only point of a million that is wanted', () => {
    const search = space({ a: int(0, 999), b: int(0, 999) });
    const only = ([a, b]: Float64Array): boolean => a === 17 && b === 255;
    expect(findPoint(search as never, only, createRng(1))).toEqual(Float64Array.of(17, 255));
  });

  it('finds one of ten thousand in a continuum', () => {
    const search = space({ x: float(0, 1) });
    // A miss would take (1 - 1e-4)^502000, which is 1e-22.
    const found = Array.from({ length: 5 }, (_, i) => findPoint(search as never, ([x]) => x < 1e-4, createRng(i)));
    expect(found.every((point) => point !== null && point[0] < 1e-4)).toBe(true);
  });

  it('is null if there is none', () => {
    expect(findPoint(space({ a: int(1, 9) }) as never, () => false, createRng(1))).toBeNull();
  });
});
