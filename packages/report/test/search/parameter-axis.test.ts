import { describe, expect, it } from 'vitest';
import type { SearchParameter } from '../../src/index.ts';
import { parameterAxis } from '../../src/search/parameter-axis.ts';
import { trial } from './sample-search.ts';

const labels = (parameter: SearchParameter, wanted = 5): string[] =>
  parameterAxis(parameter, wanted).ticks.map(({ label }) => label);
const at = (parameter: SearchParameter, value: string | number | boolean | undefined): number =>
  parameterAxis(parameter, 5).at(trial(0, 1, { p: value }));

describe('parameterAxis', () => {
  it('puts the bounds of a float at its ends', () => {
    const float = { name: 'p', type: 'float', low: -1, high: 3 } as const;
    expect([-1, 1, 3].map((value) => at(float, value))).toEqual([0, 0.5, 1]);
    expect(labels(float)).toEqual(['\u22121', '0', '1', '2', '3']);
  });

  it('spaces a logarithmic parameter by its powers of ten', () => {
    const log = { name: 'p', type: 'float', low: 1e-5, high: 0.1, log: true } as const;
    expect(at(log, 1e-3)).toBeCloseTo(0.5, 12);
    expect(labels(log)).toEqual(['1e\u22125', '1e\u22124', '0.001', '0.01', '0.1']);
    expect(labels({ ...log, low: 1, high: 40 })).toEqual(['1', '2', '5', '10', '20']);
    expect(labels({ ...log, low: 1e-12, high: 1 }, 4)).toHaveLength(4);
    expect(labels({ ...log, low: 3, high: 4 }).length).toBeGreaterThan(1);
  });

  it('gives every value of a small grid a cell of its own', () => {
    const int = { name: 'p', type: 'int', low: 3, high: 6 } as const;
    expect(parameterAxis(int, 5).cells).toBe(4);
    expect([3, 6].map((value) => at(int, value))).toEqual([0.125, 0.875]);
    expect(parameterAxis({ name: 'p', type: 'float', low: 1.5, high: 5, step: 0.25 }, 5).cells).toBe(15);
    expect(parameterAxis({ name: 'p', type: 'int', low: 1, high: 500 }, 5).cells).toBe(0);
  });

  it('labels whole numbers only on an int', () => {
    expect(labels({ name: 'p', type: 'int', low: 1, high: 3 })).toEqual(['1', '2', '3']);
    expect(labels({ name: 'p', type: 'int', low: 7, high: 7 })).toEqual(['7']);
  });

  it('shows choices in their order, booleans and numbers too', () => {
    const choices = { name: 'p', type: 'ordinal', choices: [26, 'x', false] } as const;
    expect(labels(choices)).toEqual(['26', 'x', 'false']);
    expect(at(choices, false)).toBeCloseTo(5 / 6, 12);
  });

  it('is NaN where a trial has no such parameter, or none of its values', () => {
    expect(at({ name: 'p', type: 'float', low: 0, high: 1 }, undefined)).toBeNaN();
    expect(at({ name: 'p', type: 'float', low: 0, high: 1 }, 'much')).toBeNaN();
    expect(at({ name: 'p', type: 'float', low: 0, high: 1 }, Infinity)).toBeNaN();
    expect(at({ name: 'p', type: 'categorical', choices: ['a'] }, 'b')).toBeNaN();
  });

  it('keeps what lies outside its bounds on its ends', () => {
    expect(at({ name: 'p', type: 'float', low: 0, high: 1 }, 7)).toBe(1);
    expect(at({ name: 'p', type: 'float', low: 1, high: 10, log: true }, -7)).toBeNaN();
  });
});
