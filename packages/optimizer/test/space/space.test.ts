import { createRng, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categorical, float, int, ordinal, type Space, space, when } from '../../src/index.ts';

const nested = space({
  exit: categorical(['none', 'target', 'trail']),
  targetAtr: when({ exit: ['target', 'trail'] }, float(1, 3, { step: 0.5 })),
  trail: when({ exit: ['trail'] }, categorical(['atr', 'percent'])),
  trailAtr: when({ trail: ['atr'] }, int(1, 4)),
  length: ordinal([26, 52, 78]),
});

const pointsOf = <Params>(search: Space<Params>): Float64Array[] =>
  Array.from({ length: search.size }, (_, i) => search.pointAt(i));

describe('conditional parameters', () => {
  it('are absent where their condition does not hold, over two levels', () => {
    expect(nested.decode(nested.encode({ exit: 'none', length: 26 }))).toEqual({ exit: 'none', length: 26 });
    const percent = { exit: 'trail', targetAtr: 1.5, trail: 'percent', length: 52 } as const;
    expect(nested.decode(nested.encode(percent))).toEqual(percent);
    const atr = { exit: 'trail', targetAtr: 1.5, trail: 'atr', trailAtr: 4, length: 52 } as const;
    expect(Array.from(nested.encode(atr))).toEqual([2, 1.5, 0, 4, 1]);
  });

  it('leave no grandchild behind when the grandparent turns them off', () => {
    const point = nested.encode({ exit: 'trail', targetAtr: 1, trail: 'atr', trailAtr: 2, length: 26 });
    point[0] = 1;
    expect(nested.decode(nested.activate(point))).toEqual({ exit: 'target', targetAtr: 1, length: 26 });
  });

  it('must be given where they exist, and must not where they do not', () => {
    expect(() => nested.encode({ exit: 'target', length: 26 })).toThrow('targetAtr: expected a value, got undefined');
    expect(() => nested.encode({ exit: 'none', trail: 'atr', length: 26 })).toThrow(
      'trail: expected no value, because its condition does not hold, got "atr"',
    );
  });

  it('under two conditions exist where both hold', () => {
    const both = space({
      a: categorical([true, false]),
      b: int(1, 3),
      c: when({ a: [true], b: [2, 3] }, float(0, 1)),
    });
    expect('c' in both.decode(both.activate(Float64Array.of(0, 2, 0.5)))).toBe(true);
    expect('c' in both.decode(both.activate(Float64Array.of(0, 1, 0.5)))).toBe(false);
    expect('c' in both.decode(both.activate(Float64Array.of(1, 2, 0.5)))).toBe(false);
  });
});

