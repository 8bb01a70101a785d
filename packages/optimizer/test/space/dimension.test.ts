import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dimension } from '../../src/space/dimension.ts';
import { categorical, float, int, ordinal, type Parameter } from '../../src/space/parameters.ts';

const dimension = (parameter: Parameter): Dimension => new Dimension('p', parameter, []);
const valuesOf = (d: Dimension): number[] => Array.from({ length: d.count }, (_, cell) => d.valueAt(cell));

const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const number: fc.Arbitrary<Parameter> = fc.oneof(
  fc.tuple(bound, positive).map(([low, range]) => float(low, low + range)),
  fc.tuple(positive, positive).map(([low, range]) => float(low, low + range, { log: true })),
  fc
    .tuple(
      fc.integer({ min: -9999, max: 9999 }),
      fc.constantFrom(0.1, 0.25, 0.3, 1, 7),
      fc.integer({ max: 5000, min: 0 }),
    )
    .map(([tenths, step, cells]) => float(tenths / 10, tenths / 10 + cells * step + step / 3, { step })),
  fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 50 }))
    .map(([low, range, step]) => int(low, low + range, { step })),
  fc
    .tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 1e6 }))
    .map(([low, range]) => int(low, low + range, { log: true })),
);
const choices = fc.uniqueArray(fc.oneof(fc.string(), fc.boolean(), fc.integer()), { minLength: 1, maxLength: 9 });
const parameter = fc.oneof(number, choices.map(ordinal), choices.map(categorical)) as fc.Arbitrary<Parameter>;

describe('grids', () => {
  it('hold decimal values, not sums of rounding errors', () => {
    const grid = dimension(float(5, 25, { step: 0.1 }));
    expect(5 + 23 * 0.1).not.toBe(7.3);
    expect([3, 23].map((cell) => grid.valueAt(cell))).toEqual([5.3, 7.3]);
    expect(valuesOf(grid).map(String)).toEqual(
      Array.from({ length: 201 }, (_, i) => String(Number((5 + i / 10).toFixed(1)))),
    );
  });

  it('end at the last value at or below the bound that was asked for', () => {
    expect(valuesOf(dimension(float(0, 1, { step: 0.3 })))).toEqual([0, 0.3, 0.6, 0.9]);
    expect(dimension(float(0, 1, { step: 0.3 })).high).toBe(0.9);
    expect(valuesOf(dimension(float(0, 0.3, { step: 0.1 })))).toEqual([0, 0.1, 0.2, 0.3]);
    expect(valuesOf(dimension(int(5, 16, { step: 5 })))).toEqual([5, 10, 15]);
  });

  it('reach half a cell beyond their outermost values on the scale of the search', () => {
    expect(dimension(float(1.5, 5, { step: 0.25 })).scale()).toEqual([1.375, 5.125]);
    expect(dimension(int(5, 30)).scale()).toEqual([4.5, 30.5]);
    expect(dimension(int(1, 200, { log: true })).scale()).toEqual([Math.log(0.5), Math.log(200.5)]);
    expect(dimension(float(1e-5, 1, { log: true })).scale()).toEqual([Math.log(1e-5), 0]);
    expect(dimension(ordinal(['s', 'm', 'l'])).scale()).toEqual([-0.5, 2.5]);
  });

  it('put a value beside a cell, or outside of the range, into the nearest cell', () => {
    const grid = dimension(float(0, 1, { step: 0.25 }));
    expect([-9, 0.1, 0.13, 0.99, 9].map((value) => grid.cellOf(value))).toEqual([0, 0, 1, 4, 4]);
  });

  it('accept a rounding error beside a value and give the value itself', () => {
    const grid = dimension(float(0, 1, { step: 0.1 }));
    expect(grid.encode(0.1 + 0.2)).toBe(0.3);
    expect(() => grid.encode(0.31)).toThrow('p: expected 0 plus a multiple of 0.1, got 0.31');
  });

  it('accept no value between two others, however large the values are', () => {
    const wide = dimension(int(0, 4e9));
    expect(() => wide.encode(2_000_000_000.5)).toThrow('p: expected 0 plus a multiple of 1, got 2000000000.5');
  });
});

