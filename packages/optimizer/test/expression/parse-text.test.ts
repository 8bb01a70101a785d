import { ParameterError } from '@quantblocks/core';
import { compileCondition, compileNumber, constraint } from '@quantblocks/optimizer/expression';
import { describe, expect, it } from 'vitest';

const names = ['sharpe', 'calmar', 'a', 'b'];
const messageOf = (text: string): string => {
  try {
    compileNumber(text, names);
  } catch (error) {
    if (error instanceof ParameterError) return error.message;
    throw error;
  }
  throw new Error(`${text} was compiled`);
};

describe('a text that is no arithmetic', () => {
  const texts = `
    import("x")   import(a)   parse("1")   evaluate("1")   f(x) = x   a = 1   1; 2   a, b
    constructor   constructor(1)   __proto__   toString   toString()   hasOwnProperty   valueOf   this   Math   process
    a.b   a.constructor   a["constructor"]   a[1]   a?.b   abs?.(1)   (abs)(1)   [1, 2]   {x: 1}   1:2   "s"   's'   \`s\`
    a!   a'   5 cm   a to b   a in b   i   sqrt   unit(1)   random()   a ?? b   a & b   a | b   ~a   a << 1   a .* b   a ./ b   a .^ b
    5%   a % b   10 + 5%   a # b   null   undefined   NaN   Infinity   1e999   1.2.3   1 2   2 a   a b   2(a)   (a)(b)   abs a
    (   )   a +   * a   a ? b   a ? : b   a <> b   a === b   a =< b   \\   $   𝐀   名`;

  it.each([...texts.trim().split(/ {3,}|\n +/), '', ' \n', 'a\nb', '\u0000', 'a\u2028\\'])('is refused: %j', (text) => {
    expect(() => compileNumber(text, names)).toThrow(ParameterError);
    expect(() => compileCondition(text, names)).toThrow(ParameterError);
  });

  it.each([undefined, null, 5, ['a'], {}, true])('is refused: %j', (text) => {
    expect(() => compileNumber(text as unknown as string, names)).toThrow(ParameterError);
  });

  it.each([
    ['0.5*sharp', 'expected a known name (did you mean sharpe?) at character 5, got "sharp"'],
    ['Calmar', 'expected a known name (did you mean calmar?) at character 1, got "Calmar"'],
    ['0.5*profit', 'expected a known name at character 5, got "profit"'],
    ['a + sqr(b)', 'expected a known function (did you mean sqrt?) at character 5, got "sqr"'],
    ['a + pow(b)', 'expected 2 arguments of pow, got "pow(b)"'],
    ['a + a (b)', 'expected a known function at character 5, got "a"'],
    ['min(a)', 'expected at least 2 arguments of min, got "min(a)"'],
    ['2 a', 'expected an operator between two factors, got "2 a"'],
    ['a + 5%', 'expected mod for a remainder, or / 100 for a percentage, at character 6, got "%"'],
    ['a && b', 'expected and at character 3, got "&"'],
    ['a = b', 'expected == for a comparison (nothing can be assigned) at character 3, got "="'],
    ['a + * b', 'expected an expression (value expected) at character 5, got "a + * b"'],
    ['1e999', 'expected a finite number, got "Infinity"'],
    ['a ?? b', 'expected an operator of arithmetic, comparison or logic, got "a ?? b"'],
  ])('is named in the error: %s', (text, message) => {
    expect(messageOf(text)).toBe(`expression: ${message}`);
  });
});

describe('kinds', () => {
  it.each([
    '(a > b) + 1',
    'true + 1',
    '-(a > b)',
    'a > b',
    'true',
    'a < (b < 1)',
    '(a < b) < b',
    'abs(a > b)',
    'a < b < true',
  ])('a condition is no number: %s', (text) => {
    expect(messageOf(text)).toMatch(/expected a number, got/);
  });

  it.each([
    'a + b',
    '1',
    'abs(a)',
    'a and b > 1 and a > 2',
    'not (a + b)',
    'pi',
    '1 ? true : false',
    'true == 1',
    'a ? 1 : 2',
  ])('a number is no condition: %s', (text) => {
    expect(() => compileCondition(text, names)).toThrow(ParameterError);
  });

  it('a name is a number everywhere, or a boolean everywhere', () => {
    expect(() => compileCondition('a and a > 1', names)).toThrow('a name that is a number everywhere');
    expect(() => compileCondition('a > 1 and a', names)).toThrow('a name that is a number everywhere');
  });

  it('not before a comparison needs parentheses', () => {
    for (const text of ['not a > b', 'not a == b']) {
      expect(() => compileCondition(text, names)).toThrow(
        `expected parentheses: not (a < b), or (not a) == b, got "${text}"`,
      );
    }
    expect(compileCondition('(not a) == b', names).uses).toEqual(['a', 'b']);
  });
});

describe('limits', () => {
  const deep = (n: number): string => `${'abs('.repeat(n)}a${')'.repeat(n)}`;

  it('a text is at most 2,000 characters long', () => {
    expect(() => compileNumber('a'.repeat(10_000), names)).toThrow(
      'expression: expected at most 2000 characters, got 10000',
    );
    expect(compileNumber(`a${' '.repeat(1999)}`, names).at([0, 0, 3])).toBe(3);
  });

  it('parentheses are at most 50 deep', () => {
    expect(compileNumber(deep(50), names).at([0, 0, -3])).toBe(3);
    expect(() => compileNumber(deep(51), names)).toThrow('expected at most 50 nested parentheses at character 204');
  });

  it('operations are at most 500 deep, so that no text exhausts the stack', () => {
    expect(compileNumber(`a${' + a'.repeat(499)}`, names).at([0, 0, 2])).toBe(1000);
    expect(compileNumber(`${'-'.repeat(500)}a`, names).at([0, 0, 2])).toBe(2);
    expect(compileNumber(`${'a>b?a:'.repeat(333)}b`, names).at([0, 0, 1, 2])).toBe(2);
    for (const text of [
      `a${'+a'.repeat(999)}`,
      `${'-'.repeat(1999)}a`,
      `${'not '.repeat(499)}not a`,
      `${'2^'.repeat(999)}a`,
    ]) {
      expect(() => compileNumber(text, names), text.slice(0, 20)).toThrow(ParameterError);
      expect(() => compileCondition(text, names), text.slice(0, 20)).toThrow(ParameterError);
    }
  });

  it('takes no longer for equalities of conditions that are nested', () => {
    const nested = `${'('.repeat(50)}a > b${') == (b > a)'.repeat(50)}`;
    expect(compileCondition(nested, names).violation({ sharpe: 0, calmar: 0, a: 1, b: 2 })).toBe(1);
  });
});

describe('names of the prototype of objects', () => {
  const odd = ['toString', '__proto__', 'constructor', 'hasOwnProperty'] as string[];

  it('are names like others', () => {
    const { evaluate, at } = compileNumber(odd.join(' + '), odd);
    expect(at([1, 2, 3, 4])).toBe(10);
    expect(evaluate(JSON.parse('{"toString": 1, "__proto__": 2, "constructor": 3, "hasOwnProperty": 4}'))).toBe(10);
    expect(constraint('constructor < __proto__').test(JSON.parse('{"constructor": 3, "__proto__": 2}'))).toBe(false);
  });

  it('are missing if the scope only inherits them', () => {
    const { evaluate } = compileNumber(odd.join(' + '), odd);
    expect(() => evaluate({})).toThrow(`${odd.join(', ')}: expected a number`);
    expect(constraint('constructor < __proto__').test({})).toBe(true);
  });
});
