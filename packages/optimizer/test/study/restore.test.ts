import { createRng, IntegrityError, type Rng } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  createStudy,
  float,
  int,
  ordinal,
  random,
  restoreStudy,
  type Sampler,
  type Space,
  type Study,
  type StudyOptions,
  space,
  tpe,
  when,
} from '../../src/index.ts';
import { NUMBER_SAMPLERS, SAMPLERS } from './samplers.ts';

const endless = space({
  x: float(-5, 10),
  lr: float(1e-5, 1, { log: true }),
  n: int(1, 300, { log: true }),
  mode: categorical(['a', 'b', 'c']),
  level: when({ mode: ['a', 'b'] }, ordinal([1, 2.5, '4'])),
});
const finite = space(
  { n: int(1, 9), stop: float(1, 2, { step: 0.1 }), mode: categorical([true, false]) },
  {
    constraints: [
      function odd({ n, mode }) {
        return mode || n % 2 === 1;
      },
    ],
  },
);
const numbers = space(
  { x: float(-5, 10), lr: float(1e-5, 1, { log: true }), n: int(1, 300, { log: true }) },
  { constraints: [{ less: 'x', than: 'n' }] },
);

const VALUES = [0, 1, 1, -2.5, 1e-300, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];

/** Any call a user may make, with anything it may be given. */
function randomCall<P>(study: Study<P>, rng: Rng): void {
  const running = study.trials.filter(({ state }) => state === 'running');
  const value = rng.next() < 0.5 ? rng.normal() : VALUES[rng.int(VALUES.length)];
  const kind = rng.next();
  if (kind < 0.05) {
    const point = study.space.randomPoint(rng);
    if (study.space.isFeasible(point)) study.enqueue(study.space.decode(point));
  } else if (kind < 0.4 || running.length === 0) study.ask(1 + rng.int(4));
  else {
    const { number, reports } = running[rng.int(running.length)];
    const durationMs = rng.next() < 0.5 ? {} : { durationMs: 1000 * rng.next() };
    if (kind < 0.5) study.report(number, (reports.at(-1)?.step ?? -1) + 1 + rng.int(3), value);
    else if (kind < 0.55) study.prune(number);
    else if (kind < 0.6) study.fail(number, 'line one\nline "two"', durationMs);
    else if (kind < 0.7) study.tell(number, { value, constraints: [rng.normal(), value], ...durationMs });
    else study.tell(number, { value, ...durationMs });
  }
}

function requireSame<P>(copy: Study<P>, study: Study<P>): void {
  expect(copy.log()).toBe(study.log());
  expect(copy.trials).toEqual(study.trials);
  expect(copy.best?.number).toBe(study.best?.number);
  expect(copy.events).toEqual(study.events);
}

function requireRestorable<P>(rest: Omit<StudyOptions<P>, 'seed'>): void {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const options = { ...rest, seed: `${seed}` };
      const study = createStudy(options);
      const rng = createRng(seed, 'calls');
      for (let round = 0; round < 3; round++) {
        for (let calls = rng.int(60); calls > 0; calls--) randomCall(study, rng);
        const copy = restoreStudy(options, study.log());
        requireSame(copy, study);
        const next = 1 + rng.int(3);
        expect(copy.ask(next)).toEqual(study.ask(next));
        for (const { number } of study.trials.filter(({ state }) => state === 'running').slice(0, 2)) {
          copy.tell(number, 0.5);
          study.tell(number, 0.5);
        }
        expect(copy.ask()).toEqual(study.ask());
        requireSame(copy, study);
      }
    }),
    { seed: 41, numRuns: 5 },
  );
}

describe.each(SAMPLERS)(
  'a study by %s is restored from its log at any moment and goes on as if it had never stopped',
  (_, sampler) => {
    it('in an endless space', () => requireRestorable({ space: endless, sampler }));
    it('in an endless space, maximised', () => requireRestorable({ space: endless, sampler, direction: 'maximize' }));
    it('in a finite space', () => requireRestorable({ space: finite, sampler }));
    it('in a finite space with duplicates', () => requireRestorable({ space: finite, sampler, duplicates: 'allow' }));
  },
);

