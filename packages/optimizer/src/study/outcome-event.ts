import { ParameterError } from '@quantblocks/core';
import type { StudyEvent } from './events.ts';
import type { Outcome } from './trial.ts';

/**
 * The event that a result makes. NaN means that there is none: the trial fails.
 *
 * @throws a {@link ParameterError} if it is not one number per objective.
 */
export function outcomeEvent(trial: number, outcome: Outcome, objectives: number): StudyEvent {
  const { value, values, constraints, durationMs, pruned = false } = outcome;
  if (durationMs !== undefined && !(durationMs >= 0))
    throw new ParameterError('durationMs', 'a number >= 0', durationMs);
  const timing = durationMs === undefined ? {} : { durationMs };
  if (typeof pruned !== 'boolean') throw new ParameterError('pruned', 'true or false', pruned);
  if (pruned) return { type: 'prune', trial, ...timing };
  if (value !== undefined && values !== undefined)
    throw new ParameterError('result', 'value or values, not both', outcome);
  const told = values === undefined ? [value] : numbersOf('values', values);
  if (told.length !== objectives || !told.every(isNumber)) {
    throw new ParameterError('result', objectives === 1 ? 'a number' : `${objectives} numbers`, values ?? value);
  }
  const broken = constraints === undefined ? {} : { constraints: numbersOf('constraints', constraints) };
  if (told.some(Number.isNaN)) return { type: 'fail', trial, reason: 'the objective returned NaN', ...timing };
  if (broken.constraints?.some(Number.isNaN)) return { type: 'fail', trial, reason: 'a constraint is NaN', ...timing };
  return { type: 'tell', trial, values: told, ...broken, ...timing };
}

// A copy without holes.
function numbersOf(name: string, values: unknown): number[] {
  const copy =
    Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values as ArrayLike<unknown>) : [undefined];
  if (!copy.every(isNumber)) throw new ParameterError(name, 'a list of numbers', values);
  return copy;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** @throws a {@link ParameterError} if a result is neither numbers nor an outcome. */
export function toOutcome(result: unknown): Outcome {
  if (typeof result === 'number') return { value: result };
  if (Array.isArray(result) || ArrayBuffer.isView(result)) return { values: result as readonly number[] };
  if (typeof result !== 'object' || result === null) {
    throw new ParameterError('result', 'numbers or an outcome', result);
  }
  return result as Outcome;
}
