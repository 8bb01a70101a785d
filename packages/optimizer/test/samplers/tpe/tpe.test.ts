import { createRng, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  createStudy,
  float,
  int,
  ordinal,
  type Sampler,
  type Study,
  space,
  type TpeOptions,
  tpe,
  when,
} from '../../../src/index.ts';

const exits = space(
  {
    fast: int(2, 30),
    slow: int(5, 60, { log: true }),
    stop: float(1, 5, { step: 0.25 }),
    exit: categorical(['target', 'trail', 'none']),
    target: when({ exit: ['target'] }, float(1, 10)),
    trail: when({ exit: ['trail'] }, float(0.001, 0.1, { log: true })),
    bars: when({ exit: ['target', 'trail'] }, ordinal([5, 10, 20])),
  },
  { constraints: [{ less: 'fast', than: 'slow' }] },
);

function loss(params: ReturnType<typeof exits.decode>): number {
  const { fast, slow, stop, exit, target = 0, trail = 0, bars = 0 } = params;
  const penalty = { target: Math.abs(target - 4), trail: 1 + Math.abs(Math.log(trail)), none: 3 }[exit];
  return Math.abs(fast - 9) / 5 + Math.abs(slow - 26) / 9 + Math.abs(stop - 2) + penalty + bars / 20;
}

/** A study would replace what it cannot accept; this sampler never makes it. */
function watched(sampler: Sampler): Sampler {
  return {
    ...sampler,
    start(context) {
      const proposer = sampler.start(context);
      return {
        propose(trial, rng) {
          const proposal = proposer.propose(trial, rng);
          if (proposal !== null) expect(context.accepts(proposal.point)).toBe(true);
          return proposal;
        },
      };
    },
  };
}

const settings: [string, TpeOptions][] = [
  ['with its defaults', {}],
  ['with scott widths', { bandwidth: 'scott' }],
  ['with split widths', { bandwidth: 'neighbour-split' }],
  ['one dimension at a time', { multivariate: false }],
  ['without a liar', { constantLiar: false }],
];

describe.each(settings)('tpe %s', (_, options) => {
  const studyOf = (seed: number) => createStudy({ space: exits, sampler: tpe(options), seed });

  it('proposes params of the space that keep its constraints and are new, by itself', () => {
    const study = createStudy({ space: exits, sampler: watched(tpe(options)), seed: 1 });
    for (let i = 0; i < 40; i++) {
      for (const { number, params } of study.ask(1 + (i % 3))) {
        // What it cannot encode, a space did not decode.
        expect(exits.decode(exits.encode(params))).toEqual(params);
        study.tell(number, loss(params));
      }
    }
  });

  it('proposes the same whatever the order of tells inside a batch, failed and pruned ones among them', () => {
    const orders = createRng('orders');
    const inOrder = studyOf(2);
    const shuffled = studyOf(2);
    const end = (study: Study<ReturnType<typeof exits.decode>>, number: number): void => {
      if (number % 7 === 3) study.fail(number, 'odd');
      else if (number % 5 === 2) study.prune(number);
      else study.tell(number, Math.round(loss(study.trials[number].params)));
    };
    for (let batch = 0; batch < 8; batch++) {
      const asked = inOrder.ask(8);
      expect(shuffled.ask(8).map(({ params }) => params)).toEqual(asked.map(({ params }) => params));
      const numbers = asked.map(({ number }) => number);
      const ranks = new Map(numbers.map((number) => [number, orders.next()]));
      for (const number of numbers) end(inOrder, number);
      for (const number of numbers.toSorted((a, b) => Number(ranks.get(a)) - Number(ranks.get(b))))
        end(shuffled, number);
    }
  });

  it('comes nearer than its own start-up', () => {
    const study = studyOf(3);
    for (let i = 0; i < 100; i++) for (const { number, params } of study.ask()) study.tell(number, loss(params));
    const losses = study.trials.map(({ params }) => loss(params));
    expect(Math.min(...losses.slice(50))).toBeLessThan(Math.min(...losses.slice(0, 10)) / 2);
  });
});