describe.each(NUMBER_SAMPLERS)('a study by %s is restored from its log at any moment', (_, sampler) => {
  it('in a space of numbers', () => requireRestorable({ space: numbers, sampler }));
  it('in a grid of numbers', () => {
    requireRestorable({ space: space({ n: int(1, 9), stop: float(1, 2, { step: 0.1 }) }), sampler });
  });
});

describe('log', () => {
  const options = { space: space({ durationMs: int(1, 3), x: float(0, 1) }), sampler: random(), seed: 1 };
  const told = (): Study<{ readonly durationMs: number; readonly x: number }> => {
    const study = createStudy(options);
    study.ask(5);
    study.report(0, 1, Number.NaN);
    study.tell(0, { value: Number.POSITIVE_INFINITY, durationMs: 3, constraints: [Number.NEGATIVE_INFINITY] });
    study.tell(1, { value: Number.NEGATIVE_INFINITY, durationMs: 4 });
    study.fail(2, 'no data', { durationMs: 5 });
    study.tell(3, { pruned: true, durationMs: 6 });
    return study;
  };

  it('keeps infinities, and NaN in reports', () => {
    const copy = restoreStudy(options, told().log());
    expect(copy.trials[0]).toMatchObject({
      values: [Number.POSITIVE_INFINITY],
      reports: [{ step: 1, value: Number.NaN }],
      violation: 0,
    });
    expect(copy.best).toMatchObject({ number: 1, values: [Number.NEGATIVE_INFINITY] });
  });

  it('leaves out durations on demand, but no parameter of that name', () => {
    const study = told();
    const log = study.log({ durations: false });
    const copy = restoreStudy(options, log);
    expect(copy.log()).toBe(log);
    expect(copy.trials.map(({ durationMs }) => durationMs)).toEqual(Array(5).fill(undefined));
    expect(copy.trials.map(({ params }) => params)).toEqual(study.trials.map(({ params }) => params));
    expect(study.trials[0].durationMs).toBe(3);
  });

  it('begins with what the study is', () => {
    const [header] = told().log().split('\n');
    expect(JSON.parse(header)).toEqual({
      study: 1,
      seed: 1,
      directions: ['minimize'],
      sampler: { name: 'random', options: {} },
      pruner: null,
      duplicates: 'skip',
      space: { parameters: options.space.toJSON().parameters, constraints: [] },
    });
  });

  it('has one line per event, each JSON', () => {
    const study = told();
    const lines = study.log().trimEnd().split('\n');
    expect(lines).toHaveLength(1 + study.events.length);
    for (const line of lines) expect(JSON.parse(line)).toBeTypeOf('object');
  });
});

