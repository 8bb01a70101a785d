import { requireInteger } from '../require-integer.ts';
import type { Pruner } from './pruner.ts';
import { failsRung, lastCompleteStep } from './rungs.ts';

/** Options of {@link successiveHalvingPruner}. */
export interface SuccessiveHalvingPrunerOptions {
  /**
   * Step of the first rung. `'auto'`: a hundredth of the largest step of a complete trial, rounded down, at least 1;
   * nothing is stopped before a trial is complete. @defaultValue `'auto'`
   */
  readonly minResource?: number | 'auto';
  /** One in so many trials goes on at each rung, and rungs are so many times further apart. @defaultValue `4` */
  readonly reductionFactor?: number;
  /** Number of first rungs to leave out. @defaultValue `0` */
  readonly minEarlyStoppingRate?: number;
}

/**
 * Asynchronous successive halving: at the steps `minResource * reductionFactor^k` a trial goes on only if its loss is
 * among the best `1 / reductionFactor` of the losses of all finished trials there, and its own. The best one always
 * goes on; NaN stops.
 *
 * Steps count from 0 and the first rung is at 1 or later, so a trial's very first step is never judged.
 *
 * @throws a {@link ParameterError} if an option is out of range.
 * @remarks Optuna's rule, except for who competes: not the trials that still run, because the answer must not depend on
 * timing; with
 * `'auto'` the first complete trial too; and a stopped trial whose last report skipped a rung, at both.
 * @see L. Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020.
 *
 * @example
 * ```ts
 * import { successiveHalvingPruner } from '@quantblocks/optimizer';
 *
 * const pruner = successiveHalvingPruner({ minResource: 2 });
 * const complete = { number: 0, state: 'complete', loss: 1, steps: [1, 2, 3], values: [5, 3, 1] } as const;
 * const running = { number: 1, state: 'running', loss: Number.NaN } as const;
 * pruner.shouldPrune({ ...running, steps: [1], values: [9] }, [complete]); // => false
 * pruner.shouldPrune({ ...running, steps: [1, 2], values: [9, 4] }, [complete]); // => true
 * ```
 */
export function successiveHalvingPruner(options: SuccessiveHalvingPrunerOptions = {}): Pruner {
  const { minResource = 'auto', reductionFactor = 4, minEarlyStoppingRate = 0 } = options;
  if (minResource !== 'auto') requireInteger('minResource', minResource, 1);
  requireInteger('reductionFactor', reductionFactor, 2);
  requireInteger('minEarlyStoppingRate', minEarlyStoppingRate, 0);
  return {
    name: 'successive-halving',
    options: { minResource, reductionFactor, minEarlyStoppingRate },
    shouldPrune(trial, finished) {
      let smallest = minResource;
      if (smallest === 'auto') {
        const last = lastCompleteStep(finished);
        if (last < 0) return false;
        smallest = Math.max(1, Math.floor(last / 100));
      }
      return failsRung(trial, finished, smallest * reductionFactor ** minEarlyStoppingRate, reductionFactor);
    },
  };
}
