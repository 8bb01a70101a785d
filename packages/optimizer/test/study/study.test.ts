import { ParameterError } from '@quantblocks/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  categorical,
  createStudy,
  type Direction,
  float,
  int,
  medianPruner,
  type Outcome,
  random,
  restoreStudy,
  type StudyOptions,
  space,
  tpe,
  when,
} from '../../src/index.ts';

const line = space({ x: float(0, 1) });
const studyOf = (options: Partial<StudyOptions<{ readonly x: number }>> = {}) =>
  createStudy({ space: line, sampler: random(), ...options });

describe('ask', () => {
  it('numbers trials in order, and their params have the types of the space', () => {
    const study = createStudy({ space: space({ n: int(1, 5), mode: categorical(['a', 'b']) }), seed: 1 });
    const [first] = study.ask();
    const more = study.ask(3);
    expect([first, ...more].map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    expect(study.trials.map(({ state }) => state)).toEqual(['running', 'running', 'running', 'running']);
    expectTypeOf(first.params.n).toEqualTypeOf<number>();
    expectTypeOf(first.params.mode).toEqualTypeOf<'a' | 'b'>();
  });

  it('gives trial n the same point whether it is asked alone or in a batch, if nothing was told between', () => {
    const one = studyOf({ seed: 3 });
    const batch = studyOf({ seed: 3 }).ask(5);
    expect(Array.from({ length: 5 }, () => one.ask()[0].params)).toEqual(batch.map(({ params }) => params));
  });

  it('takes text for a seed, different from the number it spells', () => {
    const x = (seed: number | string): number => studyOf({ seed }).ask()[0].params.x;
    expect(x('7')).toBe(x('7'));
    expect(x('7')).not.toBe(x(7));
  });

  it('refuses a count that is no positive integer', () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expect(() => studyOf().ask(count)).toThrow('count: expected an integer >= 1');
    }
  });
});