describe('restoreStudy refuses', () => {
  const options = { space: finite, sampler: random(), seed: 1 };
  const study = createStudy(options);
  study.ask(2);
  study.tell(0, 1);
  study.ask();
  study.report(1, 0, 3);
  study.ask();
  study.tell(1, { value: 2, constraints: [1] });
  const lines = study.log().trimEnd().split('\n');
  const [, , tell, ask, report, , last] = lines;
  const changed = (line: string, from: string, to: string): string => {
    expect(line).toContain(from);
    return lines.map((other) => (other === line ? line.replace(from, to) : other)).join('\n');
  };
  const without = (line: string): string => lines.filter((other) => other !== line).join('\n');

  it('the log of a study with other options', () => {
    const others: [StudyOptions<ReturnType<typeof finite.decode>>, string][] = [
      [{ ...options, seed: 2 }, 'seed'],
      [{ ...options, seed: '1' }, 'seed'],
      [{ ...options, sampler: tpe() }, 'sampler'],
      [{ ...options, direction: 'maximize' }, 'directions'],
      [{ ...options, duplicates: 'allow' }, 'duplicates'],
    ];
    for (const [other] of others) {
      expect(() => restoreStudy(other, study.log())).toThrow(IntegrityError);
      expect(() => restoreStudy(other, study.log())).toThrow('study log, ');
    }
    const wider = { ...options, space: space({ n: int(1, 10), stop: float(1, 2), mode: categorical([true, false]) }) };
    expect(() => restoreStudy(wider, study.log())).toThrow('study log, space');
    const unruled = { ...options, space: space(finite.toJSON().parameters) };
    expect(() => restoreStudy(unruled, study.log())).toThrow('study log, space');
  });

  const broken: [string, () => string, string][] = [
    ['nothing', () => '', 'study log: expected a header in JSON'],
    ['a log without its header', () => lines.slice(1).join('\n'), 'study log, study: expected 1'],
    ['a torn line', () => `${lines.slice(0, -1).join('\n')}\n${last.slice(0, -7)}`, 'event 6: expected a JSON object'],
    ['a line that is no event', () => `${study.log()}[1, 2]\n`, 'event 7: expected a known type'],
    ['a line that is null', () => `${study.log()}null\n`, 'event 7: expected a known type'],
    ['an unknown type of event', () => changed(tell, '"tell"', '"told"'), 'event 2: expected a known type, got "told"'],
    ['an unknown trial', () => changed(last, '"trial":1', '"trial":9'), 'trial: expected a number below 4'],
    ['a trial that ends twice', () => `${study.log()}${last}\n`, 'trial: expected a running trial'],
    ['a lost question', () => without(ask), 'events that follow from another'],
    [
      'a question told twice',
      () => lines.flatMap((line) => (line === ask ? [ask, ask] : [line])).join('\n'),
      'number 3',
    ],
    ['params outside the space', () => changed(ask, '"n":', '"n":1'), 'events that follow from another'],
    ['an event without its trials', () => changed(ask, '"trials"', '"trails"'), 'events that follow from another'],
    ['a result without values', () => changed(tell, '"values"', '"value"'), 'event 2: expected a number'],
    ['a result that is no number', () => changed(tell, '[1]', '[null]'), 'event 2: expected a number, got null'],
    ['a result that is text', () => changed(tell, '[1]', '["one"]'), 'event 2: expected a number, got "one"'],
    ['a report that is no number', () => changed(report, '3}', '"3"}'), 'event 4: expected a number, got "3"'],
  ];
  it.each(broken)('%s', (_, log, message) => {
    expect(() => restoreStudy(options, log())).toThrow(IntegrityError);
    expect(() => restoreStudy(options, log())).toThrow(message);
  });

  it('but takes a log without its last lines for a study that is not as far', () => {
    for (let count = 1; count <= lines.length; count++) {
      const copy = restoreStudy(options, lines.slice(0, count).join('\n'));
      expect(copy.events).toHaveLength(count - 1);
    }
  });
});

describe('the order of tells inside a batch', () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });

  function requireSameInAnyOrder<P extends { readonly x: number }>(search: Space<P>, sampler: Sampler): void {
    fc.assert(
      fc.property(fc.nat(), fc.array(order, { minLength: 4, maxLength: 4 }), (seed, orders) => {
        const run = (shuffled: boolean): Study<P> => {
          const study = createStudy({ space: search, sampler, seed });
          for (const numbers of orders) {
            const asked = study.ask(6);
            for (const i of shuffled ? numbers : [0, 1, 2, 3, 4, 5]) {
              const { number, params } = asked[i];
              if (number % 5 === 4) study.fail(number, 'odd');
              else study.tell(number, number % 4 === 3 ? Number.POSITIVE_INFINITY : Math.round(params.x));
            }
          }
          study.ask(3);
          return study;
        };
        const [one, other] = [run(false), run(true)];
        expect(other.trials).toEqual(one.trials);
        expect(other.best?.number).toBe(one.best?.number);
      }),
      { seed: 42, numRuns: 5 },
    );
  }

  it.each(SAMPLERS)('does not change what %s asks later, nor the best', (_, sampler) => {
    requireSameInAnyOrder(endless, sampler);
  });

  it.each(NUMBER_SAMPLERS)('does not change what %s asks later, nor the best', (_, sampler) => {
    requireSameInAnyOrder(numbers, sampler);
  });
});
