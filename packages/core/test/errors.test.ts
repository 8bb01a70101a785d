import { describe, expect, it } from 'vitest';
import { DataError, IntegrityError, NotConvergedError, ParameterError, QuantblocksError } from '../src/index.ts';

describe('errors', () => {
  it('share a base and carry their own names', () => {
    const errors = [
      new ParameterError('a', 'b', 1),
      new DataError('b', 1),
      new NotConvergedError('em', 3, 0.1),
      new IntegrityError('s', 'b', 1),
    ];
    for (const error of errors) expect(error).toBeInstanceOf(QuantblocksError);
    expect(errors.map((error) => error.name)).toEqual([
      'ParameterError',
      'DataError',
      'NotConvergedError',
      'IntegrityError',
    ]);
  });
  it('keep what was expected and received as fields', () => {
    expect(new ParameterError('period', 'an integer', 0.5)).toMatchObject({
      parameter: 'period',
      expected: 'an integer',
      received: 0.5,
    });
    expect(new DataError('a price', -1, { source: 'x.csv', row: 3, column: 'open' })).toMatchObject({
      source: 'x.csv',
      row: 3,
      column: 'open',
      received: -1,
    });
    expect(new NotConvergedError('em', 3, 0.1)).toMatchObject({ method: 'em', iterations: 3, residual: 0.1 });
    expect(new IntegrityError('file', 'a checksum', 'b')).toMatchObject({ subject: 'file', received: 'b' });
  });
  it('name only the parts of a place that are known', () => {
    expect(new DataError('a', 1).message).toBe('data: expected a, got 1');
    expect(new DataError('a', 1, { row: 0 }).message).toBe('row 0: expected a, got 1');
    expect(new DataError('a', 1, { source: 's', column: 'c' }).message).toBe('s, column c: expected a, got 1');
  });
  it.each([
    ['text', '"text"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
    [10n, '10'],
    [[1, 'a', Number.NaN], '[1, "a", NaN]'],
    [new Array(9).fill(0), 'an array of 9'],
    [new Float64Array(3), 'a Float64Array'],
    [{ a: 1 }, '{"a":1}'],
    [Math.max, 'function max'],
    ['x'.repeat(100), `"${'x'.repeat(77)}..."`],
    [{ long: 'x'.repeat(100) }, `{"long":"${'x'.repeat(68)}...`],
    [{ big: 1n }, 'an object'],
  ])('describe what they received: %s', (received, description) => {
    expect(new ParameterError('p', 'q', received).message).toBe(`p: expected q, got ${description}`);
  });
  it('describe an object that contains itself', () => {
    const loop: { self?: object } = {};
    loop.self = loop;
    expect(new ParameterError('p', 'q', loop).message).toBe('p: expected q, got an object');
  });
  it('pass a cause on', () => {
    const cause = new Error('inner');
    expect(new QuantblocksError('outer', { cause }).cause).toBe(cause);
  });
});
