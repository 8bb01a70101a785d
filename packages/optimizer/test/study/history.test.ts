import { describe, expect, it } from 'vitest';
import { createStudy, float, random, space } from '../../src/index.ts';
import { COMPLETE, FAILED, PRUNED, RUNNING } from '../../src/study/history.ts';

describe('History', () => {
  it('keeps everything about every trial while its columns grow', () => {
    const study = createStudy({ space: space({ x: float(0, 1) }), sampler: random(), direction: 'maximize' });
    const count = 300;
    for (let trial = 0; trial < count; trial++) {
      study.ask();
      if (trial % 5 === 4) continue;
      study.report(trial, trial + 1, trial / 2);
      if (trial % 5 === 1) study.prune(trial);
      else if (trial % 5 === 2) study.fail(trial, 'odd');
      else study.tell(trial, { value: trial, constraints: [trial % 3, -1] });
    }
    const { history } = study;
    expect(history.length).toBe(count);
    expect(history.ended).toHaveLength((count * 4) / 5);
    for (let trial = 0; trial < count; trial++) {
      const state = [COMPLETE, PRUNED, FAILED, COMPLETE, RUNNING][trial % 5];
      const isReported = state !== RUNNING;
      expect({
        state: history.state[trial],
        x: history.columns[0][trial],
        loss: history.losses[0][trial],
        violation: history.violation[trial],
        lastStep: history.lastStep[trial],
        lastLoss: history.lastLoss[trial],
        generation: history.generation[trial],
      }).toEqual({
        state,
        x: study.trials[trial].params.x,
        loss: state === COMPLETE ? -trial : Number.NaN,
        violation: state === COMPLETE ? trial % 3 : 0,
        lastStep: isReported ? trial + 1 : Number.NaN,
        lastLoss: isReported ? -trial / 2 : Number.NaN,
        generation: -1,
      });
    }
  });

  it('gives copies of points', () => {
    const study = createStudy({ space: space({ x: float(0, 1), y: float(2, 3) }), sampler: random() });
    const [{ params }] = study.ask();
    const point = study.history.point(0);
    point[0] = 9;
    expect(Array.from(study.history.point(0))).toEqual([params.x, params.y]);
  });
});
