import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKS, markPath, type Point, thinned } from '../../src/search/mark-path.ts';
import { countDots } from './sample-search.ts';

/** Places of dots, from the relative moves of a path. */
function placesOf(path: string): Point[] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/m(-?[\d.]+) ?(-?[\d.]+)h0/g)].map(([, dx, dy]) => {
    x += Number(dx);
    y += Number(dy);
    return [x, y];
  });
}

describe('markPath', () => {
  it('puts a mark at every point, to a tenth', () => {
    const points = fc.array(
      fc.tuple(fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 0, max: 300, noNaN: true })),
    );
    fc.assert(
      fc.property(points, (list) => {
        const tenths = new Set(list.map(([x, y]) => `${Math.round(x * 10)} ${Math.round(y * 10)}`));
        const found = placesOf(markPath(list, 'dot')).map(([x, y]) => `${Math.round(x * 10)} ${Math.round(y * 10)}`);
        expect(new Set(found)).toEqual(tenths);
        expect(found).toHaveLength(tenths.size);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('draws marks that cover each other once, and nothing for NaN', () => {
    expect(
      markPath(
        [
          [1, 1],
          [1, 1.01],
          [Number.NaN, 2],
        ],
        'dot',
      ),
    ).toBe('m1 1h0');
    expect(markPath([], 'dot')).toBe('');
  });

  it('needs few bytes for many points', () => {
    const many = Array.from({ length: 5000 }, (_, i): Point => [(i * 61.8034) % 340, (i * 41.42) % 170]);
    expect(countDots(markPath(many, 'dot'))).toBeGreaterThan(4000);
    expect(markPath(many, 'dot').length).toBeLessThan(40_000);
  });

  it('has marks that end where they begin', () => {
    for (const mark of Object.values(MARKS)) {
      let [x, y] = [0, 0];
      let start = [0, 0];
      for (const [, command, numbers] of mark.matchAll(/([a-z])([^a-z]*)/g)) {
        const n = (numbers.match(/-?\d+/g) ?? []).map(Number);
        if (command === 'm' || command === 'l') {
          for (let i = 0; i < n.length; i += 2) [x, y] = [x + n[i], y + n[i + 1]];
          if (command === 'm') start = [x, y];
        } else if (command === 'h') x += n[0];
        else if (command === 'v') y += n[0];
        else [x, y] = start;
      }
      expect([x, y]).toEqual([0, 0]);
    }
  });
});

describe('thinned', () => {
  it('keeps the first and spreads the rest evenly', () => {
    expect(thinned([0, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([0, 2, 4, 6]);
    expect(thinned([1, 2], 4)).toEqual([1, 2]);
  });
});
