import { createRng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { CmaEs, type CmaEsOptions } from '../../src/cma-es/cma-es.ts';

const start = (options: Partial<CmaEsOptions> = {}): CmaEs => new CmaEs({ mean: [0.5, 0.5], sigma: 0.2, ...options });

function tellGenerations(cma: CmaEs, count: number, loss: (point: Float64Array, g: number, i: number) => number): void {
  const rng = createRng(1);
  for (let g = 0; g < count; g++) {
    const samples = Array.from({ length: cma.populationSize }, () => cma.ask(rng));
    cma.tell(
      samples.map((sample) => sample.raw),
      samples.map((sample, i) => loss(sample.point, g, i)),
    );
  }
}

describe('stop criteria', () => {
  it('let a run go on that has just begun', () => {
    expect(start().shouldStop()).toBe(null);
  });

  it('end a run whose best loss stays the same for 10 + 30 d / populationSize generations', () => {
    for (const loss of [7, Number.POSITIVE_INFINITY, Number.NaN]) {
      const cma = start();
      tellGenerations(cma, 19, () => loss);
      expect(cma.shouldStop()).toBe(null);
      tellGenerations(cma, 1, () => loss);
      expect(cma.shouldStop()).toBe('equalFunValues');
    }
  });

  it('end a run whose losses differ by rounding only', () => {
    const cma = start();
    tellGenerations(cma, 20, (_, g, i) => 1e-14 * (g + i));
    expect(cma.shouldStop()).toBe('tolFun');
  });

  it('end a run whose steps have become too small to matter', () => {
    const cma = start();
    // A loss without a floor: nothing but the step size can end it.
    tellGenerations(cma, 200, (point) => Math.log(Math.hypot(point[0] - 1e-3, point[1] - 1e-3)));
    expect(cma.shouldStop()).toBe('tolX');
  });

  it('end a run that runs away', () => {
    const cma = start();
    cma.tell(
      Array.from({ length: cma.populationSize }, (_, i) => Float64Array.of(1e4 + i, 1e4)),
      Array.from({ length: cma.populationSize }, (_, i) => i),
    );
    expect(cma.shouldStop()).toBe('tolXUp');
  });

  it('end a run whose steps are lost to rounding', () => {
    expect(start({ sigma: 1e-17 }).shouldStop()).toBe('noEffectAxis');
    // The axis looked at first is the shorter one, along the second coordinate, where 0 has room for tiny steps.
    expect(start({ mean: [0.5, 0], sigma: 1e-17, covariance: [4, 0, 0, 1] }).shouldStop()).toBe('noEffectCoord');
  });

  it('end a run with a covariance that is nearly singular', () => {
    expect(start({ covariance: [1, 0, 0, 1.1e-14] }).shouldStop()).toBe(null);
    expect(start({ covariance: [1, 0, 0, 9e-15] }).shouldStop()).toBe('conditionCov');
  });
});
