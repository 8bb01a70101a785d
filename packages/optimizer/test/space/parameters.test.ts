import { ParameterError } from '@quantblocks/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { categorical, float, int, ordinal, type Parameter, space, when } from '../../src/index.ts';

describe('types of the params', () => {
  it('are numbers, the choices, and optional under a condition', () => {
    const exits = space({
      stopAtr: float(1, 5, { step: 0.5 }),
      length: int(5, 20),
      mode: categorical(['light', 'strict']),
      senkou: ordinal([26, 52]),
      isLong: categorical([true, false]),
      exit: categorical(['target', 'trail']),
      targetAtr: when({ exit: ['target'] }, float(1, 10)),
      trailMode: when({ exit: ['trail'] }, categorical(['atr', 'percent'])),
    });
    const params = exits.decode(exits.pointAt(0));
    expectTypeOf(params.stopAtr).toEqualTypeOf<number>();
    expectTypeOf(params.length).toEqualTypeOf<number>();
    expectTypeOf(params.mode).toEqualTypeOf<'light' | 'strict'>();
    expectTypeOf(params.senkou).toEqualTypeOf<26 | 52>();
    expectTypeOf(params.isLong).toEqualTypeOf<boolean>();
    expectTypeOf(params.targetAtr).toEqualTypeOf<number | undefined>();
    expectTypeOf(params.trailMode).toEqualTypeOf<'atr' | 'percent' | undefined>();
    expectTypeOf(params).not.toHaveProperty('stop');
    expectTypeOf<{ stopAtr: number }>().not.toExtend<typeof params>();
  });

  it('are inferred from plain data too', () => {
    const plain = space({
      length: { type: 'int', low: 2, high: 100, log: true },
      source: { type: 'categorical', choices: ['close', 'hl2'] },
      factor: { type: 'float', low: 1, high: 2, when: { source: ['hl2'] } },
    });
    const params = plain.decode(plain.pointAt(0));
    expectTypeOf(params.length).toEqualTypeOf<number>();
    expectTypeOf(params.source).toEqualTypeOf<'close' | 'hl2'>();
    expectTypeOf(params.factor).toEqualTypeOf<number | undefined>();
  });

  it('are known to constraints', () => {
    space(
      { fast: int(1, 5), mode: categorical(['a', 'b']) },
      {
        constraints: [
          function onlyTypes(params) {
            expectTypeOf(params.fast).toEqualTypeOf<number>();
            expectTypeOf(params.mode).toEqualTypeOf<'a' | 'b'>();
            return true;
          },
        ],
      },
    );
  });
});

describe('plain data', () => {
  // As an indicator registry describes what may be searched.
  type SearchDimension =
    | { readonly type: 'int' | 'float'; readonly low: number; readonly high: number; readonly log: boolean }
    | { readonly type: 'categorical'; readonly choices: readonly (string | boolean)[] };
  const macd: {
    parameters: Readonly<Record<string, SearchDimension>>;
    constraints: readonly { readonly less: string; readonly than: string }[];
  } = {
    parameters: {
      fast: { type: 'int', low: 2, high: 50, log: true },
      slow: { type: 'int', low: 3, high: 100, log: true },
      smoothing: { type: 'float', low: 0.5, high: 3, log: false },
      seed: { type: 'categorical', choices: ['sma', 'first', true] },
    },
    constraints: [{ less: 'fast', than: 'slow' }],
  };

  it('of a registry is a space', () => {
    const { parameters, constraints } = macd;
    const search = space(parameters, { constraints });
    const params = { fast: 12, slow: 26, smoothing: 2, seed: 'sma' };
    expect(search.decode(search.encode(params))).toEqual(params);
    expect(() => search.encode({ ...params, slow: 12 })).toThrow('params: expected fast < slow');
  });

  it('that went through JSON declares the same space', () => {
    const { parameters, constraints } = macd;
    const search = space(parameters, { constraints });
    const json = JSON.parse(JSON.stringify(search));
    expect(json).toEqual({ parameters, constraints: ['fast < slow'] });
    expect(space(json.parameters, { constraints }).dimensions).toEqual(search.dimensions);
  });
});

