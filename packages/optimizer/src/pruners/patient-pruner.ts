import { ParameterError } from '@quantblocks/core';
import { requireInteger } from '../require-integer.ts';
import type { Pruner } from './pruner.ts';

/** Options of {@link patientPruner}. */
export interface PatientPrunerOptions {
  /** Number of reports a trial may go on without having got better. */
  readonly patience: number;
  /** How much worse is not worse yet, a difference of losses. @defaultValue `0` */
  readonly minDelta?: number;
}

/**
 * Lets another pruner decide only while a trial gets worse: when the best of its latest `patience + 1` losses is worse
 * than the best before them by more than `minDelta`.
 *
 * NaN values are left out; if all before, or all in the latest stretch, are NaN the trial goes on. A plateau is not
 * worse.
 *
 * @param pruner - Asked when patience is at an end; `null` stops the trial without asking.
 * @throws a {@link ParameterError} if an option is out of range.
 * @remarks The rule of Optuna's `PatientPruner`.
 *
 * @example
 * ```ts
 * import { patientPruner } from '@quantblocks/optimizer';
 *
 * const pruner = patientPruner(null, { patience: 1 });
 * const curve = { number: 0, state: 'running', loss: Number.NaN, steps: [0, 1, 2] } as const;
 * pruner.shouldPrune({ ...curve, values: [1, 3, 2] }, []); // => true
 * pruner.shouldPrune({ ...curve, values: [1, 3, 1] }, []); // => false
 * ```
 */
export function patientPruner(pruner: Pruner | null, options: PatientPrunerOptions): Pruner {
  const { patience, minDelta = 0 } = options;
  requireInteger('patience', patience, 0);
  if (!(minDelta >= 0 && minDelta < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('minDelta', 'a finite number >= 0', minDelta);
  }
  return {
    name: 'patient',
    options: { patience, minDelta, pruner: pruner && { name: pruner.name, options: pruner.options } },
    shouldPrune(trial, finished) {
      const { values } = trial;
      const recent = values.length - patience - 1;
      const before = lowest(values, 0, recent, Number.POSITIVE_INFINITY);
      const since = lowest(values, Math.max(0, recent), values.length, Number.NEGATIVE_INFINITY);
      return before + minDelta < since && (pruner === null || pruner.shouldPrune(trial, finished));
    },
  };
}

// `none` is returned if there is no number, and decides the comparison above in the trial's favour.
function lowest(values: ArrayLike<number>, from: number, to: number, none: number): number {
  let best = Number.NaN;
  for (let i = from; i < to; i++) if (!Number.isNaN(values[i]) && !(values[i] >= best)) best = values[i];
  return Number.isNaN(best) ? none : best;
}
