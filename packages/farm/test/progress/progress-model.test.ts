import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/progress/events.ts';
import { ProgressModel, type ProgressPlan } from '../../src/progress/progress-model.ts';
import { TaskError } from '../../src/task-error.ts';

const states = (model: ProgressModel): string[] =>
  model.snapshot(0).rows.map(({ seed, fold, state, ended, total }) => `${seed}/${fold} ${state} ${ended}/${total}`);

describe('names', () => {
  it.each([
    ['seed 7 fold 3', '7', '3'],
    ['fold 3 score 0-100 {"x":1}', null, '3'],
    ['ff:btc:seed=12/fold=0', '12', '0'],
    ['seed-7', '7', null],
    ['unfold 3 reseed 4', null, null],
    ['', null, null],
  ])('of %j are seed %s and fold %s', (key, seed, fold) => {
    expect(namesOf({ key })).toEqual({ seed, fold });
  });

  it('that are given count more than those in the key', () => {
    expect(namesOf({ key: 'seed 1 fold 2', seed: 'a' })).toEqual({ seed: 'a', fold: '2' });
  });
});

describe('tasks', () => {
  it('make rows from the keys of the plan, in its order', () => {
    const model = new ProgressModel({ tasks: ['seed 1 fold 0', 'seed 1 fold 1', 'seed 1 fold 1 again'] }, 0);
    expect(states(model)).toEqual(['1/0 waiting 0/1', '1/1 waiting 0/2']);
    expect(model.snapshot(0)).toMatchObject({ unit: 'tasks', ended: 0, total: 3, left: null, perSecond: null });
  });

  it('run from start to end', () => {
    const model = new ProgressModel({ tasks: ['fold 0', 'fold 1'] }, 0);
    model.apply({ type: 'started', key: 'fold 0' }, 0);
    model.apply({ type: 'started', key: 'fold 1' }, 0);
    model.apply({ type: 'cancelled', key: 'fold 1' }, 0);
    expect(states(model)).toEqual(['null/0 running 0/1', 'null/1 waiting 0/1']);
    expect(model.snapshot(0).running).toBe(1);
    model.apply({ key: 'fold 0', output: 1, durationMs: 3, worker: '1' }, 10);
    expect(states(model)).toEqual(['null/0 done 1/1', 'null/1 waiting 0/1']);
    expect(model.snapshot(10)).toMatchObject({ running: 0, ended: 1 });
  });

  it('that fail are counted and told, until they succeed in another attempt', () => {
    const model = new ProgressModel({ tasks: ['seed 7'] }, 0);
    model.apply({ key: 'seed 7', error: new TaskError('seed 7', 'lost', 'its worker was lost') }, 0);
    expect(model.snapshot(0)).toMatchObject({
      ended: 1,
      failed: 1,
      failures: [{ key: 'seed 7', message: 'task seed 7: its worker was lost' }],
      rows: [{ state: 'failed' }],
    });
    model.apply({ type: 'retried', key: 'seed 7' }, 0);
    expect(model.snapshot(0)).toMatchObject({
      ended: 0,
      failed: 0,
      retried: 1,
      running: 1,
      rows: [{ state: 'running' }],
    });
    model.apply({ type: 'finished', key: 'seed 7' }, 0);
    expect(model.snapshot(0)).toMatchObject({ ended: 1, failed: 0, retried: 1, running: 0, rows: [{ state: 'done' }] });
  });

  it('keep the last five failures', () => {
    const model = new ProgressModel({}, 0);
    for (let i = 0; i < 9; i++) model.apply({ type: 'failed', key: `${i}`, error: new Error('x') }, 0);
    expect(model.snapshot(0).failures.map(({ key }) => key)).toEqual(['4', '5', '6', '7', '8']);
    expect(model.snapshot(0).failed).toBe(9);
  });

  it('from a ledger are done and say nothing about speed', () => {
    const model = new ProgressModel({ tasks: 1000 }, 0);
    for (let i = 0; i < 900; i++) model.apply({ key: `${i}`, output: 0, durationMs: 0, worker: 'ledger' }, i);
    for (let i = 1; i <= 20; i++) model.apply({ key: `n${i}`, output: 0, durationMs: 9, worker: '1' }, 1000 * i);
    const { ended, perSecond } = model.snapshot(20_000);
    expect(ended).toBe(920);
    expect(perSecond).toBeCloseTo(1, 9);
  });
});