describe('fromUnit', () => {
  it('gives every cell of a grid an equal share', () => {
    const grid = dimension(int(5, 8));
    expect([0, 0.24, 0.25, 0.5, 0.75, 0.999].map((u) => grid.fromUnit(u))).toEqual([5, 5, 6, 7, 8, 8]);
  });

  it('spreads a logarithmic float over its decades evenly', () => {
    const log = dimension(float(1e-4, 1, { log: true }));
    expectClose(
      [0, 0.25, 0.5, 0.75].map((u) => log.fromUnit(u)),
      [1e-4, 1e-3, 1e-2, 1e-1],
      { rtol: 1e-14 },
    );
  });

  it('gives an integer on a logarithmic scale the share that its cell has there', () => {
    const log = dimension(int(1, 3, { log: true }));
    const rng = createRng('log int');
    const counts = [0, 0, 0, 0];
    const n = 20_000;
    for (let i = 0; i < n; i++) counts[log.fromUnit(rng.next())]++;
    // ln(1.5 / 0.5), ln(2.5 / 1.5) and ln(3.5 / 2.5) of ln 7; within 4 standard errors of at most 0.0036.
    expectClose([counts[1] / n, counts[2] / n, counts[3] / n], [0.564575, 0.262512, 0.172913], { atol: 0.0142 });
  });

  it('gives values of the parameter and nothing else, for every kind', () => {
    const unit = fc.oneof(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constant(1 - 2 ** -32));
    fc.assert(
      fc.property(parameter, unit, (declaration, u) => {
        const d = dimension(declaration);
        const value = d.fromUnit(u);
        expect(value).toBeGreaterThanOrEqual(d.low);
        expect(value).toBeLessThanOrEqual(d.high);
        expect(d.encode(d.decode(value))).toBe(value);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('is undone by toUnit, and undoes it', () => {
    fc.assert(
      fc.property(number, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (declaration, u) => {
        const d = dimension(declaration);
        const value = d.fromUnit(u);
        const unit = d.toUnit(value);
        expect(unit).toBeGreaterThanOrEqual(0);
        expect(unit).toBeLessThanOrEqual(1);
        if (d.step > 0) {
          expect(d.fromUnit(unit)).toBe(value);
          // The middle of the cell that holds u.
          if (!d.log) expectClose(unit * d.count, Math.floor(u * d.count) + 0.5, { atol: 1e-3 });
        } else if (d.high > d.low) {
          // One rounding of the value is worth so much on [0, 1].
          const [a, b] = d.scale();
          const unitOfRounding = (4 * 2 ** -52 * Math.max(Math.abs(a), Math.abs(b), 1)) / (b - a);
          expectClose(unit, u, { atol: unitOfRounding });
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('decode', () => {
  it('is undone by encode for every value of every kind', () => {
    fc.assert(
      fc.property(parameter, fc.nat(), (declaration, any) => {
        const d = dimension(declaration);
        const value = d.step === 0 ? d.fromUnit((any % 1000) / 1000) : d.valueAt(any % d.count);
        expect(d.encode(d.decode(value))).toBe(value);
        if (d.step > 0) expect(d.cellOf(value)).toBe(any % d.count);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('reads a choice by its index, and encode knows strings from numbers', () => {
    const mixed = dimension(categorical([1, '1', true]));
    expect([0, 1, 2].map((index) => mixed.decode(index))).toEqual([1, '1', true]);
    expect(mixed.encode('1')).toBe(1);
    expect(() => mixed.encode('true')).toThrow('p: expected one of 1, "1", true, got "true"');
  });
});

describe('count', () => {
  it('is the number of values, Infinity of a continuum and 1 of a single point', () => {
    const counts: [Parameter, number][] = [
      [float(0, 1), Number.POSITIVE_INFINITY],
      [float(2, 2), 1],
      [float(2, 2, { log: true }), 1],
      [float(0, 1, { step: 0.1 }), 11],
      [int(7, 7), 1],
      [int(1, 100, { log: true }), 100],
      [ordinal([26, 52]), 2],
      [categorical(['only']), 1],
    ];
    for (const [declaration, count] of counts) expect(dimension(declaration).count).toBe(count);
  });
});

describe('bounds', () => {
  it('of ints are exact up to 2^53', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const d = dimension(int(most - 3, most));
    expect([d.high, d.valueAt(3), d.encode(most)]).toEqual([most, most, most]);
  });

  it('so far apart that their distance overflows are refused', () => {
    expect(() => dimension(float(-1e308, 1e308))).toThrow('p: expected bounds less than 1.8e308 apart');
    expect(dimension(float(1e-300, 1e300, { log: true })).fromUnit(0.5)).toBeCloseTo(1, 9);
  });

  it('that drown a step are refused with it, unless all values are whole', () => {
    const tooFine = 'p.step: expected a step that 15 digits can tell from none';
    expect(() => dimension(float(100_000, 100_001, { step: 1e-10 }))).toThrow(tooFine);
    expect(dimension(float(1e15, 1e15 + 3, { step: 1 })).valueAt(3)).toBe(1e15 + 3);
    const fine = dimension(float(99_999, 100_000, { step: 1e-9 }));
    expect(fine.valueAt(1e9 - 2)).toBeLessThan(fine.valueAt(1e9 - 1));
  });
});

describe('choices', () => {
  it('are copied, so that nobody renames them later', () => {
    const choices = ['a', 'b'];
    const d = dimension(categorical(choices));
    choices[0] = 'z';
    expect(d.decode(0)).toBe('a');
  });

  it('that are missing are refused', () => {
    for (const choices of [[undefined, 'a'], Array(2)]) {
      expect(() => dimension(categorical(choices as string[]))).toThrow('p: expected choices that are strings');
    }
  });
});