describe('tell', () => {
  it('takes a number, a list, or an outcome', () => {
    const study = studyOf();
    study.ask(3);
    study.tell(0, 2);
    study.tell(1, [3]);
    study.tell(2, { value: 4, durationMs: 12, constraints: [-1, 0] });
    expect(study.trials.map(({ values }) => values)).toEqual([[2], [3], [4]]);
    expect(study.trials[2]).toMatchObject({ state: 'complete', durationMs: 12, violation: 0 });
  });

  it('takes one value per objective', () => {
    const study = studyOf({ direction: ['minimize', 'maximize'] });
    study.ask(2);
    study.tell(0, [1, 2]);
    study.tell(1, { values: [3, 4] });
    expect(study.trials.map(({ values }) => values)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(Array.from(study.history.losses[1].subarray(0, 2))).toEqual([-2, -4]);
    expect(study.best).toBeNull();
  });

  it('takes NaN, as value or constraint, for a trial that failed', () => {
    const study = studyOf();
    study.ask(3);
    study.tell(0, Number.NaN);
    study.tell(1, { value: 1, constraints: [Number.NaN] });
    study.tell(2, [Number.NaN]);
    expect(study.trials.map(({ state, values }) => [state, values])).toEqual(Array(3).fill(['failed', null]));
    const value = 'the objective returned NaN';
    expect(study.trials.map(({ reason }) => reason)).toEqual([value, 'a constraint is NaN', value]);
    expect(study.best).toBeNull();
  });

  it('takes infinities for values', () => {
    const study = studyOf();
    study.ask(3);
    study.tell(0, Number.POSITIVE_INFINITY);
    expect(study.best?.number).toBe(0);
    study.tell(1, 1e300);
    expect(study.best?.number).toBe(1);
    study.tell(2, Number.NEGATIVE_INFINITY);
    expect(study.best?.number).toBe(2);
  });

  it('keeps what a trial returned as a series', () => {
    const study = studyOf();
    study.ask(2);
    study.tell(0, { value: 1, returns: [0, 0.5, 0] });
    study.tell(1, { pruned: true, returns: Float64Array.of(1, 2) });
    expect(study.series.trials()).toEqual([0, 1]);
    expect(study.series.get(0)).toEqual(Float64Array.of(0, 0.5, 0));
  });

  const asked = () => {
    const study = studyOf();
    study.ask(2);
    return study;
  };
  const refused: [string, unknown, string][] = [
    ['more values than objectives', [1, 2], 'result: expected a number, got [1, 2]'],
    ['no value', [], 'result: expected a number'],
    ['an outcome without a value', {}, 'result: expected a number, got undefined'],
    ['text', '1', 'result: expected numbers or an outcome, got "1"'],
    ['undefined', undefined, 'result: expected numbers or an outcome, got undefined'],
    ['null', null, 'result: expected numbers or an outcome, got null'],
    ['text in a list', ['1'], 'values: expected a list of numbers'],
    ['text for a value', { value: '1' }, 'result: expected a number, got "1"'],
    ['text for a constraint', { value: 1, constraints: ['0'] }, 'constraints: expected a list of numbers'],
    ['NaN in a series', { value: 1, returns: [0, Number.NaN] }, 'returns: expected numbers, got "NaN at 1"'],
  ];
  it.each(refused)('refuses %s and changes nothing', (_, result, message) => {
    const study = asked();
    const log = study.log();
    expect(() => study.tell(1, result as Outcome)).toThrow(ParameterError);
    expect(() => study.tell(1, result as Outcome)).toThrow(message);
    expect(study.log()).toBe(log);
    expect(study.series.trials()).toEqual([]);
    study.tell(1, 1);
  });

  it('refuses a trial twice, an unknown one, and one that was ended otherwise', () => {
    const study = studyOf();
    study.ask(3);
    study.tell(0, 1);
    study.prune(1);
    study.fail(2, 'no data');
    const log = study.log();
    expect(() => study.tell(0, 1)).toThrow('trial: expected a running trial, got "trial 0, complete"');
    expect(() => study.tell(1, 1)).toThrow('trial: expected a running trial, got "trial 1, pruned"');
    expect(() => study.fail(2, 'again')).toThrow('trial: expected a running trial, got "trial 2, failed"');
    for (const trial of [3, -1, 0.5, Number.NaN]) {
      expect(() => study.tell(trial, 1)).toThrow('trial: expected a number below 3');
      expect(() => study.report(trial, 0, 1)).toThrow(ParameterError);
      expect(() => study.prune(trial)).toThrow(ParameterError);
      expect(() => study.fail(trial, 'x')).toThrow(ParameterError);
    }
    expect(study.log()).toBe(log);
  });
});

describe('report', () => {
  it('collects values, NaN and infinities among them, at steps that rise', () => {
    const study = studyOf();
    study.ask();
    study.report(0, 0, 1.5);
    study.report(0, 3, Number.NaN);
    study.report(0, 4, Number.NEGATIVE_INFINITY);
    expect(study.trials[0].reports).toEqual([
      { step: 0, value: 1.5 },
      { step: 3, value: Number.NaN },
      { step: 4, value: Number.NEGATIVE_INFINITY },
    ]);
  });

  it('refuses a step that does not rise, and what is no number', () => {
    const study = studyOf();
    study.ask();
    study.report(0, 2, 1);
    for (const step of [2, 1, -1, 2.5, Number.NaN]) {
      expect(() => study.report(0, step, 1)).toThrow('step: expected an integer >= 3');
    }
    expect(() => study.report(0, 3, '1' as never)).toThrow('value: expected a number, got "1"');
  });
});

describe('best', () => {
  it('is the smallest or the largest value, the earliest of equals whatever the order of tells', () => {
    const of = (direction: Direction, values: number[], order: number[]): number | undefined => {
      const study = studyOf({ direction });
      study.ask(values.length);
      for (const trial of order) study.tell(trial, values[trial]);
      return study.best?.number;
    };
    expect(of('minimize', [3, 1, 1, 2], [3, 2, 1, 0])).toBe(1);
    expect(of('maximize', [3, 4, 1, 4], [3, 2, 1, 0])).toBe(1);
    expect(of('minimize', [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], [1, 0])).toBe(0);
    expect(of('maximize', [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], [1, 0])).toBe(0);
    expect(of('minimize', [5, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], [2, 0, 1])).toBe(1);
  });

  it('is feasible: trials that broke a constraint of the result do not count', () => {
    const study = studyOf();
    study.ask(3);
    study.tell(0, { value: -9, constraints: [-1, 0.5, 2] });
    expect(study.best).toBeNull();
    expect(study.trials[0].violation).toBe(2.5);
    study.tell(1, { value: 3, constraints: [0] });
    study.tell(2, { value: -99, constraints: [Number.POSITIVE_INFINITY] });
    expect(study.best?.number).toBe(1);
  });

  it('is no pruned trial', () => {
    const study = studyOf();
    study.ask(1);
    study.report(0, 0, -5);
    study.prune(0);
    expect(study.best).toBeNull();
  });
});

describe('maximize', () => {
  it.each([
    ['random', random()],
    ['tpe', tpe()],
  ])('asks with %s what minimising the negative asks', (_, sampler) => {
    const search = space({ x: float(-2, 2), n: int(1, 9), mode: categorical(['a', 'b']) });
    const up = createStudy({ space: search, sampler, direction: 'maximize', seed: 5 });
    const down = createStudy({ space: search, sampler, direction: 'minimize', seed: 5 });
    for (let i = 0; i < 40; i++) {
      const [{ number, params }] = up.ask();
      expect(down.ask()[0].params).toEqual(params);
      if (i % 6 === 5) {
        up.report(number, 0, params.x);
        down.report(number, 0, -params.x);
        up.prune(number);
        down.prune(number);
      } else {
        const value = params.n - params.x ** 2;
        up.tell(number, value);
        down.tell(number, -value);
      }
    }
    expect(up.best?.number).toBe(down.best?.number);
  });
});

describe('enqueue', () => {
  const search = space(
    { n: int(1, 4), mode: categorical(['a', 'b']), level: when({ mode: ['a'] }, int(1, 3)) },
    { constraints: [{ less: 'level', than: 'n' }] },
  );
  const start = { n: 3, mode: 'a', level: 2 } as const;

  it('is asked before the sampler, in order', () => {
    const study = createStudy({ space: search });
    expect(study.enqueue(start)).toBe(true);
    expect(study.enqueue({ n: 1, mode: 'b' })).toBe(true);
    const asked = study.ask(3);
    expect(asked.map(({ by }) => by)).toEqual(['enqueued', 'enqueued', 'start-up']);
    expect(asked.slice(0, 2).map(({ params }) => params)).toEqual([start, { n: 1, mode: 'b' }]);
  });

  it('says false of a point that is queued, running or known', () => {
    const study = createStudy({ space: search });
    study.enqueue(start);
    expect(study.enqueue({ ...start })).toBe(false);
    study.ask();
    expect(study.enqueue(start)).toBe(false);
    study.tell(0, 1);
    expect(study.enqueue(start)).toBe(false);
    expect(study.events.filter(({ type }) => type === 'enqueue')).toHaveLength(1);
  });

  it('takes a known point if duplicates are allowed', () => {
    const study = createStudy({ space: search, duplicates: 'allow' });
    study.enqueue(start);
    study.ask();
    expect(study.enqueue(start)).toBe(true);
    expect(study.ask()[0].params).toEqual(start);
  });

  it('refuses what is not in the space or breaks a constraint', () => {
    const study = createStudy({ space: search });
    expect(() => study.enqueue({ ...start, n: 9 })).toThrow('n: expected a number in [1, 4], got 9');
    expect(() => study.enqueue({ ...start, level: 3 })).toThrow('params: expected level < n');
    expect(() => study.enqueue({ n: 1, mode: 'b', level: 1 })).toThrow('level: expected no value');
    expect(study.events).toEqual([]);
  });
});

describe('shouldPrune', () => {
  const pruner = {
    name: 'above the worst',
    options: {},
    shouldPrune: (trial: { values: ArrayLike<number> }, finished: readonly { loss: number }[]) =>
      finished.length > 0 && trial.values[trial.values.length - 1] > Math.max(...finished.map(({ loss }) => loss)),
  };

  it('asks the pruner with losses, and says false before any report and without a pruner', () => {
    const study = studyOf({ pruner, direction: 'maximize' });
    study.ask(3);
    expect(study.shouldPrune(0)).toBe(false);
    study.report(0, 0, -5);
    expect(study.shouldPrune(0)).toBe(false);
    study.tell(0, 10);
    study.report(1, 0, 9);
    expect(study.shouldPrune(1)).toBe(true);
    study.report(1, 1, 11);
    expect(study.shouldPrune(1)).toBe(false);
    expect(study.shouldPrune(2, [{ step: 0, value: 0 }])).toBe(true);
    const without = studyOf();
    without.ask();
    without.report(0, 0, 1e9);
    expect(without.shouldPrune(0)).toBe(false);
  });

  it('looks only at trials before a number, if told to', () => {
    const study = studyOf({ pruner });
    study.ask(3);
    study.tell(0, 5);
    study.tell(1, 1);
    expect(study.shouldPrune(2, [{ step: 0, value: 6 }], { before: 2 })).toBe(true);
    expect(study.shouldPrune(2, [{ step: 0, value: 4 }], { before: 2 })).toBe(false);
    expect(study.shouldPrune(2, [{ step: 0, value: 6 }], { before: 0 })).toBe(false);
  });

  it('refuses a trial that does not run', () => {
    const study = studyOf({ pruner });
    study.ask();
    study.prune(0);
    expect(() => study.shouldPrune(0)).toThrow(ParameterError);
    expect(() => study.shouldPrune(1)).toThrow(ParameterError);
  });
});

describe('createStudy', () => {
  it('refuses a direction there is not, and a pruner of several objectives', () => {
    expect(() => studyOf({ direction: 'up' as never })).toThrow(
      "direction: expected 'minimize' or 'maximize', one per objective",
    );
    expect(() => studyOf({ direction: [] })).toThrow('direction: expected');
    const pruner = { name: 'never', options: {}, shouldPrune: () => false };
    expect(() => studyOf({ direction: ['minimize', 'minimize'], pruner })).toThrow(
      'pruner: expected a single objective',
    );
  });
});

describe('createStudy', () => {
  const { space: parameters } = studyOf();
  it.each([
    ['a sampler that was not called', { sampler: tpe }, 'sampler: expected a sampler, such as tpe()'],
    ['a pruner that was not called', { pruner: medianPruner }, 'pruner: expected a pruner, such as medianPruner()'],
    ['a plain object for a space', { space: { x: 1 } }, 'space: expected what space() returns'],
    ['an unknown rule for duplicates', { duplicates: 'no' }, "duplicates: expected 'skip' or 'allow'"],
    ['a seed that is no number', { seed: Number.NaN }, 'seed: expected a finite number or a string'],
  ])('refuses %s', (_, options, message) => {
    expect(() => createStudy({ space: parameters, ...options } as never)).toThrow(message);
  });

  it('keeps a copy of what is enqueued', () => {
    const study = createStudy({ space: space({ x: float(0, 1) }) });
    const params = { x: 0.5 };
    study.enqueue(params);
    params.x = 99;
    expect(restoreStudy({ space: space({ x: float(0, 1) }) }, study.log()).ask()[0].params).toEqual({ x: 0.5 });
  });
});
