import { ParameterError } from '@quantblocks/core';
import { compileNumber } from '@quantblocks/optimizer/expression';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

const resultOf = (text: string, scope: Record<string, number | boolean> = {}): number =>
  compileNumber(text, Object.keys(scope)).evaluate(scope);

describe('compileNumber', () => {
  it.each([
    ['1 + 2*3', 7],
    ['7 - 2 - 1', 4],
    ['8/4/2', 1],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['-(1 - 3)*+2', 4],
    ['.5 + 1e-1*0x10', 2.1],
    ['7 mod 3', 1],
    ['-7 mod 3', 2],
    ['7 mod -3', -2],
    ['0.5 mod 0.125 + 6 mod 3', 0],
    ['1 < 2 ? 3 : 4', 3],
    ['1 > 2 ? 3 : 2 > 2 ? 4 : 5', 5],
    ['1 > 2 ? 3 : 4 + 10', 14],
    ['1 < 2 < 3 ? 1 : 0', 1],
    ['3 > 2 > 2 ? 1 : 0', 0],
    ['1 + 2 > 2 and not (1 > 2) ? 1 : 0', 1],
    ['true or false and false ? 1 : 0', 1],
    ['true xor true ? 1 : 0', 0],
  ])('%s is %d', (text, expected) => {
    expect(resultOf(text)).toBe(expected);
  });

  it.each([
    ['abs(-2)', 2],
    ['ceil(1.2) + floor(1.8)', 3],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['sign(-3)', -1],
    ['max(1, 3, 2) - min(4, 3, 5)', 0],
    ['pow(2, 10)', 1024],
    ['sqrt(16)', 4],
    ['log(exp(2))', 2],
    ['log(8, 2)', 3],
    ['log2(8) + log10(1000)', 6],
    ['sin(pi/2) + cos(0) + tan(0)', 2],
    ['log(e)', 1],
  ])('%s is %d', (text, expected) => {
    // A quotient of two logarithms is a rounding error beside 3.
    expectClose(resultOf(text), expected, { rtol: 1e-15 });
  });

  it('computes what JavaScript computes, not what the parser would', () => {
    // 0.1 + 0.2 and 0.3 are equal to mathjs, which compares with a tolerance.
    expect(resultOf('0.1 + 0.2 == 0.3 ? 1 : 0')).toBe(0);
    expect(resultOf('1 < 1 + 2^-52 ? 1 : 0')).toBe(1);
  });

  it('prefers a value of the scope to a constant, and keeps functions apart from values', () => {
    expect(resultOf('e + pi', { e: 1, pi: 2 })).toBe(3);
    expect(resultOf('min(min, max)', { min: 3, max: 2 })).toBe(2);
  });

  it('tells the names it uses in order of first use, without constants', () => {
    expect(compileNumber('b*pi + a - b', ['a', 'b', 'c']).uses).toEqual(['b', 'a']);
  });

  it('evaluates positional values in the order of the names given', () => {
    const { at } = compileNumber('b > 1 ? c : a', ['a', 'b', 'c']);
    expect([at([1, 2, 3]), at(Float64Array.of(1, 0, 3))]).toEqual([1 + 2, 1]);
  });

  it('takes a name for a boolean where a condition stands', () => {
    expect(resultOf('flag ? 1 : 2', { flag: true })).toBe(1);
    expect(resultOf('flag == (a > 1) ? 1 : 2', { flag: false, a: 2 })).toBe(2);
    const { at } = compileNumber('flag ? 1 : 2', ['flag']);
    expect([at([1]), at([0]), at([-1]), at([Number.NaN])]).toEqual([1, 2, 2, Number.NaN]);
  });

  it('reads line breaks as blanks', () => {
    expect(resultOf('1\r\n- 2\n\t+ 4')).toBe(3);
  });

  it('gives NaN where there is no real number, or where a choice depends on NaN', () => {
    for (const text of ['sqrt(-1)', 'log(-1)', '(-8)^(1/3)', '0/0', '1 mod 0', 'max(1, 0/0)', '0/0 > 1 ? 1 : 2']) {
      expect(resultOf(text), text).toBeNaN();
    }
  });

  it('evaluates the steps of a program in order', () => {
    const program = { let: [['k', 'min(a*b, 10)'] as const, ['m', 'k + 1'] as const], value: 'k < 10 ? k : m*a' };
    const { evaluate, at, uses } = compileNumber(program, ['a', 'b']);
    expect([evaluate({ a: 2, b: 3 }), evaluate({ a: 4, b: 3 }), at([4, 3])]).toEqual([6, 44, 44]);
    expect(uses).toEqual(['a', 'b']);
    expect(compileNumber({ value: '1' }, []).evaluate({})).toBe(1);
  });

  it('refuses a step that takes a name that is taken, or uses a later one', () => {
    const compile = (steps: [string, string][]) => () => compileNumber({ let: steps, value: '1' }, ['a']);
    expect(compile([['a', '1']])).toThrow('expression.let.a: expected a new name, got "a"');
    expect(
      compile([
        ['k', 'm'],
        ['m', '1'],
      ]),
    ).toThrow('expression.let.k: expected a known name at character 1, got "m"');
    expect(compile([['k', 'not a']])).toThrow(ParameterError);
  });

  it('names all values that are missing or of the wrong kind', () => {
    const { evaluate } = compileNumber('a + b + (c ? 1 : 2)', ['a', 'b', 'c'] as string[]);
    expect(() => evaluate({ a: 1, c: 5 })).toThrow('b, c: expected a number, a boolean, got [undefined, 5]');
    expect(() => evaluate({ a: 1, b: null, c: true })).toThrow('b: expected a number, got null');
    expect(evaluate({ a: 1, b: Number.NaN, c: true })).toBeNaN();
  });

  it('refuses names that are there twice', () => {
    expect(() => compileNumber('a', ['a', 'b', 'a'])).toThrow('names: expected different names');
  });
});
