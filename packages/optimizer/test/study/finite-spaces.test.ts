import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  createStudy,
  float,
  grid,
  int,
  optimize,
  ordinal,
  type Sampler,
  type Space,
  space,
  when,
} from '../../src/index.ts';
import { NUMBER_SAMPLERS, SAMPLERS } from './samplers.ts';

const conditional = space(
  {
    mode: categorical(['a', 'b', 'c']),
    n: int(1, 5),
    level: when({ mode: ['a'] }, float(0, 1, { step: 0.25 })),
    deep: when({ level: [0.5, 0.75] }, int(1, 2)),
  },
  {
    constraints: [
      function notBoth({ mode, n }) {
        return mode !== 'b' || n < 3;
      },
    ],
  },
);
// a: 3 levels alone and 2 with two depths, times 5; b: 2; c: 5.
const POINTS = (3 + 2 * 2) * 5 + 2 + 5;

const numbers = space(
  { n: int(1, 5), stop: float(1, 2, { step: 0.25 }), length: ordinal([5, 10, 20]) },
  { constraints: [{ less: 'stop', than: 'n' }] },
);
// Stops from 1 to 1.75 below each n from 2 on, and 2 below 3, 4 and 5.
const NUMBER_POINTS = (4 * 4 + 3) * 3;

function requireAll<Params>(search: Space<Params>, sampler: Sampler, points: number): void {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), (seed, batch) => {
      const study = createStudy({ space: search, sampler, seed });
      for (let asked = study.ask(batch); asked.length > 0; asked = study.ask(batch)) {
        for (const { number } of asked) {
          if (number % 9 === 8) study.fail(number, 'odd');
          else study.tell(number, (number * 7) % 11);
        }
      }
      expect(study.exhausted).toBe(true);
      expect(study.trials).toHaveLength(points);
      expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(points);
      expect(study.ask()).toEqual([]);
    }),
    { seed: 31, numRuns: 4 },
  );
}

it.each([...SAMPLERS, ['grid', grid()] as const])(
  '%s asks every point once, then no more, in batches of any size',
  (_, sampler) => {
    requireAll(conditional, sampler, POINTS);
  },
);

it.each(NUMBER_SAMPLERS)('%s asks every point of numbers once, then no more', (_, sampler) => {
  requireAll(numbers, sampler, NUMBER_POINTS);
});

describe.each(SAMPLERS)('%s in a finite space', (_, sampler) => {
  it('ends a search when no point is left, and says so', async () => {
    const study = createStudy({ space: space({ n: int(1, 7) }), sampler });
    expect(await optimize(study, ({ n }) => n, { trials: 100, batch: 3 })).toEqual({ stopped: 'exhausted' });
    expect(study.trials.map(({ params }) => params.n).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('asks points again if duplicates are allowed, and never ends', () => {
    const study = createStudy({ space: conditional, sampler, duplicates: 'allow', seed: 1 });
    for (let i = 0; i < POINTS + 20; i++) for (const { number, params } of study.ask()) study.tell(number, params.n);
    expect(study.trials).toHaveLength(POINTS + 20);
    expect(study.exhausted).toBe(false);
  });

  it('has one thing to ask of a single point', async () => {
    const one = space({ n: int(3, 3), x: float(0.5, 0.5), mode: categorical(['only']) });
    const study = createStudy({ space: one, sampler });
    expect(await optimize(study, ({ n, x }) => n + x, { trials: 10 })).toEqual({ stopped: 'exhausted' });
    expect(study.trials).toHaveLength(1);
    expect(study.best).toMatchObject({ params: { n: 3, x: 0.5, mode: 'only' }, values: [3.5] });
  });

  it('asks a single point as often as wanted if duplicates are allowed', async () => {
    const study = createStudy({ space: space({ n: int(3, 3) }), sampler, duplicates: 'allow' });
    expect(await optimize(study, ({ n }) => n, { trials: 25 })).toEqual({ stopped: 'trials' });
    expect(study.trials).toHaveLength(25);
  });
});
