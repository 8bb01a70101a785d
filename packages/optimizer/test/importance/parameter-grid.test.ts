import { describe, expect, it } from 'vitest';
import { cellIndices, cellsOf, type ImportanceParameter } from '../../src/importance/parameter-grid.ts';

const float = (low: number, high: number, log = false): ImportanceParameter => ({
  name: 'x',
  type: 'float',
  low,
  high,
  step: 0,
  log,
  count: Number.POSITIVE_INFINITY,
});
const int = (low: number, high: number, log = false): ImportanceParameter => ({
  name: 'x',
  type: 'int',
  low,
  high,
  step: 1,
  log,
  count: high - low + 1,
});
const choices = (type: 'ordinal' | 'categorical', count: number): ImportanceParameter => ({
  ...int(0, count - 1),
  type,
});
const cells = (parameter: ImportanceParameter, ...values: number[]): number[] => [
  ...cellIndices(parameter, Float64Array.from(values)),
];

describe('cellsOf', () => {
  it('is 50, or the number of values if that is less', () => {
    expect([float(0, 1), int(0, 9), int(0, 99), choices('ordinal', 7)].map(cellsOf)).toEqual([50, 10, 50, 7]);
    expect(cellsOf({ ...float(0, 1), step: 0.25, count: 5 })).toBe(5);
  });

  it('is the number of choices, however many', () => {
    expect(cellsOf(choices('categorical', 120))).toBe(120);
  });

  it('is at most ceil(log2(size)) + 1 for integers on a logarithmic scale', () => {
    expect([int(1, 2, true), int(1, 8, true), int(1, 1000, true)].map(cellsOf)).toEqual([2, 4, 11]);
    expect(cellsOf(float(1, 1000, true))).toBe(50);
  });
});

describe('cellIndices', () => {
  it('takes the nearest of 50 points, the lower one half-way between two', () => {
    // Points at 0, 1, ..., 49.
    expect(cells(float(0, 49), 0, 0.5, 0.51, 1.5, 48.5, 48.6, 49)).toEqual([0, 0, 1, 1, 48, 49, 49]);
  });

  it('gives every value of a small grid its own cell', () => {
    const tenths = { ...float(0.1, 0.7), step: 0.1, count: 7 };
    expect(cells(tenths, 0.1, 0.2, 0.1 + 0.2, 0.4, 0.5, 0.6, 0.7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(cells(choices('ordinal', 3), 0, 1, 2)).toEqual([0, 1, 2]);
  });

  it('divides the logarithm', () => {
    // Points at 1, 2, 4, 8, borders at their geometric means 1.41, 2.83, 5.66.
    expect(cells(int(1, 8, true), 1, 2, 3, 4, 5, 6, 7, 8)).toEqual([0, 1, 2, 2, 2, 3, 3, 3]);
  });

  it('marks values that do not exist', () => {
    expect(cells(int(0, 3), Number.NaN, 2)).toEqual([-1, 2]);
  });

  it('puts the one value of a parameter without freedom into cell 0', () => {
    expect(cells({ ...float(2, 2), count: 1 }, 2)).toEqual([0]);
  });

  it('refuses values out of range', () => {
    expect(() => cells(int(0, 3), 4)).toThrow('columns: expected values of x in [0, 3], got 4');
    expect(() => cells(choices('categorical', 2), 0.5)).toThrow('columns');
    expect(() => cells(float(0, 1), Number.POSITIVE_INFINITY)).toThrow('columns');
  });
});
