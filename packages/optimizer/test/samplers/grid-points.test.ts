import { describe, expect, it } from 'vitest';
import { GridPoints } from '../../src/samplers/grid-points.ts';
import { categorical, float, int, ordinal, when } from '../../src/space/parameters.ts';
import { type Space, space } from '../../src/space/space.ts';

function allOf(searched: Space<never>, counts = searched.dimensions.map(({ count }) => count)): unknown[] {
  const points = new GridPoints(searched.dimensions, counts);
  const out = new Float64Array(searched.dimensions.length);
  return Array.from({ length: points.size }, (_, i) => searched.decode(points.at(i, out)));
}

describe('GridPoints', () => {
  it('runs through the last dimension fastest', () => {
    const searched = space({ a: ordinal(['x', 'y']), b: int(1, 3) });
    const expected = ['x', 'y'].flatMap((a) => [1, 2, 3].map((b) => ({ a, b })));
    expect(allOf(searched as Space<never>)).toEqual(expected);
  });

  it('spreads a continuous dimension evenly, bounds included, on a logarithm where it is searched so', () => {
    const searched = space({ share: float(0, 1), length: float(0.01, 100, { log: true }) });
    const all = allOf(searched as Space<never>, [11, 5]) as { share: number; length: number }[];
    expect([...new Set(all.map(({ share }) => share))]).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect([...new Set(all.map(({ length }) => length))]).toEqual([0.01, 0.1, 1, 10, 100]);
  });

  it('keeps bounds that have more digits than are kept between them', () => {
    const searched = space({ x: float(1 / 3, 2 / 3), fixed: float(1 / 7, 1 / 7) });
    expect(allOf(searched as Space<never>, [2, 1])).toEqual([
      { x: 1 / 3, fixed: 1 / 7 },
      { x: 2 / 3, fixed: 1 / 7 },
    ]);
  });

  it('has each point of a conditional space once', () => {
    const searched = space({
      length: int(1, 2),
      exit: categorical(['target', 'trail', 'none']),
      target: when({ exit: ['target'] }, int(1, 3)),
      trail: when({ exit: ['trail'] }, categorical(['atr', 'low'])),
      atr: when({ trail: ['atr'] }, int(4, 7)),
    });
    const all = allOf(searched as Space<never>);
    // Twice: 3 targets, 4 trails by ATR, one by the low, one without an exit.
    expect(all.length).toBe(2 * (3 + 4 + 1 + 1));
    expect(new Set(all.map((params) => JSON.stringify(params))).size).toBe(all.length);
    expect(all[0]).toEqual({ length: 1, exit: 'target', target: 1 });
    expect(all[3]).toEqual({ length: 2, exit: 'target', target: 1 });
    expect(all.at(-1)).toEqual({ length: 2, exit: 'none' });
  });

  it('does not count what exists nowhere at the same time', () => {
    const rules = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`p${i}`, when({ rule: [i] }, int(1, 1000))] as const),
    );
    const searched = space({ rule: int(0, 9), ...rules });
    // The product of all counts would be 10^31.
    expect(
      new GridPoints(
        searched.dimensions,
        searched.dimensions.map(({ count }) => count),
      ).size,
    ).toBe(10_000);
  });

  it('refuses more points or conditions than it can number', () => {
    const wide = space({ a: int(1, 2 ** 27), b: int(1, 2 ** 27) });
    expect(() => allOf(wide as Space<never>)).toThrow('2^53');
    const deep = space({ a: int(1, 200_000), b: when({ a: [1] }, int(1, 2)) });
    expect(() => allOf(deep as Space<never>)).toThrow('combinations');
  });
});
