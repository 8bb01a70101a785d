import { compileCondition } from '@quantblocks/optimizer/expression';
import { describe, expect, it } from 'vitest';

const least = Number.MIN_VALUE;

function judge(text: string, scope: Record<string, number | boolean> = {}): [boolean, number] {
  const condition = compileCondition(text, Object.keys(scope));
  return [condition.evaluate(scope), condition.violation(scope)];
}

describe('compileCondition', () => {
  it.each([
    ['2 >= 2', 0],
    ['1 >= 3', 2],
    ['2 <= 2', 0],
    ['3 <= 1', 2],
    ['3 > 2', 0],
    ['2 > 2', least],
    ['1 > 3', 2],
    ['2 < 2', least],
    ['3 < 1', 2],
    ['2 == 2', 0],
    ['1 == 3', 2],
    ['3 == 1', 2],
    ['1 != 3', 0],
    ['2 != 2', least],
    ['1 < 2 < 3', 0],
    ['4 < 2 < 1', 3],
    ['true', 0],
    ['false', 1],
  ])('%s is broken by %d', (text, expected) => {
    expect(judge(text)).toEqual([expected === 0, expected]);
  });

  it.each([
    ['1 >= 3 and 1 >= 2', 3],
    ['1 >= 3 and 2 >= 1', 2],
    ['1 >= 3 or 1 >= 2', 1],
    ['1 >= 3 or 2 >= 1', 0],
    ['not (3 >= 1)', 2],
    ['not (2 >= 2)', least],
    ['not (2 > 2)', 0],
    ['not (3 >= 1 and 2 >= 1)', 1],
    ['not (3 >= 1 or 2 >= 1)', 3],
    ['not not (1 >= 3)', 2],
    ['1 > 3 xor 4 > 3', 0],
    ['5 > 3 xor 4 > 3', 1],
    ['(5 > 3) == (1 > 4)', 2],
    ['(5 > 3) != (4 > 3)', 1],
    ['2 > 1 ? 1 >= 3 : 1 >= 9', 2],
    ['2 < 1 ? 1 >= 3 : 1 >= 9', 8],
  ])('%s is broken by %d', (text, expected) => {
    expect(judge(text)).toEqual([expected === 0, expected]);
  });

  it('takes booleans of the scope for conditions that are broken by 1', () => {
    expect(judge('not ruined', { ruined: true })).toEqual([false, 1]);
    expect(judge('not ruined and positions >= 50', { ruined: true, positions: 42 })).toEqual([false, 9]);
    expect(judge('ruined == false', { ruined: false })).toEqual([true, 0]);
  });

  it('passes no comparison with NaN, however it is negated', () => {
    const scope = { x: Number.NaN, y: 1 };
    for (const text of [
      'x > 1',
      'x <= 1',
      'x == x',
      'x != 1',
      '0 < x < 2',
      'x > 1 ? y > 0 : y > 0',
      'x > 1 xor y > 2',
    ]) {
      expect(judge(text, scope), text).toEqual([false, Number.POSITIVE_INFINITY]);
      expect(judge(`not (${text})`, scope), `not (${text})`).toEqual([false, Number.POSITIVE_INFINITY]);
    }
  });

  it('lets what is known decide where it can', () => {
    const scope = { x: Number.NaN, y: 1 };
    expect(judge('x > 1 or y > 0', scope)).toEqual([true, 0]);
    expect(judge('not (x > 1 and y > 2)', scope)).toEqual([true, 0]);
    expect(judge('x > 1 and y > 2', scope)).toEqual([false, Number.POSITIVE_INFINITY]);
    expect(judge('x > 1 or y > 2', scope)).toEqual([false, Number.POSITIVE_INFINITY]);
  });

  it('compares infinities', () => {
    const scope = { x: Number.POSITIVE_INFINITY };
    expect(judge('x >= x and x == x', scope)).toEqual([true, 0]);
    expect(judge('x > x', scope)).toEqual([false, least]);
    expect(judge('x < 1', scope)).toEqual([false, Number.POSITIVE_INFINITY]);
    expect(judge('x > -x', scope)).toEqual([true, 0]);
  });

  it('takes a program', () => {
    const { evaluate, uses } = compileCondition({ let: [['gap', 'b - a']], value: 'gap >= 1' }, ['a', 'b']);
    expect([evaluate({ a: 1, b: 2 }), evaluate({ a: 2, b: 1 })]).toEqual([true, false]);
    expect(uses).toEqual(['b', 'a']);
  });
});
