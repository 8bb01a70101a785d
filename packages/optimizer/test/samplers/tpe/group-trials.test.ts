import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRng } from '@quantblocks/core';
import { categorical, createStudy, float, int, random, type Study, space, when } from '@quantblocks/optimizer';
import { describeGolden, readJson } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupTrials } from '../../../src/samplers/tpe/group-trials.ts';
import { plainSplit, randomStep, randomStudy } from './histories.ts';

const committed = fileURLToPath(new URL('../../golden/parzen/', import.meta.url));
const line = space({ x: float(0, 1) });

function studyOf(trials: number): Study<{ x: number }> {
  const study = createStudy({ space: line, sampler: random(), seed: 1 });
  study.ask(trials);
  return study;
}

function splitOf(study: Study<{ x: number }>, liar = true): { below: number[]; above: number[] } {
  const trials = new GroupTrials(study.history, [0]);
  trials.update();
  trials.split(liar);
  return {
    below: Array.from(trials.below.subarray(0, trials.belowCount)),
    above: Array.from(trials.above.subarray(0, trials.aboveCount)),
  };
}

describe('the good trials', () => {
  for (const file of readdirSync(committed).sort())
    it(`golden: count of ${file}`, () => compareCounts(committed + file));

  it('are the best of the complete ones, the earlier of equals', () => {
    const study = studyOf(11);
    [5, 3, 9, 3, 8, 3, 7, 7, 7, 7, 7].forEach((value, trial) => {
      study.tell(trial, value);
    });
    // ceil(1.1) = 2 of the three that have 3.
    expect(splitOf(study)).toEqual({ below: [1, 3], above: [0, 2, 4, 5, 6, 7, 8, 9, 10] });
  });

  it('are oldest first, whatever their order of merit', () => {
    const study = studyOf(21);
    for (let trial = 0; trial < 21; trial++) study.tell(trial, -trial);
    expect(splitOf(study).below).toEqual([18, 19, 20]);
  });

  it('are filled up with pruned ones that came far, then with infeasible ones that break little', () => {
    const study = studyOf(61);
    study.report(0, 2, 1);
    study.report(1, 5, 9);
    study.report(2, 5, 4);
    study.report(3, 5, Number.NaN);
    for (let trial = 0; trial < 5; trial++) study.prune(trial);
    for (let trial = 5; trial < 60; trial++) study.tell(trial, { value: -9, constraints: [70 - trial, -1] });
    study.tell(60, 1e9);
    // ceil(6.1) = 7: the feasible one; step 5 with 4, 9 and NaN; step 2; no step at all; the smallest violation.
    expect(splitOf(study).below).toEqual([0, 1, 2, 3, 4, 59, 60]);
  });

  it('prefer a pruned trial to an infeasible one, and any complete feasible one to both', () => {
    const study = studyOf(3);
    study.tell(0, { value: -1, constraints: [0.1] });
    study.prune(1);
    expect(splitOf(study).below).toEqual([1]);
    study.tell(2, Number.POSITIVE_INFINITY);
    expect(splitOf(study).below).toEqual([2]);
  });

  it.each([
    ['the one that came farther, whatever it was worth', [3, 9], [2, 1]],
    ['the better one of two that came as far', [3, 1], [3, 2]],
    ['a number over NaN at the same step', [3, 1e9], [3, Number.NaN]],
    ['a finite number over infinity', [3, 1e9], [3, Number.POSITIVE_INFINITY]],
    ['one with a report over one without', [0, Number.NaN], null],
    ['the earlier of equals', [1, 2], [1, 2]],
  ] as const)('are of two pruned ones %s', (_, better, worse) => {
    const isEqual = JSON.stringify(better) === JSON.stringify(worse);
    for (const trials of [[better, worse], ...(isEqual ? [] : [[worse, better]])]) {
      const study = studyOf(2);
      trials.forEach((report, trial) => {
        if (report !== null) study.report(trial, report[0], report[1]);
        study.prune(trial);
      });
      expect(splitOf(study).below).toEqual([trials.indexOf(better)]);
    }
  });

  it('do not mind a constraint that is just met', () => {
    const study = studyOf(2);
    study.tell(0, { value: 1, constraints: [0, -3] });
    study.tell(1, { value: 2, constraints: [] });
    expect(splitOf(study)).toEqual({ below: [0], above: [1] });
  });
});

describe('the other trials', () => {
  it('include running ones with a liar, and not without', () => {
    const study = studyOf(4);
    study.tell(2, 1);
    study.tell(1, 2);
    expect(splitOf(study, true)).toEqual({ below: [2], above: [0, 1, 3] });
    expect(splitOf(study, false)).toEqual({ below: [2], above: [1] });
  });

  it('never include failed ones', () => {
    const study = studyOf(3);
    study.fail(0, 'no data');
    study.tell(1, Number.NaN);
    study.tell(2, 1);
    expect(splitOf(study)).toEqual({ below: [2], above: [] });
  });
});

describe('GroupTrials', () => {
  const mixed = space({
    on: categorical([true, false]),
    n: int(1, 4),
    x: when({ on: [true] }, float(0, 1)),
  });
  const groups = [[0, 1], [2]];

  it('split as the definition does, call after call, for random histories', () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, liar) => {
        const study = randomStudy(mixed, seed, 20);
        const rng = createRng(seed, 'calls');
        const kept = groups.map((dimensions) => new GroupTrials(study.history, dimensions));
        for (let round = 0; round < 8; round++) {
          for (let steps = rng.int(40); steps > 0; steps--) randomStep(study, rng);
          kept.forEach((trials, i) => {
            trials.update();
            trials.split(liar);
            const [first] = groups[i];
            const has = (trial: number): boolean => !Number.isNaN(study.history.columns[first][trial]);
            const [below, above] = plainSplit(study.history, has, liar);
            expect(Array.from(trials.below.subarray(0, trials.belowCount))).toEqual(below);
            expect(Array.from(trials.above.subarray(0, trials.aboveCount))).toEqual(above);
          });
        }
      }),
      { seed: 11, numRuns: 30 },
    );
  });

  it('do not depend on the order in which trials end', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { minLength: 12 });
    const end = (study: Study<{ x: number }>, trial: number): void => {
      if (trial % 4 === 0) study.prune(trial);
      else if (trial % 5 === 0) study.fail(trial, 'odd');
      else study.tell(trial, { value: trial % 3, constraints: [trial % 2] });
    };
    fc.assert(
      fc.property(order, (numbers) => {
        const study = studyOf(12);
        const sorted = studyOf(12);
        const trials = new GroupTrials(study.history, [0]);
        for (const trial of numbers) {
          end(study, trial);
          trials.update();
        }
        for (let trial = 0; trial < 12; trial++) end(sorted, trial);
        expect(splitOf(study)).toEqual(splitOf(sorted));
        trials.split(true);
        expect(Array.from(trials.below.subarray(0, trials.belowCount))).toEqual(splitOf(sorted).below);
      }),
      { seed: 12, numRuns: 50 },
    );
  });
});

describeGolden('optimizer/parzen', { extension: '.json' }, ({ path }) => compareCounts(path));

function compareCounts(path: string): void {
  const { nBelow } = readJson<{ nBelow: Readonly<Record<string, number>> }>(path);
  expect(Object.keys(nBelow).length).toBeGreaterThan(0);
  for (const [n, count] of Object.entries(nBelow)) {
    const study = createStudy({ space: line, sampler: random() });
    if (Number(n) > 0) study.ask(Number(n));
    for (const { number } of study.trials) study.tell(number, number % 7);
    expect(splitOf(study).below, `of ${n}`).toHaveLength(count);
  }
}
