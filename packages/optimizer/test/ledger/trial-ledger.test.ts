import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { categorical, createStudy, float, int, nsga2, space, TrialLedger, when } from '../../src/index.ts';

const told = () => {
  const study = createStudy({ space: space({ x: float(0, 1) }), seed: 1 });
  study.ask(6);
  study.tell(0, { value: 3, returns: [1, 0, -1], durationMs: 5 });
  study.tell(1, { value: 2, constraints: [1.5, -1] });
  study.tell(2, Number.NaN);
  study.prune(3);
  study.tell(4, { value: 1, returns: [0, 0, 2] });
  return study;
};

describe('a ledger', () => {
  it('counts trials of every state over all studies, and what broke a constraint', () => {
    const one = { trials: 6, complete: 3, pruned: 1, failed: 1, running: 1, infeasible: 1, duplicates: 0 };
    expect(new TrialLedger({ a: told() }).counts()).toEqual(one);
    const double = Object.fromEntries(Object.entries(one).map(([name, count]) => [name, 2 * count]));
    // The same params in another study are another trial.
    expect(new TrialLedger({ a: told(), b: told() }).counts()).toEqual(double);
  });

  it('counts params that were complete before', () => {
    const study = createStudy({ space: space({ n: int(1, 2) }), duplicates: 'allow', seed: 1 });
    for (const { number } of study.ask(10)) study.tell(number, 1);
    expect(new TrialLedger({ study }).counts().duplicates).toBe(8);
  });

  it('shows what its studies hold when it is asked', () => {
    const study = told();
    const ledger = new TrialLedger({ study });
    study.tell(5, 0);
    expect(ledger.counts().running).toBe(0);
    expect(ledger.entries.map(({ trial }) => trial.number)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('holds the return series that trials came with', () => {
    const ledger = new TrialLedger({ study: told() });
    const { entries, series } = ledger.series();
    expect(entries.map(({ trial }) => trial.number)).toEqual([0, 4]);
    expect(series).toEqual([Float64Array.of(1, 0, -1), Float64Array.of(0, 0, 2)]);
    expect(ledger.returnsOf('study', 1)).toBeNull();
    expect(ledger.returnsOf('none', 0)).toBeNull();
    expect(ledger.effectiveTrials().trials).toBe(2);
  });

  it('keeps copies of the returns', () => {
    const study = createStudy({ space: space({ x: float(0, 1) }) });
    const returns = Float64Array.of(1, 2, 3);
    for (const { number } of study.ask(2)) study.tell(number, { value: 1, returns: returns.fill(number + 1) });
    const ledger = new TrialLedger({ study });
    ledger.series().series[0].fill(9);
    expect(ledger.series().series.map(([first]) => first)).toEqual([1, 2]);
  });

  it('refuses series of different lengths', () => {
    const study = told();
    study.tell(5, { value: 1, returns: [1, 2] });
    const ledger = new TrialLedger({ study });
    expect(() => ledger.series()).toThrow('returns: expected 3 values as of the first trial, got "2 of study 5"');
  });
});

describe('the table', () => {
  it('has a row per trial, and quotes what needs it', () => {
    const study = createStudy({
      space: space({ 'a,b': categorical(['x"y']), n: when({ 'a,b': ['x"y'] }, int(3, 3)) }),
    });
    study.ask();
    study.tell(0, { value: Number.NEGATIVE_INFINITY, durationMs: 2 });
    expect(new TrialLedger({ 's\n1': study }).toCsv()).toBe(
      'study,trial,state,by,value,violation,duration_ms,reason,"params_a,b",params_n\n"s\n1",0,complete,start-up,-Infinity,0,2,,"x""y",3\n',
    );
  });

  it('has a column per objective, and leaves empty what a trial does not have', () => {
    const search = space({ on: categorical([true, false]), constructor: when({ on: [true] }, int(3, 3)) });
    const study = createStudy({ space: search, direction: ['minimize', 'maximize'], sampler: nsga2() });
    study.enqueue({ on: false } as never);
    study.enqueue({ on: true, constructor: 3 } as never);
    study.ask(2);
    study.tell(0, [1, 2]);
    study.fail(1, 'no data');
    expect(new TrialLedger({ s: study }).toCsv()).toBe(
      'study,trial,state,by,value_1,value_2,violation,duration_ms,reason,params_on,params_constructor\n' +
        's,0,complete,enqueued,1,2,0,,,false,\n' +
        's,1,failed,enqueued,,,0,,no data,true,3\n',
    );
  });
});

describe('is refused', () => {
  it('a ledger without studies, or of something else', () => {
    expect(() => new TrialLedger({})).toThrow(ParameterError);
    expect(() => new TrialLedger({})).toThrow('studies: expected at least one study');
    expect(() => new TrialLedger(told() as never)).toThrow('expected a study');
    expect(() => new TrialLedger({ a: null as never })).toThrow('studies.a: expected a study, got null');
  });

  it('a return that is no number', () => {
    const study = createStudy({ space: space({ x: float(0, 1) }) });
    study.ask();
    for (const returns of [[1, Number.NaN], Array(2), ['1'], 'abc']) {
      expect(() => study.tell(0, { value: 1, returns: returns as number[] })).toThrow('returns: expected numbers, got');
    }
    expect(study.trials[0].state).toBe('running');
  });
});
