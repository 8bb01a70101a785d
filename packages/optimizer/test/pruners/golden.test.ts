import { fileURLToPath } from 'node:url';
import { readJson } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { patientPruner } from '../../src/pruners/patient-pruner.ts';
import { medianPruner, percentilePruner } from '../../src/pruners/percentile-pruner.ts';
import type { Pruner, TrialCurve } from '../../src/pruners/pruner.ts';
import { successiveHalvingPruner } from '../../src/pruners/successive-halving-pruner.ts';
import { thresholdPruner } from '../../src/pruners/threshold-pruner.ts';
import { wilcoxonPruner } from '../../src/pruners/wilcoxon-pruner.ts';
import { complete, pruned, running } from './curves.ts';

interface Golden {
  readonly source: string;
  readonly studies: readonly {
    readonly pruner: string;
    readonly options: Readonly<Record<string, number>>;
    /** Per trial the loss, null if it was stopped after its last value, and the values at the steps 0, 1, 2, ... */
    readonly trials: readonly (readonly [number | null, readonly (number | null)[]])[];
  }[];
}

const named: Readonly<Record<string, (options: never) => Pruner>> = {
  median: medianPruner,
  percentile: percentilePruner,
  'successive-halving': successiveHalvingPruner,
  patient: (options: { patience: number }) => patientPruner(null, options),
  wilcoxon: wilcoxonPruner,
  threshold: thresholdPruner,
};

const { source, studies } = readJson<Golden>(fileURLToPath(new URL('golden/decisions.json', import.meta.url)));

for (const { pruner, options, trials } of studies) {
  it(`golden: ${source}, ${pruner} ${JSON.stringify(options)}, ${trials.length} trials`, () => {
    const { shouldPrune } = named[pruner](options as never);
    const finished: TrialCurve[] = [];
    trials.forEach(([loss, reported], number) => {
      const values = reported.map((value) => value ?? Number.NaN);
      const decisions = values.map((_, i) => shouldPrune(running(values.slice(0, i + 1), undefined, number), finished));
      const expected = values.map((_, i) => loss === null && i === values.length - 1);
      expect(decisions, `trial ${number}`).toEqual(expected);
      finished.push(loss === null ? pruned(number, values) : complete(number, values, loss));
    });
  });
}
