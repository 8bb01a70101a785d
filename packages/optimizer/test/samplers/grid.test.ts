import { ParameterError } from '@quantblocks/core';
import { createStudy, restoreStudy, type StudyOptions } from '@quantblocks/optimizer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GridOptions, grid } from '../../src/samplers/grid.ts';
import { categorical, float, int, ordinal, when } from '../../src/space/parameters.ts';
import { type Space, space } from '../../src/space/space.ts';
import { optimize } from '../../src/study/optimize.ts';

const ladder = space(
  { fast: int(1, 6), slow: int(1, 8), stop: ordinal([2, 3]) },
  { constraints: [{ less: 'fast', than: 'slow' }] },
);
const exits = space({
  exit: categorical(['target', 'trail']),
  target: when({ exit: ['target'] }, int(1, 3)),
  trail: when({ exit: ['trail'] }, int(1, 5)),
});
const cube = space({ a: int(1, 1000), b: int(1, 1000), c: int(1, 1000) });

function ask<Params>(
  searched: Space<Params>,
  options: GridOptions,
  rest: Partial<StudyOptions<Params>> = {},
): Params[] {
  const study = createStudy({ space: searched, sampler: grid(options), ...rest });
  return study.ask(1000).map(({ params }) => params);
}

// Of all points by index, the distinct acceptable ones.
function pointsOf<Params>(searched: Space<Params>): string[] {
  const points = Array.from({ length: searched.size }, (_, i) => searched.pointAt(i));
  const feasible = points.filter((point) => searched.isFeasible(point));
  return [...new Set(feasible.map((point) => JSON.stringify(searched.decode(point))))].sort();
}

describe('grid', () => {
  it.each([
    ['with a constraint', ladder],
    ['with conditions', exits],
  ] as [string, Space<unknown>][])('has every acceptable point of a space %s once, in any order', (_, searched) => {
    for (const order of ['given', 'shuffled'] as const) {
      for (const duplicates of ['skip', 'allow'] as const) {
        const asked = ask(searched, { order }, { duplicates }).map((params) => JSON.stringify(params));
        expect(asked.sort()).toEqual(pointsOf(searched));
      }
    }
  });

  it('ends the search when all points were tried', async () => {
    const study = createStudy({ space: exits, sampler: grid() });
    const { stopped } = await optimize(study, ({ target = 9 }) => target, { trials: 100 });
    expect(stopped).toBe('exhausted');
    expect(study.trials.length).toBe(8);
    expect(study.best?.params).toEqual({ exit: 'target', target: 1 });
  });

  it('goes through loops in the order given', () => {
    const asked = ask(ladder, { order: 'given' });
    expect(asked.slice(0, 3)).toEqual([
      { fast: 1, slow: 2, stop: 2 },
      { fast: 1, slow: 2, stop: 3 },
      { fast: 1, slow: 3, stop: 2 },
    ]);
  });

  it('is shuffled by the seed of the study', () => {
    expect(ask(ladder, {}, { seed: 1 })).toEqual(ask(ladder, {}, { seed: 1 }));
    expect(ask(ladder, {}, { seed: 1 })).not.toEqual(ask(ladder, {}, { seed: 2 }));
    expect(ask(ladder, {}, { seed: 1 })).not.toEqual(ask(ladder, { order: 'given' }, { seed: 1 }));
  });

  it('has as many values of a continuous parameter as it is told', () => {
    const mixed = space({ x: float(0, 1), y: float(1, 100, { log: true }), z: int(1, 2) });
    expect(ask(mixed, { points: 3 }).length).toBe(3 * 3 * 2);
    const asked = ask(mixed, { points: { x: 2, y: 3 }, order: 'given' });
    expect(asked.map(({ x, y, z }) => [x, y, z])).toEqual(
      [0, 1].flatMap((x) => [1, 10, 100].flatMap((y) => [1, 2].map((z) => [x, y, z]))),
    );
  });

  it('passes over points that were enqueued', () => {
    const plane = space({ x: float(0, 1), y: float(0, 1) });
    const study = createStudy({ space: plane, sampler: grid({ points: 2 }) });
    study.enqueue({ x: 0, y: 1 });
    study.enqueue({ x: 0.5, y: 0.5 });
    const asked = study.ask(10).map(({ params: { x, y } }) => `${x} ${y}`);
    expect(asked.sort()).toEqual(['0 0', '0 1', '0.5 0.5', '1 0', '1 1']);
  });

  it('needs no list of the points of a huge space', () => {
    const study = createStudy({ space: cube, sampler: grid(), seed: 3 });
    const asked = study.ask(2_000).map(({ params }) => params);
    expect(new Set(asked.map((params) => JSON.stringify(params))).size).toBe(2_000);
    // Means of 2,000 uniform values in 1 .. 1000: 500.5 with a standard error of 6.5.
    for (const name of ['a', 'b', 'c'] as const) {
      const mean = asked.reduce((sum, params) => sum + params[name], 0) / asked.length;
      expect(Math.abs(mean - 500.5)).toBeLessThan(26);
    }
  });

  it('goes on from a log where it was', () => {
    const plane = space({ x: float(1 / 3, 1), y: float(0.1, 10, { log: true }), n: int(1, 3) });
    const options = { space: plane, sampler: grid({ points: { x: 4, y: 7 } }), duplicates: 'allow' as const, seed: 5 };
    fc.assert(
      fc.property(fc.nat(83), (count) => {
        const study = createStudy(options);
        for (let i = 0; i < count; i++) study.ask();
        const copy = restoreStudy(options, study.log());
        expect(copy.ask(100)).toEqual(study.ask(100));
        expect(copy.trials.length).toBe(4 * 7 * 3);
      }),
      { seed: 61, numRuns: 20 },
    );
  });

  it('spreads points evenly over six hundred decades', () => {
    const wide = space({ constructor: float(1e-300, 1e300, { log: true }) });
    const options: GridOptions = { points: { constructor: 3 } as never, order: 'given' };
    expect(ask(wide, options)).toEqual([{ constructor: 1e-300 }, { constructor: 1 }, { constructor: 1e300 }]);
    expect(() => ask(wide, { points: {} })).toThrow('points.constructor: expected a number of points');
  });

  it('searches one point', () => {
    expect(ask(space({ x: int(4, 4) }), {})).toEqual([{ x: 4 }]);
  });

  it('refuses options that do not fit the space', () => {
    const plane = space({ x: float(0, 1), n: int(1, 3) });
    const start = (options: GridOptions) => () => ask(plane, options);
    expect(() => grid({ order: 'random' as 'given' })).toThrow('order');
    expect(() => grid({ points: 1 })).toThrow('points');
    expect(() => grid({ points: { x: 2.5 } })).toThrow('points.x');
    expect(start({})).toThrow('points.x');
    expect(start({ points: { n: 3, x: 3 } })).toThrow('names of continuous parameters: x');
    expect(start({ points: { x: 2 ** 52 } })).toThrow(ParameterError);
  });
});