describe('tpe', () => {
  it('starts with a Latin hypercube: every slice of every dimension once', () => {
    const search = space({ x: float(-2, 8), lr: float(1e-5, 1, { log: true }), n: int(0, 9) });
    const study = createStudy({ space: search, seed: 4 });
    const asked = study.ask(10);
    expect(new Set(asked.map(({ by }) => by))).toEqual(new Set(['start-up']));
    search.dimensions.forEach((dimension, d) => {
      const slices = asked.map(({ params }) => Math.floor(10 * dimension.toUnit(search.encode(params)[d])));
      expect(slices.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });
  });

  it('models from the first trial on at which enough have a result', () => {
    const study = createStudy({ space: space({ x: float(0, 1) }), sampler: tpe({ startupTrials: 3 }) });
    const by: string[] = [];
    for (let i = 0; i < 6; i++) {
      const [{ number, by: how }] = study.ask();
      by.push(how);
      if (i === 1) study.fail(number, 'no data');
      else study.tell(number, i);
    }
    expect(by).toEqual(['start-up', 'start-up', 'start-up', 'start-up', 'tpe', 'tpe']);
  });

  it('goes on at random while nothing but failures comes', () => {
    const study = createStudy({ space: exits, seed: 5 });
    for (let i = 0; i < 40; i++) for (const { number } of study.ask()) study.tell(number, Number.NaN);
    expect(study.trials.every(({ by }) => by === 'start-up')).toBe(true);
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(40);
  });

  it('searches among infinite, equal and infeasible values too', () => {
    const outcomes = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
    const study = createStudy({ space: exits, seed: 6 });
    for (let i = 0; i < 60; i++) {
      for (const { number } of study.ask()) study.tell(number, { value: outcomes[i % 4], constraints: [i % 3] });
    }
    expect(study.trials).toHaveLength(60);
  });

  it('fixes dimensions with a single value', () => {
    const search = space({ a: int(7, 7), x: float(0, 1), mode: categorical(['only']), b: float(2, 2) });
    for (const multivariate of [true, false]) {
      const study = createStudy({ space: search, sampler: tpe({ multivariate }) });
      for (let i = 0; i < 30; i++) {
        for (const { number, params } of study.ask()) {
          expect(params).toMatchObject({ a: 7, mode: 'only', b: 2 });
          study.tell(number, params.x);
        }
      }
    }
  });

  it('proposes again what it knows only if duplicates are allowed', () => {
    const search = space({ n: int(1, 3), mode: categorical(['a', 'b']) });
    const study = createStudy({ space: search, duplicates: 'allow', seed: 7 });
    for (let i = 0; i < 60; i++) for (const { number, params } of study.ask()) study.tell(number, params.n);
    expect(study.trials).toHaveLength(60);
    expect(study.trials.slice(30).filter(({ params }) => params.n === 1).length).toBeGreaterThan(15);
  });

  it('learns under a condition from the trials that have the parameter', () => {
    const search = space({
      on: categorical([true, false]),
      level: when({ on: [true] }, float(0, 100)),
    });
    const study = createStudy({ space: search, seed: 8 });
    for (let i = 0; i < 150; i++) {
      for (const { number, params } of study.ask()) study.tell(number, Math.abs((params.level ?? 0) - 70));
    }
    expect(Math.abs((study.best?.params.level ?? 0) - 70)).toBeLessThan(2);
  });

  it('finds other points with another seed, and the same with the same', () => {
    const points = (seed: number | string): unknown => {
      const study = createStudy({ space: exits, seed });
      for (let i = 0; i < 25; i++) for (const { number, params } of study.ask()) study.tell(number, loss(params));
      return study.trials.map(({ params }) => params);
    };
    expect(points(1)).toEqual(points(1));
    expect(points(1)).not.toEqual(points(2));
    expect(points(1)).not.toEqual(points('1'));
  });

  it('says in the log of a study what it was told', () => {
    const { sampler } = createStudy({ space: exits, sampler: tpe({ bandwidth: 'scott' }) }).identity();
    expect(sampler).toEqual({
      name: 'tpe',
      options: { bandwidth: 'scott', multivariate: true, constantLiar: true, startupTrials: 10, candidates: 24 },
    });
  });

  it('keeps to a constraint that leaves few points, and ends when all were asked', () => {
    const search = space(
      { a: int(1, 15), b: int(1, 15), c: int(1, 15) },
      {
        constraints: [
          function sum({ a, b, c }) {
            return a + b + c === 6;
          },
        ],
      },
    );
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const study = createStudy({ space: search, sampler: watched(tpe()), seed });
        for (let asked = study.ask(); asked.length > 0; asked = study.ask())
          study.tell(asked[0].number, asked[0].params.a);
        const seen = study.trials.map(({ params: { a, b, c } }) => `${a} ${b} ${c}`);
        expect(seen.toSorted()).toEqual([
          '1 1 4',
          '1 2 3',
          '1 3 2',
          '1 4 1',
          '2 1 3',
          '2 2 2',
          '2 3 1',
          '3 1 2',
          '3 2 1',
          '4 1 1',
        ]);
      }),
      { seed: 9, numRuns: 4 },
    );
  });

  it('refuses options out of range, and several objectives', () => {
    const refused: [TpeOptions, string][] = [
      [{ bandwidth: 'silverman' as never }, 'bandwidth: expected one of neighbour, neighbour-split, scott'],
      [{ startupTrials: 0 }, 'startupTrials: expected an integer >= 1, got 0'],
      [{ candidates: 1.5 }, 'candidates: expected an integer >= 1, got 1.5'],
      [{ candidates: Number.NaN }, 'candidates: expected an integer >= 1, got NaN'],
    ];
    for (const [options, message] of refused) {
      expect(() => tpe(options)).toThrow(ParameterError);
      expect(() => tpe(options)).toThrow(message);
    }
    const several = () => createStudy({ space: exits, direction: ['minimize', 'maximize'] });
    expect(several).toThrow('sampler: expected one that knows several objectives');
  });
});
