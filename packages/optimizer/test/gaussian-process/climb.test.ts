import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { climb, type Landscape } from '../../src/gaussian-process/climb.ts';

/** A hill with its top at `top`, turned so that a move along one axis shifts the best place on the others. */
function hill(top: readonly number[], levels: Landscape['levels'], isCategorical = top.map(() => false)): Landscape {
  const height = (x: ArrayLike<number>): number => {
    let [total, value] = [0, 0];
    for (let k = 0; k < top.length; k++) {
      total += x[k] - top[k];
      value -= (x[k] - top[k]) ** 2;
    }
    return value - 0.7 * total * total;
  };
  return {
    levels,
    isCategorical,
    lengthScales: new Float64Array(top.length).fill(0.5),
    tolerance: 1e-10,
    accepts: () => true,
    acquisition: {
      evaluate(points, count, out) {
        const d = top.length;
        for (let i = 0; i < count; i++) out[i] = height(points.subarray(i * d, (i + 1) * d));
      },
      differentiate(point, gradient) {
        let total = 0;
        for (let k = 0; k < top.length; k++) total += point[k] - top[k];
        for (let k = 0; k < top.length; k++) gradient[k] = -2 * (point[k] - top[k]) - 1.4 * total;
        return height(point);
      },
    },
  };
}

const grid = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => i / (count - 1));

describe('climb', () => {
  it('reaches a top inside the cube, and the nearest edge of one outside', () => {
    // The gradient tolerance is the root of 1e-10; curvatures are at least 2.
    const inside = climb(hill([0.3, 0.8], [null, null]), Float64Array.of(1, 0));
    expectClose(inside.point, [0.3, 0.8], { rtol: 0, atol: 2e-5 });
    expectClose(inside.value, 0, { atol: 1e-9 });
    // On x0 = 1, 0.5 too far left, the other coordinate makes up for 0.7 / 1.7 of it.
    const edge = climb(hill([1.5, 0.3], [null, null]), Float64Array.of(0, 0));
    expectClose(edge.point, [1, 0.3 + (0.5 * 0.7) / 1.7], { rtol: 0, atol: 2e-5 });
  });

  it.each([5, 16, 17, 101])('reaches the top of %d levels from both ends, in turns over the dimensions', (count) => {
    const levels = grid(count);
    const top = [levels[count >> 2], levels[(3 * count) >> 2], 0.4];
    for (const start of [
      [0, 0, 0],
      [1, 1, 1],
      [0, 1, 0.5],
    ]) {
      const { point } = climb(hill(top, [levels, levels, null]), Float64Array.from(start));
      // A turned hill has ridges on which no single coordinate gains; within two levels of the top is what a climb can promise.
      expect(Math.abs(point[0] - top[0])).toBeLessThan(2.01 / (count - 1));
      expect(Math.abs(point[1] - top[1])).toBeLessThan(2.01 / (count - 1));
    }
  });

  it('goes on along other dimensions where one has nothing to gain', () => {
    const levels = grid(5);
    // With the second coordinate at 0, the best level of the first is 0.75.
    const { point } = climb(hill([0.5, 0.5], [levels, levels]), Float64Array.of(0.75, 0));
    expect([...point]).toEqual([0.5, 0.5]);
  });

  it('compares all choices of a categorical dimension, however many', () => {
    const levels = grid(50);
    const landscape = hill([0.5], [levels], [true]);
    const acquisition: Landscape['acquisition'] = {
      ...landscape.acquisition,
      evaluate(points, count, out) {
        for (let i = 0; i < count; i++) out[i] = points[i] === levels[37] ? 1 : 0;
      },
    };
    expect(climb({ ...landscape, acquisition }, Float64Array.of(0)).point[0]).toBe(levels[37]);
  });

  it('walks around points that are not accepted', () => {
    const levels = grid(5);
    const accepts = (x: Float64Array) => x[0] !== 0.5;
    const { point, value } = climb({ ...hill([0.5], [levels]), accepts }, Float64Array.of(0));
    expect([0.25, 0.75]).toContain(point[0]);
    expectClose(value, -1.7 / 16);
  });

  it('leaves a start that is not accepted, whatever the loss', () => {
    const accepts = (x: Float64Array) => x[0] < 0.2;
    expect(climb({ ...hill([0.5], [grid(11)]), accepts }, Float64Array.of(0.5)).point[0]).toBe(0.1);
    const nowhere = climb({ ...hill([0.5], [null]), accepts: () => false }, Float64Array.of(0.5));
    expect(nowhere.value).toBe(Number.NEGATIVE_INFINITY);
  });

  it('goes half way where the top is not accepted', () => {
    const accepts = (x: Float64Array) => x[0] < 0.5;
    const { point } = climb({ ...hill([0.8], [null]), accepts }, Float64Array.of(0));
    expect(point[0]).toBeGreaterThan(0.35);
    expect(accepts(point)).toBe(true);
  });
});
