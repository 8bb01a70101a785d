import { createRng, type Rng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { modelConfidenceSet } from '../../src/multiple/model-confidence-set.ts';
import { realityCheck } from '../../src/multiple/reality-check.ts';
import { romanoWolf } from '../../src/multiple/romano-wolf.ts';
import { superiorPredictiveAbility } from '../../src/multiple/superior-predictive-ability.ts';
import { noise } from './series.ts';

const RUNS = 200;
const BARS = 250;
const STRATEGIES = 6;

describe('the tests of many strategies', () => {
  const noises: readonly [string, (rng: Rng) => Float64Array][] = [
    ['independent noise', (rng) => noise(rng, 1, BARS)[0]],
    ['noise with an autocorrelation of 0.3', (rng) => autoregressive(rng, 0.3)],
  ];
  it.each(noises)('pass the best of %s at their level', (_, draw) => {
    const rng = createRng(1);
    const passed = { superior: 0, check: 0, steps: 0, set: 0 };
    for (let run = 0; run < RUNS; run++) {
      const series = Array.from({ length: STRATEGIES }, () => draw(rng));
      const { status, blockLength } = superiorPredictiveAbility(series, { resamples: 99, seed: run });
      const options = { resamples: 99, seed: run, blockLength };
      if (status === 'pass') passed.superior++;
      if (realityCheck(series, options).status === 'pass') passed.check++;
      if (romanoWolf(series, options).status === 'pass') passed.steps++;
      if (modelConfidenceSet(series, options).status === 'pass') passed.set++;
    }
    // 3 to 8 % are promised; two standard errors of 200 runs are 3 %.
    for (const count of Object.values(passed)) {
      expect(count / RUNS).toBeGreaterThan(0);
      expect(count / RUNS).toBeLessThanOrEqual(0.11);
    }
  });

  it('would find edges in noise without the correction for small samples', () => {
    const rng = createRng(2);
    let corrected = 0;
    let published = 0;
    for (let run = 0; run < RUNS; run++) {
      const series = noise(rng, STRATEGIES, BARS);
      const options = { resamples: 99, seed: run, blockLength: 24 };
      if (superiorPredictiveAbility(series, options).status === 'pass') corrected++;
      if (superiorPredictiveAbility(series, { ...options, smallSample: false }).status === 'pass') published++;
    }
    expect(corrected / RUNS).toBeLessThanOrEqual(0.11);
    expect(published / RUNS).toBeGreaterThan(0.11);
  });
});

function autoregressive(rng: Rng, memory: number): Float64Array {
  let value = rng.normal() / Math.sqrt(1 - memory * memory);
  return Float64Array.from({ length: BARS }, () => {
    value = memory * value + rng.normal();
    return value;
  });
}