describe('keyOf', () => {
  it('tells all points of a conditional space apart', () => {
    const names = new Map<number | string, string>();
    for (const point of pointsOf(nested)) names.set(nested.keyOf(point), JSON.stringify(nested.decode(point)));
    expect(new Set(names.values()).size).toBe(names.size);
    // One for `none`, 5 targets, 5 x (4 + 1) ways to trail; three lengths each.
    expect(names.size).toBe((1 + 5 + 5 * 5) * 3);
  });

  it('is the same for the same params', () => {
    for (const point of pointsOf(nested)) {
      expect(nested.keyOf(nested.encode(nested.decode(point)))).toBe(nested.keyOf(point));
    }
  });

  it('tells points apart in spaces with more points than doubles count', () => {
    const huge = space({
      on: categorical([false, true]),
      a: int(0, 1e9),
      b: when({ on: [true] }, int(0, 1e9)),
      c: int(0, 1e9),
    });
    const digit = fc.constantFrom(0, 1, 11, 1e9);
    const point = fc
      .tuple(fc.constantFrom(0, 1), digit, digit, digit)
      .map((values) => huge.activate(Float64Array.from(values)));
    fc.assert(
      fc.property(point, point, (one, other) => {
        const same = one.every((value, i) => Object.is(value, other[i]));
        expect(huge.keyOf(one) === huge.keyOf(other)).toBe(same);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('points', () => {
  it('of every kind go to params and back unchanged', () => {
    const search = space({
      x: float(-1, 1),
      lr: float(1e-5, 1, { log: true }),
      stop: float(5, 25, { step: 0.1 }),
      length: int(1, 300, { log: true }),
      mode: categorical(['a', 'b']),
      target: when({ mode: ['a'] }, ordinal([1, 2.5, '3'])),
    });
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const point = search.randomPoint(createRng(seed));
        const params = search.decode(point);
        expect(search.encode(params)).toEqual(point);
        expect(search.encode(JSON.parse(JSON.stringify(params)))).toEqual(point);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('are enumerated completely', () => {
    const grid = space({ a: int(1, 3), b: categorical(['x', 'y']), c: float(0, 0.2, { step: 0.1 }) });
    const seen = new Set(pointsOf(grid).map((point) => JSON.stringify(grid.decode(point))));
    expect(seen.size).toBe(grid.size);
    expect(grid.size).toBe(18);
  });

  it('drawn at random are spread evenly over the cells of a grid', () => {
    const grid = space({ a: int(0, 2), b: categorical(['x', 'y']) });
    const rng = createRng('even');
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 6000; i++) {
      const key = grid.keyOf(grid.randomPoint(rng));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // Expected 1,000 each with standard deviation 29; four of them are 116.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(116);
  });
});

describe('size', () => {
  it('is the number of points of a grid, and Infinity with a continuum', () => {
    expect(space({ a: int(1, 5), b: ordinal([1, 2]) }).size).toBe(10);
    expect(space({ a: int(1, 5), x: float(0, 1) }).size).toBe(Number.POSITIVE_INFINITY);
  });

  it('of a grid with more points than doubles reach is the largest double, so that it still counts as finite', () => {
    const digits = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`digit${i}`, int(0, 9)]));
    expect(space(digits).size).toBe(Number.MAX_VALUE);
    expect(space({ ...digits, x: float(0, 1) }).size).toBe(Number.POSITIVE_INFINITY);
  });

  it('of a single point is 1', () => {
    const one = space({ a: int(3, 3), x: float(0.5, 0.5), b: categorical(['only']) });
    expect(one.size).toBe(1);
    expect(one.decode(one.randomPoint(createRng(1)))).toEqual({ a: 3, x: 0.5, b: 'only' });
  });
});

describe('params of a point', () => {
  it('are frozen, so that an objective cannot rewrite a trial', () => {
    const params = nested.decode(nested.encode({ exit: 'none', length: 26 })) as { length: number };
    expect(() => {
      params.length = 52;
    }).toThrow(TypeError);
  });
});

describe('names', () => {
  it('may be those of members every object has', () => {
    const search = space({ valueOf: categorical([1, 2]), toString: when({ valueOf: [2] }, int(1, 3)) });
    expect(search.decode(search.encode({ valueOf: 1 } as never))).toEqual({ valueOf: 1 });
    expect(() => search.encode({} as never)).toThrow('valueOf: expected a value, got undefined');
  });

  it('cannot be __proto__, which no object holds', () => {
    expect(() => space(JSON.parse('{ "__proto__": { "type": "int", "low": 1, "high": 2 } }'))).toThrow(
      'parameters: expected names, got "__proto__"',
    );
  });
});

describe('toJSON', () => {
  it('is what was declared, whatever is written to the declaration later', () => {
    const mode = { type: 'categorical', choices: ['a', 'b'] } as const;
    const search = space({ mode });
    (mode.choices as unknown as string[])[0] = 'z';
    expect(search.toJSON().parameters).toEqual({ mode: { type: 'categorical', choices: ['a', 'b'] } });
  });
});

describe('params are refused', () => {
  const search = space({ n: int(1, 9), x: float(0, 1), mode: categorical(['a', 'b']) });
  const good = { n: 1, x: 0, mode: 'a' };
  const cases: [string, object, string][] = [
    ['below the range', { ...good, n: 0 }, 'n: expected a number in [1, 9], got 0'],
    ['above the range', { ...good, x: 1.1 }, 'x: expected a number in [0, 1], got 1.1'],
    ['between two values', { ...good, n: 1.5 }, 'n: expected 1 plus a multiple of 1, got 1.5'],
    ['with NaN', { ...good, x: Number.NaN }, 'x: expected a number in [0, 1], got NaN'],
    ['with text for a number', { ...good, x: '0' }, 'x: expected a number in [0, 1], got "0"'],
    ['with a choice there is not', { ...good, mode: 'c' }, 'mode: expected one of "a", "b", got "c"'],
    ['without a value', { n: 1, x: 0 }, 'mode: expected a value, got undefined'],
    ['with a name there is not', { ...good, y: 1 }, 'params: expected parameters of the space, got "y"'],
  ];

  it('that are no object', () => {
    expect(() => search.encode(null as never)).toThrow('params: expected an object, got null');
  });

  it.each(cases)('%s', (_, params, message) => {
    expect(() => search.encode(params as never)).toThrow(ParameterError);
    expect(() => search.encode(params as never)).toThrow(message);
  });
});

describe('a space is refused', () => {
  it('without parameters', () => {
    expect(() => space({})).toThrow('parameters: expected at least one parameter, got {}');
  });

  it('with a parameter without a name', () => {
    expect(() => space({ '': int(1, 2) })).toThrow('parameters: expected names, got ""');
  });
});
