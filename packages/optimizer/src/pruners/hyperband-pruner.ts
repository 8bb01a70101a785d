import { ParameterError } from '@quantblocks/core';
import { mixBits } from '../mix-bits.ts';
import { requireInteger } from '../require-integer.ts';
import type { Pruner } from './pruner.ts';
import { failsRung, lastCompleteStep } from './rungs.ts';

/** Options of {@link hyperbandPruner}. */
export interface HyperbandPrunerOptions {
  /** Step of the first rung of the most eager bracket. @defaultValue `1` */
  readonly minResource?: number;
  /**
   * Steps of a full trial. `'auto'`: one more than the largest step of a complete trial; nothing is stopped before a
   * trial is complete. State it if the number of steps differs between trials. @defaultValue `'auto'`
   */
  readonly maxResource?: number | 'auto';
  /** As in {@link successiveHalvingPruner}. @defaultValue `3` */
  readonly reductionFactor?: number;
}

/**
 * Hyperband: several {@link successiveHalvingPruner}s side by side, which leave out 0, 1, 2, ... of the first rungs,
 * because nobody knows how early a loss can be trusted. Each trial belongs to one bracket and competes inside it only.
 *
 * There are `B = floor(log(maxResource / minResource) / log(reductionFactor)) + 1` brackets; the one that leaves out `B
 * - 1 - s` rungs receives trials in proportion to `ceil(B * reductionFactor^s / (s + 1))`, by a hash of the trial's
 * number.
 *
 * @throws a {@link ParameterError} if an option is out of range.
 * @remarks Optuna hashes by CRC-32 of the study's name and the number; this is the finaliser of MurmurHash3 over the
 * number alone.
 * @see L. Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", JMLR 18 (2018),
 * algorithm 1.
 *
 * @example
 * ```ts
 * import { createStudy, float, hyperbandPruner, space } from '@quantblocks/optimizer';
 *
 * const pruner = hyperbandPruner({ maxResource: 27 });
 * const study = createStudy({ space: space({ x: float(0, 1) }), pruner });
 * const [{ number }] = study.ask();
 * study.report(number, 0, 5);
 * study.shouldPrune(number); // => false
 * ```
 */
export function hyperbandPruner(options: HyperbandPrunerOptions = {}): Pruner {
  const { minResource = 1, maxResource = 'auto', reductionFactor = 3 } = options;
  requireInteger('minResource', minResource, 1);
  requireInteger('reductionFactor', reductionFactor, 2);
  if (maxResource !== 'auto' && !(Number.isSafeInteger(maxResource) && maxResource >= minResource)) {
    throw new ParameterError('maxResource', `'auto' or an integer >= minResource, ${minResource}`, maxResource);
  }
  return {
    name: 'hyperband',
    options: { minResource, maxResource, reductionFactor },
    shouldPrune(trial, finished) {
      const steps = maxResource === 'auto' ? lastCompleteStep(finished) + 1 : maxResource;
      if (steps === 0) return false;
      const budgets = bracketBudgets(minResource, steps, reductionFactor);
      const bracket = bracketOf(trial.number, budgets);
      const rivals = finished.filter(({ number }) => bracketOf(number, budgets) === bracket);
      return failsRung(trial, rivals, minResource * reductionFactor ** bracket, reductionFactor);
    },
  };
}

/** Shares of the trials, by the number of rungs a bracket leaves out. */
export function bracketBudgets(minResource: number, maxResource: number, factor: number): number[] {
  let brackets = 1;
  // Multiplied out: log(243) / log(3) is less than 5 in floating point.
  while (minResource * factor ** brackets <= maxResource) brackets++;
  return Array.from({ length: brackets }, (_, bracket) => {
    const s = brackets - 1 - bracket;
    return Math.ceil((brackets * factor ** s) / (s + 1));
  });
}

/** The bracket of a trial. */
export function bracketOf(trial: number, budgets: readonly number[]): number {
  const total = budgets.reduce((sum, budget) => sum + budget, 0);
  // The golden ratio's bits keep trial 0 away from the hash's fixed point at 0.
  let rest = mixBits(trial + 0x9e3779b9) % total;
  let bracket = 0;
  while (rest >= budgets[bracket]) rest -= budgets[bracket++];
  return bracket;
}
