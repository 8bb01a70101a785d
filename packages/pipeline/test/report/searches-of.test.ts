import { describe, expect, it } from 'vitest';
import { searchesOf } from '../../src/report/searches-of.ts';
import type { PipelineStrategy } from '../../src/strategy/pipeline-strategy.ts';
import { strategy } from '../programs/momentum.ts';

const HEADER = 'study,trial,state,by,value,violation,duration_ms,reason,params_lag,params_band';
const ledger = [
  HEADER,
  'lag,0,complete,enqueued,0.5,0,,,20,',
  'band,0,complete,random,0.6,0,,,,0.01',
  '"slow, lag",0,complete,random,0.7,-2,,,31,',
  '"slow, lag",1,failed,random,,0,,"no, not",9,',
  '"slow, band",0,complete,random,0.8,0,,,,0.02',
  '"fixed, band",0,complete,random,0.9,3,,,,0.03',
].join('\n');
const momentum = strategy() as PipelineStrategy<unknown>;

describe('searchesOf', () => {
  it('reads the stages of the strategy as it is', () => {
    const views = searchesOf({ ledger, variant: '' }, momentum);
    expect(views.map(({ name, trials }) => [name, trials.length])).toEqual([
      ['lag', 1],
      ['band', 1],
    ]);
    expect(views[0].parameters).toEqual([{ name: 'lag', type: 'int', low: 2, high: 60 }]);
    expect(views[0].trials[0]).toMatchObject({ number: 0, state: 'complete', values: [0.5], params: { lag: 20 } });
  });

  it('reads those of a variant, also where it has stages of its own', () => {
    const [lag] = searchesOf({ ledger, variant: 'slow' }, momentum);
    expect(lag.trials.map(({ values, violation }) => [values, violation])).toEqual([
      [[0.7], -2],
      [null, 0],
    ]);
    expect(searchesOf({ ledger, variant: 'fixed' }, momentum).map(({ name }) => name)).toEqual(['band']);
  });

  it('is empty for a ledger without trials', () => {
    expect(searchesOf({ ledger: `${HEADER}\n`, variant: '' }, momentum)).toEqual([]);
  });
});
