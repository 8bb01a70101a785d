import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import {
  requireDraws,
  requireMatrix,
  requireOpenUnit,
  requireReturns,
  requireSeed,
  requireWhole,
} from '../src/checks.ts';

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ParameterError);
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

describe('argument checks', () => {
  it('pass a typed array through without a copy, and copy all others', () => {
    const values = Float64Array.of(1, -2);
    expect(requireReturns('returns', values)).toBe(values);
    expect(requireReturns('returns', [1, -2])).toEqual(values);
    expect(requireReturns('returns', new Float32Array([1, -2]))).toEqual(values);
    expect(requireReturns('returns', [])).toHaveLength(0);
    expect(requireReturns('returns', [-1e60, 1e-300, -0])).toEqual(Float64Array.of(-1e60, 1e-300, -0));
    expect(requireMatrix('series', [values, [3, 4]])).toEqual([values, Float64Array.of(3, 4)]);
  });

  it.each<[string, () => unknown, string]>([
    ['NaN', () => requireReturns('returns', [0, Number.NaN]), 'returns: expected finite numbers, got "NaN at 1"'],
    ['a hole', () => requireReturns('returns', new Array(1)), 'returns: expected finite numbers, got "undefined at 0"'],
    ['Infinity', () => requireReturns('pnl', [-1 / 0]), 'pnl: expected finite numbers, got "-Infinity at 0"'],
    [
      'no array',
      () => requireReturns('returns', undefined as unknown as number[]),
      'returns: expected an array of numbers, got undefined',
    ],
    [
      'text',
      () => requireReturns('returns', 'abc' as unknown as number[]),
      'returns: expected an array of numbers, got "abc"',
    ],
    [
      'a number that is missing',
      () => requireReturns('returns', [0, null as unknown as number]),
      'returns: expected finite numbers, got "null at 1"',
    ],
    [
      'a number in quotes',
      () => requireReturns('returns', ['0.5' as unknown as number]),
      'returns: expected finite numbers, got "0.5 at 0"',
    ],
    [
      'powers that overflow',
      () => requireReturns('returns', [0, 1e61]),
      'returns: expected numbers up to 1e+60, got "1e+61 at 1"',
    ],
    [
      'a function',
      () => requireReturns('returns', Math.sin as never),
      'returns: expected an array of numbers, got function sin',
    ],
    ['no series', () => requireMatrix('series', []), 'series: expected at least one series, got []'],
    ['a short one', () => requireMatrix('series', [[1, 2], [1]]), 'series[1]: expected 2 values, as in [0], got 1'],
    [
      'a broken one',
      () => requireMatrix('series', [[1], [Number.NaN]]),
      'series[1]: expected finite numbers, got "NaN at 0"',
    ],
    ['a fraction', () => requireWhole('trials', 1.5, 1), 'trials: expected a whole number >= 1, got 1.5'],
    ['too little', () => requireWhole('trials', 0, 1), 'trials: expected a whole number >= 1, got 0'],
    ['too much', () => requireWhole('parts', 31, 2, 30), 'parts: expected a whole number in 2 .. 30, got 31'],
    [
      'a p value out of reach',
      () => requireDraws('draws', 18, 0.05),
      'draws: expected a whole number in 19 .. 1000000, got 18',
    ],
    [
      'endless draws',
      () => requireDraws('draws', 1e9),
      'draws: expected a whole number in 1 .. 1000000, got 1000000000',
    ],
    ['a seed that is none', () => requireSeed(Number.NaN), 'seed: expected a string or a finite number, got NaN'],
    ['an edge', () => requireOpenUnit('alpha', 1), 'alpha: expected a number in (0, 1), got 1'],
    ['no number', () => requireOpenUnit('alpha', Number.NaN), 'alpha: expected a number in (0, 1), got NaN'],
  ])('refuse %s', (_, call, message) => {
    expect(messageOf(call)).toBe(message);
  });

  it('ask for no draw more than a level needs', () => {
    for (let k = 2; k < 2000; k++) expect(requireDraws('draws', k - 1, 1 / k)).toBe(k - 1);
  });

  it('give back what they accept', () => {
    expect([requireWhole('n', 1, 1), requireWhole('n', 30, 2, 30), requireOpenUnit('alpha', 0.05)]).toEqual([
      1, 30, 0.05,
    ]);
  });
});
