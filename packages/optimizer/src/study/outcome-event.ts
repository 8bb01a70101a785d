import { ParameterError } from '@quantblocks/core';
import type { StudyEvent } from './events.ts';
import type { Outcome } from './trial.ts';

/**
 * The event that a result makes. NaN means that there is none: the trial fails.
 *
 * @throws a {@link ParameterError} if it is not one number per objective.
 */
export function outcomeEvent(trial: number, outcome: Outcome, objectives: number): StudyEvent {
  const { constraints, durationMs, pruned } = outcome;
  const timing = durationMs === undefined ? {} : { durationMs };
  if (pruned === true) return { type: 'prune', trial, ...timing };
  const values = outcome.values ?? (outcome.value === undefined ? [] : [outcome.value]);
  if (values.length !== objectives || values.some((value) => typeof value !== 'number')) {
    throw new ParameterError('result', `${objectives} value(s), a number per objective`, outcome);
  }
  if (constraints?.some((value) => typeof value !== 'number')) {
    throw new ParameterError('result.constraints', 'numbers', constraints);
  }
  if ([...values, ...(constraints ?? [])].some(Number.isNaN)) {
    return { type: 'fail', trial, reason: 'the objective returned NaN', ...timing };
  }
  const broken = constraints === undefined ? {} : { constraints: [...constraints] };
  return { type: 'tell', trial, values: [...values], ...broken, ...timing };
}

/** @throws a {@link ParameterError} if a result is neither numbers nor an outcome. */
export function toOutcome(result: number | readonly number[] | Outcome): Outcome {
  if (typeof result === 'number') return { value: result };
  if (Array.isArray(result)) return { values: result as readonly number[] };
  if (typeof result !== 'object' || result === null) {
    throw new ParameterError('result', 'numbers or an outcome', result);
  }
  return result as Outcome;
}