describe('searches', () => {
  const walk = { trials: 300, folds: 2, best: 1.5 };

  it('know their total from a walk-forward without seeds', () => {
    const model = new ProgressModel({}, 0);
    model.apply({ ...walk, fold: 1, ended: 120, foldsDone: 0 }, 1000);
    expect(states(model)).toEqual(['null/1 running 120/300']);
    expect(model.snapshot(1000)).toMatchObject({ unit: 'trials', ended: 120, total: 600, rows: [{ best: 1.5 }] });
  });

  it('know it for seeds that were announced, and not for others', () => {
    const known = new ProgressModel({ seeds: [1, 2, 3], folds: 2, trials: 300 }, 0);
    expect(known.snapshot(0)).toMatchObject({ total: 1800, ended: 0 });
    expect(known.snapshot(0).rows).toHaveLength(6);
    const halfKnown = new ProgressModel({ seeds: [1, 2, 3] }, 0);
    halfKnown.apply({ ...walk, seed: 2, fold: 0, ended: 1, foldsDone: 0 }, 0);
    expect(halfKnown.snapshot(0).total).toBe(1800);
    const unknown = new ProgressModel({}, 0);
    unknown.apply({ ...walk, seed: 2, fold: 0, ended: 1, foldsDone: 0 }, 0);
    expect(unknown.snapshot(0).total).toBeNull();
  });

  it('that end early are done, and their trials are no longer missing', () => {
    const model = new ProgressModel({}, 0);
    model.apply({ ...walk, fold: 0, ended: 40, foldsDone: 1 }, 0);
    expect(states(model)).toEqual(['null/0 done 40/40']);
    expect(model.snapshot(0).total).toBe(340);
  });

  it('take the progress of optimize as it is', () => {
    const model = new ProgressModel({}, 0);
    const trial = { values: [0.25] };
    model.apply({ ended: 5, trials: 10, failed: 1, best: null }, 0);
    expect(model.snapshot(0)).toMatchObject({
      ended: 5,
      total: 10,
      failed: 1,
      rows: [{ best: null, state: 'running' }],
    });
    model.apply({ ended: 10, trials: 10, failed: 1, best: trial }, 0);
    expect(model.snapshot(0)).toMatchObject({ ended: 10, total: 10, rows: [{ best: 0.25, state: 'done' }] });
  });

  it('that were resumed do not look fast', () => {
    const model = new ProgressModel({}, 0);
    model.apply({ ended: 5000, trials: 10_000, isResumed: true }, 0);
    for (let i = 1; i <= 10; i++) model.apply({ ended: 5000 + 2 * i, trials: 10_000 }, 1000 * i);
    expect(model.snapshot(10_000).perSecond).toBeCloseTo(2, 9);
    expect(model.snapshot(10_000).left?.ms).toBeCloseTo(4980 * 500, 3);
  });

  it('whose tasks are told as well are counted in trials', () => {
    const model = new ProgressModel({}, 0);
    model.apply({ type: 'started', key: 'fold 0' }, 0);
    model.apply({ type: 'finished', key: 'fold 0' }, 5000);
    model.apply({ ...walk, fold: 0, ended: 300, foldsDone: 1 }, 5000);
    expect(model.snapshot(5000)).toMatchObject({ unit: 'trials', ended: 300, total: 600, running: 0 });
  });
});

it('counts stay consistent whatever is told', () => {
  const key = fc.constantFrom('seed 1 fold 0', 'seed 1 fold 1', 'seed 2 fold 0', 'other');
  const type = fc.constantFrom('started', 'finished', 'failed', 'retried', 'cancelled');
  fc.assert(
    fc.property(fc.array(fc.record({ type, key })), (events) => {
      const model = new ProgressModel({}, 0);
      events.forEach((event, i) => {
        model.apply(event as Parameters<ProgressModel['apply']>[0], 400 * i);
        const { running, ended, failed, rows } = model.snapshot(400 * i);
        expect(running).toBeLessThanOrEqual(4);
        expect(failed).toBeGreaterThanOrEqual(0);
        expect(ended).toBeGreaterThanOrEqual(failed);
        for (const row of rows) expect(row.ended).toBeGreaterThanOrEqual(row.failed);
      });
      // What cannot be JSON would be lost in the file.
      const last = model.snapshot(400 * events.length);
      expect(JSON.parse(JSON.stringify(last))).toEqual(last);
    }),
    { seed: 5, numRuns: 100 },
  );
});

it.each<[string, ProgressPlan]>([
  ['folds', { folds: -1 }],
  ['trials', { trials: 1.5 }],
  ['tasks', { tasks: Number.NaN }],
  ['tasks', { tasks: 3, trials: 4 }],
  ['seeds', { seeds: 3 as unknown as number[] }],
])('refuses wrong %s', (name, plan) => {
  expect(() => new ProgressModel(plan, 0)).toThrow(ParameterError);
  expect(() => new ProgressModel(plan, 0)).toThrow(name);
});
