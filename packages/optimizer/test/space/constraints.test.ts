import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnyParams, categorical, float, int, type SpaceOptions, space, when } from '../../src/index.ts';

type Rule<Name extends string> = NonNullable<SpaceOptions<Readonly<Record<Name, number>>>['constraints']>[number];

describe('a constraint', () => {
  const grid = { fast: int(1, 6), slow: int(1, 6) };
  const forms: [string, Rule<'fast' | 'slow'>, string][] = [
    ['as data', { less: 'fast', than: 'slow' }, 'fast < slow'],
    [
      'as a named function',
      function fastIsShorter({ fast, slow }: { fast: number; slow: number }) {
        return fast < slow;
      },
      'fastIsShorter',
    ],
    [
      'as an object with a test',
      { name: 'shorter', test: ({ fast, slow }: AnyParams) => Number(fast) < Number(slow) },
      'shorter',
    ],
  ];

  it.each(forms)('%s divides a space in the same way', (_, constraint, name) => {
    const search = space(grid, { constraints: [constraint] });
    const feasible = Array.from({ length: search.size }, (_, i) => search.pointAt(i)).filter((p) =>
      search.isFeasible(p),
    );
    expect(feasible).toHaveLength(15);
    expect(feasible.every(([fast, slow]) => fast < slow)).toBe(true);
    expect(search.brokenConstraint([3, 3])?.name).toBe(name);
    expect(search.toJSON().constraints).toEqual([name]);
    expect(() => search.encode({ fast: 3, slow: 3 })).toThrow(`params: expected ${name}, got {"fast":3,"slow":3}`);
  });

  it('without a name is known by its position', () => {
    const search = space(grid, { constraints: [{ less: 'fast', than: 'slow' }, ({ slow }) => slow > 2] });
    expect(search.brokenConstraint([1, 2])?.name).toBe('constraint 2');
  });

  it('sees undefined for a parameter that does not exist', () => {
    const seen: unknown[] = [];
    const search = space(
      { on: categorical([true, false]), level: when({ on: [true] }, int(1, 3)) },
      {
        constraints: [
          function look({ on, level }) {
            seen.push([on, level]);
            return true;
          },
        ],
      },
    );
    seen.length = 0;
    search.encode({ on: true, level: 2 });
    search.encode({ on: false });
    expect(seen).toEqual([
      [true, 2],
      [false, undefined],
    ]);
  });

  it('is asked in the order of declaration, and the first broken one is named', () => {
    const search = space(
      { a: int(0, 3), b: int(0, 3), c: int(0, 3) },
      {
        constraints: [
          { less: 'a', than: 'b' },
          { less: 'b', than: 'c' },
        ],
      },
    );
    expect(search.brokenConstraint([3, 2, 1])?.name).toBe('a < b');
    expect(search.brokenConstraint([0, 2, 1])?.name).toBe('b < c');
    expect(search.brokenConstraint([0, 1, 2])).toBeNull();
  });
});

describe('less and than', () => {
  it('with a gap hold where the difference is at least the gap', () => {
    const search = space({ a: int(0, 9), b: int(0, 9) }, { constraints: [{ less: 'a', than: 'b', gap: 3 }] });
    expect([2, 3, 4].map((b) => search.isFeasible([0, b]))).toEqual([false, true, true]);
    expect(search.constraints[0].name).toBe('a + 3 <= b');
  });

  it('with gap 0 allow equal values, without a gap they do not', () => {
    const gaps = (constraint: Rule<'a' | 'b'>): boolean =>
      space({ a: int(0, 9), b: int(0, 9) }, { constraints: [constraint] }).isFeasible([4, 4]);
    expect(gaps({ less: 'a', than: 'b', gap: 0 })).toBe(true);
    expect(gaps({ less: 'a', than: 'b' })).toBe(false);
  });

  it('with a gap of 0.1 on a grid of 0.1 count cells, whatever doubles make of the differences', () => {
    const search = space(
      { a: float(0, 30, { step: 0.1 }), b: float(0, 30, { step: 0.1 }) },
      { constraints: [{ less: 'a', than: 'b', gap: 0.1 }] },
    );
    const [a, b] = search.dimensions;
    const cell = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(cell, fc.integer({ min: -2, max: 2 }), (i, distance) => {
        const j = Math.min(300, Math.max(0, i + distance));
        expect(search.isFeasible([a.valueAt(i), b.valueAt(j)])).toBe(j - i >= 1);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('hold where one of the two does not exist', () => {
    const search = space(
      { on: categorical([true, false]), a: int(1, 3), b: when({ on: [true] }, int(1, 3)) },
      { constraints: [{ less: 'a', than: 'b' }] },
    );
    expect(search.isFeasible(search.encode({ on: false, a: 3 }))).toBe(true);
    expect(() => search.encode({ on: true, a: 3, b: 1 })).toThrow('a < b');
  });
});

describe('constraints are refused', () => {
  const grid = { a: int(1, 9), b: int(1, 9) };
  const refused = (...constraints: Rule<'a' | 'b'>[]) => {
    return expect(() => space(grid, { constraints }));
  };

  it('if they name a parameter that there is not', () => {
    refused({ less: 'a', than: 'c' }).toThrow('constraints.0: expected names of parameters of the space, got "c"');
    refused({ less: 'a', than: 'b' }, { less: 'd', than: 'b' }).toThrow('constraints.1: expected names');
    refused({ name: 'c', test: () => true, parameters: ['a', 'c'] }).toThrow('constraints.0: expected names');
  });

  it('if they are text, nothing, or not in a list', () => {
    for (const odd of ['a < b', null, { name: 'a', test: true }]) {
      refused(odd as never).toThrow('constraints.0: expected a function, { less, than }, or constraint(text), got');
    }
    const alone = { constraints: { less: 'a', than: 'b' } };
    expect(() => space(grid, alone as never)).toThrow('constraints: expected a list, got {"less":"a","than":"b"}');
  });

  it('if a gap is not a finite number from 0 on', () => {
    for (const gap of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      refused({ less: 'a', than: 'b', gap }).toThrow('constraints.0.gap: expected a finite number >= 0');
    }
  });

  it('if no point satisfies them all, before there is any trial', () => {
    const circle = [
      { less: 'a', than: 'b' },
      { less: 'b', than: 'a' },
    ];
    refused(...circle).toThrow(ParameterError);
    refused(...circle).toThrow(
      'constraints: expected a point that satisfies a < b; b < a, got "none of 81 points does"',
    );
  });

  it('if none of many random points of a continuum satisfies them', () => {
    const never = () =>
      space(
        { x: float(0, 1) },
        {
          constraints: [
            function never() {
              return false;
            },
          ],
        },
      );
    expect(never).toThrow('satisfies never, got "none of 500000 random points does"');
  });

  it('but not if a single point of a grid is left', () => {
    const search = space(
      { a: int(1, 600), b: int(1, 800) },
      {
        constraints: [
          function corner({ a, b }) {
            return a === 600 && b === 799;
          },
        ],
      },
    );
    expect(search.isFeasible([600, 799])).toBe(true);
  });
});