describe('a declaration is refused', () => {
  const anything = (value: unknown): Parameter => value as Parameter;
  const cases: [string, Parameter, string][] = [
    ['without choices', categorical([]), 'p: expected a list of at least one choice, got []'],
    [
      'with a text for choices',
      anything({ type: 'ordinal', choices: 'abc' }),
      'p: expected a list of at least one choice',
    ],
    ['with a choice twice', ordinal([1, 2, 1]), 'p: expected choices without repetition, got [1, 2, 1]'],
    [
      'with NaN among the choices',
      ordinal([1, Number.NaN]),
      'p: expected choices that are strings, booleans or finite numbers, got NaN',
    ],
    [
      'with null among the choices',
      anything({ type: 'categorical', choices: ['a', null] }),
      'finite numbers, got null',
    ],
    ['with a bound that is NaN', float(Number.NaN, 1), 'p: expected finite bounds with low <= high, got [NaN, 1]'],
    ['with an infinite bound', float(0, Number.POSITIVE_INFINITY), 'p: expected finite bounds'],
    ['with the bounds turned round', int(5, 4), 'p: expected finite bounds with low <= high, got [5, 4]'],
    ['without a bound', anything({ type: 'float', low: 0 }), 'p: expected finite bounds'],
    ['with a bound that is text', anything({ type: 'float', low: '0', high: 1 }), 'p: expected finite bounds'],
    ['with step 0', float(0, 1, { step: 0 }), 'p.step: expected a finite number > 0, got 0'],
    ['with a negative step', int(0, 9, { step: -1 }), 'p.step: expected a finite number > 0, got -1'],
    ['with a step that is NaN', float(0, 1, { step: Number.NaN }), 'p.step: expected a finite number > 0, got NaN'],
    ['as an int with a broken bound', int(0.5, 3), 'p: expected an int with whole bounds and step, got [0.5, 3, 1]'],
    ['as an int with a broken step', int(0, 3, { step: 0.5 }), 'p: expected an int with whole bounds and step'],
    ['as an int beyond exact doubles', int(0, 2 ** 60), 'p: expected an int with whole bounds and step'],
    ['with more values than doubles count', float(0, 1e9, { step: 1e-9 }), 'p.step: expected fewer than 2^53 values'],
    ['on a logarithmic scale from 0', float(0, 1, { log: true }), 'p: expected low > 0 on a logarithmic scale, got 0'],
    ['on a logarithmic scale from int 0', int(0, 9, { log: true }), 'p: expected low > 0 on a logarithmic scale'],
    [
      'as a float with a step on a logarithmic scale',
      float(1, 9, { step: 1, log: true }),
      'p.step: expected no step on a logarithmic scale, got 1',
    ],
    ['as an int with a wider step on it', int(1, 9, { step: 2, log: true }), 'p.step: expected 1 on a logarithmic'],
    [
      'of an unknown type',
      anything({ type: 'double', low: 0, high: 1 }),
      'p: expected a float, int, ordinal or categorical',
    ],
    [
      'of an unknown type with choices',
      anything({ type: 'set', choices: [1] }),
      'p: expected a float, int, ordinal or categorical',
    ],
    ['that is a number', anything(5), 'p: expected a float, int, ordinal or categorical, got 5'],
    ['that is null', anything(null), 'p: expected a float, int, ordinal or categorical, got null'],
  ];

  it.each(cases)('%s', (_, parameter, message) => {
    expect(() => space({ p: parameter })).toThrow(ParameterError);
    expect(() => space({ p: parameter })).toThrow(message);
  });
});

describe('a condition is refused', () => {
  const on = categorical(['a', 'b']);
  const cases: [string, () => unknown, string][] = [
    [
      'on an unknown parameter',
      () => space({ on, p: when({ off: ['a'] }, int(1, 2)) }),
      'p.when: expected names of parameters declared before, got "off"',
    ],
    [
      'on a parameter that comes later',
      () => space({ p: when({ on: ['a'] }, int(1, 2)), on }),
      'p.when: expected names of parameters declared before, got "on"',
    ],
    ['on itself', () => space({ p: when({ p: [1] }, int(1, 2)) }), 'p.when: expected names of parameters declared'],
    [
      'without values',
      () => space({ on, p: when({ on: [] }, int(1, 2)) }),
      'p.when.on: expected a list of values of on, got []',
    ],
    [
      'with a value there is not',
      () => space({ on, p: when({ on: ['c'] }, int(1, 2)) }),
      'p.when.on: expected one of "a", "b"',
    ],
    [
      'with a value that is not in a list',
      () => space({ on, p: when({ on: 'a' as never }, int(1, 2)) }),
      'p.when.on: expected a list of values of on, got "a"',
    ],
    [
      'with a value beside the grid',
      () => space({ n: int(0, 8, { step: 2 }), p: when({ n: [3] }, int(1, 2)) }),
      'p.when.n: expected 0 plus a multiple of 2, got 3',
    ],
  ];

  it.each(cases)('%s', (_, declare, message) => {
    expect(declare).toThrow(ParameterError);
    expect(declare).toThrow(message);
  });
});
