import { createStudy, float, random, space } from '@quantblocks/optimizer';
import { type ScoreRule, scoreOf } from '@quantblocks/optimizer/expression';
import { describe, expect, it } from 'vitest';

interface Metrics {
  readonly sharpe: number;
  readonly calmar: number;
  readonly positions: number;
  readonly ruined: boolean;
}

const names = ['sharpe', 'calmar', 'positions', 'ruined'] as const;
const good: Metrics = { sharpe: 1, calmar: 2, positions: 60, ruined: false };
const poor: Metrics = { sharpe: 0.5, calmar: 1, positions: 20, ruined: true };

describe('scoreOf', () => {
  it('gives a value and a violation per constraint', () => {
    const score = scoreOf({ objective: '2*calmar + sharpe', constraints: ['positions >= 50', 'not ruined'] }, names);
    expect(score(good)).toEqual({ value: 5, constraints: [0, 0] });
    expect(score(poor)).toEqual({ value: 2.5, constraints: [30, 1] });
  });

  it('gives values for a list of objectives', () => {
    const score = scoreOf({ objective: ['sharpe', { let: [['k', 'calmar/2']], value: 'k' }] }, names);
    expect(score(good)).toEqual({ values: [1, 1], constraints: [] });
    expect(scoreOf({ objective: ['sharpe'] }, names)(good).values).toEqual([1]);
  });

  it('takes any object if its names are not known as literals', () => {
    const score = scoreOf({ objective: 'calmar' }, Object.keys(good));
    expect(score(poor).value).toBe(1);
    expect(() => score({ sharpe: 1 })).toThrow('calmar: expected a number, got undefined');
  });

  it('keeps a metric that is NaN: no value, and no constraint that passes', () => {
    const score = scoreOf({ objective: 'calmar', constraints: ['calmar > 1'] }, names);
    expect(score({ ...good, calmar: Number.NaN })).toEqual({
      value: Number.NaN,
      constraints: [Number.POSITIVE_INFINITY],
    });
  });

  it('says which text is refused', () => {
    expect(() => scoreOf({ objective: 'sharp' }, names)).toThrow(/^objective: .*did you mean sharpe/);
    expect(() => scoreOf({ objective: ['sharpe', 'x1'] }, names)).toThrow(/^objective\.1: /);
    expect(() => scoreOf({ objective: { let: [['k', '1 >']], value: 'k' } }, names)).toThrow(/^objective\.let\.k: /);
    expect(() => scoreOf({ objective: 'sharpe', constraints: ['true', 'sharpe'] }, names)(good)).toThrow(/^sharpe: /);
    expect(() => scoreOf({ objective: 'sharpe', constraints: ['true', 'sharpe + 1'] }, names)).toThrow(
      /^constraints\.1: /,
    );
  });

  it('refuses what is no list', () => {
    const rule = { objective: 'sharpe', constraints: 'positions >= 50' as unknown as string[] };
    expect(() => scoreOf(rule, names)).toThrow('constraints: expected a list of conditions');
    const program = { let: { k: '1' } as unknown as [string, string][], value: 'k' };
    expect(() => scoreOf({ objective: program }, names)).toThrow('objective.let: expected a list of [name, text]');
  });

  it('takes a rule of which nobody knows whether it has one objective or several', () => {
    const rules: ScoreRule[] = [{ objective: 'sharpe' }, { objective: ['sharpe'] }];
    const scores = rules.map((rule) => scoreOf(rule, names)(good));
    expect(scores).toEqual([
      { value: good.sharpe, constraints: [] },
      { values: [good.sharpe], constraints: [] },
    ]);
  });

  it('gives what a study is told', () => {
    const study = createStudy({ space: space({ x: float(0, 1) }), sampler: random() });
    const score = scoreOf({ objective: 'x^2', constraints: ['x <= 0.25'] }, ['x']);
    const [{ number }] = study.ask();
    study.tell(number, score({ x: 0.75 }));
    expect(study.trials[0].violation).toBe(0.5);
  });
});
