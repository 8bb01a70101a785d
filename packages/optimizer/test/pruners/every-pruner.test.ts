import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hyperbandPruner } from '../../src/pruners/hyperband-pruner.ts';
import { patientPruner } from '../../src/pruners/patient-pruner.ts';
import { medianPruner, percentilePruner } from '../../src/pruners/percentile-pruner.ts';
import type { TrialCurve } from '../../src/pruners/pruner.ts';
import { successiveHalvingPruner } from '../../src/pruners/successive-halving-pruner.ts';
import { thresholdPruner } from '../../src/pruners/threshold-pruner.ts';
import { wilcoxonPruner } from '../../src/pruners/wilcoxon-pruner.ts';
import { complete, running } from './curves.ts';

const pruners = [
  wilcoxonPruner(),
  wilcoxonPruner({ correction: 'pocock', pThreshold: 0.3 }),
  medianPruner({ startupTrials: 1 }),
  percentilePruner({ quantile: 0.25, startupTrials: 0 }),
  successiveHalvingPruner(),
  hyperbandPruner(),
  patientPruner(medianPruner({ startupTrials: 1 }), { patience: 1 }),
  thresholdPruner({ upper: 3 }),
];

// Small whole numbers, so that ties are common; now and then no number at all.
const value = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
const curveOf = (state: fc.Arbitrary<TrialCurve['state']>): fc.Arbitrary<TrialCurve> =>
  fc
    .tuple(
      state,
      value,
      fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }),
      fc.array(value, { minLength: 8, maxLength: 8 }),
    )
    .map(([state, loss, steps, values]) => ({
      number: 0,
      state,
      loss: state === 'complete' ? loss : Number.NaN,
      steps: steps.sort((a, b) => a - b),
      values: values.slice(0, steps.length),
    }));
const study = fc
  .tuple(
    curveOf(fc.constant('running')),
    fc.array(curveOf(fc.constantFrom('complete', 'pruned', 'failed')), { maxLength: 12 }),
  )
  .map(([trial, ended]) => ({
    trial: { ...trial, number: ended.length },
    finished: ended.map((other, number) => ({ ...other, number })),
  }));

describe.each(pruners.map((pruner) => [pruner.name, pruner] as const))('%s pruner', (_, pruner) => {
  it('gives the same answer for finished trials in any order', () => {
    const shuffled = study.chain(({ trial, finished }) =>
      fc.shuffledSubarray(finished, { minLength: finished.length }).map((other) => ({ trial, finished, other })),
    );
    fc.assert(
      fc.property(shuffled, ({ trial, finished, other }) => {
        expect(pruner.shouldPrune(trial, other)).toBe(pruner.shouldPrune(trial, finished));
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it('changes nothing it is given', () => {
    fc.assert(
      fc.property(study, ({ trial, finished }) => {
        const before = JSON.stringify([trial, finished]);
        pruner.shouldPrune(trial, finished);
        expect(JSON.stringify([trial, finished])).toBe(before);
      }),
      { seed: 8, numRuns: 50 },
    );
  });

  it('does not stop a trial that has reported nothing', () => {
    expect(pruner.shouldPrune(running([]), [complete(0, [1, 1]), complete(1, [1, 2])])).toBe(false);
  });

  it('has options that are plain data', () => {
    expect(structuredClone(pruner.options)).toEqual(pruner.options);
    expect(Object.values(pruner.options)).not.toContain(undefined);
  });
});
