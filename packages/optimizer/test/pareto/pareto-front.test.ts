import { createStudy, type Study } from '@quantblocks/optimizer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoFront } from '../../src/pareto/pareto-front.ts';
import { random } from '../../src/samplers/random.ts';
import { float } from '../../src/space/parameters.ts';
import { space } from '../../src/space/space.ts';
import type { Direction, Outcome } from '../../src/study/trial.ts';
import { isDominated, lossRows } from './arbitraries.ts';

function studyOf(
  direction: Direction | Direction[],
  results: readonly (number | number[] | Outcome)[],
): Study<{ x: number }> {
  const study = createStudy({ space: space({ x: float(0, 1) }), direction, sampler: random() });
  results.forEach((result) => {
    study.tell(study.ask()[0].number, result);
  });
  return study;
}

const numbers = (study: Study<{ x: number }>): number[] => paretoFront(study).map(({ number }) => number);

describe('paretoFront', () => {
  it('has the trials that no other dominates, by number', () => {
    expect(numbers(studyOf(['minimize', 'minimize'], [[4, 1], [3, 3], [2, 2], [1, 4], [4, 4]]))).toEqual([0, 2, 3]); // biome-ignore format: points
  });

  it('follows the directions of the study', () => {
    expect(numbers(studyOf(['maximize', 'minimize'], [[4, 1], [3, 3], [2, 2], [1, 4], [5, 5]]))).toEqual([0, 4]); // biome-ignore format: points
  });

  it('keeps all trials with equal values', () => {
    expect(numbers(studyOf(['minimize', 'minimize'], [[1, 1], [2, 2], [1, 1]]))).toEqual([0, 2]); // biome-ignore format: points
  });

  it('leaves out trials that are infeasible, pruned, failed or running', () => {
    const study = studyOf(['minimize', 'minimize'], [
      { values: [0, 0], constraints: [0.5] },
      { pruned: true },
      [Number.NaN, 0],
      { values: [2, 2], constraints: [-1, 0] },
    ]); // biome-ignore format: one result per line
    study.ask();
    expect(numbers(study)).toEqual([3]);
  });

  it('is the set of the best ones with one objective', () => {
    expect(numbers(studyOf('maximize', [1, 3, 2, 3]))).toEqual([1, 3]);
  });

  it('is empty while nothing is complete', () => {
    expect(numbers(studyOf(['minimize', 'minimize'], []))).toEqual([]);
  });

  it('has members that do not dominate each other, and dominate all that is left out', () => {
    fc.assert(
      fc.property(lossRows(3), (losses) => {
        const front = paretoFront(studyOf(['minimize', 'minimize', 'minimize'], losses)).map(({ number }) => number);
        losses.forEach((row, i) => {
          const isBeaten = front.some((member) => isDominated(row, losses[member]));
          expect(isBeaten).toBe(!front.includes(i));
        });
      }),
      { seed: 51, numRuns: 60 },
    );
  });
});
