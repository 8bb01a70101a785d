import { createRng, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { nextRun, type PastRun } from '../../src/cma-es/next-run.ts';

const run = (populationSize: number, evaluations: number, isLarge: boolean): PastRun => ({
  populationSize,
  evaluations,
  isLarge,
});
const FIRST = run(8, 400, false);

describe('nextRun', () => {
  it('doubles the population each time (ipop)', () => {
    const options = { dimensions: 5, sigma: 0.2, strategy: 'ipop' } as const;
    const second = nextRun([FIRST], options, createRng(1));
    expect(second).toMatchObject({ populationSize: 16, sigma: 0.2, isLarge: true });
    const third = nextRun([FIRST, run(16, 900, true)], options, createRng(1));
    expect(third).toMatchObject({ populationSize: 32, sigma: 0.2, isLarge: true });
  });

  it('gives the kind of run that had fewer evaluations its turn (bipop)', () => {
    const options = { dimensions: 5 };
    expect(nextRun([FIRST], options, createRng(1)).isLarge).toBe(true);
    expect(nextRun([FIRST, run(16, 900, true)], options, createRng(1)).isLarge).toBe(false);
    const later = [FIRST, run(16, 900, true), run(8, 600, false)];
    expect(nextRun(later, options, createRng(1))).toMatchObject({ populationSize: 32, isLarge: true });
  });

  it('takes small populations between the first and half of the largest, and smaller steps', () => {
    const runs = [FIRST, run(16, 900, true), run(32, 900, true), run(64, 900, true)];
    const small = Array.from({ length: 300 }, (_, seed) =>
      nextRun(runs, { dimensions: 2, sigma: 0.3 }, createRng(seed)),
    );
    expect(Math.min(...small.map((next) => next.populationSize))).toBe(8);
    expect(Math.max(...small.map((next) => next.populationSize))).toBe(31);
    expect(small.every(({ sigma }) => sigma > 0.003 && sigma <= 0.3)).toBe(true);
    expect(small.every(({ mean }) => mean.every((value) => value >= 0 && value < 1))).toBe(true);
  });

  it('refuses to continue where nothing was run', () => {
    expect(() => nextRun([], { dimensions: 2 }, createRng(1))).toThrow(ParameterError);
  });
});
